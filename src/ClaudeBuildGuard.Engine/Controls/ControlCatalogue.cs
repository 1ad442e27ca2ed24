using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls;

/// <summary>Every control, and every diagnostic that the guard can report.</summary>
internal static class ControlCatalogue
{
    /// <summary>The controls, one a line.</summary>
    public static IReadOnlyList<IControl> All { get; } =
    [
    ];

    /// <summary>Every diagnostic by code.</summary>
    public static IReadOnlyDictionary<string, Diagnostic> Diagnostics { get; } =
        GuardDiagnostics.All.Concat(All.SelectMany(c => c.Diagnostics)).Distinct().ToDictionary(d => d.Id, StringComparer.Ordinal);
}
