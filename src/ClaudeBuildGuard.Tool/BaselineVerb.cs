using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Judging;
using ClaudeBuildGuard.Engine.Reporting;

namespace ClaudeBuildGuard.Tool;

/// <summary><c>baseline</c>: accepts what is found today.</summary>
internal static class BaselineVerb
{
    public static int Run(GuardOptions options, string? reason, CancellationToken cancellation)
    {
        var result = BaselineFile.Write(options, reason, new TerminalLog(), cancellation);
        foreach (var finding in result.NotAccepted)
        {
            Console.Error.WriteLine(TextReport.Line(finding));
        }

        Console.Out.WriteLine($"{Baseline.FileName}: {Counted.Of(result.Accepted, "finding")} accepted, {result.NotAccepted.Count} cannot be accepted.");
        return result.NotAccepted.Any(f => f.Severity == Severity.Error) ? 1 : 0;
    }
}
