using System.Diagnostics;
using System.Text;

namespace ClaudeBuildGuard.Client.Tests;

/// <summary>
/// The published client, run as a person without an account would: an empty home, a dummy key, and a process that sees no network but the
/// scripted model on loopback when the whole test run is started by <c>eng/client-suite</c>.
/// </summary>
internal static class RealClient
{
    /// <summary>Where <c>eng/client-suite</c> installs: one directory a version.</summary>
    public const string DirectoryVariable = "CLAUDE_BUILD_GUARD_CLIENTS";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    /// <summary>The versions that are tried: the oldest and the newest that were measured. eng/client-suite installs the same.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["2.1.197", "2.1.332"];

    /// <summary>The newest.</summary>
    public static string Newest => Versions[^1];

    /// <summary>Skips the test by name where the client or what it needs is missing.</summary>
    public static void Require(string version, bool sandbox)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("The client suite runs on Linux: it needs network namespaces and the client's sandbox.");
        }

        if (Executable(version) is null)
        {
            Assert.Ignore($"Claude Code {version} is not installed. Run eng/client-suite; it sets {DirectoryVariable}.");
        }

        foreach (var program in sandbox ? new[] { "bwrap", "socat" } : [])
        {
            if (!(Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(d => File.Exists(Path.Combine(d, program))))
            {
                Assert.Ignore($"'{program}' is missing: the client's sandbox needs it. eng/client-suite installs it.");
            }
        }
    }

    /// <summary>Runs one session in which the model makes the given calls, and returns what each gave.</summary>
    /// <param name="version">Of the client.</param>
    /// <param name="directory">Where it is started.</param>
    /// <param name="calls">What the model asks for.</param>
    /// <param name="variables">Environment variables beside those that every session has.</param>
    /// <param name="allowedTools">What needs no permission.</param>
    /// <param name="more">Further arguments.</param>
    public static (IReadOnlyList<ToolResult?> Results, string Sent) Run(
        string version,
        string directory,
        IReadOnlyList<ToolCall> calls,
        IReadOnlyDictionary<string, string>? variables = null,
        string allowedTools = "Bash",
        params IReadOnlyList<string> more)
    {
        using var model = new ScriptedModel(calls);
        var home = Directory.CreateTempSubdirectory("cbg-home-");
        try
        {
            var start = new ProcessStartInfo(Executable(version)!)
            {
                WorkingDirectory = directory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (var argument in (string[])["-p", "go", "--allowedTools", allowedTools, .. more])
            {
                start.ArgumentList.Add(argument);
            }

            var path = start.Environment["PATH"];
            start.Environment.Clear();
            foreach (var (name, value) in new Dictionary<string, string?>
            {
                ["PATH"] = path,
                ["HOME"] = home.FullName,
                ["SHELL"] = "/bin/bash",
                ["TERM"] = "dumb",
                ["ANTHROPIC_BASE_URL"] = model.Address,
                ["ANTHROPIC_API_KEY"] = "dummy-key",
                ["DISABLE_AUTOUPDATER"] = "1",
                ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
                ["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.ProcessPath),
            })
            {
                start.Environment[name] = value;
            }

            foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            {
                start.Environment[name] = value;
            }

            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Longest))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail($"Claude Code {version} did not end within {Longest.TotalSeconds} seconds.");
            }

            var results = model.Results;
            Assert.That(results, Has.None.Null, () => $"a call without a result; exit {process.ExitCode}: {error.Result} {output.Result}");
            return (results, new StringBuilder().AppendJoin('\n', model.Requests).ToString());
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static string? Executable(string version)
    {
        if (Environment.GetEnvironmentVariable(DirectoryVariable) is not { Length: > 0 } clients)
        {
            return null;
        }

        var modules = Path.Combine(clients, version, "node_modules");
        return Directory.Exists(modules)
            ? Directory.EnumerateFiles(Path.Combine(modules, "@anthropic-ai"), "claude", SearchOption.AllDirectories).FirstOrDefault()
            : null;
    }
}
