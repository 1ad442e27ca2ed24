using ClaudeBuildGuard.Engine.Controls.Exclusion;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Exclusion;

/// <summary>What the verdict says about the routes to a file that the Read tool is denied (CBG1110), and what <c>explain PATH</c> lists.</summary>
public sealed class RouteTests
{
    private const string Confined =
        """{"permissions":{"deny":["Read(**/.env)","Read(**/.env.local)","Read(/config/keys.json)"RULE]},"sandbox":{"enabled":true,"allowUnsandboxedCommands":false,"filesystem":{"denyRead":["./.env","./**/.env","./config/keys.json"]}SANDBOX}TOP}""";

    private const string Servers = """{"mcpServers":{"my files":{"command":"npx","args":["-y","@modelcontextprotocol/server-filesystem@2025.1.1","ROOT"]}}}""";

    [Test]
    public void Each_file_has_one_line_that_names_its_open_routes()
    {
        using var repository = Repository("{\"permissions\":{\"deny\":[\"Read(.env)\",\"Read(.env.local)\"]}}").File("src/.env.local", "B=1");
        var lines = Lines(repository);
        Assert.That(lines.Select(f => f.Location.Path), Is.EqualTo(new[] { ".env", "src/.env.local" }));
        Assert.That(lines.Select(f => f.Message), Has.All.Contain("'grep -r' or 'python'").And.All.Contain("sandbox is off"));
        Assert.That(lines[1].Fix, Does.Contain("claude-build-guard explain src/.env.local"));
    }

    [Test]
    public void Many_files_of_a_kind_are_one_line()
    {
        using var repository = Repository("{\"permissions\":{\"deny\":[\"Read(.env)\",\"Read(.env.local)\"]}}");
        for (var i = 0; i < 30; i++)
        {
            repository.File($"p{i:00}/.env", "A=1");
        }

        Assert.That(Lines(repository).Single().Message, Does.Contain("28 more files"));
    }

    [Test]
    public void A_confined_file_without_further_routes_is_silent()
    {
        using var repository = Repository(Settings());
        Assert.That(Lines(repository), Is.Empty);
    }

    [TestCase(".", true)]
    [TestCase("./", true)]
    [TestCase("${CLAUDE_PROJECT_DIR}", true)]
    [TestCase("${HOME}", true)]
    [TestCase("..", true)]
    [TestCase("./docs", false)]
    [TestCase("docs", false)]
    [TestCase("/somewhere/else", false)]
    [TestCase("${OTHER}", false)]
    public void A_file_server_that_is_given_the_directory_is_a_route(string root, bool reaches)
    {
        using var repository = Repository(Settings()).File("docs/a.md", "a").File(".mcp.json", Servers.Replace("ROOT", root, StringComparison.Ordinal));
        var lines = Lines(repository);
        Assert.That(lines, Has.Count.EqualTo(reaches ? 1 : 0));
        Assert.That(lines.Select(f => f.Message), Has.All.Contain("MCP server 'my files' (.mcp.json:1)"));
        Assert.That(lines.Select(f => f.Severity), Has.All.Null);
    }

    [Test]
    public void A_file_server_in_a_container_reaches_what_is_mounted()
    {
        const string Docker = """{"mcpServers":{"fs":{"command":"docker","args":["run","-i","--rm","--mount","type=bind,src=SOURCE,dst=/p","mcp/filesystem:1.0","/p"]}}}""";
        using var repository = Repository(Settings()).File(".mcp.json", Docker.Replace("SOURCE", "${PWD}", StringComparison.Ordinal));
        Assert.That(Lines(repository), Has.Count.EqualTo(1));
        repository.File(".mcp.json", Docker.Replace("SOURCE", "${PWD}/docs", StringComparison.Ordinal));
        Assert.That(Lines(repository), Is.Empty);
    }

    [TestCase(",\"mcp__my_files\"", "")]
    [TestCase(",\"mcp__my_files__*\"", "")]
    [TestCase(",\"mcp__*\"", "")]
    [TestCase("", ",\"disabledMcpjsonServers\":[\"my files\"]")]
    [TestCase("", ",\"hooks\":{\"PreToolUse\":[{\"matcher\":\"*\",\"hooks\":[{\"type\":\"command\",\"command\":\"dotnet\",\"args\":[\"claude-build-guard\",\"hook\"]}]}]}")]
    public void A_file_server_that_is_denied_or_seen_by_the_hook_is_no_route(string rule, string top)
    {
        using var repository = Repository(Settings(rule, top: top)).File(".mcp.json", Servers.Replace("ROOT", ".", StringComparison.Ordinal));
        Assert.That(Lines(repository), Is.Empty);
        Assert.That(Explain(repository, ".env").Routes.Single(r => r.Name.StartsWith("MCP", StringComparison.Ordinal)).IsOpen, Is.False);
    }

    [Test]
    public void A_copy_in_a_worktree_is_a_route_where_the_rules_hold_at_one_place_only()
    {
        using var repository = Repository(Settings()).File("config/keys.json", "{\"a\":1}").File(".gitignore", ".env\nconfig/keys.json\n")
            .File("claude-build-guard.json", "{\"secretFiles\":{\"include\":[\"config/keys.json\"]}}").File(".worktreeinclude", "# copies\n.env\nconfig/*.json\n");
        var line = Lines(repository).Single();
        Assert.That(line.Location.Path, Is.EqualTo("config/keys.json"), ".env is covered at any depth");
        Assert.That(line.Message, Does.Contain(".worktreeinclude:3"));
        repository.File(".worktreeinclude", ".env\n");
        Assert.That(Lines(repository), Is.Empty);
    }

    [Test]
    public void A_file_that_direnv_loads_is_a_route_until_its_variables_are_taken_away()
    {
        using var repository = Repository(Settings()).File(".envrc", "use flake\n\ndotenv\n");
        Assert.That(Lines(repository).Single().Message, Does.Contain(".envrc:3").And.Contain("'A'"));
        repository.File(".envrc", "set -a; . ./.env\n");
        Assert.That(Lines(repository).Single().Message, Does.Contain(".envrc:1"));
        repository.File(".claude/settings.json", Settings(sandbox: ",\"credentials\":{\"envVars\":[{\"name\":\"A\",\"mode\":\"deny\"}]}"));
        Assert.That(Lines(repository), Is.Empty);
    }

    [Test]
    public void Settings_below_that_add_the_directory_are_a_route_until_they_deny_absolutely()
    {
        using var repository = Repository(Settings()).File("app/.claude/settings.json", "{\"permissions\":{\"additionalDirectories\":[\"..\"],\"deny\":[\"Read(.env)\"]}}");
        Assert.That(Lines(repository).Single().Message, Does.Contain("started in 'app'").And.Contain("app/.claude/settings.json"));
        repository.File("app/.claude/settings.json", "{\"permissions\":{\"additionalDirectories\":[\"..\"],\"deny\":[\"Read(//**/.env)\"]}}");
        Assert.That(Lines(repository), Is.Empty);
    }

    [TestCase(".github/workflows/a.yml", "jobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n", ".github/workflows/a.yml")]
    [TestCase("azure-pipelines.yml", "steps:\n  - script: npx @anthropic-ai/claude-code -p review\n", "azure-pipelines.yml")]
    [TestCase("run.sh", "claude --dangerously-skip-permissions\n", "run.sh")]
    public void Open_shell_routes_are_an_error_where_nobody_watches(string file, string text, string named)
    {
        using var repository = Repository("{\"permissions\":{\"deny\":[\"Read(.env)\",\"Read(.env.local)\"]}}").File(".gitignore", "bin/\n").File(file, text);
        var line = Lines(repository).Single();
        Assert.That(line.Severity, Is.EqualTo(Severity.Error));
        Assert.That(line.Message, Does.Contain($"'{named}'"));
    }

    [TestCase(".github/workflows/a.yml", "jobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n", false)]
    [TestCase(".github/workflows/a.yml", "jobs:\n  a:\n    steps:\n      - run: claude --dangerously-skip-permissions -p review\n", false)]
    [TestCase(".github/workflows/a.yml", "jobs:\n  a:\n    steps:\n      - run: echo \"$VALUES\" > .env\n      - uses: anthropics/claude-code-action@v1\n", true)]
    [TestCase("run.sh", "claude --dangerously-skip-permissions\n", true)]
    public void A_file_that_git_ignores_is_in_no_pipeline_that_does_not_write_it(string file, string text, bool isError)
    {
        using var repository = Repository("{\"permissions\":{\"deny\":[\"Read(.env)\",\"Read(.env.local)\"]}}").File(file, text);
        var line = Lines(repository).Single();
        Assert.That(line.Severity, isError ? Is.EqualTo(Severity.Error) : Is.Null);
        Assert.That(line.Message.Contains("without a person", StringComparison.Ordinal), Is.EqualTo(isError));
    }

    [Test]
    public void Routes_besides_the_shell_stay_a_warning_where_nobody_watches()
    {
        using var repository = Repository(Settings()).File(".mcp.json", Servers.Replace("ROOT", ".", StringComparison.Ordinal))
            .File(".github/workflows/a.yml", "jobs:\n  a:\n    steps:\n      - uses: anthropics/claude-code-action@v1\n");
        Assert.That(Lines(repository).Single().Severity, Is.Null);
    }

    [Test]
    public void The_table_of_a_path_names_every_route()
    {
        using var repository = Repository(Settings());
        var names = string.Join('\n', Explain(repository, ".env").Routes.Select(r => r.Name));
        foreach (var word in new[] { "Read", "Edit", "link", "cat", "redirection", "recursive", "interpreters", "copies", "sourcing", "git show", "@import", "MCP", "worktree", "environment", "adds this directory" })
        {
            Assert.That(names, Does.Contain(word));
        }
    }

    private static TestRepository Repository(string settings) =>
        new TestRepository().File(".claudeignore", ".env\n.env.local\n").File(".env", "A=1\n").File(".gitignore", ".env\n").File(".claude/settings.json", settings);

    private static string Settings(string rule = "", string sandbox = "", string top = "") =>
        Confined.Replace("RULE", rule, StringComparison.Ordinal).Replace("SANDBOX", sandbox, StringComparison.Ordinal).Replace("TOP", top, StringComparison.Ordinal);

    [Test]
    public void What_only_the_users_own_settings_say_is_told_apart()
    {
        using var home = new TestRepository().File(".claude/settings.json", "{ \"permissions\": { \"deny\": [\"Read(**/.env)\"] } }");
        using var repository = new TestRepository().File(".env", "A=1\n").File("a.txt", "a\n");
        Assert.That(Explain(repository, ".env", home.Root).BeyondText(Explain(repository, ".env")), Does.Contain("nobody else has").And.Contain("denied, ").And.Contain("Read(**/.env)"));
        Assert.That(Explain(repository, "a.txt", home.Root).BeyondText(Explain(repository, "a.txt")), Is.Empty);
    }

    [TestCase("", true)]
    [TestCase(", \"failIfUnavailable\": true", false)]
    public void A_sandbox_that_a_machine_may_lack_is_said_to_be_one(string required, bool says)
    {
        using var repository = new TestRepository().File(".env", "A=1\n")
            .File(".claude/settings.json", $"{{ \"permissions\": {{ \"deny\": [\"Read(.env)\"] }}, \"sandbox\": {{ \"enabled\": true, \"allowUnsandboxedCommands\": false, \"filesystem\": {{ \"denyRead\": [\"./.env\"] }}{required} }} }}");
        Assert.That(Explain(repository, ".env").ToText().Contains("native Windows", StringComparison.Ordinal), Is.EqualTo(says));
    }

    private static List<Finding> Lines(TestRepository repository) =>
        [.. repository.Judge(GuardParts.AgentFiles).Findings.Where(f => f.Id == "CBG1110").Select(f => f.Finding)];

    private static PathExplanation Explain(TestRepository repository, string path, string? home = null)
    {
        using var session = GuardSession.Open(new GuardOptions { RepositoryRoot = repository.Root, Parts = GuardParts.AgentFiles, UserHome = home }, SilentLog.Instance, CancellationToken.None);
        return PathExplanation.Of(session, path, CancellationToken.None);
    }
}
