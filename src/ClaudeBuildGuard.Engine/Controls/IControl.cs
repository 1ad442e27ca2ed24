using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls;

/// <summary>
/// One group of the mission's controls. It reads, it never writes, and it never knows who asked. What it cannot judge is a finding
/// of its own. Controls run side by side: an instance holds no state between calls.
/// </summary>
internal interface IControl
{
    /// <summary>The part of a run it belongs to.</summary>
    GuardParts Part { get; }

    /// <summary>Every diagnostic that it can report.</summary>
    IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Judges the repository.</summary>
    void Examine(RepositoryView repository, IFindings findings, CancellationToken cancellation);
}
