using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Engine.Setup;
using ClaudeBuildGuard.Engine.Setup.Exclusion;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Setup.Exclusion;

public sealed class ExclusionSetupTests
{
    private static readonly string PrivateKey = $"-----BEGIN {"PRIVATE"} KEY-----\nMIIB\n-----END {"PRIVATE"} KEY-----\n";
    private static readonly string[] Areas = ["ignore", "settings"];

    [Test]
    public void Init_on_a_fresh_repository_leaves_no_finding_about_exclusion_and_a_second_run_changes_nothing()
    {
        using var repository = new TestRepository().File("Program.cs", "Console.WriteLine();");
        var result = Apply(repository);
        Assert.That(result.Restored, Is.False);
        Assert.That(result.After.Findings.Where(f => f.Id.StartsWith("CBG1", StringComparison.Ordinal)).Select(f => f.Finding.Text), Is.Empty);
        Assert.That(Apply(repository).Plan.Files, Is.Empty);
    }

    [Test]
    public void Init_excludes_what_a_gitignore_keeps_out_that_takes_in_only_what_it_names()
    {
        using var repository = new TestRepository().File("Program.cs", "Console.WriteLine();").File(".gitignore", "/*\n!/Program.cs\n!/.gitignore\n!/.claude/\n!/.claudeignore\n");
        Assert.That(Apply(repository).After.Findings.Where(f => f.Id.StartsWith("CBG1", StringComparison.Ordinal)).Select(f => f.Finding.Text), Is.Empty);
    }

    [Test]
    public void Init_protects_every_secret_file_and_keeps_every_other_readable()
    {
        using var repository = new TestRepository()
            .File(".env", "A=1").File("sub/deep/.env.local", "A=1").File(".env.example", "A=").File("certs/key.pem", PrivateKey)
            .File("certs/public.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n").File("src/Credentials/Store.cs", "class A {}")
            .File("my credentials [old].json", "{\"a\":1}").File("appsettings.json", "{}")
            .File("appsettings.Production.json", $"{{\"Password\":\"{"Xk9" + "vTq2Lw8zR"}\"}}");
        var result = Apply(repository);
        Assert.That(result.After.Findings.Where(f => f.Id.StartsWith("CBG1", StringComparison.Ordinal)).Select(f => f.Finding.Text), Is.Empty);
        var settings = SettingsFile.Parse("s", SettingsScope.Project, File.ReadAllText(repository.FullPath(".claude/settings.json")));
        var rules = new Engine.ClaudeCode.Permissions.RuleEvaluator(new ClientSettings([settings]), repository.Root, null);
        foreach (var clean in new[] { ".env.example", "certs/public.pem", "src/Credentials/Store.cs", "appsettings.json", ".claudeignore" })
        {
            Assert.That(rules.Decide("Read", clean).IsCovered, Is.False, clean);
        }

        Assert.That(Apply(repository).Plan.Files, Is.Empty);
    }

    [Test]
    public void Init_keeps_what_a_vault_will_write_from_the_agent()
    {
        using var repository = new TestRepository().File("deploy/pull.sh", "vault kv get secret/shop > shop.json\naz keyvault secret download -n db --file ../db.txt\n");
        var result = Apply(repository);
        Assert.That(result.After.Findings.Where(f => f.Id.StartsWith("CBG1", StringComparison.Ordinal)).Select(f => f.Finding.Text), Is.Empty);
        Assert.That(File.ReadAllText(repository.FullPath(".claudeignore")), Does.Contain("/deploy/shop.json"));
        Assert.That(Apply(repository).Plan.Files, Is.Empty);
    }

    [Test]
    public void An_ignore_file_that_is_a_link_is_not_written_and_no_pattern_is_lost()
    {
        using var repository = new TestRepository().File("Program.cs", "class A;").File(".gitignore", "bin/\n.env\n.claude/settings.local.json\nCLAUDE.local.md\n");
        Apply(repository, [.. Areas, "policy"]);
        var policy = File.ReadAllText(repository.FullPath("CLAUDE.md"));
        Assert.That(policy, Does.Contain("`.env`"));

        repository.Delete(".claudeignore");
        LinkIgnoreFile(repository);
        var result = Apply(repository, [.. Areas, "policy"]);
        Assert.That(result.Plan.Files, Is.Empty);
        Assert.That(result.Plan.Notes.Select(n => n.Text), Has.Some.Contains("rm .claudeignore"));
        Assert.That(File.ReadAllText(repository.FullPath("CLAUDE.md")), Is.EqualTo(policy));

        File.Delete(repository.FullPath(".claudeignore"));
        Apply(repository, [.. Areas, "policy"]);
        Assert.That(Apply(repository, [.. Areas, "policy"]).Plan.Files, Is.Empty);
        Assert.That(File.ReadAllText(repository.FullPath("CLAUDE.md")), Does.Contain("`.env`"));
    }

    [Test]
    public void What_a_person_wrote_stays_as_it_is()
    {
        const string Before = "{\n    \"zeta\": [1, 2],\n    \"permissions\": {\n        \"allow\": [\"Bash(dotnet test)\"],\n        \"deny\": [\n            \"Read(.env)\"\n        ]\n    },\n    \"model\": \"x\"\n}";
        using var repository = new TestRepository().File(".claude/settings.json", Before.ReplaceLineEndings("\r\n"));
        Apply(repository);
        var after = File.ReadAllText(repository.FullPath(".claude/settings.json"));
        Assert.That(after, Does.StartWith("{\r\n    \"zeta\": [1, 2],\r\n    \"permissions\": {\r\n        \"allow\": [\"Bash(dotnet test)\"],\r\n        \"deny\": [\r\n            \"Read(.env)\",\r\n            \""));
        Assert.That(after.Replace("\r\n", string.Empty), Does.Not.Contain("\n"));
        Assert.That(after, Does.Contain("    \"model\": \"x\",\r\n    \"sandbox\": {\r\n        \"enabled\": true,"));
        Assert.That(after, Does.Not.Contain("\"Read(**/.env)\""), "the rule is there already");
        Assert.That(SettingsFile.Parse("s", SettingsScope.Project, after).Loads);
    }

    [Test]
    public void A_broken_settings_file_is_left_alone_and_told()
    {
        using var repository = new TestRepository().File(".claude/settings.json", "{ // mine\n}");
        var result = Apply(repository);
        Assert.That(File.ReadAllText(repository.FullPath(".claude/settings.json")), Is.EqualTo("{ // mine\n}"));
        Assert.That(result.Plan.Notes.Select(n => n.Text), Has.Some.Contain("comment").And.Some.Contain("line 1, column 3"));
    }

    [Test]
    public void Lines_are_appended_to_an_ignore_file_and_what_they_promise_is_enforced()
    {
        using var repository = new TestRepository().File(".claudeignore", "# ours\n*.key\nid_*\n!.env").File("a.key", "-----BEGIN CERTIFICATE-----\n");
        var result = Apply(repository);
        var text = File.ReadAllText(repository.FullPath(".claudeignore"));
        Assert.That(text, Does.StartWith("# ours\n*.key\nid_*\n!.env\n.env\n"));
        Assert.That(result.After.Findings.Where(f => f.Id.StartsWith("CBG1", StringComparison.Ordinal)).Select(f => f.Finding.Text), Is.Empty);
    }

    [Test]
    public void User_secrets_of_a_project_are_denied_where_they_lie()
    {
        using var repository = new TestRepository().File("a.csproj", "<Project><PropertyGroup><UserSecretsId>a</UserSecretsId></PropertyGroup></Project>");
        var result = Apply(repository);
        Assert.That(result.After.Findings.Select(f => f.Id), Has.None.StartsWith("CBG1"));
        Assert.That(File.ReadAllText(repository.FullPath(".claude/settings.json")), Does.Contain("Read(~/.microsoft/usersecrets/**)"));
        Assert.That(Apply(repository).Plan.Files, Is.Empty);
    }

    [Test]
    public void Sources_of_packages_become_network_domains()
    {
        using var repository = new TestRepository().File(
            "NuGet.config", "<configuration><packageSources><clear/><add key=\"x\" value=\"https://feed.example.com/v3/index.json\"/></packageSources></configuration>");
        Apply(repository);
        Assert.That(File.ReadAllText(repository.FullPath(".claude/settings.json")), Does.Contain("feed.example.com").And.Contain("api.anthropic.com").And.Not.Contain("nuget.org"));
    }

    [Test]
    public void The_hook_is_written_only_where_the_repository_brings_the_tool()
    {
        using var repository = new TestRepository().File(".config/dotnet-tools.json", "{\"version\":1,\"tools\":{\"claudebuildguard.tool\":{\"version\":\"1.0.0\",\"commands\":[\"claude-build-guard\"]}}}");
        Apply(repository);
        var text = File.ReadAllText(repository.FullPath(".claude/settings.json"));
        Assert.That(text, Does.Contain("\"onFailure\": \"block\"").And.Contain("UserPromptSubmit"));
        Assert.That(SettingsFile.Parse("s", SettingsScope.Project, text).Loads);
        Assert.That(Apply(repository).Plan.Files, Is.Empty);
    }

    [Test]
    public void With_the_package_the_hook_starts_from_the_copy_that_builds_keep()
    {
        using var repository = new TestRepository().File(".config/dotnet-tools.json", "{\"version\":1,\"tools\":{\"claudebuildguard.tool\":{\"version\":\"1.0.0\",\"commands\":[\"claude-build-guard\"]}}}")
            .File("Directory.Packages.props", "<Project><ItemGroup><GlobalPackageReference Include=\"ClaudeBuildGuard\" Version=\"1.0.0\" /></ItemGroup></Project>");
        var result = Apply(repository);
        Assert.That(File.ReadAllText(repository.FullPath(".claude/settings.json")), Does.Contain("${CLAUDE_PROJECT_DIR}/.claude/hooks/claude-build-guard/claude-build-guard.dll").And.Not.Contain("\"tool\", \"run\""));
        Assert.That(File.ReadAllText(repository.FullPath(".gitignore")), Does.Contain(".claude/hooks/claude-build-guard/\n"));
        Assert.That(File.ReadAllText(repository.FullPath(".worktreeinclude")), Is.EqualTo(".claude/hooks/claude-build-guard/\n"));
        Assert.That(result.After.Findings.Select(f => f.Id), Has.None.StartsWith("CBG8"), "the copy is missing until the next build");
        Assert.That(Apply(repository).Plan.Files, Is.Empty);
    }

    [TestCase("{}", "{\n  \"a\": {\n    \"b\": [\n      1,\n      2\n    ]\n  }\n}")]
    [TestCase("{\"a\":{\"b\":[0]}}", "{\"a\":{\"b\":[0, 1, 2]}}")]
    [TestCase("{\"a\":{}, \"a\":{\"b\":[]}}", "{\"a\":{}, \"a\":{\"b\":[\n  1,\n  2\n]}}")]
    public void An_editor_adds_and_touches_nothing(string before, string after)
    {
        var editor = JsonEditor.Open(before)!;
        Assert.That(editor.Append(["1", "2"], "a", "b"));
        Assert.That(editor.Text, Is.EqualTo(after));
    }

    [Test]
    public void What_is_no_object_on_the_way_is_left_alone() => Assert.That(JsonEditor.Open("{\"a\":1}")!.Append(["1"], "a", "b"), Is.False);

    [TestCase("src/clean/appsettings.Production.json")]
    [TestCase("src/clean/other.json")]
    public void Init_covers_the_copy_that_a_build_makes(string clean)
    {
        using var repository = new TestRepository().File("App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"/>").File("appsettings.json", "{}").File(clean, "{}")
            .File("appsettings.Production.json", $"{{\"Password\":\"{"Xk9" + "vTq2Lw8zR"}\"}}");
        var result = Apply(repository);
        Assert.That(result.After.Findings.Where(f => f.Id.StartsWith("CBG1", StringComparison.Ordinal)).Select(f => f.Finding.Text), Is.Empty);
        var settings = SettingsFile.Parse("s", SettingsScope.Project, File.ReadAllText(repository.FullPath(".claude/settings.json")));
        var rules = new Engine.ClaudeCode.Permissions.RuleEvaluator(new ClientSettings([settings]), repository.Root, null);
        Assert.That(rules.Decide("Read", "bin/Release/net8.0/publish/appsettings.Production.json").IsCovered);
        Assert.That(rules.Decide("Read", clean).IsCovered, Is.False);
        Assert.That(Apply(repository).Plan.Files, Is.Empty);
    }

    private static SetupResult Apply(TestRepository repository) => Apply(repository, Areas);

    private static SetupResult Apply(TestRepository repository, string[] areas) =>
        Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, areas, SilentLog.Instance, CancellationToken.None);

    private static void LinkIgnoreFile(TestRepository repository)
    {
        try
        {
            File.CreateSymbolicLink(repository.FullPath(".claudeignore"), ".gitignore");
        }
        catch (IOException e)
        {
            Assert.Ignore($"This machine lets no test make a symbolic link: {e.Message}");
        }
    }
}
