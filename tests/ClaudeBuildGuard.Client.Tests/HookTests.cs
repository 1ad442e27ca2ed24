using System.Text.Json;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Client.Tests;

/// <summary>The runtime hook alone, without deny rules and sandbox, called by the real client.</summary>
[Category("Client")]
[TestFixtureSource(typeof(RealClient), nameof(RealClient.Versions))]
[NonParallelizable]
public sealed class HookTests(string version)
{
    [Test]
    public void The_hook_denies_what_the_ignore_file_names_and_lets_the_rest_through()
    {
        RealClient.Require(version, sandbox: false);
        var tool = ToolAssembly();
        var settings = JsonSerializer.Serialize(new
        {
            hooks = new
            {
                PreToolUse = new[]
                {
                    new
                    {
                        matcher = "*",
                        hooks = new[] { new { type = "command", command = "dotnet", args = new[] { tool, "hook" }, timeout = 60, onFailure = "block" } },
                    },
                },
            },
        });
        using var repository = new TestRepository().File(".env", "content-of-it\n").File("a.txt", "content-of-it\n").File(".claudeignore", ".env\n").File(".claude/settings.json", settings);
        ToolCall[] denied =
        [
            ToolCall.Read(repository.FullPath(".env")), ToolCall.Bash("cat .env"), ToolCall.Bash("head -1 < .env"), ToolCall.Bash("cp .env x; cat x"), ToolCall.Bash("git diff --no-index /dev/null .env"),
        ];
        ToolCall[] allowed = [ToolCall.Read(repository.FullPath("a.txt")), ToolCall.Bash("cat a.txt")];
        var (results, _) = RealClient.Run(version, repository.Root, [.. denied, .. allowed]);
        Assert.That(results.Take(denied.Length).Select(r => r!.Text), Has.All.Contain("ClaudeBuildGuard").And.All.Not.Contain("content-of-it"));
        Assert.That(results.Skip(denied.Length).Select(r => r!.Text), Has.All.Contain("content-of-it"));
    }

    /// <summary>The tool as it was built beside the tests.</summary>
    public static string ToolAssembly()
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))!);
        var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
        var tool = Path.Combine(root, "src/ClaudeBuildGuard.Tool/bin", configuration, "net8.0/claude-build-guard.dll");
        if (!File.Exists(tool))
        {
            Assert.Ignore("The tool is not built beside the tests.");
        }

        return tool;
    }
}
