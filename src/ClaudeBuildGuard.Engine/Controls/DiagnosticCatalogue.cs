using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls;

/// <summary>Every diagnostic that the engine can report.</summary>
public static class DiagnosticCatalogue
{
    /// <summary>By code.</summary>
    public static IReadOnlyDictionary<string, Diagnostic> All { get; } =
        GuardDiagnostics.All
            .Concat(ControlCatalogue.All.SelectMany(c => c.Diagnostics))
            .Distinct()
            .ToDictionary(d => d.Id, StringComparer.Ordinal);
}
