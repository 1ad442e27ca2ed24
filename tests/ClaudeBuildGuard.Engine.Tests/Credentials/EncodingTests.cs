using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Credentials.Encodings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Credentials;

public sealed class EncodingTests
{
    private static readonly string Token = TokenSampler.Sample("github_pat_{N22}_{N59}", 21);
    private static readonly string Line = $"first\nvar t = \"{Token}\";\n";

    private static IEnumerable<TestCaseData> Wrappings()
    {
        var utf8 = Encoding.UTF8.GetBytes(Line);
        yield return Case("UTF-16 with a mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Line)], string.Empty);
        yield return Case("UTF-32 with a mark", [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes(Line)], string.Empty);
        yield return Case("UTF-16 without a mark", Encoding.Unicode.GetBytes(Line), string.Empty);
        yield return Case("big-endian UTF-16", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Line)], string.Empty);
        yield return Case("base64", Encoding.ASCII.GetBytes($"data: {Convert.ToBase64String(utf8)}\n"), "base64");
        yield return Case("base64 with something before it", Encoding.ASCII.GetBytes("x=abc\n\n" + $"data: {Convert.ToBase64String(utf8)}\n"), "base64");
        yield return Case("base64url", Encoding.ASCII.GetBytes($"data: {Convert.ToBase64String(utf8).Replace('+', '-').Replace('/', '_').TrimEnd('=')}\n"), "base64");
        yield return Case("hexadecimal", Encoding.ASCII.GetBytes($"data: {Convert.ToHexString(utf8)}\n"), "hexadecimal");
        yield return Case("hexadecimal as SQL writes it", Encoding.ASCII.GetBytes($"SELECT 0x{Convert.ToHexString(utf8)}\n"), "hexadecimal");
        yield return Case("base64 twice", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToBase64String(utf8)))), "base64, base64");
        yield return Case("gzip", Gzip(utf8), "the compressed content");
        yield return Case("zip", Zip(utf8), "'lib/app.cs' of the archive");
        yield return Case("tar", Tar(utf8), "'lib/app.cs' of the archive");
        yield return Case("gzip in base64", Encoding.ASCII.GetBytes($"blob = {Convert.ToBase64String(Gzip(utf8))}\n"), "base64, the compressed content");
        yield return Case("UTF-16 in base64", Encoding.ASCII.GetBytes($"-EncodedCommand {Convert.ToBase64String(Encoding.Unicode.GetBytes(Line))}\n"), "base64");
    }

    [TestCaseSource(nameof(Wrappings))]
    public void A_token_is_found_in_every_encoding_and_placed_at_the_wrapping(byte[] content, string inside)
    {
        var hit = TokenSampler.Scan(content, "src/a.txt").Single();
        Assert.That((hit.Kind.Id, hit.Inside), Is.EqualTo(("github-fine-grained-pat", inside)));
    }

    [Test]
    public void A_line_in_wide_text_keeps_its_number()
    {
        var hit = TokenSampler.Scan(Encoding.Unicode.GetBytes(Line), "src/a.cs").Single();
        Assert.That((hit.Line, hit.Column), Is.EqualTo((2, 10)));
    }

    [Test]
    public void A_bomb_costs_a_bounded_amount()
    {
        var bomb = Gzip(Gzip(new byte[64 * 1024 * 1024]));
        Assert.That(TokenSampler.Scan(bomb, "a.gz"), Is.Empty);
    }

    [Test]
    public void A_member_that_is_met_again_gives_what_it_gave()
    {
        var (clean, held) = (Encoding.UTF8.GetBytes("namespace A;\n"), Encoding.UTF8.GetBytes(Line));
        for (var round = 0; round < 2; round++)
        {
            Assert.Multiple(() =>
            {
                Assert.That(TokenSampler.Scan(Zip(clean), "a.zip"), Is.Empty);
                Assert.That(TokenSampler.Scan(Zip(held), "a.zip"), Has.Count.EqualTo(1));
                Assert.That(TokenSampler.Scan(Zip(Zip(held)), "b.zip"), Has.Count.EqualTo(1));
            });
        }
    }

    [Test]
    public void A_member_is_judged_anew_where_its_name_or_depth_says_something_else()
    {
        // The same bytes: no text at one name, the values of a manifest at the other; and too deep to be opened.
        var values = Encoding.UTF8.GetBytes($"database_password={TokenSampler.Run("N", 24, 72)}\n");
        var sums = new[]
        {
            CleanMembers.SumOf("a.min.js", 0, values), CleanMembers.SumOf(".env", 0, values), CleanMembers.SumOf(".env", 1, values),
            CleanMembers.SumOf(".en", 0, [(byte)'v', .. values]), CleanMembers.SumOf(".env", 0, [.. values, 0]), CleanMembers.SumOf(".env", 0, values.AsSpan(..^1)),
        };
        Assert.Multiple(() =>
        {
            Assert.That(TokenSampler.Scan(Zip(values, "a.min.js"), "a.zip"), Is.Empty);
            Assert.That(TokenSampler.Scan(Zip(values, ".env"), "a.zip"), Has.Count.EqualTo(1));
            Assert.That(sums, Is.Unique);
            Assert.That(CleanMembers.SumOf(".env", 0, values), Is.EqualTo(sums[1]));
        });
    }

    [Test]
    public void What_stands_in_the_documentation_of_a_package_is_advice_there_too()
    {
        var text = Encoding.UTF8.GetBytes($"const string ApiKey = \"{TokenSampler.Run("N", 40, 71)}\";\n");
        Assert.Multiple(() =>
        {
            Assert.That(TokenSampler.Scan(Zip(text), "a.zip").Single().IsStrong, Is.True);
            Assert.That(TokenSampler.Scan(Zip(text, "docs/guide.md"), "a.zip").Single().IsStrong, Is.False);
        });
    }

    [TestCase("appsettings.json", "{{ \"ConnectionStringBase64\": \"{0}\" }}")]
    [TestCase("a.cs", "var cs = Encoding.UTF8.GetString(Convert.FromBase64String(\"{0}\"));")]
    [TestCase("a.yml", "conn: {0}")]
    public void What_is_encoded_is_read_as_what_it_is_not_as_the_file_around_it(string path, string file)
    {
        var password = TokenSampler.Run("N", 16, 72);
        string Written(string value) => string.Format(System.Globalization.CultureInfo.InvariantCulture, file, Convert.ToBase64String(Encoding.UTF8.GetBytes(value)));
        Assert.Multiple(() =>
        {
            Assert.That(TokenSampler.Scan(Written($"Server=tcp:db01,1433;Initial Catalog=shop;User ID=app;Password={password};Encrypt=True;"), path), Has.Exactly(1).Items);
            Assert.That(TokenSampler.Scan(Written($"DB_USER=shop_rw\nDB_PASSWORD={password}\n"), path), Has.Exactly(1).Items);
            Assert.That(TokenSampler.Scan(Written("Server=tcp:db01,1433;Initial Catalog=shop;User ID=app;Password=${DB_PASSWORD};Encrypt=True;"), path), Is.Empty);
        });
    }

    [Test]
    public void The_literals_of_an_assembly_are_read_unless_it_is_the_output_of_a_build()
    {
        var assembly = Assembly(Token);
        Assert.Multiple(() =>
        {
            Assert.That(TokenSampler.Scan(assembly, "lib/x.dll").Single().Inside, Is.EqualTo("a string of the assembly"));
            Assert.That(TokenSampler.Scan(Zip(assembly, "lib/net8.0/x.dll"), "x.nupkg").Single().Inside, Is.EqualTo("'lib/net8.0/x.dll' of the archive, a string of the assembly"));
            Assert.That(TokenSampler.Scan(assembly, "src/App/bin/Debug/x.dll"), Is.Empty);
            Assert.That(TokenSampler.Scan(Assembly("no token"), "lib/x.dll"), Is.Empty);
        });
        for (var length = 2; length < assembly.Length; length += 61)
        {
            Assert.That(() => TokenSampler.Scan(assembly[..length], "lib/x.dll"), Throws.Nothing);
        }
    }

    [Test]
    public void An_assembly_with_more_literals_than_are_read_is_said_to_be_judged_in_part()
    {
        var dropped = new List<string>();
        ClaudeBuildGuard.Engine.Credentials.CredentialScanner.Default.Scan(Assembly(new string('x', 5_000_000)), "lib/x.dll", [], dropped);
        Assert.That(dropped, Has.One.Contains("assembly"));
        dropped.Clear();
        ClaudeBuildGuard.Engine.Credentials.CredentialScanner.Default.Scan(Assembly(new string('x', 100_000)), "lib/x.dll", [], dropped);
        Assert.That(dropped, Is.Empty);
    }

    private static byte[] Assembly(string literal)
    {
        var builder = new System.Reflection.Emit.PersistedAssemblyBuilder(new System.Reflection.AssemblyName("x"), typeof(object).Assembly);
        var type = builder.DefineDynamicModule("x").DefineType("A");
        var body = type.DefineMethod("Text", System.Reflection.MethodAttributes.Static, typeof(string), []).GetILGenerator();
        body.Emit(System.Reflection.Emit.OpCodes.Ldstr, literal);
        body.Emit(System.Reflection.Emit.OpCodes.Ret);
        type.CreateType();
        var stream = new MemoryStream();
        builder.Save(stream);
        return stream.ToArray();
    }

    [Test]
    public void Damaged_archives_are_no_exception()
    {
        var zip = Zip(Encoding.UTF8.GetBytes(Line));
        for (var length = 4; length < zip.Length; length += 7)
        {
            Assert.That(() => TokenSampler.Scan(zip[..length], "a.zip"), Throws.Nothing);
        }
    }

    [Test]
    public void A_damaged_archive_in_base64_is_said_to_be_judged_in_part()
    {
        var gzip = Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Line, 40).Select((l, i) => l + i))));
        Assert.That(Dropped($"blob = {Convert.ToBase64String(gzip)}\n"), Is.Empty);
        gzip.AsSpan(gzip.Length / 2).Reverse();
        Assert.That(Dropped($"blob = {Convert.ToBase64String(gzip)}\n"), Has.One.Contains("damaged"));
    }

    // What only begins like an archive, and an archive with something behind it, hide no line below.
    [Test]
    public void A_line_below_what_begins_like_an_archive_is_read_for_itself([Values("UEsDB", "H4sI", "")] string begin)
    {
        var line = Convert.ToBase64String(Encoding.UTF8.GetBytes(Line.PadRight(120)));
        var above = begin.Length > 0
            ? begin + TokenSampler.Run("N", line.Length - begin.Length, 61)
            : string.Join('\n', Convert.ToBase64String(Zip(Encoding.ASCII.GetBytes(TokenSampler.Run("H", 700, 58)))).Chunk(line.Length).Select(l => new string(l).PadRight(line.Length, 'A')));
        var hits = new List<CredentialHit>();
        CredentialScanner.Default.Scan(Encoding.ASCII.GetBytes($"{above}\n{line}\n"), "src/a.txt", hits);
        Assert.That(hits.Select(h => (h.Kind.Id, h.Line)), Is.EqualTo(new[] { ("github-fine-grained-pat", above.Count(c => c == '\n') + 2) }));
    }

    [TestCase("<value>\n        ", "\n        ", "\n</value>")]
    [TestCase("<v:shape o:gfxdata=\"", "&#xA;", "\"/>")]
    [TestCase("{ \"zip\": \"", "\\r\\n", "\" }")]
    [TestCase("var zip = \"", "\" +\r\n    \"", "\";")]
    public void An_archive_in_base64_is_read_across_its_lines(string before, string between, string after)
    {
        var digits = Convert.ToBase64String(Zip([.. Encoding.UTF8.GetBytes(Line), .. Encoding.ASCII.GetBytes(TokenSampler.Run("H", 400, 57))]));
        var dropped = new List<string>();
        var hits = new List<CredentialHit>();
        CredentialScanner.Default.Scan(Encoding.ASCII.GetBytes(before + string.Join(between, digits.Chunk(76).Select(line => new string(line))) + after), "src/a.txt", hits, dropped);
        Assert.Multiple(() =>
        {
            Assert.That(dropped, Is.Empty);
            Assert.That(hits.Select(h => h.Kind.Id), Is.EqualTo(new[] { "github-fine-grained-pat" }));
        });
    }

    [Test]
    public void Base64_that_only_begins_like_an_archive_is_no_damaged_one()
    {
        var random = new byte[600];
        new Random(9).NextBytes(random);
        random[0] = 0x1F;
        random[1] = 0x8B;
        random[2] = 8;
        random[3] = 0xE7;
        Assert.That(Dropped($"blob = {Convert.ToBase64String(random)}\n"), Is.Empty);
        Assert.That(Dropped("var magic = \"\\x50\\x4b\\x03\\x04\"; // PK\n"), Is.Empty);
    }

    [Test]
    public void Text_that_is_encoded_more_than_three_times_over_is_said_to_be_judged_in_part()
    {
        var text = Line;
        for (var layer = 1; layer <= 4; layer++)
        {
            text = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
            var hits = TokenSampler.Scan(text, "a.txt");
            Assert.That((hits.Count, Dropped(text).Any(d => d.Contains("more than three times", StringComparison.Ordinal))), Is.EqualTo(layer <= 3 ? (1, false) : (0, true)));
        }
    }

    [Test]
    public void Archives_and_encodings_are_counted_apart()
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(Line))))));
        var hit = TokenSampler.Scan(Zip(Encoding.UTF8.GetBytes(text)), "a.zip").Single();
        Assert.That(hit.Inside, Is.EqualTo("'lib/app.cs' of the archive, base64, base64, base64"));
    }

    private static List<string> Dropped(string text)
    {
        var dropped = new List<string>();
        ClaudeBuildGuard.Engine.Credentials.CredentialScanner.Default.Scan(Encoding.UTF8.GetBytes(text), "src/a.cs", [], dropped);
        return dropped;
    }

    [Test]
    public void Images_and_hashes_in_base64_are_left_alone()
    {
        var image = new byte[4000];
        new Random(5).NextBytes(image);
        Assert.That(TokenSampler.Scan($"src=\"data:image/png;base64,{Convert.ToBase64String(image)}\"", "a.cs"), Is.Empty);
    }

    private static TestCaseData Case(string name, byte[] content, string inside) => new TestCaseData(content, inside).SetArgDisplayNames(name);

    private static byte[] Gzip(byte[] content)
    {
        var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return output.ToArray();
    }

    private static byte[] Zip(byte[] content, string name = "lib/app.cs")
    {
        var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(content);
        }

        return output.ToArray();
    }

    private static byte[] Tar(byte[] content)
    {
        var output = new MemoryStream();
        using (var tar = new TarWriter(output))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "lib/app.cs") { DataStream = new MemoryStream(content) });
        }

        return output.ToArray();
    }
}
