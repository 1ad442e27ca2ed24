using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Setup;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Exclusion;

/// <summary>Sessions that are started below the root, where the settings of the root are not loaded (CBG1111).</summary>
public sealed class StartTests
{
    private const string Rules = "{\"permissions\":{\"deny\":[\"Read(.env)\",\"Read(.env.local)\"]}}";
    private const string Workflow = "jobs:\n  a:\n    steps:\n      - run: claude -p review\n        working-directory: ./backend\n";

    private static readonly string[] SettingsOnly = ["settings"];

    [Test]
    public void Settings_of_a_subdirectory_that_lack_the_rules_of_the_root_are_a_warning_beside_a_secret()
    {
        using var repository = Repository().File("backend/.claude/settings.json", "{\"model\":\"x\"}").File("backend/.env", "A=1");
        var finding = Found(repository).Single();
        Assert.That((finding.Location.Path, finding.Severity), Is.EqualTo(("backend/.claude/settings.json", (Severity?)null)));
        Assert.That(finding.Message, Does.Contain("'backend/.env' is not denied there"));
        Assert.That(finding.Fix, Does.Contain("init --repository backend --only settings"));
    }

    [Test]
    public void Where_no_secret_exists_yet_it_is_information()
    {
        using var repository = Repository().File("backend/.claude/settings.json", "{}");
        Assert.That(Found(repository).Single().Severity, Is.EqualTo(Severity.Information));
    }

    [Test]
    public void A_pipeline_that_starts_the_client_in_a_subdirectory_is_told_at_its_line()
    {
        using var repository = Repository().File(".github/workflows/a.yml", Workflow).File("backend/.env", "A=1");
        var finding = Found(repository).Single();
        Assert.That((finding.Location.Path, finding.Location.Line), Is.EqualTo((".github/workflows/a.yml", 5)));
    }

    [Test]
    public void Several_solutions_and_none_at_the_root_are_one_information()
    {
        using var repository = Repository().File("orders/Orders.sln", "").File("billing/src/Billing.slnx", "").File("billing/.env", "A=1");
        var finding = Found(repository).Single();
        Assert.That(finding.Severity, Is.EqualTo(Severity.Information));
        Assert.That(finding.Message, Does.Contain("2 directories"));
    }

    [Test]
    public void Init_for_the_subdirectory_silences_it()
    {
        using var repository = Repository().File("backend/.claude/settings.json", "{\"model\":\"x\"}").File("backend/.env", "A=1");
        Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.FullPath("backend") }, SettingsOnly, SilentLog.Instance, CancellationToken.None);
        Assert.That(Found(repository), Is.Empty);
    }

    [TestCase("App.sln", "services/a/A.sln", "services/b/B.sln")]
    [TestCase("src/App.sln", "README.md")]
    [TestCase("src/App.sln", "tests/fixtures/a/A.sln", "samples/b/B.sln")]
    [TestCase("src/CLAUDE.md", "src/.claude/skills/x/SKILL.md", "src/a/A.csproj", "src/b/B.csproj")]
    [TestCase("tests/data/.claude/settings.json")]
    [TestCase(".github/workflows/a.yml", "backend/a.cs")]
    public void An_ordinary_layout_is_silent(params string[] files)
    {
        using var repository = Repository();
        foreach (var file in files)
        {
            repository.File(file, file.EndsWith(".yml", StringComparison.Ordinal) ? "jobs:\n  a:\n    steps:\n      - run: claude -p review\n      - run: dotnet build\n        working-directory: backend\n" : "{}");
        }

        Assert.That(Found(repository), Is.Empty);
    }

    [Test]
    public void Settings_of_a_subdirectory_with_the_same_rules_are_silent()
    {
        using var repository = Repository().File("backend/.claude/settings.json", Rules).File("backend/.env", "A=1").File(".github/workflows/a.yml", Workflow);
        Assert.That(Found(repository), Is.Empty);
    }

    private static TestRepository Repository() => new TestRepository().File(".claudeignore", ".env\n.env.local\n").File(".claude/settings.json", Rules);

    private static List<Finding> Found(TestRepository repository) =>
        [.. repository.Judge(GuardParts.AgentFiles).Findings.Where(f => f.Id == "CBG1111").Select(f => f.Finding)];
}
