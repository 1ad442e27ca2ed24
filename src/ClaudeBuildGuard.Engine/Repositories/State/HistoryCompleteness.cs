using System.Collections.Immutable;
using System.Globalization;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.State;

/// <summary>Says what of the history was not there to be judged: there are three answers, clean, findings and incomplete, never two.</summary>
internal static class HistoryCompleteness
{
    /// <summary>So many missing objects are looked up in the history; of more, it is a partial clone anyway.</summary>
    private const int MostTraced = 4096;

    private const int MostNamed = 3;

    /// <summary>Reports what a scan could not judge.</summary>
    public static void Report(RepositoryView repository, HistoryScanResult scan, IFindings findings, CancellationToken cancellation)
    {
        var git = repository.Git!;
        if (Shallow.Commits(git) is { Count: > 0 } cut)
        {
            findings.Report(Incomplete(
                repository,
                "shallow",
                $"This is a shallow clone: its history is cut at {Count(cut.Count, "commit")}, and nothing before was judged.",
                "Run 'git fetch --unshallow', or set 'fetch-depth: 0' in the checkout step of the CI job."));
        }

        var missing = Reachable(repository, scan.Missing, cancellation);
        if (missing.Count > 0)
        {
            findings.Report(Incomplete(
                repository,
                "missing",
                $"The history names {Count(missing.Count, "object")} that {(missing.Count == 1 ? "is" : "are")} not here and {(missing.Count == 1 ? "was" : "were")} not judged{Some(missing.Select(m => m.ToString()))}.",
                git.IsPartial
                    ? "This is a partial clone: run 'git fetch --refetch --filter=blob:limit=1t' to have every object, or clone without '--filter'."
                    : "Run 'git fsck --full' to see what needs them, and fetch or clone again."));
        }

        if (scan.Unreadable.Count > 0)
        {
            findings.Report(Incomplete(
                repository,
                "unreadable",
                $"{Count(scan.Unreadable.Count, "object or pack", "objects or packs")} could not be read and {(scan.Unreadable.Count == 1 ? "was" : "were")} not judged{Some(scan.Unreadable.Select(Describe))}.",
                "Run 'git fsck --full' to see what is damaged, and fetch or clone again."));
        }
    }

    private static Finding Incomplete(RepositoryView repository, string identity, string message, string fix) =>
        new(
            GuardDiagnostics.HistoryIncomplete,
            Location.Repository,
            message,
            fix + " If it is accepted, set 'acceptIncompleteHistory' in claude-build-guard.json.")
        {
            Severity = repository.Options.Shipping && !repository.Configuration.AcceptIncompleteHistory ? Severity.Error : Severity.Warning,
            Identity = identity,
            Properties = repository.Configuration.AcceptIncompleteHistory
                ? ImmutableSortedDictionary<string, string>.Empty.Add(GuardDiagnostics.AcceptedProperty, "acceptIncompleteHistory")
                : ImmutableSortedDictionary<string, string>.Empty,
        };

    /// <summary>
    /// Git deletes what nothing needs any more in its own time, so an object that only a lost commit or tree names may be gone without
    /// anything being wrong.
    /// </summary>
    private static IReadOnlyList<ObjectId> Reachable(RepositoryView repository, IReadOnlyList<ObjectId> missing, CancellationToken cancellation)
    {
        if (missing.Count is 0 or > MostTraced)
        {
            return missing;
        }

        var traces = repository.Trace(missing, cancellation);
        return [.. missing.Where(m => traces.TryGetValue(m, out var trace) && (trace.IsReachable || trace.IsStaged))];
    }

    private static string Describe(UnreadableObject unreadable) =>
        unreadable.Id.Length == 0 ? unreadable.Reason : $"{unreadable.Id[..10]}: {unreadable.Reason}";

    private static string Some(IEnumerable<string> names)
    {
        var shown = names.Take(MostNamed + 1).ToList();
        return $" ({string.Join("; ", shown.Take(MostNamed))}{(shown.Count > MostNamed ? "; …" : string.Empty)})";
    }

    private static string Count(int count, string one, string? many = null) =>
        count == 1 ? $"1 {one}" : $"{count.ToString(CultureInfo.InvariantCulture)} {many ?? one + "s"}";
}
