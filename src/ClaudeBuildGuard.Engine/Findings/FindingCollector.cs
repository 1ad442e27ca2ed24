using System.Collections.Concurrent;

namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>Collects what controls report and gives it back in a stable order.</summary>
public sealed class FindingCollector : IFindings
{
    private readonly ConcurrentBag<Finding> _findings = [];
    private readonly ConcurrentBag<string> _facts = [];
    private readonly ConcurrentBag<string> _factsOfThisRun = [];

    /// <inheritdoc/>
    public void Report(Finding finding) => _findings.Add(finding);

    /// <inheritdoc/>
    public void Note(string fact) => _facts.Add(fact);

    /// <inheritdoc/>
    public void NoteOfThisRun(string fact) => _factsOfThisRun.Add(fact);

    /// <summary>How often something was reported so far.</summary>
    internal int Count => _findings.Count;

    /// <summary>What was noted, in a stable order.</summary>
    public IReadOnlyList<string> Facts() => [.. _facts.Concat(_factsOfThisRun).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What was noted and is as true of a run that recalls it, in a stable order.</summary>
    public IReadOnlyList<string> LastingFacts() => [.. _facts.Distinct().Order(StringComparer.Ordinal)];

    /// <summary>All findings so far, ordered by path, line, column, code and text, each reported once.</summary>
    public IReadOnlyList<Finding> Sorted()
    {
        // A plain list: queries over pairs and places are compiled anew in every process.
        var sorted = new List<Finding>(_findings);
        sorted.Sort(Compare);
        var kept = new List<Finding>(sorted.Count);
        foreach (var finding in sorted)
        {
            if (kept.Count == 0 || Compare(kept[^1], finding) != 0)
            {
                kept.Add(finding);
            }
        }

        return kept;
    }

    private static int Compare(Finding a, Finding b)
    {
        var order = string.CompareOrdinal(a.Location.Path, b.Location.Path);
        order = order != 0 ? order : a.Location.Line - b.Location.Line;
        order = order != 0 ? order : a.Location.Column - b.Location.Column;
        order = order != 0 ? order : string.CompareOrdinal(a.Diagnostic.Id, b.Diagnostic.Id);
        order = order != 0 ? order : string.CompareOrdinal(a.Text, b.Text);
        order = order != 0 ? order : a.Location.EndLine - b.Location.EndLine;
        return order != 0 ? order : a.Location.EndColumn - b.Location.EndColumn;
    }
}
