using System.IO.Compression;
using System.Text;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Credentials.Rules;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using ClaudeBuildGuard.Testing.Corpus;

namespace ClaudeBuildGuard.Engine.Tests.Credentials;

/// <summary>
/// A version that is scanned by what changed since the one before gives what it gives when it is scanned alone: over texts full of
/// credentials, cut and joined at every place.
/// </summary>
public sealed class AnchorTrailTests
{
    private const int Generations = 6;

    private static ObjectLineage Lineage(object? baseNote, bool hasHeirs)
    {
        var lineage = new ObjectLineage();
        lineage.Begin(baseNote, hasHeirs);
        return lineage;
    }

    private static readonly string[] Paths = ["src/Orders.cs", "appsettings.json", "deploy/values.yaml", "web.config", ".env", "notes"];

    [Test]
    public void A_version_scanned_by_its_changes_gives_what_it_gives_alone([Range(1, 60)] int seed)
    {
        var random = new Random(seed);
        var mint = new TokenMint(seed);
        CompareVersions(seed, random, Start(random, mint), () => Piece(random, mint), Generations);
    }

    [Test]
    public void Code_whose_names_come_to_nothing_gives_in_each_version_what_it_gives_alone([Range(1, 120)] int seed)
    {
        var random = new Random(seed);
        var content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 300).Select(_ => Code(random))));
        CompareVersions(seed, random, content, () => Encoding.ASCII.GetBytes(Code(random)), 2 * Generations);
    }

    [Test]
    public void Encoded_text_that_comes_to_nothing_gives_in_each_version_what_it_gives_alone([Range(1, 120)] int seed)
    {
        var random = new Random(seed);
        var mint = new TokenMint(seed);
        var content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 120).Select(_ => Wrapped(random, mint, 0))));
        CompareVersions(seed, random, content, () => Encoding.ASCII.GetBytes(Wrapped(random, mint, 6)), Generations);
    }

    // Each version by its changes, and alone.
    private static void CompareVersions(int seed, Random random, byte[] content, Func<byte[]> piece, int generations)
    {
        var scanner = CredentialScanner.Default;
        var path = Paths[seed % Paths.Length];
        object? note = null;
        var copies = new List<CopiedStretch>();
        var mark = 0;
        for (var generation = 0; generation < generations; generation++)
        {
            // Editors write a byte order mark, keep it, and take it off again.
            var markBefore = mark;
            mark = seed % 3 == 0 && random.Next(2) == 0 ? Encoding.UTF8.Preamble.Length : 0;
            byte[] stored = [.. Encoding.UTF8.Preamble[..mark], .. content];
            var lineage = Lineage(note, hasHeirs: true);
            lineage.Copies.AddRange(copies.Select(c => BehindMarks(c, markBefore, mark)));
            Assert.That(Scan(scanner, stored, path, lineage), Is.EqualTo(Scan(scanner, stored, path, null)), $"generation {generation}");
            Assert.That(lineage.Note, Is.Not.Null, "the next generation was to be scanned by its changes");
            note = lineage.Note;
            (content, copies) = Change(content, random, piece);
        }
    }

    // Where both have a mark it is copied with what follows it.
    private static CopiedStretch BehindMarks(CopiedStretch copy, int before, int after) =>
        before == after && copy is { From: 0, To: 0 } ? copy with { Length = copy.Length + after } : copy with { From = copy.From + before, To = copy.To + after };

    // Base64, hexadecimal digits, percent encoding and rulers, which hold a credential in one of so many: 0 for never.
    private static string Wrapped(Random random, TokenMint mint, int oneOf)
    {
        var says = oneOf > 0 && random.Next(oneOf) == 0
            ? $"smtp_password = \"{mint.Text(TokenMint.Alphanumeric, 18)}\""
            : "Total of the orders and lines of a month " + random.Next(1000);
        var bytes = Encoding.ASCII.GetBytes(says);
        return random.Next(7) switch
        {
            0 or 1 => $"    x(\"{Convert.ToBase64String(bytes)}\");\n",
            2 => Convert.ToHexString(bytes) + (random.Next(2) == 0 ? string.Empty : "\n"),
            3 => $"/q?x={string.Concat(bytes.Select(b => $"%{b:X2}"))} ",
            4 => new string(random.Next(2) == 0 ? '/' : '_', random.Next(10, 90)) + "\n",
            5 => $"    where_{random.Next(100)}(0x{random.Next(1 << 20):x8}, google/protobuf/compiler/names_of_{random.Next(50)}_parts);\n",
            _ => Convert.ToBase64String(bytes),
        };
    }

    [Test]
    public void A_name_that_came_to_nothing_is_judged_again_where_a_value_comes_near()
    {
        var scanner = CredentialScanner.Default;
        var secret = new TokenMint(3).Text(TokenMint.Alphanumeric, 20);
        var filler = string.Concat(Enumerable.Repeat("    Total(order, lines);\n", 100));
        foreach (var (before, after) in new[] { ("var password =\n    Read();\n", $"var password =\n    \"{secret}\";\n"), ("Password(", $"Password(\"{secret}\");"), ("token\n", $"token = \"{secret}\";\n") })
        {
            var first = Encoding.ASCII.GetBytes(filler + before + filler);
            var second = Encoding.ASCII.GetBytes(filler + after + filler);
            var same = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count() + filler.Length;
            var lineage = Lineage(null, hasHeirs: true);
            Assert.That(Scan(scanner, first, "a.cs", lineage), Is.Empty);
            var next = Lineage(lineage.Note, hasHeirs: false);
            next.Copies.Add(new CopiedStretch(0, 0, same));
            next.Copies.Add(new CopiedStretch(first.Length - filler.Length, second.Length - filler.Length, filler.Length));
            Assert.That(Scan(scanner, second, "a.cs", next), Has.Count.EqualTo(1), after);
        }
    }

    [Test]
    public void An_archive_in_lines_is_read_again_when_a_line_of_it_changes()
    {
        var mint = new TokenMint(7);
        var filler = string.Concat(Enumerable.Range(0, 200).Select(i => $"    Total(order, line{i});\n"));
        var (harmless, leaking) = (Lines(mint.Text(TokenMint.Alphanumeric, 18), "title"), Lines(mint.Text(TokenMint.Alphanumeric, 18), "smtp_password"));
        var (first, second) = (Encoding.ASCII.GetBytes(filler + harmless + filler), Encoding.ASCII.GetBytes(filler + leaking + filler));
        var same = first.Zip(second).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.That(same, Is.GreaterThan(filler.Length + 76), "the first line was to be the same");
        var lineage = Lineage(null, hasHeirs: true);
        Assert.That(Scan(CredentialScanner.Default, first, "a.txt", lineage), Is.Empty);
        var next = Lineage(lineage.Note, hasHeirs: false);
        next.Copies.Add(new CopiedStretch(0, 0, same));
        next.Copies.Add(new CopiedStretch(first.Length - filler.Length, second.Length - filler.Length, filler.Length));
        Assert.That(Scan(CredentialScanner.Default, second, "a.txt", next), Has.Count.EqualTo(1));

        static string Lines(string value, string name)
        {
            using var stream = new MemoryStream();
            using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
            {
                foreach (var (entry, text) in new[] { ("a.txt", "Totals of the orders of a month, one a line"), ("b.ini", $"[mail]\n{name} = {value}\n") })
                {
                    var member = zip.CreateEntry(entry, CompressionLevel.NoCompression);
                    member.LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
                    using var content = member.Open();
                    content.Write(Encoding.ASCII.GetBytes(text));
                }
            }

            return Convert.ToBase64String(stream.ToArray(), Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n") + "\n";
        }
    }

    [Test]
    public void What_only_comes_together_by_a_cut_is_found()
    {
        var mint = new TokenMint(5);
        var scanner = CredentialScanner.Default;
        var (whole, _) = CredentialSamples.Of(RuleCatalogue.All.First(r => r.Provider == "GitHub"), mint);
        var token = Encoding.ASCII.GetBytes(whole);
        for (var cut = 1; cut < token.Length; cut++)
        {
            byte[] before = [.. "var x = \""u8, .. token.AsSpan(0, cut), .. " and something else "u8, .. token.AsSpan(cut), .. "\";\n"u8];
            byte[] after = [.. "var x = \""u8, .. token, .. "\";\n"u8];
            var lineage = Lineage(null, hasHeirs: true);
            Scan(scanner, before, "a.cs", lineage);
            var next = Lineage(lineage.Note, hasHeirs: false);
            next.Copies.Add(new CopiedStretch(0, 0, 9 + cut));
            next.Copies.Add(new CopiedStretch(9 + cut + 20, 9 + cut, before.Length - 9 - cut - 20));
            Assert.That(Scan(scanner, after, "a.cs", next), Has.Count.EqualTo(1), $"cut after {cut}");
        }
    }

    [Test]
    public void A_copy_of_the_whole_costs_no_prefiltering_and_finds_the_same()
    {
        var mint = new TokenMint(9);
        var content = Start(new Random(9), mint);
        var lineage = Lineage(null, hasHeirs: true);
        var first = Scan(CredentialScanner.Default, content, "a.txt", lineage);
        var next = Lineage(lineage.Note, hasHeirs: false);
        next.Copies.Add(new CopiedStretch(0, 0, content.Length));
        Assert.That(Scan(CredentialScanner.Default, content, "a.txt", next), Is.EqualTo(first));
    }

    private static List<string> Scan(CredentialScanner scanner, byte[] content, string path, ObjectLineage? lineage)
    {
        var hits = new List<CredentialHit>();
        var dropped = new List<string>();
        scanner.Scan(content, path, hits, dropped, lineage);
        return [.. hits.Select(h => $"{h.Kind.Id} {h.Offset}+{h.Length} {h.Line}:{h.Column} {h.Confidence}"), .. dropped];
    }

    private static byte[] Start(Random random, TokenMint mint)
    {
        var text = new MemoryStream();
        for (var i = 0; i < 40; i++)
        {
            text.Write(Piece(random, mint));
        }

        return text.ToArray();
    }

    // Copies of stretches, mostly in order, with new pieces between them: what a delta is.
    private static (byte[] Content, List<CopiedStretch> Copies) Change(byte[] source, Random random, Func<byte[]> piece)
    {
        var text = new MemoryStream();
        var copies = new List<CopiedStretch>();
        var at = random.Next(3) == 0 ? random.Next(source.Length) : 0;
        for (var i = 0; i < 12 && at < source.Length; i++)
        {
            var length = Math.Min(source.Length - at, 1 + random.Next(random.Next(2) == 0 ? 30 : 2000));
            copies.Add(new CopiedStretch(at, (int)text.Length, length));
            text.Write(source, at, length);
            at = random.Next(8) == 0 ? random.Next(source.Length) : at + length + (random.Next(2) == 0 ? 0 : random.Next(60));
            if (random.Next(2) == 0)
            {
                text.Write(random.Next(3) == 0 ? piece() : Encoding.ASCII.GetBytes(new string("ab=\" \n"[random.Next(6)], random.Next(3))));
            }
        }

        if (at < source.Length)
        {
            copies.Add(new CopiedStretch(at, (int)text.Length, source.Length - at));
            text.Write(source, at, source.Length - at);
        }

        return (text.ToArray(), copies);
    }

    private static string Code(Random random)
    {
        string[] names = ["token", "apiKey", "password", "key", "_pass", "secretName", "pwd", "auth", "datadog", "credential", "Title", "order"];
        var name = names[random.Next(names.Length)];
        var value = random.Next(4) == 0 ? $"{random.Next():x}Q{random.Next():x}z" : random.Next(3) == 0 ? "title" : $"{name}s of it";
        return random.Next(23) switch
        {
            16 => $"    string x{random.Next(9)} = \"{value}{value}\"; // {name} of it\n",
            17 => $"    class {name}s\n    {{\n        const string A = \"{value}{value}\";\n        string[] B = {{ \"{value}\", \"{value}{value}\" }};\n    }}\n",
            18 => $"    string[] {name}s = new[]\n    {{\n        \"{value}\",\n        \"{value}{value}\"\n    }};\n",
            19 => $"    NetworkCredential {name} = new(\"{name}\", \"{value}\");\n",
            20 => $"    <a:{name} T=\"\"x\"\">{value}</a:{name}>\n",
            21 => $"    static byte[] {name}() = {{ {string.Join(", ", Enumerable.Range(0, 16).Select(_ => random.Next(256)))} }};\n",
            22 => $"    string {name}(int x) => x switch\n    {{\n        1 => \"{value}\",\n    }};\n",
            0 => $"    var {name} = reader.Read({name});\n",
            1 => $"    string {name} = \"{value}\";\n",
            2 => $"    if ({name} == null)\n    {{\n        return;\n    }}\n",
            3 => $"    {name}: {value}\n",
            4 => $"    Call({name},\n        \"{value}\");\n",
            5 => $"    // {name} = {value}\n",
            6 => $"    <{name}>{value}</{name}>\n",
            7 => $"    \"{name}\": \"{value}\",\n",
            8 => $"    public string {name} => \"{value}\" +\n        \"{name}\";\n",
            9 => $"    string {name}()\n    {{\n        return \"{value}\";\n    }}\n",
            10 => $"{name}={value}\n",
            11 => $"[{name}]\n",
            12 => $"    var text = @\"\n    {name} = {value}\n\";\n",
            _ => $"    Total(order, lines, {random.Next(1000)});\n",
        };
    }

    private static byte[] Piece(Random random, TokenMint mint)
    {
        switch (random.Next(5))
        {
            case 0:
                return Encoding.ASCII.GetBytes($"    public int Total{random.Next(100)}(Order order) => order.Lines.Sum(l => l.Price);\n");
            case 1:
                return Encoding.ASCII.GetBytes($"\"{Convert.ToBase64String(Encoding.ASCII.GetBytes($"password = {random.Next()} and more of it, {new string('x', random.Next(40))}"))}\"\n");
            case 2:
                return Encoding.ASCII.GetBytes($"  \"Password\": \"{random.Next():x}Q{random.Next():x}z\",\n");
            default:
                var rule = RuleCatalogue.All[random.Next(RuleCatalogue.All.Length)];
                CorpusCase[] cases = CredentialSamples.IsFile(rule) ? [] : [.. CredentialCorpus.For(rule, mint)];
                return cases.Length == 0 ? "\n"u8.ToArray() : [.. cases[random.Next(cases.Length)].Content, .. "\n"u8];
        }
    }
}
