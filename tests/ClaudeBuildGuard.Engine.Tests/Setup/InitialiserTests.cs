using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Setup;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Setup;

public sealed class InitialiserTests
{
    [TestCase(true)]
    [TestCase(false)]
    public void A_file_that_a_sparse_checkout_leaves_out_is_not_written_anew(bool isSparse)
    {
        using var repository = new TestRepository().File(".claudeignore", ".env\n").File(".claude/settings.json", "{ \"model\": \"opus\" }\n").File("src/a.cs", "class A;").Commit();
        if (isSparse)
        {
            repository.Git("sparse-checkout", "set", "src");
        }

        var plan = Initialiser.Plan(new GuardOptions { RepositoryRoot = repository.Root }, [], CancellationToken.None);
        Assert.That(plan.Files.Any(f => f.Path == ".claude/settings.json"), Is.Not.EqualTo(isSparse));
        Assert.That(plan.Notes.Select(n => n.Text), isSparse ? Has.One.Contains("'git sparse-checkout add .claude'") : Has.None.Contains("sparse"));
    }

    [Test]
    public void A_file_that_somebody_deleted_is_written_anew()
    {
        using var repository = new TestRepository().File(".claudeignore", ".env\n").File(".claude/settings.json", "{}\n").Commit();
        File.Delete(repository.FullPath(".claude/settings.json"));
        var plan = Initialiser.Plan(new GuardOptions { RepositoryRoot = repository.Root }, [], CancellationToken.None);
        Assert.That(plan.Files.Select(f => f.Path), Does.Contain(".claude/settings.json"));
    }

    [Test]
    public void What_is_planned_is_written_and_a_second_run_plans_nothing()
    {
        using var repository = new TestRepository();
        var area = new Area("a", plan => plan.Write("sub/a.txt", "one\n", "It was missing."));
        var first = Apply(repository, [], area);
        Assert.That(File.ReadAllText(repository.FullPath("sub/a.txt")), Is.EqualTo("one\n"));
        Assert.That(first.Restored, Is.False);
        Assert.That(Apply(repository, [], area).Plan.Files, Is.Empty);
    }

    [Test]
    public void Only_the_named_areas_are_planned()
    {
        using var repository = new TestRepository();
        var result = Apply(
            repository, ["b"], new Area("a", p => p.Write("a.txt", "a\n", "r")), new Area("b", p => p.Write("b.txt", "b\n", "r"), byDefault: false));
        Assert.That(result.Plan.Files.Select(f => f.Path), Is.EqualTo(["b.txt"]));
    }

    [Test]
    public void An_area_that_is_not_for_this_repository_is_left_out_by_default()
    {
        using var repository = new TestRepository();
        Assert.That(Apply(repository, [], new Area("b", p => p.Write("b.txt", "b\n", "r"), byDefault: false)).Plan.Files, Is.Empty);
    }

    [Test]
    public void A_result_with_more_errors_than_before_is_put_back()
    {
        using var repository = new TestRepository().File("a.txt", "before\r\n");
        var harm = new Area("a", plan =>
        {
            plan.Write("a.txt", "after\n", "r");
            plan.Write(ConfigurationReader.FileName, "{ not json\n", "r");
        });
        Assert.That(Apply(repository, [], harm).Restored, Is.True);
        Assert.That(File.ReadAllText(repository.FullPath("a.txt")), Is.EqualTo("before\r\n"));
        Assert.That(File.Exists(repository.FullPath(ConfigurationReader.FileName)), Is.False);
    }

    private static SetupResult Apply(TestRepository repository, string[] areas, params Area[] setups) =>
        Initialiser.Apply(
            new GuardOptions { RepositoryRoot = repository.Root }, setups, areas, SilentLog.Instance, CancellationToken.None);

    private sealed class Area(string name, Action<SetupPlan> plan, bool byDefault = true) : ISetup
    {
        string ISetup.Area => name;

        public bool ByDefault(RepositoryView repository) => byDefault;

        public void Plan(RepositoryView repository, SetupPlan plan1) => plan(plan1);
    }
}
