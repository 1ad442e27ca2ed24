using System.Security.Cryptography;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Judging;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Credentials;

/// <summary>What of the history is left to CBG3001: a value that the same run reports in a file that is shared, and nothing else.</summary>
public sealed class HistoryBesideTreeTests
{
    private const GuardParts Both = GuardParts.WorkingTree | GuardParts.History;

    private static readonly string Token = TokenSampler.Sample("github_pat_{N22}_{N59}", 7101);

    [Test]
    public void A_value_that_moved_to_an_ignored_file_is_reported_in_history([Values(".env", "local.log")] string ignored)
    {
        using var repository = new TestRepository().File("app.json", Json()).Commit("Add").File("app.json", "{}").File(".gitignore", $"{ignored}\n").Commit("Clean");
        repository.File(ignored, $"GITHUB_TOKEN={Token}\n");
        Assert.That(Found(repository).Where(f => f.Id == "CBG3101").Select(f => f.Location.Path), Is.EqualTo(new[] { "app.json" }));
    }

    [Test]
    public void A_file_that_git_no_longer_tracks_and_ignores_is_reported_in_history()
    {
        using var repository = new TestRepository().File(".env", $"GITHUB_TOKEN={Token}\n").Commit("Add");
        repository.Git("rm", "-q", "--cached", ".env");
        repository.File(".gitignore", ".env\n").Commit("Ignore");
        var finding = Found(repository).Single(f => f.Id == "CBG3101");
        Assert.That((finding.Location.Path, finding.Severity), Is.EqualTo((".env", Severity.Error)));
    }

    [Test]
    public void A_file_that_is_not_ignored_is_reported_in_the_tree_alone([Values] bool isTracked)
    {
        using var repository = new TestRepository().File(".env", $"GITHUB_TOKEN={Token}\n").Commit("Add");
        if (!isTracked)
        {
            repository.Git("rm", "-q", "--cached", ".env");
            repository.Git("commit", "-qm", "Untrack");
        }

        Assert.That(Found(repository).Select(f => f.Id), Is.EqualTo(new[] { "CBG3001" }));
    }

    [Test]
    public void A_key_that_git_checked_out_with_other_line_ends_is_the_one_of_the_history()
    {
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportRSAPrivateKeyPem() + "\n";
        using var repository = new TestRepository().File("keys/app.pem", pem).Commit("Add").File("keys/app.pem", pem.ReplaceLineEndings("\r\n"));
        var finding = Found(repository).Single();
        Assert.That(finding.Id, Is.EqualTo("CBG3001"));
        using var elsewhere = new TestRepository().File("keys/app.pem", pem).Commit("Add");
        Assert.That(Found(elsewhere).Single().Fingerprint, Is.EqualTo(finding.Fingerprint), "one baseline serves both");
    }

    [Test]
    public void A_file_that_the_scan_leaves_out_answers_for_nothing()
    {
        using var repository = new TestRepository()
            .File("claude-build-guard.json", """{ "scan": { "exclude": [ "fixtures/**" ] } }""")
            .File("app.json", Json()).File("fixtures/app.json", Json()).Commit("Add")
            .Delete("app.json").Commit("Delete");
        Assert.That(Found(repository).Select(f => (f.Id, f.Location.Path)), Is.EqualTo(new[] { ("CBG3101", "app.json") }));
    }

    [Test]
    public void What_was_first_left_out_by_its_path_and_then_moved_is_reported_where_it_moved_to()
    {
        using var repository = new TestRepository()
            .File("claude-build-guard.json", """{ "scan": { "exclude": [ "fixtures/**" ] } }""").File("fixtures/app.json", Json()).Commit("Add");
        Assert.That(repository.Judge(GuardParts.History).Findings.Where(f => f.Id == "CBG3101"), Is.Empty);
        repository.Git("mv", "fixtures/app.json", "app.json");
        repository.Git("commit", "-qm", "Move");
        repository.Delete("app.json").Commit("Delete");
        Assert.That(repository.Judge(GuardParts.History).Findings.Select(f => f.Location.Path), Is.EqualTo(new[] { "app.json" }));
    }

    [Test]
    public void The_history_alone_leaves_nothing_to_the_tree()
    {
        using var repository = new TestRepository().File("app.json", Json()).Commit("Add");
        var finding = repository.Judge(GuardParts.History).Findings.Single();
        Assert.That((finding.Id, finding.Severity, finding.Location.Path), Is.EqualTo(("CBG3101", Severity.Error, "app.json")));
        Assert.That(finding.Finding.Message, Does.Contain("still in HEAD, as 'app.json'"));
        using var clean = new TestRepository().File("app.json", "{}").Commit("Add");
        Assert.That(clean.Judge(GuardParts.History).Findings, Is.Empty);
    }

    [Test]
    public void A_history_that_is_examined_before_the_tree_leaves_nothing_to_it()
    {
        using var repository = new TestRepository().File("app.json", Json()).Commit("Add");
        using var session = GuardSession.Open(new GuardOptions { RepositoryRoot = repository.Root }, SilentLog.Instance, CancellationToken.None);
        session.Examine(GuardParts.History, CancellationToken.None);
        Assert.That(session.Verdict().Findings.Select(f => f.Id), Does.Contain("CBG3101"));
    }

    [Test]
    public void Where_nobody_wants_to_hear_of_the_tree_the_history_speaks()
    {
        using var repository = new TestRepository().File("claude-build-guard.json", """{ "severities": { "CBG3001": "none" } }""").File("app.json", Json()).Commit("Add");
        Assert.That(Found(repository).Select(f => f.Id), Is.EqualTo(new[] { "CBG3101" }));
    }

    [Test]
    public void What_was_accepted_in_the_tree_is_accepted_in_the_history_alone()
    {
        using var repository = new TestRepository().File("a.cs", $"var t = \"{Token}\"; // claude-build-guard:allow CBG3001 a closed test account\n").Commit("Add");
        var verdict = repository.Judge(GuardParts.History);
        Assert.That((verdict.Findings.Count, verdict.Silenced.Single().Finding.Id), Is.EqualTo((0, "CBG3101")));

        // One that nobody accepted keeps it open.
        repository.File("b.cs", $"var t = \"{Token}\";\n").Commit("Again");
        Assert.That(repository.Judge(GuardParts.History).Findings.Select(f => f.Id), Is.EqualTo(new[] { "CBG3101", "CBG3101" }));
    }

    [Test]
    public void A_baseline_holds_for_the_history_alone()
    {
        using var repository = new TestRepository().File("live.json", Json()).File("gone.cs", $"var t = \"{TokenSampler.Sample("github_pat_{N22}_{N59}", 7102)}\";\n").Commit("Add").Delete("gone.cs").Commit("Delete");
        Assert.That(repository.Judge(GuardParts.History).Findings, Has.Count.EqualTo(2));
        BaselineFile.Write(new GuardOptions { RepositoryRoot = repository.Root }, "known", SilentLog.Instance, CancellationToken.None);
        Assert.That(repository.Judge(GuardParts.History).Findings, Is.Empty);
        Assert.That(repository.Judge(GuardParts.History).Silenced, Has.Count.EqualTo(2));
    }

    private static string Json() => $"{{ \"GitHub\": {{ \"Token\": \"{Token}\" }} }}\n";

    private static List<JudgedFinding> Found(TestRepository repository) =>
        [.. repository.Judge(Both).Findings.Where(f => f.Id.StartsWith("CBG3", StringComparison.Ordinal))];
}
