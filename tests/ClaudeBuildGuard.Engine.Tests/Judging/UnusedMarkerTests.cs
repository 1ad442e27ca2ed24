using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Judging;

/// <summary>A marker that silences nothing would silence the next finding on its line: it is reported like a stale entry.</summary>
public sealed class UnusedMarkerTests
{
    private static readonly string Token = TokenSampler.Sample("github_pat_{N22}_{N59}", 61);

    [TestCase("a.cs", "// claude-build-guard:allow CBG3001 revoked long ago", "silences no finding")]
    [TestCase("a.cs", "var x = 1; // claude-build-guard:allow CBG3001", "gives no reason")]
    [TestCase("a.py", "# claude-build-guard:allow CBG9999 why", "no code of ClaudeBuildGuard")]
    [TestCase("a.py", "# claude-build-guard:allow cbg3001 why", "no code of ClaudeBuildGuard")]
    [TestCase("a.sh", "# claude-build-guard:allow CBG4001 because", "accepts none")]
    [TestCase("notes.md", "<!-- claude-build-guard:allow CBG9006 quotes an attack -->", "silences no finding")]
    [TestCase("a.sql", "-- claude-build-guard:allow CBG3001 made up", "silences no finding")]
    [TestCase("a.ini", "; claude-build-guard:allow CBG3001 made up", "silences no finding")]
    [TestCase("a.vb", "' claude-build-guard:allow CBG3001 made up", "silences no finding")]
    public void A_marker_that_silences_nothing_is_stale(string path, string line, string says)
    {
        using var repository = new TestRepository().File(path, $"x\n{line}\nx\n").Commit();
        var finding = Stale(repository).Single();
        Assert.That((finding.Location.Path, finding.Location.Line, finding.Severity), Is.EqualTo((path, 2, Severity.Warning)));
        Assert.That(finding.Finding.Message, Does.Contain(says));
    }

    [TestCase("a.cs", "var t = \"TOKEN\"; // claude-build-guard:allow CBG3001 made up")]
    [TestCase("a.cs", "// claude-build-guard:allow CBG3001 made up\nvar t = \"TOKEN\";")]
    [TestCase("a.cs", "var s = \"// claude-build-guard:allow CBG3001 in a literal\";", TestName = "A literal")]
    [TestCase("a.cs", "/// <c>claude-build-guard:allow CODE reason</c>", TestName = "The word CODE")]
    [TestCase("a.cs", "// claude-build-guard:allow CBG7002 judged by the compiler", TestName = "A code of the analyzers")]
    [TestCase("a.dll", "\0// claude-build-guard:allow CBG3001 in a binary file", TestName = "A binary file")]
    [TestCase("README.md", "Write `// claude-build-guard:allow CBG3001 reason` on the line.", TestName = "Inline code of a document")]
    [TestCase("README.md", "```\n# claude-build-guard:allow CBG3001 reason\n```", TestName = "A code block of a document")]
    public void A_marker_that_silences_or_only_speaks_of_markers_is_not(string path, string text)
    {
        using var repository = new TestRepository().File(path, text.Replace("TOKEN", Token, StringComparison.Ordinal) + "\n").Commit();
        Assert.That(Stale(repository), Is.Empty);
    }

    [Test]
    public void A_run_that_did_not_judge_everything_calls_none_stale()
    {
        using var repository = new TestRepository().File("a.cs", "// claude-build-guard:allow CBG3001 made up\n").Commit();
        Assert.That(repository.Judge(GuardParts.WorkingTree).Findings, Is.Empty);
    }

    [Test]
    public void A_file_that_is_excluded_from_the_scan_is_not_looked_at()
    {
        using var repository = new TestRepository().File("claude-build-guard.json", """{ "scan": { "exclude": ["old/**"] } }""").File("old/a.cs", "// claude-build-guard:allow CBG3001 made up\n").Commit();
        Assert.That(Stale(repository), Is.Empty);
    }

    [Test]
    public void A_second_run_says_the_same_of_markers()
    {
        using var repository = new TestRepository().File("a.cs", "// claude-build-guard:allow CBG3001 one\n\n").File("b.cs", $"var t = \"{Token}\"; // claude-build-guard:allow CBG3001 two\n").Commit();
        foreach (var file in Directory.EnumerateFiles(repository.Root, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-5));
        }

        for (var run = 0; run < 2; run++)
        {
            Assert.That(Stale(repository).Select(f => f.Location.Path), Is.EqualTo(new[] { "a.cs" }));
        }
    }

    private static IEnumerable<JudgedFinding> Stale(TestRepository repository) => repository.Judge().Findings.Where(f => f.Id == "CBG0005");
}
