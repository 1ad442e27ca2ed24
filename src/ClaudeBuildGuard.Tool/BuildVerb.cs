using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.Reporting;

namespace ClaudeBuildGuard.Tool;

/// <summary>The build's other way to the engine: the verdict as JSON in a file, which the task reads back.</summary>
internal static class BuildVerb
{
    public static int Run(GuardOptions options, string output, string? sarif, string? report, CancellationToken cancellation)
    {
        var verdict = Guard.Judge(options, new TerminalLog(), cancellation);
        VerdictFiles.Write(verdict, sarif, report, options.Today);
        File.WriteAllText(output, VerdictWriter.Write(verdict, VerdictFormat.Json));
        return verdict.ExitStatus;
    }
}
