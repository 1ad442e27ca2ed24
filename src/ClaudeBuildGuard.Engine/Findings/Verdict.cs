namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>What the guard says of a repository.</summary>
/// <param name="RepositoryRoot">The absolute path of the directory that was judged.</param>
/// <param name="Findings">What is wrong and not silenced, in a stable order.</param>
/// <param name="Silenced">What is wrong and accepted by a person, with the reason.</param>
/// <param name="Facts">Counts and notes of what was read, one line each, such as how many objects were scanned.</param>
public sealed record Verdict(
    string RepositoryRoot,
    IReadOnlyList<JudgedFinding> Findings,
    IReadOnlyList<SilencedFinding> Silenced,
    IReadOnlyList<string> Facts)
{
    /// <summary>Findings at error severity.</summary>
    public int Errors => Findings.Count(f => f.Severity == Severity.Error);

    /// <summary>Findings at warning severity.</summary>
    public int Warnings => Findings.Count(f => f.Severity == Severity.Warning);

    /// <summary>True when some finding says that the repository could not be judged: an unreadable repository or an invalid configuration.</summary>
    public bool CouldNotJudge => Findings.Any(f => f.Severity == Severity.Error && GuardDiagnostics.MeansNotJudged(f.Finding.Diagnostic));

    /// <summary>
    /// The exit status of the command line (contract): 0 nothing at error severity, 1 at least one, 2 it could not judge. What is missing
    /// of a history, and a file or a part of one that could not be judged, is not judged where nobody accepts that; what was judged and
    /// has errors already comes first.
    /// </summary>
    public int ExitStatus => CouldNotJudge ? 2 : Findings.Any(f => f.Severity == Severity.Error && !IsIncomplete(f)) ? 1 : Findings.Any(IsIncomplete) ? 2 : 0;

    private static bool IsIncomplete(JudgedFinding finding) =>
        (finding.Finding.Diagnostic == GuardDiagnostics.HistoryIncomplete && !finding.Finding.Properties.ContainsKey(GuardDiagnostics.AcceptedProperty))
        || finding.Finding.Diagnostic == GuardDiagnostics.FileNotJudged;
}
