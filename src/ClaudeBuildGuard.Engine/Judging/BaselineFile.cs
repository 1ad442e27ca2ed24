using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Judging;

/// <summary>What writing the baseline came to.</summary>
/// <param name="Accepted">How many findings the file accepts.</param>
/// <param name="NotAccepted">Findings that no baseline may accept.</param>
public sealed record BaselineResult(int Accepted, IReadOnlyList<JudgedFinding> NotAccepted);

/// <summary>Writes today's findings into the baseline.</summary>
public static class BaselineFile
{
    /// <summary>Judges the whole repository and writes <c>claude-build-guard.baseline.json</c>. Entries that still match keep their reason.</summary>
    /// <param name="options">The repository.</param>
    /// <param name="reason">Why the findings are accepted; null says that they were there on this day.</param>
    /// <param name="log">Where progress goes.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static BaselineResult Write(GuardOptions options, string? reason, IGuardLog log, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var verdict = Guard.Judge(options with { Parts = GuardParts.All, ReportOnly = false }, log, cancellation);
        var earlier = BaselineReader.Read(options.RepositoryRoot, new FindingCollector());
        var text = Baseline.Write(verdict, reason ?? $"Present when the baseline was written on {options.Today:yyyy-MM-dd}.", earlier);
        File.WriteAllText(Path.Combine(options.RepositoryRoot, Baseline.FileName), text);
        var notAccepted = verdict.Findings
            .Where(f => f.Finding.Diagnostic.Silencing != Silencing.Anything && f.Finding.Diagnostic != GuardDiagnostics.SuppressionStale)
            .ToArray();
        var accepted = verdict.Findings.Count(f => f.Severity > Severity.Information && f.Finding.Diagnostic.Silencing == Silencing.Anything)
            + verdict.Silenced.Count(s => s.By == SilencedBy.Baseline);
        return new BaselineResult(accepted, notAccepted);
    }
}
