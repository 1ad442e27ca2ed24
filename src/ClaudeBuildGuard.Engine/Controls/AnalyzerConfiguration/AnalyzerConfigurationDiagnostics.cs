using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.AnalyzerConfiguration;

/// <summary>The diagnostic about analyzers that a repository silences (CBG7001).</summary>
internal static class AnalyzerConfigurationDiagnostics
{
    /// <summary>The repository's own configuration silences security analysis.</summary>
    public static Diagnostic AnalysisSilenced { get; } =
        new("CBG7001", "Security analysis silenced", Severity.Warning, "A4 F1");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Diagnostic> All { get; } = [AnalysisSilenced];
}
