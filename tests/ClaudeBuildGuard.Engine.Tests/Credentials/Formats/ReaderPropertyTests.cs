using System.Text;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Credentials.Context;
using ClaudeBuildGuard.Engine.Credentials.Encodings;
using ClaudeBuildGuard.Engine.Credentials.Formats;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Credentials.Formats;

/// <summary>What holds of every reader for every text: no exception, each value at a place of the text, time in proportion to its size.</summary>
public sealed class ReaderPropertyTests
{
    private const string Words = "password key token secret value name data default Secret kind Server User x1 Kx9!vW2q ";

    private static readonly string[] Paths =
        ["a.json", "a.config", "a.yaml", "a.tf", "a.ini", "a.toml", ".env", "a.sh", "a.cs", "a.vb", "a.fs", "a.js", "a.py", "a.go", "A.java", "a.sql", "a.http", "a.ps1", "Dockerfile", "a.txt"];

    // Pieces of all formats, put together at random: far more often nearly right than any random characters.
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "(", ")", "<", ">", "</a>", "<a ", "/>", "<!--", "-->", "<![CDATA[", "]]>", "\"", "'", "`", "\"\"\"", "'''", "\\", "\\\"", "\\n", "\\u0041", "\\u", "\\x4", "\\U0000004", "&", "&quot;", "&#x41;", "&#;", "&lt;", "%", "%41", "%3D", "%4",
        "=", ":", ": ", ":=", "=>", "==", ",", ";", "+", " + ", "&amp;", " & _\n", ".", "- ", "-", "--", "#", "//", "/*", "*/", "|", "|-\n", ">\n", "$", "${", "$(", "$\"", "@\"", "$@\"", "f\"", "r'", "#{", "{{", "}}", "<<EOT\n", "EOT\n", "\n", "\r\n", "\n\n", "  ", "\t", "\n  ", "\n    ",
        "password", "key", "token", "secret", "value", "name", "data", "default", "variable ", "kind: Secret", "stringData", "Server=db;User Id=x;Password=", "Kx9!vW2qLm7z", "identified by ", "VALUES (", "ENV ", "setx ", "curl -u ", "://a:", "@b", "oracle:thin:", "Basic ", "Bearer ", "ä", "\u20ac", "😀", "\0",
    ];

    private static readonly Gen<string> Text = Gen.OneOfConst(Pieces).List[0, 60].Select(string.Concat);

    [Test]
    public void The_scanner_takes_any_text_and_points_into_it() =>
        Gen.Select(Text, Gen.OneOfConst(Paths)).Sample(
            (text, path) =>
            {
                var content = Encoding.UTF8.GetBytes(text);
                var hits = new List<CredentialHit>();
                CredentialScanner.Default.Scan(content, path, hits, []);
                var lines = text.Split('\n');
                return hits.TrueForAll(h =>
                    h.Offset >= 0 && h.Length >= 0 && h.Offset + h.Length <= content.Length
                    && h.Line >= 1 && h.Line <= lines.Length && h.Column >= 1 && h.Column <= lines[h.Line - 1].Length + 1 && h.EndColumn >= h.Column);
            },
            iter: 50_000);

    [Test]
    public void Every_reader_places_its_values_in_the_text() =>
        Text.Sample(
            text =>
            {
                var content = Encoding.UTF8.GetBytes(text);
                var sink = new Recorder(content.Length);
                JsonPairs.Read(content, sink);
                XmlPairs.Read(content, sink);
                YamlPairs.Read(content, sink);
                HclPairs.Read(content, sink);
                var lines = new LinePairs();
                lines.Read(content, 0, content.Length, bare: true, WholeLines.Parted, "section", sink);
                lines.Read(content, 0, content.Length, bare: false, WholeLines.None, string.Empty, sink);
                return sink.IsRight;
            },
            iter: 50_000);

    [Test]
    public void What_is_written_plainly_is_placed_exactly() =>
        Gen.String[Gen.Char[Words + "äö"], 0, 40].Sample(
            text =>
            {
                // Whatever is not decoded reads at its place what the value says.
                var content = Encoding.UTF8.GetBytes($"{{ \"password\": \"{text}\" }}");
                var sink = new Recorder(content.Length);
                JsonPairs.Read(content, sink);
                return sink.Values.Exists(v => v.Value == text && Encoding.UTF8.GetString(content, v.Start, v.Length) == text);
            },
            iter: 5_000);

    [Test]
    public void Escapes_of_any_text_are_undone() =>
        Gen.String[0, 40].Sample(
            text =>
            {
                var written = System.Text.Json.JsonSerializer.Serialize(text);
                var decoded = new DecodedText();
                Literal.AppendUnescaped(Encoding.UTF8.GetBytes(written[1..^1]), 0, decoded);
                var expected = System.Text.Json.JsonSerializer.Deserialize<string>(written)!;

                // Half a pair of surrogates is no character; backspace and form feed stand in no secret.
                return !text.All(c => !char.IsSurrogate(c) && c is not ('\b' or '\f')) || Encoding.UTF8.GetString(decoded.Span) == expected;
            },
            iter: 5_000);

    [Test]
    public void Entities_of_any_text_are_undone() =>
        Gen.String[Gen.Char["<>&\"'ab;#x41 "], 0, 40].Sample(
            text =>
            {
                var decoded = new DecodedText();
                Literal.AppendXml(Encoding.UTF8.GetBytes(System.Security.SecurityElement.Escape(text)), 0, decoded);
                return Encoding.UTF8.GetString(decoded.Span) == text;
            },
            iter: 5_000);

    [Test]
    public void Percent_encoding_of_any_text_is_undone() =>
        Gen.String[Gen.Char["ab=:/+ %&ä\""], 1, 40].Sample(
            text =>
            {
                var written = Encoding.UTF8.GetBytes(Uri.EscapeDataString(text));
                var (from, decoded) = (0, new DecodedText());
                return !EscapedText.TryNextPercent(written, ref from, decoded) || Encoding.UTF8.GetString(decoded.Span) == text;
            },
            iter: 5_000);

    [Test]
    public void Tokens_of_a_piece_follow_one_another_and_cover_its_words() =>
        Text.Sample(
            text =>
            {
                var content = Encoding.UTF8.GetBytes(text);
                var tokens = new List<LineToken>();
                LineLexer.Read(content, 0, content.Length, tokens);
                var end = 0;
                return tokens.TrueForAll(t =>
                {
                    var follows = t.Start >= end && t.InnerStart <= t.InnerEnd && t.End <= content.Length;
                    end = t.End;
                    return follows;
                });
            },
            iter: 50_000);

    [Test]
    public void Five_megabytes_of_signs_cost_time_in_proportion([Values("{", "\"", "${", "%")] string bait) => AssertLinear(bait, 512 * 1024, 5 * 1024 * 1024);

    [Test]
    public void Bait_for_a_reader_costs_time_in_proportion(
        [Values("\\\"", "%41", "&#x41;", "\\u0041", "password=", "\"password\":", "<a password=\"", "- password: ", "$\"{", "password = `${", "'", "\"AKIA\" + ", "<<A\n", "password=a;user=b;", "variable \"password\" {\n", "password: {", "password ? \"\" : ", "password(\"a\", ", "password { return \"a\" ", "docker login -u ", "mysql -p ", "echo a | sudo -S ", "dotnet user-secrets set a \\\n", "secret='")] string bait) => AssertLinear(bait, 48 * 1024, 480 * 1024);

    private static void AssertLinear(string bait, int fewBytes, int manyBytes)
    {
        var small = string.Concat(Enumerable.Repeat(bait, fewBytes / bait.Length));
        var large = string.Concat(Enumerable.Repeat(bait, manyBytes / bait.Length));
        foreach (var path in new[] { "a.json", "a.config", "a.yaml", "a.tf", "a.ini", "a.cs" })
        {
            var few = Cost(small, path);
            var many = Cost(large, path);

            // Ten times the text: what grows by its square would cost a hundred times as much.
            Assert.That(many, Is.LessThan((25 * few) + TimeSpan.FromMilliseconds(400)), path);
        }
    }

    private static TimeSpan Cost(string text, string path)
    {
        var content = Encoding.ASCII.GetBytes(text);
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        CredentialScanner.Default.Scan(content, path, [], []);
        process.Refresh();
        return process.TotalProcessorTime - before;
    }

    private sealed class Recorder(int length) : IPairSink
    {
        public bool IsRight { get; private set; } = true;

        public List<(string Value, int Start, int Length)> Values { get; } = [];

        public bool OnPair(ReadOnlySpan<char> key, DecodedText value, ValueForm form)
        {
            var (start, written) = value.Place(0, value.Length);
            IsRight &= start >= 0 && written >= 0 && start + written <= length;
            for (var at = 0; at < value.Length; at++)
            {
                var (partStart, partLength) = value.Place(at, 1);
                IsRight &= partStart >= start && partStart + partLength <= start + written;
            }

            Values.Add((Encoding.UTF8.GetString(value.Span), start, written));
            return false;
        }
    }
}
