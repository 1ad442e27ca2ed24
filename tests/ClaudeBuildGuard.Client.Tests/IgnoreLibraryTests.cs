using System.Diagnostics;
using System.Text.Json;
using ClaudeBuildGuard.Engine.ClaudeCode.Permissions;
using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using CsCheck;

namespace ClaudeBuildGuard.Client.Tests;

/// <summary>
/// Deny rules by the thousand against the npm library that the client matches with. A session with the client takes a second, the library
/// a microsecond: what is rare among random rules is met here. <see cref="DenyRuleParityTests"/> holds the library against the client.
/// </summary>
[Category("Client")]
public sealed class IgnoreLibraryTests
{
    private const int Rules = 20_000;

    private static readonly string[] Files =
    [
        ".env", "a/.env", "a/b/.env", "with space/.env", ".env.local", "x/.env.prod", ".envrc", "certs/a.pem", "certs/B.PEM", "secrets/k", "x/secrets/k",
        "config/secrets.json", "src/config/secrets.json", "aws-credentials.txt", "credentials/x", "pkg/build/a", "secrets-prod/config.json", "a.txt", "a/x/c/k", "b/k",
    ];

    private static readonly Gen<string> Piece = Gen.OneOfConst(
        "a", "b", ".env", "secrets", "config", "src", "k", "certs", "x", "*", "*", "**", "?", ".", "s", "[a-c]", "[ks]", "[!a]", "[^x]", "[", "]", "[c-a]", ".pem", "env", "build", "***", "-",
        "json", "txt", "C", " ", "\\.", "\\*", "\\?", "\\", "+", "(", ")", "{a,b}", "$", "#", "|", "^");

    private static readonly Gen<string> Path = Gen.Select(
        Gen.OneOfConst("", "", "/", "./", "**/", "/**/"), Piece.Array[1, 3].Select(string.Concat).Array[1, 4].Select(p => string.Join('/', p)), Gen.OneOfConst("", "", "/", "/**", "/*", "/**/", " ", "/ "),
        (anchor, path, end) => anchor + path + end);

    // The client takes the anchor and a last /** from a rule before it asks the library.
    private const string Library = """
        const ignore = require('ignore'), { rules, files } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        const denied = rules.map(rule => {
          const pattern = rule.replace(/^\.\//, '').replace(/(.)\/\*\*$/, '$1');
          try { const list = ignore({ ignorecase: true }).add(pattern); return files.map(f => list.ignores(f)); } catch { return files.map(() => false); }
        });
        console.log(JSON.stringify(denied));
        """;

    [Test]
    public void Nothing_counts_as_denied_that_the_library_leaves_open()
    {
        var modules = System.IO.Path.Combine(Environment.GetEnvironmentVariable(RealClient.DirectoryVariable) ?? string.Empty, "ignore", "node_modules");
        if (!Directory.Exists(modules))
        {
            Assert.Ignore($"The npm package 'ignore' is not installed. Run eng/client-suite; it sets {RealClient.DirectoryVariable}.");
        }

        Path.Array[Rules].Sample(
            rules =>
            {
                var denied = Ask(modules, rules);
                var wrong = new List<string>();
                foreach (var (rule, byLibrary) in rules.Zip(denied))
                {
                    var settings = JsonSerializer.Serialize(new { permissions = new { deny = new[] { $"Read({rule})" } } });
                    var evaluator = new RuleEvaluator(new ClientSettings([SettingsFile.Parse("s", SettingsScope.Project, settings)]), "/repository", null);
                    var credited = Files.Select(f => evaluator.Decide("Read", f).IsCovered).ToArray();
                    var differs = rule.IndexOfAny(['[', ']', '\\', ' ', '(', ')']) < 0 ? !credited.SequenceEqual(byLibrary) : credited.Zip(byLibrary).Any(c => c is (true, false));
                    if (differs)
                    {
                        wrong.Add($"Read({rule}): here {Named(credited)}; there {Named(byLibrary)}");
                    }
                }

                Assert.That(wrong, Is.Empty);
            },
            iter: 1,
            threads: 1,
            print: r => $"{r.Length} rules");
    }

    private static string Named(bool[] denied) => string.Join(", ", Files.Where((_, i) => denied[i]));

    private static bool[][] Ask(string modules, string[] rules)
    {
        var start = new ProcessStartInfo("node", ["-e", Library]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["NODE_PATH"] = modules;
        using var node = Process.Start(start)!;
        var answer = node.StandardOutput.ReadToEndAsync();
        node.StandardInput.Write(JsonSerializer.Serialize(new { rules, files = Files }));
        node.StandardInput.Close();
        return JsonSerializer.Deserialize<bool[][]>(answer.Result)!;
    }
}
