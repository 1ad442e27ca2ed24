using System.Diagnostics;
using System.Security.Cryptography;
using ClaudeBuildGuard.Engine.Repositories.History;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.State;

/// <summary>Judges one object.</summary>
/// <param name="item">The object, or a piece of a large one.</param>
/// <param name="name">For a blob, the name that some directory gives it, without the path; empty when none is known.</param>
/// <returns>True when it holds something to report. It is then handed out by id on every later build too.</returns>
internal delegate bool ObjectJudge(in GitObject item, string name);

/// <summary>What a scan of the object database came to.</summary>
/// <param name="Hits">Every object that holds something, also those that an earlier build found.</param>
/// <param name="Judged">How many objects have been judged in all builds together.</param>
/// <param name="JudgedNow">How many of them this build judged.</param>
/// <param name="Unreadable">Objects that are there and cannot be read.</param>
/// <param name="Missing">Objects that others name and that are not there.</param>
internal sealed record HistoryScanResult(
    IReadOnlyList<ObjectId> Hits, long Judged, long JudgedNow, IReadOnlyList<UnreadableObject> Unreadable, IReadOnlyList<ObjectId> Missing)
{
    /// <summary>Objects that refs and HEADs of working trees name and that are not there.</summary>
    public IReadOnlyList<ObjectId> MissingTargets { get; init; } = [];

    /// <summary>Why an earlier build's state was not used; null when it was, or there was none.</summary>
    public string? StateIgnored { get; init; }

    /// <summary>How commits and directories hang together, when this build read all of them; null when it did not, or there are too many.</summary>
    public LinkCollector? Links { get; init; }
}

/// <summary>
/// Judges every object of a database once, over all builds: what an earlier build with the same key judged is not read again, not
/// even after git has packed it anew. A build that finds nothing new opens no pack.
/// </summary>
internal sealed class HistoryScan
{
    private const string StateFile = "history.state";
    private const string JudgedExtension = ".ids";

    /// <summary>Commits by which a state is known to be of this repository.</summary>
    private const int MostWitnesses = 96;

    private static readonly TimeSpan Checkpoint = TimeSpan.FromSeconds(5);

    private readonly GitRepository _repository;
    private readonly IObjectSource _objects;
    private readonly string _key;
    private readonly StateDirectory? _directory;
    private readonly GitReferences _references;
    private string? _stateIgnored;

    private HistoryScan(GitRepository repository, IObjectSource objects, string key)
    {
        _repository = repository;
        _objects = objects;
        _key = key;
        _directory = StateDirectory.Of(repository);
        _references = GitReferences.Read(repository);
    }

    /// <summary>Judges what has not been judged.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="objects">Its database.</param>
    /// <param name="key">Names tool, rules and configuration: what changes the answers of <paramref name="judge"/> must change it.</param>
    /// <param name="query">Threads and progress. <see cref="ObjectQuery.Wanted"/> narrows what is judged, and then nothing is remembered.</param>
    /// <param name="judge">Called once an object, from several threads at once when the query says so.</param>
    /// <param name="cancellation">Ends the scan; what was judged is kept.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static HistoryScanResult Run(
        GitRepository repository, IObjectSource objects, string key, ObjectQuery query, ObjectJudge judge, CancellationToken cancellation)
    {
        var scan = new HistoryScan(repository, objects, key);
        if (query.Wanted is not null || scan._directory is null)
        {
            return scan.Judge(scan.Fresh(), query, judge, isRemembered: false, cancellation);
        }

        var state = scan.ReadState();
        if (state is not null && scan.HasNothingNew(state))
        {
            return Known(state);
        }

        using var only = scan._directory.Lock(cancellation);

        // Another build may have done the work while this one waited.
        state = scan.ReadState() ?? scan.Fresh();
        return scan.HasNothingNew(state) ? Known(state) : scan.Judge(scan.OfHere(state), query, judge, isRemembered: true, cancellation);
    }

    /// <summary>
    /// Forgets objects that hold something and are gone for good, which saves asking each time what became of them. Should one come
    /// back, it is judged like any other.
    /// </summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static void Forget(GitRepository repository, IObjectSource objects, string key, IReadOnlySet<ObjectId> ids, CancellationToken cancellation)
    {
        var scan = new HistoryScan(repository, objects, key);
        using var only = scan._directory?.Lock(cancellation);
        if (scan._directory is null || scan.ReadState() is not { } state)
        {
            return;
        }

        var known = scan.Judged(ref state);
        if (scan._stateIgnored is not null)
        {
            return;
        }

        var left = known.Without(ids);
        ObjectId[] recent = [.. state.Recent.Where(id => !ids.Contains(id))];
        var forgotten = known.Count - left.Count + state.Recent.Count - recent.Length;
        scan.Save(
            state with { Hits = [.. state.Hits.Where(id => !ids.Contains(id))], JudgedCount = state.JudgedCount - forgotten }, left, recent, isKnownNew: left.Count < known.Count);
    }

    private HistoryState Fresh() => new()
    {
        Key = _key,
        IdLength = _repository.IdLength,
        TakenAt = 0,
        Snapshot = new StoreSnapshot(new Dictionary<string, long>(), new Dictionary<string, long>()),
    };

    private HistoryState? ReadState()
    {
        if (_directory!.Read(StateFile) is not { } bytes)
        {
            return null;
        }

        var state = HistoryState.Read(bytes);
        _stateIgnored = state is null ? "it is damaged, or of another version"
            : state.Key != _key || state.IdLength != _repository.IdLength ? "rules, configuration or version have changed since"
            : null;
        return _stateIgnored is null ? state : null;
    }

    /// <summary>
    /// The state, unless it is another repository's: of that none of its commits is here. Where the commits are lost the refs still name
    /// one, and a shallow clone may have none of the few that are asked for.
    /// </summary>
    private HistoryState OfHere(HistoryState state)
    {
        if (state.Witnesses.Count == 0 || Shallow.Commits(_repository).Count > 0)
        {
            return state;
        }

        foreach (var witness in state.Witnesses)
        {
            if (_objects.Contains(witness))
            {
                return state;
            }

            foreach (var reference in _references.All)
            {
                if (reference.Id == witness)
                {
                    return state;
                }
            }
        }

        _stateIgnored = "none of the commits that it names is here, so it is of another repository, or of a history that was rewritten";
        return Fresh();
    }

    private bool HasNothingNew(HistoryState state) =>
        state.TakenAt > 0 && state.Targets == HashOfTargets() && StoreSnapshot.Take(_repository.ObjectsDirectory).IsAsBefore(state.Snapshot, state.TakenAt);

    private static HistoryScanResult Known(HistoryState state) =>
        new(state.Hits, state.JudgedCount, 0, [.. state.Unreadable.Select(id => new UnreadableObject(id.ToString(), "an earlier build could not read it"))], state.Missing)
        {
            MissingTargets = state.MissingTargets,
        };

    private string HashOfTargets()
    {
        var bytes = new byte[_references.All.Count * 32];
        for (var i = 0; i < _references.All.Count; i++)
        {
            _references.All[i].Id.CopyTo(bytes.AsSpan(i * 32));
        }

        return HashOf(bytes);
    }

    // Nothing else would notice a branch whose last commit is gone, or one that was never there.
    private List<ObjectId> MissingTargets(Func<ObjectId, bool>? wanted)
    {
        var missing = new List<ObjectId>();
        var asked = new HashSet<ObjectId>();
        foreach (var reference in _references.All)
        {
            if (!reference.Id.IsNone && asked.Add(reference.Id) && wanted?.Invoke(reference.Id) != false && !_objects.Contains(reference.Id))
            {
                missing.Add(reference.Id);
            }
        }

        return missing;
    }

    private List<ObjectId> Witnesses(HistoryState earlier, ObjectReferences read)
    {
        var witnesses = new List<ObjectId>(read.Roots);
        foreach (var witness in earlier.Witnesses)
        {
            AddWitness(witness, 2 * MostWitnesses / 3);
        }

        foreach (var reference in _references.All.Reverse())
        {
            AddWitness(reference.Id, MostWitnesses);
        }

        return witnesses;

        void AddWitness(ObjectId id, int most)
        {
            if (witnesses.Count < most && !witnesses.Contains(id))
            {
                witnesses.Add(id);
            }
        }
    }

    private HistoryScanResult Judge(HistoryState state, ObjectQuery query, ObjectJudge judge, bool isRemembered, CancellationToken cancellation)
    {
        var known = Judged(ref state);
        var recent = new HashSet<ObjectId>(state.Recent);
        var takenAt = DateTime.UtcNow.Ticks;
        var snapshot = StoreSnapshot.Take(_repository.ObjectsDirectory);
        var earlier = state;
        var judged = new BlockList<ObjectId>();
        var hits = new HashSet<ObjectId>(state.Hits);

        Func<ObjectId, bool>? isNew = known.Count == 0 && recent.Count == 0 ? null : id => !known.Contains(id) && !recent.Contains(id);
        var links = isNew is null && query.Wanted is null ? new LinkCollector(wanted: null) : null;
        using var references = new ObjectReferences(_objects, Shallow.Commits(_repository));
        var malformed = new List<UnreadableObject>();
        var sinceCheckpoint = Stopwatch.StartNew();
        var saving = new object();

        ObjectId[] JudgedSoFar()
        {
            lock (judged)
            {
                return [.. recent, .. judged.ConvertAll(id => id)];
            }
        }

        void SaveSoFar()
        {
            // These first: what an object holds and names was put down before it counted as judged, and nothing may count that was not.
            var soFar = JudgedSoFar();
            ObjectId[] hitsSoFar;
            lock (hits)
            {
                hitsSoFar = [.. hits];
            }

            var unfinished = earlier with
            {
                Hits = hitsSoFar,
                Missing = [.. earlier.Missing.Concat(references.Missing)],
                Witnesses = Witnesses(earlier, references),
                JudgedCount = earlier.JudgedCount + soFar.Length - recent.Count,
                IsUnfinished = true,
            };
            Save(unfinished, known, soFar);
        }

        void Visit(in GitObject item)
        {
            var isWellFormed = references.Read(item);
            if (!isWellFormed)
            {
                lock (malformed)
                {
                    malformed.Add(Malformed(item));
                }
            }

            var outline = item.Type != ObjectType.Blob && item.IsWhole ? links?.Add(item) : null;
            if (judge(item, item.Type == ObjectType.Blob ? references.NameOf(item.Id) : string.Empty))
            {
                lock (hits)
                {
                    hits.Add(item.Id);
                }
            }
            else if (item.Type == ObjectType.Tree && item.Lineage is { HasHeirs: true } lineage)
            {
                // Its entries are judged: a directory that is made out of it has only its own to show. One that holds something shows
                // it in every version, because the first version is the one that is reported.
                lineage.Note = outline ?? lineage.Listing(item.Content.Span, item.Id.Length).ToOutline(lineage.BaseNote as TreeOutline, -1, []);
            }

            // A large object comes in pieces: it is judged when its last piece is.
            if (!isWellFormed || item.Offset + item.Content.Length < item.Size)
            {
                return;
            }

            lock (judged)
            {
                judged.Add(item.Id);
            }

            if (isRemembered && sinceCheckpoint.Elapsed > Checkpoint && Monitor.TryEnter(saving))
            {
                try
                {
                    sinceCheckpoint.Restart();
                    SaveSoFar();
                }
                finally
                {
                    Monitor.Exit(saving);
                }
            }
        }

        var narrowed = query with
        {
            Wanted = isNew is null || query.Wanted is null ? isNew ?? query.Wanted : id => isNew(id) && query.Wanted(id),
            SkipPack = index => earlier.TakenAt > 0 && snapshot.KnowsPack(earlier.Snapshot, index),
            SkipFan = fan => earlier.TakenAt > 0 && snapshot.KnowsFan(earlier.Snapshot, earlier.TakenAt, fan),
        };
        void VisitTree(in GitObject item)
        {
            // Another part's directory may hold a file of this one, whose format is known by its name. So may a directory that a build
            // judged before it was ended.
            if (query.Wanted?.Invoke(item.Id) == false || (earlier.IsUnfinished && isNew?.Invoke(item.Id) == false))
            {
                references.ReadNames(item);
            }
            else
            {
                Visit(item);
            }
        }

        IReadOnlyList<UnreadableObject> unreadable;
        try
        {
            // Directories first: they give the names by which the format of a file is known.
            var inTrees = _objects.Visit(narrowed with { Types = ObjectTypes.Trees, Progress = null, Wanted = earlier.IsUnfinished ? null : isNew }, VisitTree, cancellation);
            var inOthers = _objects.Visit(narrowed with { Types = ObjectTypes.All & ~ObjectTypes.Trees }, Visit, cancellation);
            unreadable = [.. inTrees.Union(inOthers).Where(u => query.Wanted is null || !ObjectId.TryParse(u.Id, out var id) || query.Wanted(id))];
        }
        catch (OperationCanceledException) when (isRemembered)
        {
            SaveSoFar();
            throw;
        }

        unreadable = [.. unreadable, .. malformed];
        unreadable = [.. unreadable, .. StillUnreadable(state.Unreadable, unreadable, judge, hits)];
        var finished = state with
        {
            TakenAt = takenAt,
            Snapshot = snapshot,
            Hits = ObjectIds.Ordered(hits),
            Unreadable = IdsOf(unreadable),
            Missing = StillMissing(state, references),
            Targets = HashOfTargets(),
            MissingTargets = MissingTargets(query.Wanted),
            Witnesses = Witnesses(earlier, references),
            IsUnfinished = false,
            JudgedCount = state.JudgedCount + judged.Count,
        };

        // A database that could not be read as a whole is looked at again by the next build.
        if (isRemembered)
        {
            Save(unreadable.Any(u => u.Id.Length == 0) ? finished with { TakenAt = 0 } : finished, known, JudgedSoFar());
        }

        return new HistoryScanResult(finished.Hits, finished.JudgedCount, judged.Count, unreadable, finished.Missing)
        {
            MissingTargets = finished.MissingTargets,
            StateIgnored = _stateIgnored,
            Links = links is { IsCutShort: false } ? links : null,
        };
    }

    private static List<ObjectId> IdsOf(IReadOnlyList<UnreadableObject> unreadable)
    {
        var ids = new HashSet<ObjectId>();
        foreach (var item in unreadable)
        {
            if (item.Id.Length > 0)
            {
                ids.Add(ObjectId.Parse(item.Id));
            }
        }

        return ObjectIds.Ordered(ids);
    }

    private List<ObjectId> StillMissing(HistoryState before, ObjectReferences read)
    {
        var named = new HashSet<ObjectId>(read.Missing);
        named.UnionWith(before.Missing);
        named.UnionWith(before.Unreadable);
        return ObjectIds.Ordered(named, id => !_objects.Contains(id));
    }

    /// <summary>What earlier builds could not read may have been repaired; it stands in no new pack, so it is asked for by name.</summary>
    private List<UnreadableObject> StillUnreadable(
        IReadOnlyList<ObjectId> before, IReadOnlyList<UnreadableObject> now, ObjectJudge judge, HashSet<ObjectId> hits)
    {
        var named = now.Select(u => u.Id).ToHashSet(StringComparer.Ordinal);
        var still = new List<UnreadableObject>();
        foreach (var id in before.Where(id => !named.Contains(id.ToString()) && _objects.Contains(id)))
        {
            if (!_objects.TryRead(id, out var type, out var content))
            {
                still.Add(new UnreadableObject(id.ToString(), "an earlier build could not read it either"));
            }
            else if (new GitObject(id, type, content) is var item && !ObjectReferences.IsWellFormed(item))
            {
                still.Add(Malformed(item));
            }
            else if (judge(item, string.Empty))
            {
                hits.Add(id);
            }
        }

        return still;
    }

    private static UnreadableObject Malformed(in GitObject item) =>
        new(item.Id.ToString(), $"it cannot be read as the {item.Type.ToString().ToLowerInvariant()} that it says it is");

    /// <summary>The ids of the large file; without it, everything is judged anew.</summary>
    private IdSet Judged(ref HistoryState state)
    {
        if (state.JudgedFile.Length == 0)
        {
            return IdSet.Empty(_repository.IdLength);
        }

        var bytes = _directory!.Read(state.JudgedFile + JudgedExtension);
        if (bytes is not null && HashOf(bytes) == state.JudgedFile && IdSet.Of(bytes, _repository.IdLength) is { } set)
        {
            return set;
        }

        _stateIgnored = "its list of judged objects is damaged or gone";
        state = Fresh();
        return IdSet.Empty(_repository.IdLength);
    }

    private void Save(HistoryState state, IdSet known, ObjectId[] recent, bool isKnownNew = false)
    {
        if (isKnownNew || recent.Length > HistoryState.MostRecent)
        {
            var all = known.With(recent);
            var name = HashOf(all.Bytes.Span);
            if (!_directory!.TryWrite(name + JudgedExtension, all.Bytes.Span))
            {
                return;
            }

            state = state with { JudgedFile = name, Recent = [] };
        }
        else
        {
            state = state with { Recent = ObjectIds.Distinct(recent) };
        }

        if (_directory!.TryWrite(StateFile, state.Write()))
        {
            _directory.Clean(JudgedExtension, state.JudgedFile + JudgedExtension);
        }
    }

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
}
