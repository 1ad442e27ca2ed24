using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.Policy;

/// <summary>The diagnostics about the policy in CLAUDE.md (CBG2xxx).</summary>
internal static class PolicyDiagnostics
{
    /// <summary>What every session is told says nothing, or not enough, about security.</summary>
    public static Diagnostic PolicyMissing { get; } =
        new("CBG2001", "CLAUDE.md missing or without security policy", Severity.Warning, "A5 B5 G2");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Diagnostic> All { get; } = [PolicyMissing];
}
