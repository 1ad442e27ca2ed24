using System.Diagnostics;
using ClaudeBuildGuard.Engine.Setup;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Setup;

public sealed class SandboxSetupTests
{
    private static readonly string Allow = "allowDangerouslySkip" + "Permissions";

    [Test]
    public void What_it_writes_is_silent_and_a_second_run_writes_nothing()
    {
        using var repository = new TestRepository().File("src/App/App.csproj", "<Project><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>");
        Apply(repository);
        Assert.That(AgentFindings(repository), Is.Empty);
        Assert.That(File.ReadAllText(repository.FullPath(".devcontainer/Dockerfile")), Does.Contain("dotnet/sdk:8.0"));
        Assert.That(Plan(repository).Files, Is.Empty);
    }

    [Test]
    public void It_contains_an_agent_without_questions()
    {
        using var repository = new TestRepository();
        Apply(repository);
        var path = repository.FullPath(".devcontainer/devcontainer.json");
        var text = File.ReadAllText(path).Replace("\"waitFor\"", $"\"customizations\": {{ \"vscode\": {{ \"settings\": {{ \"claudeCode.{Allow}\": true }} }} }},\n  \"waitFor\"", StringComparison.Ordinal);
        File.WriteAllText(path, text);
        Assert.That(AgentFindings(repository), Is.EqualTo(new[] { "CBG4002" }));
    }

    [Test]
    public void The_hosts_of_the_package_sources_are_reachable_and_no_others()
    {
        using var repository = new TestRepository().File(
            "NuGet.config",
            "<configuration><packageSources><clear /><add key=\"a\" value=\"https://feed.example.com/v3/index.json\" /><add key=\"b\" value=\"packages\" /><add key=\"c\" value=\"https://evil$(x).example.com/\" /></packageSources></configuration>");
        Apply(repository);
        var script = File.ReadAllText(repository.FullPath(".devcontainer/init-firewall.sh"));
        Assert.That(script, Does.Contain("\n  feed.example.com\n").And.Contain("\n  api.anthropic.com\n").And.Not.Contain("evil"));
        Assert.That(File.ReadAllText(repository.FullPath(".devcontainer/Dockerfile")), Does.Not.Contain("nuget list source"));
    }

    [Test]
    public void The_script_is_valid_for_a_shell()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("Needs bash.");
        }

        using var repository = new TestRepository();
        Apply(repository);
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-n", repository.FullPath(".devcontainer/init-firewall.sh")]) { RedirectStandardError = true })!;
        var error = bash.StandardError.ReadToEnd();
        bash.WaitForExit();
        Assert.That((bash.ExitCode, error), Is.EqualTo((0, string.Empty)));
    }

    [Test]
    public void A_dev_container_of_people_stays_and_gets_a_neighbour_with_its_references_read_only()
    {
        const string Theirs = "{ \"image\": \"mcr.microsoft.com/devcontainers/dotnet:10.0\", \"mounts\": [\"source=/srv/specs,target=/specs,type=bind\"] }\n";
        using var repository = new TestRepository().File(".devcontainer/devcontainer.json", Theirs);
        Apply(repository);
        Assert.That(File.ReadAllText(repository.FullPath(".devcontainer/devcontainer.json")), Is.EqualTo(Theirs));
        Assert.That(File.ReadAllText(repository.FullPath(".devcontainer/agent/devcontainer.json")), Does.Contain("source=/srv/specs,target=/specs,type=bind,readonly"));
        Assert.That(AgentFindings(repository), Is.Empty);
    }

    [Test]
    public void It_is_planned_by_default_only_where_agents_run_in_containers_or_without_questions()
    {
        using var plain = new TestRepository().File("README.md", "x\n");
        using var used = new TestRepository().File("run.sh", "claude --dangerously" + "-skip-permissions -p x\n");
        Assert.That(Initialiser.Plan(Options(plain), [], CancellationToken.None).Files.Select(f => f.Path), Has.None.Contains(".devcontainer"));
        Assert.That(Initialiser.Plan(Options(used), [], CancellationToken.None).Files.Select(f => f.Path), Has.Some.Contains(".devcontainer"));
    }

    private static GuardOptions Options(TestRepository repository) => new() { RepositoryRoot = repository.Root };

    private static SetupPlan Plan(TestRepository repository) => Initialiser.Plan(Options(repository), ["sandbox"], CancellationToken.None);

    private static void Apply(TestRepository repository) =>
        Assert.That(Initialiser.Apply(Options(repository), ["sandbox"], SilentLog.Instance, CancellationToken.None).Restored, Is.False);

    private static List<string> AgentFindings(TestRepository repository) =>
        [.. repository.Judge(GuardParts.AgentFiles).Findings.Select(f => f.Id).Where(id => id[3] is '4' or '5' or '8')];
}
