namespace ClaudeBuildGuard.Build.Tests.Harness;

/// <summary>An error or a warning of a build.</summary>
internal sealed record BuildDiagnostic(string Code, string File, int Line, string Text);

/// <summary>What a build did, read from its binary log.</summary>
/// <param name="ExitCode">How the command ended.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Runs">How often the guard judged a repository.</param>
/// <param name="Errors">Each error as often as it was logged.</param>
/// <param name="Warnings">Each warning as often as it was logged.</param>
internal sealed record BuildOutcome(
    int ExitCode, string Output, int Runs, IReadOnlyList<BuildDiagnostic> Errors, IReadOnlyList<BuildDiagnostic> Warnings)
{
    public IEnumerable<string> ErrorCodes => Errors.Select(e => e.Code);

    public IEnumerable<string> WarningCodes => Warnings.Select(w => w.Code);
}
