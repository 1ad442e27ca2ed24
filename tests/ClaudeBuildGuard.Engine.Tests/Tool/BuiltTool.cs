using System.Diagnostics;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Tool;

/// <summary>The tool that was built beside the tests, as a process.</summary>
internal static class BuiltTool
{
    /// <summary>Runs it, in the directory of the tests.</summary>
    public static (int Status, string Output, string Error) Run(params string[] arguments)
    {
        var configuration = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;
        var tool = Checkout.File($"src/ClaudeBuildGuard.Tool/bin/{configuration}/net8.0/claude-build-guard.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [tool, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
