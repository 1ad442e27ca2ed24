using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories.History;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.State;

/// <summary>Says what of the history was not there to be judged: there are three answers, clean, findings and incomplete, never two.</summary>
internal static class HistoryCompleteness
{
    /// <summary>So many missing objects are looked up in the history; of more, it is a partial clone anyway.</summary>
    private const int MostTraced = 4096;

    private const int MostNamed = 3;

    private const string Lost = "lost";

    private const string Unreadable = "unreadable";

    private const string Repair = "Run 'git fsck --full' to see what is damaged, and fetch or clone again.";

    private const string FetchAll = "This is a partial clone: run 'git fetch --refetch --filter=blob:limit=1t' to have every object, or clone without '--filter'.";

    /// <summary>Reports what a scan could not judge.</summary>
    public static void Report(RepositoryView repository, HistoryScanResult scan, IFindings findings, CancellationToken cancellation)
    {
        var git = repository.Git!;
        if (Shallow.Commits(git) is { Count: > 0 } cut)
        {
            findings.Report(Incomplete(
                repository,
                "shallow",
                $"This is a shallow clone: its history is cut at {Counted.Of(cut.Count, "commit")}, and nothing before was judged.",
                "Run 'git fetch --unshallow'; in CI, fetch everything: 'fetch-depth: 0' for actions/checkout, 'fetchDepth: 0' for the checkout of Azure Pipelines, the variable 'GIT_DEPTH: 0' for GitLab."));
        }

        var targets = scan.MissingTargets.ToHashSet();
        IReadOnlyList<ObjectId> missing = [.. scan.MissingTargets, .. Reachable(repository, [.. scan.Missing.Where(id => !targets.Contains(id))], cancellation)];
        if (missing.Count > 0)
        {
            findings.Report(Incomplete(
                repository,
                "missing",
                $"The history names {Counted.Of(missing.Count, "object")} that {(missing.Count == 1 ? "is" : "are")} not here and {(missing.Count == 1 ? "was" : "were")} not judged{Some(missing.Select(m => m.ToString()))}.",
                git.IsPartial ? FetchAll : "Run 'git fsck --full' to see what needs them, and fetch or clone again."));
        }

        if (scan.Unreadable.Count > 0)
        {
            findings.Report(Incomplete(
                repository,
                Unreadable,
                $"{Counted.Of(scan.Unreadable.Count, "object or pack", "objects or packs")} could not be read and {(scan.Unreadable.Count == 1 ? "was" : "were")} not judged{Some(scan.Unreadable.Select(Describe))}.",
                Repair));
        }
    }

    /// <summary>
    /// Reports objects in which an earlier build found something and which cannot be read now: with them a finding would vanish that is
    /// still in the history.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="unread">Those that could not be read, each with the reason.</param>
    /// <param name="traces">Where they are in the history.</param>
    /// <param name="findings">Receives the finding.</param>
    /// <param name="cancellation">Ends the pass.</param>
    /// <returns>Those that the history needs no more, as after it was rewritten: nothing is lost with them.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static IReadOnlySet<ObjectId> ReportLost(
        RepositoryView repository, IReadOnlyList<UnreadableObject> unread, IReadOnlyDictionary<ObjectId, ObjectTrace> traces, IFindings findings, CancellationToken cancellation)
    {
        var (git, objects) = (repository.Git!, repository.Objects!);
        var lost = new List<UnreadableObject>();
        var unnamed = new List<UnreadableObject>();
        foreach (var item in unread)
        {
            var id = ObjectId.Parse(item.Id);
            (objects.Contains(id) || IsNeeded(traces, id) ? lost : unnamed).Add(item);
        }

        // Where something that leads there may be missing too, nobody can say that it is needed no more.
        if (unnamed.Count > 0 && !ReachableHistory.IsWhole(git, objects, repository.Links, cancellation))
        {
            lost.AddRange(unnamed);
            unnamed.Clear();
        }

        if (lost.Count > 0)
        {
            findings.Report(Incomplete(
                repository,
                Lost,
                $"An earlier build found something in {Counted.Of(lost.Count, "object")} that {(lost.Count == 1 ? "is" : "are")} not here or cannot be read now, so what {(lost.Count == 1 ? "it holds" : "they hold")} is not reported{Some(lost.Select(Describe))}.",
                git.IsPartial ? FetchAll : Shallow.Commits(git).Count > 0 ? "Run 'git fetch --unshallow'." : Repair));
        }

        return unnamed.Select(u => ObjectId.Parse(u.Id)).ToHashSet();
    }

    /// <summary>True when a finding speaks of a file that may be repaired in place, which nothing shows from outside.</summary>
    public static bool MayBeRepaired(Finding finding) => finding is { Identity: Lost or Unreadable } && finding.Diagnostic == GuardDiagnostics.HistoryIncomplete;

    private static Finding Incomplete(RepositoryView repository, string identity, string message, string fix) =>
        new(
            GuardDiagnostics.HistoryIncomplete,
            Location.Repository,
            message,
            fix + " If it is accepted, set 'acceptIncompleteHistory' to true in claude-build-guard.json.")
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
        List<ObjectId> needed = [.. missing.Where(m => IsNeeded(traces, m))];
        return needed.Count == missing.Count || Shallow.Commits(repository.Git!).Count > 0 || ReachableHistory.IsWhole(repository.Git!, repository.Objects!, repository.Links, cancellation)
            ? needed
            : missing;
    }

    private static bool IsNeeded(IReadOnlyDictionary<ObjectId, ObjectTrace> traces, ObjectId id) =>
        traces.TryGetValue(id, out var trace) && (trace.IsReachable || trace.IsStaged);

    private static string Describe(UnreadableObject unreadable) =>
        unreadable.Id.Length == 0 ? unreadable.Reason : $"{unreadable.Id[..10]}: {unreadable.Reason}";

    private static string Some(IEnumerable<string> names)
    {
        var shown = names.Take(MostNamed + 1).ToList();
        return $" ({string.Join("; ", shown.Take(MostNamed))}{(shown.Count > MostNamed ? "; …" : string.Empty)})";
    }
}
