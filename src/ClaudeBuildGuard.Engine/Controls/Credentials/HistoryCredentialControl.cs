using System.Collections.Concurrent;
using System.Globalization;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.History;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>
/// Credentials in every object of the database, reachable or not, in messages of commits and tags, and in git's own files. Objects are
/// scanned once each; only those with a hit are traced to commits and paths.
/// </summary>
internal sealed class HistoryCredentialControl : IControl
{
    /// <inheritdoc/>
    public GuardParts Part => GuardParts.History;

    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = [CredentialDiagnostics.InHistory];

    /// <inheritdoc/>
    public void Examine(RepositoryView repository, IFindings findings, CancellationToken cancellation)
    {
        ExamineGitFiles(repository, findings, cancellation);
        if (repository.Objects is not { } objects)
        {
            return;
        }

        var found = Scan(objects, findings, cancellation);
        if (found.IsEmpty)
        {
            return;
        }

        var inTree = TreeCredentials.Of(repository, cancellation).ByPath.Values.SelectMany(h => h).Select(h => h.ValueIdentity).ToHashSet();
        var exclude = new PathGlobs(repository.Configuration.ScanExclude);
        var traces = repository.Trace([.. found.Keys], cancellation);
        var seen = new HashSet<(string Path, string Rule, ulong Value)>();
        foreach (var (id, (type, hits)) in found.OrderBy(f => DateOf(traces, f.Key)).ThenBy(f => f.Key))
        {
            cancellation.ThrowIfCancellationRequested();
            var trace = traces.GetValueOrDefault(id) ?? new ObjectTrace(id);
            var path = trace.Paths.FirstOrDefault(p => !exclude.Matches(p)) ?? string.Empty;
            if (trace.Paths.Count > 0 && path.Length == 0)
            {
                continue;
            }

            foreach (var hit in type == ObjectType.Blob ? Again(objects, id, path, hits) : hits)
            {
                if (!hit.IsMarkedAllowed && !inTree.Contains(hit.ValueIdentity) && seen.Add((path, hit.Kind.Id, hit.ValueIdentity)))
                {
                    findings.Report(HistoryFinding.Of(hit, type, path, trace));
                }
            }
        }
    }

    private static ConcurrentDictionary<ObjectId, (ObjectType Type, IReadOnlyList<CredentialHit> Hits)> Scan(
        IObjectSource objects, IFindings findings, CancellationToken cancellation)
    {
        var scanner = CredentialScanner.Default;
        var found = new ConcurrentDictionary<ObjectId, (ObjectType Type, IReadOnlyList<CredentialHit> Hits)>();
        var bytes = 0L;
        var count = 0L;
        void Visit(in GitObject item)
        {
            Interlocked.Add(ref bytes, item.Content.Length);
            Interlocked.Increment(ref count);
            var hits = new List<CredentialHit>();
            scanner.Scan(item.Content, string.Empty, hits);
            if (hits.Count > 0)
            {
                var type = item.Type;
                found.AddOrUpdate(item.Id, (type, hits), (_, earlier) => (type, [.. earlier.Hits, .. hits]));
            }
        }

        var query = new ObjectQuery { Types = ObjectTypes.Blobs | ObjectTypes.Commits | ObjectTypes.Tags, Threads = Math.Max(1, Environment.ProcessorCount) };
        try
        {
            var unreadable = objects.Visit(query, Visit, cancellation);
            if (unreadable.Count > 0)
            {
                findings.Report(Incomplete(unreadable));
            }
        }
        catch (InvalidDataException e)
        {
            findings.Report(new Finding(
                GuardDiagnostics.RepositoryCannotBeJudged,
                Location.Repository,
                $"The object database cannot be read: {e.Message.TrimEnd('.')}.",
                "Run 'git fsck': it names what has to be repaired."));
        }

        findings.Note(string.Create(CultureInfo.InvariantCulture, $"{count} objects with {bytes} bytes scanned for credentials through {objects.Name}."));
        return found;
    }

    // With its path a blob is read in its own format; without, more is suspected than is there.
    private static IReadOnlyList<CredentialHit> Again(IObjectSource objects, ObjectId id, string path, IReadOnlyList<CredentialHit> hits)
    {
        if (path.Length == 0 || !objects.TryRead(id, out _, out var content))
        {
            return hits;
        }

        var again = new List<CredentialHit>();
        CredentialScanner.Default.Scan(content, path, again);
        return again;
    }

    private static void ExamineGitFiles(RepositoryView repository, IFindings findings, CancellationToken cancellation)
    {
        foreach (var file in repository.GitFiles)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var hits = new List<CredentialHit>();
                PiecewiseScan.File(CredentialScanner.Default, file, hits, cancellation);
                foreach (var hit in hits)
                {
                    findings.Report(HistoryFinding.InGitFile(hit, file.Path));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                findings.Report(file.Unreadable(e));
            }
        }
    }

    private static Finding Incomplete(IReadOnlyList<UnreadableObject> unreadable)
    {
        var first = unreadable[0];
        return new Finding(
            GuardDiagnostics.HistoryIncomplete,
            Location.Repository,
            $"{unreadable.Count} objects of the history could not be read, so they were not judged; the first is {(first.Id.Length > 0 ? first.Id : "unnamed")}: {first.Reason.TrimEnd('.')}.",
            "Run 'git fsck' to see what is damaged, and 'git fetch --refetch' to get it again.")
        {
            Identity = "unreadable objects",
        };
    }

    private static DateTimeOffset DateOf(IReadOnlyDictionary<ObjectId, ObjectTrace> traces, ObjectId id) =>
        traces.TryGetValue(id, out var trace) && trace.Introduced is { } commit ? commit.Date : DateTimeOffset.MaxValue;
}
