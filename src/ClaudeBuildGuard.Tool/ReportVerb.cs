using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.Reporting;

namespace ClaudeBuildGuard.Tool;

/// <summary><c>report</c>: the HTML report.</summary>
internal static class ReportVerb
{
    private const string DefaultFile = "claude-build-guard-report.html";

    public static int Run(GuardOptions options, string? output, CancellationToken cancellation)
    {
        var verdict = Guard.Judge(options with { Parts = GuardParts.All }, new TerminalLog(), cancellation);
        var file = output ?? DefaultFile;
        File.WriteAllText(file, HtmlReport.Write(verdict, options.Today, AuthorisationFacts.Read(options.RepositoryRoot)));
        Console.Out.WriteLine($"{file}: {TextReport.Summary(verdict)}");
        return verdict.ExitStatus;
    }
}
