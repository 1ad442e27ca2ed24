using System.Collections.Concurrent;

namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>Collects what controls report and gives it back in a stable order.</summary>
public sealed class FindingCollector : IFindings
{
    private readonly ConcurrentBag<Finding> _findings = [];
    private readonly ConcurrentBag<string> _facts = [];

    /// <inheritdoc/>
    public void Report(Finding finding) => _findings.Add(finding);

    /// <inheritdoc/>
    public void Note(string fact) => _facts.Add(fact);

    /// <summary>What was noted, in a stable order.</summary>
    public IReadOnlyList<string> Facts() => [.. _facts.Distinct().Order(StringComparer.Ordinal)];

    /// <summary>All findings so far, ordered by path, line, column, code and text, each reported once.</summary>
    public IReadOnlyList<Finding> Sorted() =>
    [
        .. _findings
            .OrderBy(f => f.Location.Path, StringComparer.Ordinal)
            .ThenBy(f => f.Location.Line)
            .ThenBy(f => f.Location.Column)
            .ThenBy(f => f.Diagnostic.Id, StringComparer.Ordinal)
            .ThenBy(f => f.Text, StringComparer.Ordinal)
            .DistinctBy(f => (f.Diagnostic.Id, f.Location, f.Text)),
    ];
}
