using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.History;

/// <summary>
/// Says where objects are in the history: which commit brought them in and which took them out, under which paths, on which branches.
/// Asked for hits only. Costs at most one pass over commits and trees, whatever the number of objects, and less where a scan has read them.
/// </summary>
internal sealed class HistoryTracer
{
    /// <summary>Objects are followed together, one bit each.</summary>
    private const int BatchSize = 64;

    private readonly IObjectSource _objects;
    private readonly GitReferences _references;
    private readonly IReadOnlyList<IndexEntry> _index;
    private readonly HistoryLinks _links;
    private readonly int[] _parentsFirst;
    private readonly int[] _insideFirst;

    private readonly TreeHolders _holders;
    private readonly HistoryPaths _paths;

    private HistoryTracer(
        IObjectSource objects, GitReferences references, IReadOnlyList<IndexEntry> index, HistoryLinks links, TreeHolders holders)
    {
        _objects = objects;
        _references = references;
        _index = index;
        _links = links;
        _holders = holders;
        _parentsFirst = links.ParentsFirst();
        _insideFirst = InsideFirst(links);
        _paths = new HistoryPaths(objects, links, _insideFirst);
    }

    /// <summary>Traces objects.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="objects">Its database.</param>
    /// <param name="ids">Blobs, trees, commits or tags.</param>
    /// <param name="links">What a scan has read of commits and trees on its way; null when it has not, and it is read then.</param>
    /// <param name="cancellation">Ends the pass.</param>
    /// <returns>A trace for each id, also for those that no commit holds.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static IReadOnlyDictionary<ObjectId, ObjectTrace> Trace(
        GitRepository repository, IObjectSource objects, IReadOnlyCollection<ObjectId> ids, LinkCollector? links, CancellationToken cancellation)
    {
        var traces = new Dictionary<ObjectId, ObjectTrace>();
        var distinct = ObjectIds.Distinct(ids);
        if (distinct.Count == 0)
        {
            return traces;
        }

        var numbers = new Dictionary<ObjectId, int>();
        for (var number = 0; number < distinct.Count; number++)
        {
            numbers.Add(distinct[number], number);
        }

        var all = links?.Links ?? LinkCollector.Read(objects, new HashSet<ObjectId>(distinct), cancellation);
        var holders = all.Holders(objects, numbers, cancellation);
        var tracer = new HistoryTracer(objects, GitReferences.Read(repository), GitIndex.EntriesOrNone(repository), all, holders);
        for (var first = 0; first < distinct.Count; first += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            tracer.TraceBatch(distinct, first, Math.Min(BatchSize, distinct.Count - first), traces);
        }

        return traces;
    }

    private void TraceBatch(List<ObjectId> ids, int first, int count, Dictionary<ObjectId, ObjectTrace> traces)
    {
        var inTree = HoldersOf(ids, first, count);
        _paths.Begin(inTree, _holders, first, count);
        var inCommit = new ulong[_links.CommitCount];
        for (var commit = 0; commit < inCommit.Length; commit++)
        {
            inCommit[commit] = inTree[_links.Root(commit)];
        }

        var inParents = new ulong[_links.CommitCount];
        for (var commit = 0; commit < inParents.Length; commit++)
        {
            foreach (var parent in _links.Parents(commit))
            {
                inParents[commit] |= inCommit[parent];
            }
        }

        // A commit that is not here is known by those that name it as their parent.
        var upTo = (ulong[])inCommit.Clone();
        var gone = new Dictionary<ObjectId, ulong>();
        for (var i = 0; i < count; i++)
        {
            if (_links.Commit(ids[first + i]) is >= 0 and var commit)
            {
                upTo[commit] |= 1UL << i;
            }
            else
            {
                gone.Add(ids[first + i], 1UL << i);
            }
        }

        foreach (var commit in _parentsFirst)
        {
            foreach (var parent in _links.ParentIds(commit))
            {
                upTo[commit] |= _links.Commit(parent) is >= 0 and var known ? upTo[known] : gone.GetValueOrDefault(parent);
            }
        }

        var reachable = Reachable();
        for (var i = 0; i < count; i++)
        {
            traces[ids[first + i]] = TraceOne(ids[first + i], first + i, 1UL << i, inCommit, inParents, upTo, reachable);
        }
    }

    /// <summary>For each tree, which of the objects are somewhere below it.</summary>
    private ulong[] HoldersOf(List<ObjectId> ids, int first, int count)
    {
        var holds = new ulong[_links.TreeCount];
        foreach (var holder in _holders.All)
        {
            if (holder.Object >= first && holder.Object < first + count)
            {
                holds[holder.Tree] |= 1UL << (holder.Object - first);
            }
        }

        for (var i = 0; i < count; i++)
        {
            if (_links.Tree(ids[first + i]) is >= 0 and var tree)
            {
                holds[tree] |= 1UL << i;
            }
        }

        foreach (var tree in _insideFirst)
        {
            foreach (var inside in _links.Subdirectories(tree))
            {
                holds[tree] |= holds[inside];
            }
        }

        return holds;
    }

    /// <summary>All trees, each after those inside it. Trees cannot form a circle: each names what is inside it by its hash.</summary>
    private static int[] InsideFirst(HistoryLinks links)
    {
        var order = new int[links.TreeCount];
        var isEntered = new bool[links.TreeCount];
        var open = new Stack<(int Tree, int Next)>();
        var at = 0;
        for (var start = 0; start < order.Length; start++)
        {
            if (isEntered[start])
            {
                continue;
            }

            isEntered[start] = true;
            open.Push((start, 0));
            while (open.TryPop(out var top))
            {
                var inside = links.Subdirectories(top.Tree);
                var next = top.Next;
                while (next < inside.Length && isEntered[inside[next]])
                {
                    next++;
                }

                if (next == inside.Length)
                {
                    order[at++] = top.Tree;
                    continue;
                }

                isEntered[inside[next]] = true;
                open.Push((top.Tree, next + 1));
                open.Push((inside[next], 0));
            }
        }

        return order;
    }

    private bool[] Reachable()
    {
        var reachable = new bool[_links.CommitCount];
        foreach (var reference in _references.All)
        {
            if (_links.Peel(reference.Id) is >= 0 and var tip)
            {
                reachable[tip] = true;
            }
        }

        for (var i = _parentsFirst.Length - 1; i >= 0; i--)
        {
            if (reachable[_parentsFirst[i]])
            {
                foreach (var parent in _links.Parents(_parentsFirst[i]))
                {
                    reachable[parent] = true;
                }
            }
        }

        return reachable;
    }

    private ObjectTrace TraceOne(ObjectId id, int number, ulong bit, ulong[] inCommit, ulong[] inParents, ulong[] upTo, bool[] reachable)
    {
        var head = _references.Head is { } headId ? _links.Peel(headId) : -1;
        var self = _links.Commit(id);
        var inHead = head >= 0 && ((self >= 0 ? upTo : inCommit)[head] & bit) != 0;
        var introduced = self >= 0 ? self : Introduced(bit, inCommit, inParents, reachable);
        var removed = inHead || self >= 0 ? -1 : Removed(bit, inCommit, inParents, reachable);
        var refs = RefsWith(id, bit, upTo);
        var tips = self >= 0 ? [] : RefsWith(default, bit, inCommit);
        var staged = _index.Where(e => e.Id == id).Select(e => e.Path).ToList();
        var trace = new ObjectTrace(id)
        {
            Introduced = introduced >= 0 ? Facts(introduced) : null,
            Removed = removed >= 0 ? Facts(removed) : null,
            InHead = inHead,
            Refs = [.. refs.Take(ObjectTrace.MostRefs)],
            RefCount = refs.Count,
            TipRefs = [.. tips.Take(ObjectTrace.MostRefs)],
            TipRefCount = tips.Count,
            IsReachable = refs.Count > 0 || _references.All.Any(r => r.Id == id || (_links.Peel(r.Id) is >= 0 and var tip && (upTo[tip] & bit) != 0)),
            IsStaged = staged.Count > 0,
        };
        return introduced >= 0 && self < 0 ? WithPaths(trace, number, bit, introduced, inHead ? head : -1, inCommit)
            : trace with { Paths = [.. staged.Take(ObjectTrace.MostPaths)], AllPaths = [.. staged.Take(ObjectTrace.MostPathsEver)], HasMorePaths = staged.Count > ObjectTrace.MostPathsEver };
    }

    private ObjectTrace WithPaths(ObjectTrace trace, int number, ulong bit, int introduced, int head, ulong[] inCommit)
    {
        _paths.Follow(number, bit, _links.Tree(trace.Id));
        var places = new List<int>();
        _paths.Add(_links.Root(introduced), places);
        var brought = places.Count;
        for (var commit = 0; commit < inCommit.Length; commit++)
        {
            if ((inCommit[commit] & bit) != 0)
            {
                _paths.Add(_links.Root(commit), places);
            }
        }

        var inHead = new List<int>();
        if (head >= 0)
        {
            _paths.Add(_links.Root(head), inHead);
        }

        var paths = _paths.Named(number, _holders, places.Take(brought));
        return trace with
        {
            Paths = [.. paths.Take(ObjectTrace.MostPaths)],
            AllPaths = [.. paths, .. _paths.Named(number, _holders, places.Skip(brought))],
            HeadPaths = [.. _paths.Named(number, _holders, inHead).Take(ObjectTrace.MostPaths)],
            HasMorePaths = _paths.IsCutShort,
        };
    }

    private int Introduced(ulong bit, ulong[] inCommit, ulong[] inParents, bool[] reachable)
    {
        var best = -1;
        for (var commit = 0; commit < inCommit.Length; commit++)
        {
            if ((inCommit[commit] & bit) != 0 && (inParents[commit] & bit) == 0)
            {
                best = best < 0 || IsBefore(commit, best, reachable) ? commit : best;
            }
        }

        return best;
    }

    private int Removed(ulong bit, ulong[] inCommit, ulong[] inParents, bool[] reachable)
    {
        var best = -1;
        for (var commit = 0; commit < inCommit.Length; commit++)
        {
            if ((inCommit[commit] & bit) == 0 && (inParents[commit] & bit) != 0)
            {
                best = best < 0 || (reachable[commit], _links.Committed(commit)).CompareTo((reachable[best], _links.Committed(best))) > 0 ? commit : best;
            }
        }

        return best;
    }

    private bool IsBefore(int commit, int other, bool[] reachable) =>
        (!reachable[commit], _links.Committed(commit)).CompareTo((!reachable[other], _links.Committed(other))) < 0;

    private List<string> RefsWith(ObjectId id, ulong bit, ulong[] upTo)
    {
        var refs = new List<GitReference>();
        foreach (var reference in _references.All)
        {
            if (reference.Name != "HEAD" && (reference.Id == id || (_links.Peel(reference.Id) is >= 0 and var tip && (upTo[tip] & bit) != 0)))
            {
                refs.Add(reference);
            }
        }

        refs.Sort((a, b) => RankOf(a) != RankOf(b) ? RankOf(a) - RankOf(b) : string.CompareOrdinal(a.Name, b.Name));
        return refs.ConvertAll(r => r.ShortName);
    }

    // The branch that is checked out first, then the other branches.
    private int RankOf(GitReference reference) =>
        reference.Name == _references.Branch ? 0 : reference.Name.StartsWith("refs/heads/", StringComparison.Ordinal) ? 1 : 2;

    private CommitFacts Facts(int commit)
    {
        var id = _links.CommitId(commit);
        return _objects.TryRead(id, out _, out var content) ? CommitText.ReadFacts(id, content.Span) : new CommitFacts(id, string.Empty, DateTimeOffset.UnixEpoch);
    }
}
