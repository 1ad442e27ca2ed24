using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.Review;

/// <summary>The diagnostics about who and what looks at a change before it is merged (CBG6xxx).</summary>
internal static class ReviewDiagnostics
{
    /// <summary>Nobody is asked to review a security-critical file.</summary>
    public static Diagnostic CriticalFileWithoutOwner { get; } = new("CBG6001", "Security-critical file without owner", Severity.Warning, "F3 G3");

    /// <summary>A line of CODEOWNERS that its platform leaves out.</summary>
    public static Diagnostic OwnersLineWithoutEffect { get; } = new("CBG6002", "CODEOWNERS line without effect", Severity.Warning, "F3");

    /// <summary>Two reviewers are not asked for, or nothing in the repository proves it.</summary>
    public static Diagnostic TwoReviewersNotRequired { get; } = new("CBG6003", "Two reviewers are not required", Severity.Warning, "F5 G3");

    /// <summary>No static analysis judges a change before it is merged.</summary>
    public static Diagnostic NoStaticAnalysis { get; } = new("CBG6004", "No static security analysis on pull requests", Severity.Warning, "F4");

    /// <summary>No other session looks at what an agent wrote, or it does so in an unsafe way.</summary>
    public static Diagnostic NoSecondPass { get; } = new("CBG6005", "No second-pass security review", Severity.Warning, "F2");

    /// <summary>The template of a pull request does not ask what goes wrong in code of agents.</summary>
    public static Diagnostic NoChecklist { get; } = new("CBG6006", "Pull-request template without AI checklist", Severity.Warning, "F1 H5");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Diagnostic> All { get; } =
        [CriticalFileWithoutOwner, OwnersLineWithoutEffect, TwoReviewersNotRequired, NoStaticAnalysis, NoSecondPass, NoChecklist];
}
