using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.History;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using ClaudeBuildGuard.Engine.Repositories.State;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>
/// Credentials in every object of the database, reachable or not, in messages of commits and tags, and in git's own files. Objects are
/// scanned once each; only those with a hit are traced to commits and paths.
/// </summary>
internal sealed class HistoryCredentialControl : IControl
{
    private const int MostThreads = 4;

    /// <summary>Objects that are read one by one: each costs the chain of versions that it is made out of.</summary>
    private const int FewObjects = 200;

    /// <inheritdoc/>
    public GuardParts Part => GuardParts.History;

    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = [CredentialDiagnostics.InHistory];

    /// <inheritdoc/>
    public void Examine(RepositoryView repository, IFindings findings, CancellationToken cancellation)
    {
        TreeCredentials.Settings(repository).Report(findings);
        var messages = new HashSet<(string Rule, ulong Value)>();
        ExamineObjects(repository, messages, findings, cancellation);

        // Git's own files are no objects: of several machines that share a history the first judges them.
        if (repository.Options.History is not { Shard: > 1 })
        {
            ExamineGitFiles(repository, messages, findings, cancellation);
        }
    }

    private static void ExamineObjects(RepositoryView repository, HashSet<(string Rule, ulong Value)> messages, IFindings findings, CancellationToken cancellation)
    {
        if (repository.Git is not { } git || repository.Objects is not { } objects || Scan(repository, git, objects, findings, cancellation) is not { } scan)
        {
            return;
        }

        repository.Links = scan.Links;
        HistoryCompleteness.Report(repository, scan, findings, cancellation);
        if (scan.Hits.Count > 0)
        {
            ReportHits(repository, git, objects, scan.Hits, messages, findings, cancellation);
        }
    }

    private static void ReportHits(
        RepositoryView repository,
        GitRepository git,
        IObjectSource objects,
        IReadOnlyList<ObjectId> ids,
        HashSet<(string Rule, ulong Value)> messages,
        IFindings findings,
        CancellationToken cancellation)
    {
        var exclude = new PathGlobs(repository.Configuration.ScanExclude);
        var traces = Trace(repository, objects, ids, cancellation);
        var reported = new List<ObjectId>();
        foreach (var (id, trace) in traces)
        {
            if (!IsExcluded(trace, exclude))
            {
                reported.Add(id);
            }
        }

        if (traces.Count - reported.Count is > 0 and var excluded)
        {
            findings.Note($"{excluded} {(excluded == 1 ? "object" : "objects")} of the history in which something was found not reported, by 'scan.exclude' of the configuration.");
        }

        var scanner = TreeCredentials.Scanner(repository);
        var unread = new List<UnreadableObject>();
        var found = Again(scanner, objects, traces, reported, exclude, unread, cancellation);
        if (unread.Count > 0 && HistoryCompleteness.ReportLost(repository, unread, traces, findings, cancellation) is { Count: > 0 } gone)
        {
            HistoryScan.Forget(git, objects, Key(repository), gone, cancellation);
        }

        var shown = new ShownNames();
        ReportDropped(repository, found, traces, exclude, shown, findings, cancellation);

        // One finding for a value in a place, however many versions hold it there.
        var holders = new Dictionary<string, ValueHolders>(StringComparer.Ordinal);
        var groups = new Dictionary<string, List<HistoryHit>>(StringComparer.Ordinal);
        var ordered = new List<List<HistoryHit>>();
        foreach (var content in found)
        {
            var trace = shown.Of(traces[content.Id]);
            var path = PathOf(trace, exclude);
            foreach (var (place, hit) in content.Hits)
            {
                var item = new HistoryHit(hit, place, path, trace, traces[content.Id].AllPaths.Count - trace.AllPaths.Count);
                if (content.Type is ObjectType.Commit or ObjectType.Tag)
                {
                    messages.Add((hit.Kind.Id, hit.ValueIdentity));
                }

                var key = $"{item.LocationPath}\n{KeyOf(item)}";
                if (!groups.TryGetValue(key, out var group))
                {
                    groups.Add(key, group = []);
                    ordered.Add(group);
                }

                group.Add(item);
                if (!holders.TryGetValue(KeyOf(item), out var held))
                {
                    holders.Add(KeyOf(item), held = new ValueHolders());
                }

                held.Add(trace);
            }
        }

        Report(repository, git, objects, scanner, ordered, holders, findings, cancellation);
    }

    private static void Report(
        RepositoryView repository,
        GitRepository git,
        IObjectSource objects,
        CredentialScanner scanner,
        List<List<HistoryHit>> groups,
        Dictionary<string, ValueHolders> holders,
        IFindings findings,
        CancellationToken cancellation)
    {
        var settings = TreeCredentials.Settings(repository);
        var left = LeftToTree(repository, cancellation);
        HashSet<string>? names = null;
        foreach (var group in groups)
        {
            cancellation.ThrowIfCancellationRequested();
            var inTree = left.GetValueOrDefault(group[0].Hit.ValueIdentity);
            if (inTree is not null && repository.IsTreeJudged)
            {
                continue;
            }

            var held = holders[KeyOf(group[0])];
            if (group[0].Place == ObjectPlace.Name)
            {
                // A directory is looked at where it is new, so the one in HEAD is not known by its object.
                held.InHead = (names ??= NamesInHead(git, objects, scanner)).Contains(KeyOf(group[0]));
            }

            // What a rule's own allow-list leaves out of one version may stand in another.
            foreach (var item in group)
            {
                var credential = new HistoryCredential(item, group, held, repository.Options.History is not null);
                var commit = item.Trace.Introduced?.Id.ToString() ?? item.Trace.Id.ToString();
                if (settings.Judge(HistoryFinding.Of(credential), item.Hit, item.Path, commit) is { } finding)
                {
                    findings.Report(inTree is null ? finding : finding with { InPlaceOf = inTree });
                    break;
                }
            }
        }
    }

    /// <summary>
    /// What is not reported here where the tree is judged in the same run, because CBG3001 reports it there. A repository that does not
    /// want to hear of CBG3001 hears of all of it here.
    /// </summary>
    private static IReadOnlyDictionary<ulong, List<Finding>> LeftToTree(RepositoryView repository, CancellationToken cancellation) =>
        repository.Configuration.Severities.GetValueOrDefault(CredentialDiagnostics.InWorkingTree.Id, Severity.Error) == Severity.None
            ? new Dictionary<ulong, List<Finding>>()
            : TreeFindings.Of(repository, cancellation).Shared();

    private static string KeyOf(HistoryHit item) => $"{item.Slot}\n{item.Hit.Kind.Id}\n{item.Hit.ValueIdentity:x}";

    private static string PathOf(ObjectTrace trace, PathGlobs exclude) =>
        trace.Paths.FirstOrDefault(p => !exclude.Matches(p)) ?? trace.AllPaths.FirstOrDefault(p => !exclude.Matches(p)) ?? string.Empty;

    private static bool IsExcluded(ObjectTrace trace, PathGlobs exclude) => PathOf(trace, exclude).Length == 0 && trace.AllPaths.Any(exclude.Matches);

    private static HashSet<string> NamesInHead(GitRepository git, IObjectSource objects, CredentialScanner scanner)
    {
        var names = string.Join('\n', CommittedFiles.Of(git, objects).SelectMany(f => f.Path.Split('/')).Distinct(StringComparer.Ordinal));
        var hits = new List<CredentialHit>();
        scanner.Scan(Encoding.UTF8.GetBytes(names), string.Empty, hits);
        return [.. hits.Select(h => KeyOf(new HistoryHit(h, ObjectPlace.Name, string.Empty, new ObjectTrace(default), 0)))];
    }

    private static void ReportDropped(
        RepositoryView repository,
        List<Content> found,
        IReadOnlyDictionary<ObjectId, ObjectTrace> traces,
        PathGlobs exclude,
        ShownNames shown,
        IFindings findings,
        CancellationToken cancellation)
    {
        foreach (var content in found)
        {
            if (content.Dropped.Count == 0)
            {
                continue;
            }

            // The same file in the tree is told there.
            var path = PathOf(shown.Of(traces[content.Id]), exclude);
            if (!repository.IsTreeJudged || !TreeCredentials.Of(repository, cancellation).Dropped.ContainsKey(path))
            {
                findings.Report(PartlyJudged.Of(path, $"object {content.Id} of the history", content.Dropped));
            }
        }
    }

    private static IReadOnlyDictionary<ObjectId, ObjectTrace> Trace(
        RepositoryView repository, IObjectSource objects, IReadOnlyList<ObjectId> ids, CancellationToken cancellation)
    {
        if (repository.Git is not { } git)
        {
            return repository.Trace(ids, cancellation);
        }

        if (TraceMemory.Recall(git, objects, ids) is { } known)
        {
            return known;
        }

        var traces = repository.Trace(ids, cancellation);
        var shown = new ShownNames();
        if (traces.Values.All(shown.HoldsAll))
        {
            TraceMemory.Keep(git, traces);
        }

        return traces;
    }

    // Judging needs no path, only a name; a finding needs the path, and the path knows the format best. The earliest first; an
    // object that is stored twice comes twice. What cannot be read now may not vanish without a word.
    private static List<Content> Again(
        CredentialScanner scanner,
        IObjectSource objects,
        IReadOnlyDictionary<ObjectId, ObjectTrace> traces,
        List<ObjectId> ids,
        PathGlobs exclude,
        List<UnreadableObject> unread,
        CancellationToken cancellation)
    {
        var found = new ConcurrentBag<Content>();
        var read = new HashSet<ObjectId>();
        void Visit(in GitObject item)
        {
            read.Add(item.Id);
            var path = PathOf(traces[item.Id], exclude);
            var hits = new List<CredentialHit>();
            var dropped = new List<string>();
            ObjectContent.Scan(scanner, item, path, hits, dropped);
            if (hits.Count + dropped.Count > 0)
            {
                var places = new List<PlacedHit>(hits.Count);
                foreach (var hit in hits)
                {
                    places.Add(ObjectPlaces.Of(item.Type, item.Content.Span, hit));
                }

                found.Add(new Content(item.Id, item.Type, places, dropped));
            }
        }

        // A few are looked up, many are met on the way through everything.
        var rest = new HashSet<ObjectId>();
        foreach (var id in ids)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!objects.Contains(id))
            {
                unread.Add(new UnreadableObject(id.ToString(), "it is not here"));
            }
            else if (ids.Count <= FewObjects && objects.TryRead(id, out var type, out var content))
            {
                Visit(new GitObject(id, type, content));
            }
            else
            {
                rest.Add(id);
            }
        }

        if (rest.Count > 0)
        {
            foreach (var item in objects.Visit(new ObjectQuery { Wanted = rest.Contains }, Visit, cancellation))
            {
                if (ObjectId.TryParse(item.Id, out var id) && rest.Remove(id))
                {
                    unread.Add(item);
                }
            }

            rest.ExceptWith(read);
            unread.AddRange(rest.Select(id => new UnreadableObject(id.ToString(), "it cannot be read")));
        }

        // A plain list: a query over ids and pairs of them is compiled anew in every process.
        var ordered = new List<Content>(found);
        ordered.Sort((a, b) => DateOf(traces, a.Id).CompareTo(DateOf(traces, b.Id)) is var byDate and not 0 ? byDate : a.Id.CompareTo(b.Id));
        return ordered;
    }

    private static HistoryScanResult? Scan(
        RepositoryView repository, GitRepository git, IObjectSource objects, IFindings findings, CancellationToken cancellation)
    {
        var scanner = TreeCredentials.Scanner(repository).OfUnknownPaths();
        var workers = new ConcurrentBag<Worker>();
        var bytes = 0L;
        bool HoldsCredential(in GitObject item, string name)
        {
            Interlocked.Add(ref bytes, item.Content.Length);
            var worker = workers.TryTake(out var free) ? free : new Worker();
            worker.Hits.Clear();
            worker.Dropped.Clear();
            ObjectContent.Scan(scanner, item, name, worker.Hits, worker.Dropped, worker.Names);

            // What was judged in part only is looked at again with its path, and in every build: it is never remembered as clean.
            var isHit = worker.Hits.Count > 0 || worker.Dropped.Count > 0;
            workers.Add(worker);
            return isHit;
        }

        try
        {
            var query = new ObjectQuery
            {
                Threads = Math.Clamp(Environment.ProcessorCount, 1, MostThreads),
                Progress = (done, total) => repository.Log.Progress("scanning history", done, total),
                Wanted = HistorySelector.Of(repository.Options.History, git, objects, cancellation),
            };
            if (query.Wanted is not null)
            {
                findings.Note($"Only a part of the history was judged: {Named(repository.Options.History!)}.");
            }

            var scan = HistoryScan.Run(git, objects, Key(repository), query, HoldsCredential, cancellation);
            findings.Note(string.Create(CultureInfo.InvariantCulture, $"{scan.Judged} objects of the history judged for credentials."));
            if (scan.JudgedNow > 0)
            {
                findings.NoteOfThisRun(string.Create(
                    CultureInfo.InvariantCulture, $"Of the history this build judged {scan.JudgedNow} objects with {bytes} bytes, through {objects.Name}; earlier builds judged {scan.Judged - scan.JudgedNow}."));
            }

            if (scan.StateIgnored is { } reason)
            {
                findings.NoteOfThisRun($"What earlier builds judged of the history was judged again: {reason}.");
            }

            return scan;
        }
        catch (ArgumentException e) when (repository.Options.History is not null)
        {
            findings.Report(new Finding(
                GuardDiagnostics.ConfigurationInvalid, Location.Repository, $"The part of the history to judge is not clear: {e.Message.Split(" (Parameter")[0]}", "Correct the option."));
            return null;
        }
        catch (InvalidDataException e)
        {
            findings.Report(new Finding(
                GuardDiagnostics.RepositoryCannotBeJudged,
                Location.Repository,
                $"The object database cannot be read: {e.Message.TrimEnd('.')}.",
                "Run 'git fsck': it names what has to be repaired."));
            return null;
        }
    }

    private static string Named(HistorySelection selection) => string.Join(", ", new[]
    {
        selection.Since is { } since ? $"since {since}" : string.Empty,
        selection.Refs is { } refs ? $"refs like {refs}" : string.Empty,
        selection.Shards > 1 ? $"part {selection.Shard} of {selection.Shards}" : string.Empty,
    }.Where(t => t.Length > 0));

    /// <summary>Names what changes the answer for an object: the engine with its rules, and the rules of the configuration.</summary>
    private static string Key(RepositoryView repository)
    {
        var rules = repository.Configuration.CredentialRules.Select(r =>
            string.Join('\0', [r.Id, r.Prefix, r.Pattern, r.MinimumEntropy.ToString(CultureInfo.InvariantCulture), .. r.Keywords, "\0", .. r.Paths]));
        var others = TreeCredentials.Settings(repository).Rules.Select(r => r.Definition);
        var text = $"{typeof(HistoryCredentialControl).Assembly.ManifestModule.ModuleVersionId}\n{string.Join('\n', rules.Concat(others))}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
    }

    // What a message of a commit or tag is reported for, git's copies of the message are not; nor is the name of a ref, wherever git keeps it.
    private static void ExamineGitFiles(
        RepositoryView repository, HashSet<(string Rule, ulong Value)> messages, IFindings findings, CancellationToken cancellation)
    {
        var names = ExamineRefNames(repository, findings);
        foreach (var file in repository.GitFiles)
        {
            cancellation.ThrowIfCancellationRequested();
            ExamineGitFile(repository, CredentialScanner.Default, file, messages, names, findings, cancellation);
        }

        // What Git LFS took out of the database is the history's all the same. It is large: what held nothing is not read again.
        var large = repository.LargeFiles.ToList();
        if (large.Count > 0)
        {
            var clean = new CleanFiles(repository, "lfs", Key(repository));
            Parallel.ForEach(large.FindAll(f => !clean.Knows(f)), new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = MostThreads }, file =>
            {
                if (!ExamineGitFile(repository, TreeCredentials.Scanner(repository), file, [], [], findings, cancellation))
                {
                    lock (clean)
                    {
                        clean.Add(file);
                    }
                }
            });
            clean.Save();
            findings.Note($"{large.Count} {(large.Count == 1 ? "file" : "files")} that Git LFS keeps in '.git/lfs' judged for credentials.");
        }
    }

    private static HashSet<(string Rule, ulong Value)> ExamineRefNames(RepositoryView repository, IFindings findings)
    {
        var found = new HashSet<(string Rule, ulong Value)>();
        if (repository.Git is { } git)
        {
            var hits = new List<CredentialHit>();
            var names = string.Join('\n', GitReferences.Read(git).All.Select(r => r.Name).Distinct());
            CredentialScanner.Default.Scan(Encoding.UTF8.GetBytes(names), string.Empty, hits);
            foreach (var hit in hits)
            {
                if (found.Add((hit.Kind.Id, hit.ValueIdentity)))
                {
                    findings.Report(HistoryFinding.InRefName(hit));
                }
            }
        }

        return found;
    }

    // Of the configuration only a branch's own section and what it merges name refs: an address of a remote is no name.
    private static bool NamesRef(RepositoryFile file, CredentialHit hit) =>
        HistoryFinding.NamesRefs(file.Path)
        || (file.Path.EndsWith("/config", StringComparison.Ordinal)
            && file.Length <= RepositoryFile.LargestWholeFile
            && file.Text.Split('\n').ElementAtOrDefault(hit.Line - 1)?.TrimStart() is { } line
            && (line.StartsWith("[branch ", StringComparison.Ordinal) || line.StartsWith("merge = refs/", StringComparison.Ordinal)));

    /// <summary>
    /// True when a hit in git's copy of a message stands in the message of the commit too, where that commit is another machine's to judge:
    /// a reflog names the commit on the same line, and what was typed last is HEAD's.
    /// </summary>
    private static bool IsInUnselectedMessage(RepositoryView repository, RepositoryFile file, CredentialHit hit)
    {
        if (repository.Options.History is null || repository.Git is not { } git || repository.Objects is not { } objects || file.Length > RepositoryFile.LargestWholeFile)
        {
            return false;
        }

        var commit = HistoryFinding.IsReflog(file.Path) ? CommitOfReflog(file, hit.Line) : GitReferences.Read(git).Head;
        if (commit is not { } named || !objects.TryRead(named, out _, out var content))
        {
            return false;
        }

        var hits = new List<CredentialHit>();
        CredentialScanner.Default.Scan(content, string.Empty, hits);
        return hits.Any(h => h.Kind.Id == hit.Kind.Id && h.ValueIdentity == hit.ValueIdentity);
    }

    // Old id, new id, who, when, what.
    private static ObjectId? CommitOfReflog(RepositoryFile file, int line) =>
        file.Text.Split('\n').ElementAtOrDefault(line - 1)?.Split(' ', 3) is [_, var named, ..] && ObjectId.TryParse(named, out var id) ? id : null;

    // True when there is something to report.
    private static bool ExamineGitFile(
        RepositoryView repository,
        CredentialScanner scanner,
        RepositoryFile file,
        HashSet<(string Rule, ulong Value)> messages,
        HashSet<(string Rule, ulong Value)> names,
        IFindings findings,
        CancellationToken cancellation)
    {
        try
        {
            var hits = new List<CredentialHit>();
            var dropped = new List<string>();
            PiecewiseScan.File(scanner, file, hits, dropped, cancellation);
            var path = hits.Count + dropped.Count == 0 || new ShownNames().Contains(file.Path) ? file.Path : ".git/logs";
            if (dropped.Count > 0)
            {
                findings.Report(PartlyJudged.Of(path, $"'{path}'", dropped));
            }

            // A line of a reflog is one of many that say the same.
            var seen = new HashSet<(string Rule, ulong Value)>();
            foreach (var hit in hits)
            {
                var value = (hit.Kind.Id, hit.ValueIdentity);
                if (!(HistoryFinding.IsMessage(file.Path) && (messages.Contains(value) || IsInUnselectedMessage(repository, file, hit)))
                    && !(names.Contains(value) && NamesRef(file, hit))
                    && seen.Add(value))
                {
                    findings.Report(HistoryFinding.InGitFile(hit, path));
                }
            }

            return hits.Count + dropped.Count > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Report(file.Unreadable(e));
            return true;
        }
    }

    private static DateTimeOffset DateOf(IReadOnlyDictionary<ObjectId, ObjectTrace> traces, ObjectId id) =>
        traces.TryGetValue(id, out var trace) && trace.Introduced is { } commit ? commit.Date : DateTimeOffset.MaxValue;

    // An object that holds credentials, or that could be read in part only.
    private sealed record Content(ObjectId Id, ObjectType Type, IReadOnlyList<PlacedHit> Hits, IReadOnlyList<string> Dropped);

    // What one thread uses again for one object after another.
    private sealed class Worker
    {
        public List<CredentialHit> Hits { get; } = [];

        public List<string> Dropped { get; } = [];

        public CleanNames Names { get; } = new();
    }
}
