using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Setup;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls;

/// <summary>Where the scan for credentials and the proof of exclusion meet: a developer's own values in files that git ignores.</summary>
public sealed class LocalSecretTests
{
    private static readonly string Password = "S7v" + "!sQp0" + "aa21Lx";

    [TestCase(".env")]
    [TestCase("notes/local-values.ini")]
    public void A_credential_in_an_ignored_file_is_one_finding_about_reading_it(string path)
    {
        using var repository = Sample(path);
        var codes = repository.Judge().Findings.Where(f => f.Location.Path == path).Select(f => f.Id);
        Assert.That(codes, Is.EqualTo(["CBG1102"]));
    }

    [TestCase(".env")]
    [TestCase("notes/local-values.ini")]
    public void A_secret_in_an_excluded_and_denied_file_is_silent(string path)
    {
        using var repository = Sample(path);
        Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, [], SilentLog.Instance, CancellationToken.None);
        Assert.That(repository.Judge().Findings, Is.Empty);
    }

    [Test]
    public void What_may_be_a_credential_in_an_ignored_file_is_a_warning_until_the_agent_is_denied_the_file()
    {
        var value = string.Concat("kD83hf73", "hfhs7H", "kD83hf73hfhs7H");
        using var repository = new TestRepository().File(".gitignore", "secret/\n").File("secret/api.json", $"{{\"ApiKey\":\"{value}\"}}\n").Commit();
        var found = repository.Judge().Findings.Where(f => f.Location.Path == "secret/api.json").ToList();
        Assert.That(found.Select(f => (f.Id, f.Severity)), Is.EqualTo([("CBG3001", Severity.Warning)]));
        Assert.That(found[0].Finding.Fix, Does.Contain("claude-build-guard init"));
        Assert.That(Explained(repository, "secret/api.json"), Does.Contain("may be a credential (CBG3001)"));
        Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, [], SilentLog.Instance, CancellationToken.None);
        Assert.That(repository.Judge().Findings, Is.Empty);
    }

    [Test]
    public void A_line_of_the_ignore_file_for_what_may_be_a_credential_has_to_be_enforced()
    {
        var value = string.Concat("kD83hf73", "hfhs7H", "kD83hf73hfhs7H");
        using var repository = new TestRepository().File(".gitignore", "secret/\n").File("secret/api.json", $"{{\"ApiKey\":\"{value}\"}}\n").File(".claudeignore", "secret/\n").Commit();
        Assert.That(repository.Judge().Findings.Where(f => f.Location.Path == ".claudeignore").Select(f => f.Finding.Message), Has.Some.Contain("'secret/'"));
        Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, [], SilentLog.Instance, CancellationToken.None);
        Assert.That(repository.Judge().Findings, Is.Empty);
    }

    [Test]
    public void What_may_be_a_credential_in_a_tracked_file_stays_a_warning_when_the_agent_is_denied_it()
    {
        var value = string.Concat("kD83hf73", "hfhs7H", "kD83hf73hfhs7H");
        using var repository = new TestRepository().File("secret/api.json", $"{{\"ApiKey\":\"{value}\"}}\n")
            .File(".claude/settings.json", """{ "permissions": { "deny": ["Read(/secret/api.json)"] } }""").Commit();
        Assert.That(repository.Judge().Findings.Select(f => f.Id), Does.Contain("CBG3001"));
    }

    private static string Explained(TestRepository repository, string path)
    {
        using var session = GuardSession.Open(new GuardOptions { RepositoryRoot = repository.Root }, SilentLog.Instance, CancellationToken.None);
        return Engine.Controls.Exclusion.PathExplanation.Of(session, path, CancellationToken.None).ToText();
    }

    [Test]
    public void A_credential_in_a_file_that_git_does_not_ignore_is_a_leak_even_when_the_agent_is_denied()
    {
        using var repository = new TestRepository().File("local.ini", $"db_password={Password}\n");
        repository.File(".claude/settings.json", """{ "permissions": { "deny": ["Read(/local.ini)"] } }""");
        Assert.That(repository.Judge().Findings.Select(f => f.Id), Does.Contain("CBG3001"));
    }

    private static TestRepository Sample(string path) =>
        new TestRepository().File(".gitignore", $"/{path}\n").File(path, $"db_password={Password}\n").Commit();
}
