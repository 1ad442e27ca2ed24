using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>The diagnostics about permission skipping (CBG4xxx).</summary>
public static class PermissionSkippingDiagnostics
{
    /// <summary>Permission checks are off where nothing contains what the agent does.</summary>
    public static Diagnostic OutsideSandbox { get; } =
        new("CBG4001", "Permission skipping outside a sandbox", Severity.Error, "A3 C1 C2 C6 D5") { Silencing = Silencing.RegisterOnly };

    /// <summary>Permission checks are off inside a sandbox, and nobody wrote down why.</summary>
    public static Diagnostic NotRegistered { get; } =
        new("CBG4002", "Permission skipping is not in the register", Severity.Warning, "C5");

    /// <summary>Permission checks are off where production can be reached. No register entry covers it.</summary>
    public static Diagnostic NearProduction { get; } =
        new("CBG4003", "Permission skipping with production access", Severity.Error, "A3 C3") { Silencing = Silencing.Nothing };

    /// <summary>The client's refusal to skip permissions as root is switched off.</summary>
    public static Diagnostic RootGuardLifted { get; } =
        new("CBG4004", "Refusal to skip permissions as root switched off", Severity.Warning, "C4 D1");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Diagnostic> All { get; } = [OutsideSandbox, NotRegistered, NearProduction, RootGuardLifted];
}
