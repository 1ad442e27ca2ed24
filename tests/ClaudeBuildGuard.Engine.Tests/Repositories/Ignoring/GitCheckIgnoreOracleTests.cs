using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;
using ClaudeBuildGuard.Testing;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Repositories.Ignoring;

/// <summary>Generated ignore files and paths, each judged by git itself.</summary>
public sealed class GitCheckIgnoreOracleTests
{
    private static readonly Gen<string> Piece = Gen.OneOfConst(
        "a", "b", "ab", "a.b", ".env", "*", "*", "**", "***", "?", "/", "/", "/", "[ab]", "[!a]", "[^b]", "[a-c]", "[]a]", "[a-]",
        "[[:alpha:]]", "[[:alpha:]", "[[:x:]]", "[", "]", "\\*", "\\", "\\ ", " ", "!", "#", "-", "B", "é", "[\\]]", "[a/b]", "**/", "/**");

    private static readonly Gen<string> Line = Piece.Array[1, 6].Select(p => string.Concat(p));

    // Letters beyond ASCII stay out of the paths: git counts their bytes, so that "?" never matches one.
    private static readonly Gen<string> Segment = Gen.OneOfConst(
        "a", "b", "ab", "a.b", ".env", "aab", "A", "B", "c", "]", "-", "*", "b a", "#a", "!a", "abab");

    private static readonly Gen<string> FilePath = Segment.Array[1, 4].Select(s => string.Join('/', s));

    // Stars behind a literal beginning that does not end in a slash, up to the end of a name: "a**/b", "/a**".
    private static readonly Regex StarsWithinName = new(@"^!?/?[^*?\[\\]*[^*?\[\\/]\*\*+(\\?/|$)");

    [Test]
    public void Generated_patterns_decide_as_git_decides([Values] bool ignoreCase)
    {
        using var repository = new TestRepository();
        repository.Git("config", "core.ignorecase", ignoreCase ? "true" : "false");
        var judged = 0;
        // Git does not fold the case of members of brackets and of escaped letters, we do: with folding, only patterns without them
        // are compared.
        var folding = ignoreCase ? Line.Where(l => !l.Contains('[') && !l.Contains('\\')) : Line;
        var lines = ForgetsTheBeginning(repository) ? folding.Where(l => !StarsWithinName.IsMatch(l)) : folding;
        Gen.Select(Gen.OneOf(lines.Array[1, 12], lines.Array[33, 60]), lines.Array[0, 3], FilePath.Array[60]).Sample(
            (root, nested, paths) =>
            {
                var rootText = string.Join('\n', root);
                var nestedText = string.Join("\r\n", nested);
                repository.File(".gitignore", rootText).File("a/.gitignore", nestedText);
                var ours = new IgnoreRules([IgnoreFile.Parse(".gitignore", rootText, ignoreCase), IgnoreFile.Parse("a/.gitignore", nestedText, ignoreCase)]);
                var distinct = paths.Distinct().ToArray();
                var theirs = AskGit(repository.Root, distinct);
                judged += distinct.Length;
                foreach (var (path, verdict) in distinct.Zip(theirs))
                {
                    var decision = ours.Decide(path, Directory.Exists(repository.FullPath(path)));
                    var text = decision is null ? "::" : $"{decision.File.Path}:{decision.Pattern.Line}:{decision.Pattern.Text}";
                    Assert.That(text, Is.EqualTo(verdict), $"{path} under:\n{rootText}\n-- a/.gitignore:\n{nestedText}");
                }
            },
            iter: 150,
            threads: 1);
        Assert.That(judged, Is.GreaterThan(4000));
    }

    /// <summary>Git before 2.53 matches "foobar" with "foo**/bar", against its documentation: it compares "foo" first and forgets it.</summary>
    private static bool ForgetsTheBeginning(TestRepository repository)
    {
        repository.File(".gitignore", "foo**/bar\n");
        return AskGit(repository.Root, ["foobar"]) is not ["::"];
    }

    /// <summary>Source, line and pattern for each path, in order.</summary>
    private static List<string> AskGit(string root, string[] paths)
    {
        var start = new ProcessStartInfo("git", ["check-ignore", "--no-index", "-v", "-n", "-z", "--stdin"])
        {
            WorkingDirectory = root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(string.Concat(paths.Select(p => p + '\0')));
        process.StandardInput.Close();
        var fields = output.Result.Split('\0');
        process.WaitForExit();
        return [.. Enumerable.Range(0, paths.Length).Select(i => $"{fields[4 * i]}:{fields[(4 * i) + 1]}:{fields[(4 * i) + 2]}")];
    }
}
