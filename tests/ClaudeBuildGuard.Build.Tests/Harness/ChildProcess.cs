using System.Diagnostics;
using System.Text;

namespace ClaudeBuildGuard.Build.Tests.Harness;

/// <summary>What a command printed, standard output and error in the order they came, and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, TimeSpan Duration);

/// <summary>Runs a command to its end, with an environment that knows nothing of the build and test run around it.</summary>
internal static class ChildProcess
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    public static CommandResult Run(
        string directory, string command, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var watch = Stopwatch.StartNew();
        using var process = Start(directory, command, arguments, environment, out var output);
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} {string.Join(' ', arguments)} did not end within {Limit}.\n{Text(output)}");
        }

        process.WaitForExit();
        return new CommandResult(process.ExitCode, Text(output), watch.Elapsed);
    }

    public static Process Start(
        string directory, string command, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment, out StringBuilder output)
    {
        var start = new ProcessStartInfo(command)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        Isolate(start.Environment);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var lines = output = new StringBuilder();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(lines, line.Data);
        process.ErrorDataReceived += (_, line) => Append(lines, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public static string Text(StringBuilder output)
    {
        lock (output)
        {
            return output.ToString();
        }
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }

    // `dotnet test` hands its own MSBuild settings down, and a build server its name; both change what the child does.
    private static void Isolate(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys
            .Where(n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || n.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase))
            .Concat(["CI", "TF_BUILD", "GITHUB_ACTIONS", "DOTNET_CLI_CONTEXT_VERBOSE", "DOTNET_CLI_UI_LANGUAGE"])
            .ToArray())
        {
            environment.Remove(name);
        }

        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["NO_COLOR"] = "1";
    }
}
