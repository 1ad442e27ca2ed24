using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>The diagnostics about credentials (CBG3xxx).</summary>
internal static class CredentialDiagnostics
{
    /// <summary>A credential stands in a file of the working tree.</summary>
    public static Diagnostic InWorkingTree { get; } = new("CBG3001", "Credential in the working tree", Severity.Error, "A2 B2 B3 B6");

    /// <summary>A credential stands in the object database, or in git's own files, and no longer in the tree.</summary>
    public static Diagnostic InHistory { get; } = new("CBG3101", "Credential in history", Severity.Error, "B2 B3 B6");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Diagnostic> All { get; } = [InWorkingTree, InHistory];
}
