using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Samples;

/// <summary>Runs commands in a directory and shows them as a person would see them.</summary>
internal sealed partial class Shell(string directory, IReadOnlyDictionary<string, string> environment)
{
    public string Directory { get; } = directory;

    /// <summary>Runs a command, shows it with what it prints, and gives its exit status and output.</summary>
    public (int Status, string Output) Show(string command, params string[] arguments)
    {
        Console.WriteLine($"\n$ {command} {string.Join(' ', arguments.Where(a => !a.StartsWith("-tl", StringComparison.Ordinal)))}");
        var (status, output) = Run(command, arguments);
        // The build repeats every error in its summary and names the inner project after it: once is enough to read.
        var lines = output.Replace(Directory + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
            .Split('\n')
            .Select(l => InnerProject().Replace(l.TrimEnd(), ""))
            .Where(l => l.Length > 0)
            .Distinct();
        Console.WriteLine(string.Join(Environment.NewLine, lines));
        Console.WriteLine($"(exit status {status})");
        return (status, output);
    }

    /// <summary>Runs a command that must succeed, and shows nothing.</summary>
    public void Quietly(string command, params string[] arguments)
    {
        var (status, output) = Run(command, arguments);
        if (status != 0)
        {
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)} exited {status}:\n{output}");
        }
    }

    [GeneratedRegex(@" \[[^\]]*ClaudeBuildGuard\.proj\]$")]
    private static partial Regex InnerProject();

    private (int Status, string Output) Run(string command, string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = Directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }
}
