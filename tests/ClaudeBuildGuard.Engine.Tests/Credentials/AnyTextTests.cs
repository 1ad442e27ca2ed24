using System.Text;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Tests.Credentials;

/// <summary>Every word that is looked for, beside every sign, in every format: whatever comes of it, it is never an exception.</summary>
[TestFixture]
internal sealed class AnyTextTests
{
    private static readonly string[] Paths = ["a.cs", "a.vb", "a.fs", "a.json", "a.xml", "a.yml", "a.env", "a.ini", "a.conf", "a.tf", "a.sql", "a.md", "a.sh", ".netrc", "a.csv", "a"];

    private static readonly string[] Signs =
    [
        " ", "\n", "\r\n", "\t", "=", ":", ",", ";", "\"", "'", "`", "(", ")", "[", "]", "{", "}", "<", ">", "/", "\\", "|", "-", "+", "&", "?", ".", "@\"", "\"\"\"", "=>", "//", "# ", "/*", "*/", "--",
        "class ", "new ", "new(", "new[] ", "switch", "return ", "Get\n", "dict [", "headers = [", "0x5c,", "&H1F", "x1Y2z3Q4w5", "Basic", "://", "</", "type=", ".Text ==", "And ", "Some(", ".getBytes", ".AppendChar", " is ", "{noop}", "VALUES (", "INSERT INTO ",
    ];

    [Test]
    public void A_scan_of_any_text_ends_without_an_exception([Range(1, 24)] int seed)
    {
        var words = new List<string>();
        ContextWords.ForEach((word, _) => words.Add(word));
        var random = new Random(seed);
        var hits = new List<CredentialHit>();
        for (var round = 0; round < 120; round++)
        {
            // Of few pieces, so that each stands beside each.
            string[] pieces = [.. Enumerable.Range(0, 4).Select(_ => words[random.Next(words.Count)]), .. Enumerable.Range(0, 6).Select(_ => Signs[random.Next(Signs.Length)])];
            var text = new StringBuilder();
            while (text.Length < 500)
            {
                text.Append(pieces[random.Next(pieces.Length)]);
            }

            // Cut anywhere, so that a word or a sign is the last there is.
            var content = Encoding.UTF8.GetBytes(text.ToString())[..^random.Next(250)];
            foreach (var path in Paths)
            {
                Assert.That(() => CredentialScanner.Default.Scan(content, path, hits), Throws.Nothing, $"{path}, round {round}");
            }
        }
    }
}
