using System.Text.Json;
using System.Text.Json.Nodes;
using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.Controls.Exclusion;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Client.Tests;

/// <summary>The routes beside file tools and shell: what the table of <c>explain PATH</c> says, against what the real client does.</summary>
[Category("Client")]
[TestFixtureSource(typeof(RealClient), nameof(RealClient.Versions))]
[NonParallelizable]
public sealed class RouteTests(string version)
{
    private static string Confined(params string[] more) => JsonSerializer.Serialize(new
    {
        permissions = new { deny = new[] { "Read(**/.env)", "Read(/config/keys.json)" }.Concat(more) },
        sandbox = new { enabled = true, failIfUnavailable = true, allowUnsandboxedCommands = false, filesystem = new { denyRead = new[] { "./.env", "./config/keys.json" } } },
    });

    [Test]
    public void A_file_server_reads_what_rules_and_sandbox_deny_until_it_is_denied_itself()
    {
        RealClient.Require(version, sandbox: true);
        using var repository = Repository().File(".mcp.json", FileServer.Configuration).File(".claude/settings.json", Confined());
        var call = new ToolCall(FileServer.Tool, new JsonObject { ["path"] = repository.FullPath(".env") });
        Assert.That(Text(repository, [call], FileServer.Tool), Does.Contain("leak-of-env"));
        Assert.That(IsOpen(repository, ".env", "MCP"));

        repository.File(".claude/settings.json", Confined("mcp__fs"));
        Assert.That(Text(repository, [call], FileServer.Tool), Does.Not.Contain("leak-of-env"));
        Assert.That(IsOpen(repository, ".env", "MCP"), Is.False);
    }

    [Test]
    public void A_copy_in_a_worktree_is_closed_by_a_rule_at_any_depth_only()
    {
        RealClient.Require(version, sandbox: true);
        using var repository = Repository().File(".claude/settings.json", Confined()).File(".worktreeinclude", ".env\nconfig/keys.json\n").Commit();
        RealClient.Run(version, repository.Root, [new ToolCall("EnterWorktree", new JsonObject { ["name"] = "wt" })], allowedTools: "EnterWorktree");
        var copies = repository.FullPath(".claude/worktrees/wt");
        Assert.That(File.Exists(Path.Combine(copies, "config/keys.json")), "the client has to have copied it");

        Assert.That(Text(repository, [ToolCall.Read(Path.Combine(copies, "config/keys.json"))]), Does.Contain("leak-of-keys"));
        Assert.That(Text(repository, [ToolCall.Read(Path.Combine(copies, ".env")), ToolCall.Bash($"rev {copies}/.env | rev")]), Does.Not.Contain("leak-of-env"));
        Assert.That(IsOpen(repository, "config/keys.json", "worktree"));
    }

    [Test]
    public void A_session_below_the_root_does_not_load_the_settings_of_the_root()
    {
        RealClient.Require(version, sandbox: false);
        using var repository = Repository().File(".claude/settings.json", Confined()).File("sub/.env", "A=leak-of-sub\n").File("sub/a.txt", "a\n");
        var (results, _) = RealClient.Run(version, repository.FullPath("sub"), [ToolCall.Read(repository.FullPath("sub/.env"))]);
        Assert.That(results[0]!.Text, Does.Contain("leak-of-sub"), "CBG1111 rests on it");
        Assert.That(repository.Judge(GuardParts.AgentFiles).Findings.Select(f => f.Id), Has.None.EqualTo("CBG1111"), "nothing shows that anybody starts there");
        repository.File("sub/.claude/settings.json", "{ }\n");
        Assert.That(repository.Judge(GuardParts.AgentFiles).Findings.Select(f => f.Id), Does.Contain("CBG1111"));
    }

    [Test]
    public void A_session_that_adds_the_directory_is_bound_by_absolute_rules()
    {
        RealClient.Require(version, sandbox: false);
        using var repository = Repository();
        using var other = new TestRepository().File(".claude/settings.json", "{\"permissions\":{\"deny\":[\"Read(//**/.env)\"]}}");
        Assert.That(Text(other, [ToolCall.Read(repository.FullPath(".env"))], more: ["--add-dir", repository.Root]), Does.Not.Contain("leak-of-env"));
        other.Delete(".claude/settings.json");
        Assert.That(Text(other, [ToolCall.Read(repository.FullPath(".env"))], more: ["--add-dir", repository.Root]), Does.Contain("leak-of-env"));
    }

    [Test]
    public void User_secrets_are_read_by_a_shell_in_the_sandbox_until_a_rule_denies_them()
    {
        RealClient.Require(version, sandbox: true);
        using var home = new TestRepository(git: false).File(".microsoft/usersecrets/id/secrets.json", "{\"key\":\"leak-of-user\"}\n");
        using var repository = Repository().File(".claude/settings.json", Confined()).File("a.csproj", "<Project><PropertyGroup><UserSecretsId>id</UserSecretsId></PropertyGroup></Project>\n");
        ToolCall[] calls = [ToolCall.Bash("cat ~/.microsoft/usersecrets/id/secrets.json"), ToolCall.Bash("rev ~/.microsoft/usersecrets/id/secrets.json | rev")];
        Assert.That(Text(repository, calls, home: home.Root), Does.Contain("leak-of-user"));
        Assert.That(repository.Judge(GuardParts.AgentFiles).Findings.Select(f => f.Id), Does.Contain("CBG1112"));

        repository.File(".claude/settings.json", Confined("Read(~/.microsoft/usersecrets/**)"));
        Assert.That(Text(repository, calls, home: home.Root), Does.Not.Contain("leak-of-user"));
        Assert.That(repository.Judge(GuardParts.AgentFiles).Findings.Select(f => f.Id), Has.None.EqualTo("CBG1112"));
    }

    [Test]
    public void Settings_behind_a_link_are_loaded()
    {
        RealClient.Require(version, sandbox: false);
        using var repository = Repository().File("conf/settings.json", Confined());
        File.CreateSymbolicLink(repository.FullPath(".claude"), "conf");
        Assert.That(Text(repository, [ToolCall.Read(repository.FullPath(".env"))]), Does.Not.Contain("leak-of-env"));
    }

    private static TestRepository Repository() => new TestRepository()
        .File(".gitignore", ".env\nconfig/keys.json\n").File(".env", "A=leak-of-env\n").File("config/keys.json", "{\"key\":\"leak-of-keys\"}\n")
        .File("claude-build-guard.json", "{\"secretFiles\":{\"include\":[\"config/keys.json\"]}}\n");

    private string Text(TestRepository repository, IReadOnlyList<ToolCall> calls, string allowedTools = "Bash", string[]? more = null, string? home = null)
    {
        var variables = home is null ? [] : new Dictionary<string, string> { ["HOME"] = home };
        return string.Concat(RealClient.Run(version, repository.Root, calls, variables, allowedTools, more ?? []).Results.Select(r => r!.Text));
    }

    private static bool IsOpen(TestRepository repository, string path, string route)
    {
        using var session = GuardSession.Open(new GuardOptions { RepositoryRoot = repository.Root, Parts = GuardParts.AgentFiles }, SilentLog.Instance, CancellationToken.None);
        return PathExplanation.Of(session, path, CancellationToken.None).Routes.Single(r => r.Name.Contains(route, StringComparison.Ordinal)).IsOpen;
    }
}
