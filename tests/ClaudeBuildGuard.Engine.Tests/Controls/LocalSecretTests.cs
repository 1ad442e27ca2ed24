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
    public void A_credential_in_a_file_that_git_does_not_ignore_is_a_leak_even_when_the_agent_is_denied()
    {
        using var repository = new TestRepository().File("local.ini", $"db_password={Password}\n");
        repository.File(".claude/settings.json", """{ "permissions": { "deny": ["Read(/local.ini)"] } }""");
        Assert.That(repository.Judge().Findings.Select(f => f.Id), Does.Contain("CBG3001"));
    }

    private static TestRepository Sample(string path) =>
        new TestRepository().File(".gitignore", $"/{path}\n").File(path, $"db_password={Password}\n").Commit();
}
