using ClaudeBuildGuard.Build.Tests.Harness;

namespace ClaudeBuildGuard.Build.Tests;

/// <summary>The copy of the runtime hook that each build keeps where the client's settings name it.</summary>
[TestFixture]
public sealed class HookCopyTests
{
    private const string Copy = ".claude/hooks/claude-build-guard/claude-build-guard.dll";
    private const string Event = """{"hook_event_name":"PreToolUse","cwd":".","tool_name":"Read","tool_input":{"file_path":".env"}}""";

    [Test]
    public void A_build_makes_the_copy_that_the_settings_name_and_it_answers()
    {
        using var repository = new ConsumerRepository().Guarded().Project("App")
            .File(".config/dotnet-tools.json", """{ "version": 1, "isRoot": true, "tools": { "claudebuildguard.tool": { "version": "1.0.0", "commands": ["claude-build-guard"] } } }""");
        repository.Initialised("App");
        Assert.That(File.ReadAllText(repository.FullPath(".claude/settings.json")), Does.Contain(Copy));
        Assert.That(File.Exists(repository.FullPath(Copy)), Is.False);

        var built = repository.DotNet("build", "App");
        var again = repository.DotNet("build", "App");
        repository.File("event.json", Event.Replace("\".\"", System.Text.Json.JsonSerializer.Serialize(repository.Root), StringComparison.Ordinal));
        var answer = OperatingSystem.IsWindows()
            ? repository.Run("cmd", ["/c", $"dotnet {Copy.Replace('/', '\\')} hook < event.json"])
            : repository.Run("sh", ["-c", $"dotnet {Copy} hook < event.json"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(built.ExitCode, Is.Zero, built.Output);
            Assert.That(built.Warnings.Concat(again.Warnings), Is.Empty, built.Output);
            Assert.That(answer.ExitCode, Is.Zero, answer.Output);
            Assert.That(answer.Output, Does.Contain("\"permissionDecision\":\"deny\""));
            Assert.That(repository.Run("git", ["status", "--porcelain", "--untracked-files=all"]).Output, Does.Not.Contain(".dll"));
        }
    }

    [Test]
    public void Without_a_hook_in_the_settings_nothing_is_copied()
    {
        using var repository = new ConsumerRepository().Guarded().Project("App").File(".claude/settings.json", "{ }\n");
        repository.Initialised("App");
        repository.DotNet("build", "App");
        Assert.That(Directory.Exists(repository.FullPath(".claude/hooks")), Is.False);
    }
}
