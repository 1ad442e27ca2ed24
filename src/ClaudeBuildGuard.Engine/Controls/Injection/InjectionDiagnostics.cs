using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>The diagnostics about instructions that hide in files (CBG9xxx, control A1).</summary>
internal static class InjectionDiagnostics
{
    /// <summary>Characters that carry text which nobody sees, or that make text look different from what it is.</summary>
    public static Diagnostic HiddenCharacters { get; } = new("CBG9001", "Hidden characters in a file that an agent reads", Severity.Error, "A1");

    /// <summary>Invisible characters that carry nothing yet have no use where they stand.</summary>
    public static Diagnostic InvisibleCharacters { get; } = new("CBG9002", "Invisible characters in an agent file", Severity.Warning, "A1");

    /// <summary>A comment or concealed text that speaks to an agent.</summary>
    public static Diagnostic ConcealedInstructions { get; } = new("CBG9003", "Instructions that a reader does not see", Severity.Warning, "A1");

    /// <summary>Base64 or hexadecimal text that decodes to a command.</summary>
    public static Diagnostic EncodedCommand { get; } = new("CBG9004", "Encoded command in an agent file", Severity.Warning, "A1");

    /// <summary>A line that downloads code and runs it.</summary>
    public static Diagnostic RemoteCode { get; } = new("CBG9005", "Agent file runs code from the network", Severity.Warning, "A1");

    /// <summary>Text that tells an agent to ignore its rules or to weaken its own safety.</summary>
    public static Diagnostic WeakenedSafety { get; } = new("CBG9006", "Agent file weakens the agent's own safety", Severity.Warning, "A1 C6");

    /// <summary>A tool's description that gives orders beyond the tool.</summary>
    public static Diagnostic PoisonedDescription { get; } = new("CBG9007", "Tool description that gives orders", Severity.Warning, "A1");

    /// <summary>Instructions that come from outside the repository, by a link or an import.</summary>
    public static Diagnostic OutsideInstructions { get; } = new("CBG9008", "Instructions from outside the repository", Severity.Warning, "A1");

    /// <summary>A name that only some file systems take for a memory file.</summary>
    public static Diagnostic CaseTwin { get; } = new("CBG9009", "Memory file that only some machines load", Severity.Warning, "A1");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Diagnostic> All { get; } =
    [
        HiddenCharacters, InvisibleCharacters, ConcealedInstructions, EncodedCommand, RemoteCode, WeakenedSafety, PoisonedDescription,
        OutsideInstructions, CaseTwin,
    ];
}
