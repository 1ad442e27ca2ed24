using System.Diagnostics;
using System.Text.Json.Nodes;
using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.Setup;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Client.Tests;

/// <summary>What <c>init</c> writes, each part alone: the hook of a tool that was packed and installed as a team does it, and the sandbox.</summary>
[Category("Client")]
[NonParallelizable]
public sealed class InstalledHookTests
{
    [Test]
    public void The_hook_block_that_init_writes_denies_secrets_and_lets_clean_files_through()
    {
        RealClient.Require(RealClient.Newest, sandbox: false);
        using var packages = new TestRepository();
        using var repository = LeakTrial.Repository();
        var variables = new Dictionary<string, string>
        {
            // The client's home is empty; what the tool needs was restored into these beforehand.
            ["NUGET_PACKAGES"] = packages.FullPath("packages"),
            ["DOTNET_CLI_HOME"] = packages.FullPath("home"),
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
        };
        InstallTool(repository, packages, variables);
        Initialise(repository);
        Keep(repository, "hooks");
        DeniesSecretsAndNothingElse(repository, variables);
    }

    [Test]
    public void The_hook_from_the_copy_that_builds_keep_denies_secrets_and_lets_clean_files_through()
    {
        RealClient.Require(RealClient.Newest, sandbox: false);
        using var repository = LeakTrial.Repository()
            .File(".config/dotnet-tools.json", "{\"version\":1,\"tools\":{\"claudebuildguard.tool\":{\"version\":\"1.0.0\",\"commands\":[\"claude-build-guard\"]}}}")
            .File("Directory.Packages.props", "<Project><ItemGroup><GlobalPackageReference Include=\"ClaudeBuildGuard\" Version=\"1.0.0\" /></ItemGroup></Project>");
        Initialise(repository);
        Keep(repository, "hooks");
        Assert.That(File.ReadAllText(repository.FullPath(".claude/settings.json")), Does.Contain(".claude/hooks/claude-build-guard/claude-build-guard.dll"));

        // What build/ClaudeBuildGuard.proj copies; Build.Tests see it do so.
        var directory = Directory.CreateDirectory(repository.FullPath(".claude/hooks/claude-build-guard")).FullName;
        foreach (var file in new[] { "claude-build-guard.dll", "claude-build-guard.runtimeconfig.json", "ClaudeBuildGuard.Engine.dll" })
        {
            File.Copy(Path.Combine(Path.GetDirectoryName(HookTests.ToolAssembly())!, file), Path.Combine(directory, file));
        }

        DeniesSecretsAndNothingElse(repository, []);
        repository.Commit();
        var (results, _) = RealClient.Run(
            RealClient.Newest, repository.Root, [ToolCall.Bash("cat README.md"), ToolCall.Bash("cat .env")], more: ["--worktree", "trial"]);
        Assert.That(results[0]!.Text, Does.Contain("clean"), "a worktree has a copy of its own");
        Assert.That(results[1]!.Text, Does.Contain("ClaudeBuildGuard"));
    }

    private static void DeniesSecretsAndNothingElse(TestRepository repository, Dictionary<string, string> variables)
    {
        ToolCall[] denied =
        [
            ToolCall.Read(repository.FullPath(".env")),
            ToolCall.Read(repository.FullPath("appsettings.Production.json")),
            ToolCall.Bash("cat sub/deep/.env.local"),
            ToolCall.Bash("head -5 < .env"),
            ToolCall.Bash("python3 -c \"print(open('certs/server.pem').read())\""),
        ];
        ToolCall[] allowed = [ToolCall.Read(repository.FullPath("README.md")), ToolCall.Bash("cat .env.example")];
        var (results, sent) = RealClient.Run(RealClient.Newest, repository.Root, [.. denied, .. allowed], variables);
        Assert.That(results.Take(denied.Length).Select(r => r!.Text), Has.All.Contain("ClaudeBuildGuard"));
        Assert.That(results.Skip(denied.Length).Select(r => r!.Text), Has.All.Contain("clean"));
        Assert.That(sent, Does.Not.Contain("leak-of"));
    }

    [Test]
    public void The_sandbox_block_that_init_writes_closes_every_shell_route_by_itself()
    {
        RealClient.Require(RealClient.Newest, sandbox: true);
        using var repository = LeakTrial.Repository();
        Initialise(repository);
        Keep(repository, "sandbox");
        foreach (var file in LeakTrial.Secrets.Keys)
        {
            var (_, leaking) = LeakTrial.Leaks(RealClient.Newest, repository, file);
            Assert.That(leaking, Has.All.Contain("file_path"), $"shell routes to {file}");
        }

        var calls = LeakTrial.Clean.Select(f => ToolCall.Bash($"cat '{f}'")).ToArray();
        var (results, _) = RealClient.Run(RealClient.Newest, repository.Root, calls);
        Assert.That(results.Select(r => r!.IsError), Has.None.True);
    }

    private static void Initialise(TestRepository repository)
    {
        var result = Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, ["ignore", "settings"], SilentLog.Instance, CancellationToken.None);
        Assert.That(result.Restored, Is.False);
    }

    /// <summary>Leaves one block of the settings as <c>init</c> wrote it and takes everything else away.</summary>
    private static void Keep(TestRepository repository, string block)
    {
        var settings = JsonNode.Parse(File.ReadAllText(repository.FullPath(".claude/settings.json")))!.AsObject();
        Assert.That(settings.ContainsKey(block), "init has to write the block");
        repository.File(".claude/settings.json", new JsonObject { [block] = settings[block]!.DeepClone() }.ToJsonString());
    }

    private static void InstallTool(TestRepository repository, TestRepository packages, Dictionary<string, string> variables)
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))!);
        var root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
        packages.File("nuget.config", $"<configuration><packageSources><clear /><add key=\"local\" value=\"{packages.FullPath("feed")}\" /></packageSources></configuration>\n");
        Dotnet(root, [], "pack", "src/ClaudeBuildGuard.Tool", "--no-build", "--configuration", configuration, "--output", packages.FullPath("feed"), "--nologo", "-p:PackageVersion=9.9.9");
        Dotnet(
            repository.Root, variables, "tool", "install", "ClaudeBuildGuard.Tool", "--version", "9.9.9", "--create-manifest-if-needed", "--configfile", packages.FullPath("nuget.config"));
    }

    private static void Dotnet(string directory, Dictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        // A server that is left running would hold the directory that the test deletes.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.That(process.ExitCode, Is.Zero, () => $"dotnet {arguments[0]}: {output.Result} {error.Result}");
    }
}
