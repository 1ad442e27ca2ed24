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
        RepositoryView repository, GitRepository git, IObjectSource objects, IReadOnlyList<ObjectId> ids, HashSet<(string Rule, ulong Value)> messages, IFindings findings, CancellationToken cancellation)
    {
        var tree = TreeCredentials.Of(repository, cancellation);
        var inTree = tree.ByPath.Values.SelectMany(h => h).Select(h => h.ValueIdentity).ToHashSet();
        var exclude = new PathGlobs(repository.Configuration.ScanExclude);
        var traces = Trace(repository, objects, ids, cancellation);
        List<ObjectId> reported = [.. traces.Keys.Where(id => traces[id].Paths is not { Count: > 0 } paths || !paths.All(exclude.Matches))];
        if (traces.Count - reported.Count is > 0 and var excluded)
        {
            findings.Note($"{excluded} {(excluded == 1 ? "object" : "objects")} of the history in which something was found not reported, by 'scan.exclude' of the configuration.");
        }

        var unread = new List<UnreadableObject>();
        var found = Again(TreeCredentials.Scanner(repository), objects, traces, reported, exclude, unread, cancellation);
        if (unread.Count > 0 && HistoryCompleteness.ReportLost(repository, unread, traces, findings, cancellation) is { Count: > 0 } gone)
        {
            HistoryScan.Forget(git, objects, Key(repository), gone, cancellation);
        }

        foreach (var content in found)
        {
            var path = WithoutSecrets(traces[content.Id]).Paths.FirstOrDefault(p => !exclude.Matches(p)) ?? string.Empty;
            if (content.Dropped.Count > 0 && !tree.Dropped.ContainsKey(path))
            {
                findings.Report(PartlyJudged.Of(path, $"object {content.Id} of the history", content.Dropped));
            }
        }

        var settings = TreeCredentials.Settings(repository);
        var seen = new HashSet<(string Path, string Rule, ulong Value)>();
        foreach (var content in found)
        {
            var trace = WithoutSecrets(traces[content.Id]);
            var path = trace.Paths.FirstOrDefault(p => !exclude.Matches(p)) ?? string.Empty;
            foreach (var hit in content.Hits)
            {
                if (content.Type is ObjectType.Commit or ObjectType.Tag)
                {
                    messages.Add((hit.Kind.Id, hit.ValueIdentity));
                }

                if (!inTree.Contains(hit.ValueIdentity) && seen.Add((path, hit.Kind.Id, hit.ValueIdentity)))
                {
                    var commit = trace.Introduced?.Id.ToString() ?? trace.Id.ToString();
                    if (settings.Judge(HistoryFinding.Of(hit, content.Type, path, trace), hit, path, commit) is { } finding)
                    {
                        findings.Report(finding);
                    }
                }
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
        if (traces.Values.All(t => t.Paths.Concat(t.Refs).All(IsShown) && IsShown(t.Introduced?.Author ?? string.Empty) && IsShown(t.Removed?.Author ?? string.Empty)))
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
            var paths = traces[item.Id].Paths;
            var hits = new List<CredentialHit>();
            var dropped = new List<string>();
            ObjectContent.Scan(scanner, item, paths.FirstOrDefault(p => !exclude.Matches(p)) ?? string.Empty, hits, dropped);
            if (hits.Count + dropped.Count > 0)
            {
                found.Add(new Content(item.Id, item.Type, hits, dropped));
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

    /// <summary>People put credentials into names of files, branches and authors too: those are not shown.</summary>
    private static ObjectTrace WithoutSecrets(ObjectTrace trace) => trace with
    {
        Paths = [.. trace.Paths.Where(IsShown)],
        Refs = [.. trace.Refs.Where(IsShown)],
        Introduced = trace.Introduced is { } introduced && !IsShown(introduced.Author) ? introduced with { Author = "an author who is not shown" } : trace.Introduced,
    };

    private static bool IsShown(string text)
    {
        var hits = new List<CredentialHit>();
        CredentialScanner.Default.Scan(Encoding.UTF8.GetBytes(text), string.Empty, hits);
        return hits.Count == 0;
    }

    // What a message of a commit or tag is reported for, git's copies of the message are not.
    private static void ExamineGitFiles(
        RepositoryView repository, HashSet<(string Rule, ulong Value)> messages, IFindings findings, CancellationToken cancellation)
    {
        foreach (var file in repository.GitFiles)
        {
            cancellation.ThrowIfCancellationRequested();
            ExamineGitFile(CredentialScanner.Default, file, messages, findings, cancellation);
        }

        // What Git LFS took out of the database is the history's all the same. It is large: what held nothing is not read again.
        var large = repository.LargeFiles.ToList();
        if (large.Count > 0)
        {
            var clean = new CleanFiles(repository, "lfs", Key(repository));
            Parallel.ForEach(large.FindAll(f => !clean.Knows(f)), new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = MostThreads }, file =>
            {
                if (!ExamineGitFile(TreeCredentials.Scanner(repository), file, [], findings, cancellation))
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

        if (repository.Git is { } git)
        {
            var hits = new List<CredentialHit>();
            var names = string.Join('\n', GitReferences.Read(git).All.Select(r => r.Name).Distinct());
            CredentialScanner.Default.Scan(Encoding.UTF8.GetBytes(names), string.Empty, hits);
            foreach (var hit in hits)
            {
                findings.Report(HistoryFinding.InRefName(hit));
            }
        }
    }

    // True when there is something to report.
    private static bool ExamineGitFile(
        CredentialScanner scanner, RepositoryFile file, HashSet<(string Rule, ulong Value)> messages, IFindings findings, CancellationToken cancellation)
    {
        try
        {
            var hits = new List<CredentialHit>();
            var dropped = new List<string>();
            PiecewiseScan.File(scanner, file, hits, dropped, cancellation);
            var shown = hits.Count + dropped.Count == 0 || IsShown(file.Path) ? file.Path : ".git/logs";
            if (dropped.Count > 0)
            {
                findings.Report(PartlyJudged.Of(shown, $"'{shown}'", dropped));
            }

            foreach (var hit in hits.Where(h => !HistoryFinding.IsMessage(file.Path) || !messages.Contains((h.Kind.Id, h.ValueIdentity))))
            {
                findings.Report(HistoryFinding.InGitFile(hit, shown));
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
    private sealed record Content(ObjectId Id, ObjectType Type, IReadOnlyList<CredentialHit> Hits, IReadOnlyList<string> Dropped);

    // What one thread uses again for one object after another.
    private sealed class Worker
    {
        public List<CredentialHit> Hits { get; } = [];

        public List<string> Dropped { get; } = [];

        public CleanNames Names { get; } = new();
    }
}
