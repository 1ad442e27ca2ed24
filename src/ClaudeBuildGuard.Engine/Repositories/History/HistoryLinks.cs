using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.History;

/// <summary>
/// Which commit follows which, and which directory holds which, for every commit and tree of the database: read in one pass over it, or
/// on the way of a scan. Numbers stand for trees and commits, in the order in which they were met.
/// </summary>
/// <param name="wanted">The objects that will be looked for in trees; null when they are not known yet.</param>
internal sealed class HistoryLinks(IReadOnlySet<ObjectId>? wanted)
{
    /// <summary>Numbers that are kept for a scan that may not need them: 64 MB.</summary>
    private const int MostNumbers = 16 * 1024 * 1024;

    private readonly object _gate = new();
    private readonly Dictionary<ObjectId, int> _trees = [];
    private readonly List<int[]> _subdirectories = [];
    private readonly List<int> _madeOf = [];
    private readonly List<(int Tree, int Hash)> _additions = [];
    private readonly List<int> _directories = [];
    private readonly List<int> _inside = [];
    private readonly Dictionary<ObjectId, int> _commits = [];
    private readonly List<ObjectId> _ids = [];
    private readonly List<int> _roots = [];
    private readonly List<ObjectId[]> _parents = [];
    private readonly List<long> _committed = [];
    private readonly Dictionary<ObjectId, ObjectId> _tags = [];
    private long _numbers;

    /// <summary>How many trees there are.</summary>
    public int TreeCount => _trees.Count;

    /// <summary>How many commits there are.</summary>
    public int CommitCount => _ids.Count;

    /// <summary>True when there was more than is kept: what is here is a part.</summary>
    public bool IsCutShort => wanted is null && _numbers > MostNumbers;

    /// <summary>Reads all commits, trees and tags.</summary>
    /// <param name="objects">The database.</param>
    /// <param name="wanted">The objects that are looked for in trees.</param>
    /// <param name="cancellation">Ends the pass.</param>
    public static HistoryLinks Read(IObjectSource objects, IReadOnlySet<ObjectId> wanted, CancellationToken cancellation)
    {
        var links = new HistoryLinks(wanted);
        void Visit(in GitObject item)
        {
            if (links.Add(item) is { } outline)
            {
                item.Lineage!.Note = outline;
            }
        }

        objects.Visit(new ObjectQuery { Types = ObjectTypes.Commits | ObjectTypes.Trees | ObjectTypes.Tags }, Visit, cancellation);
        return links;
    }

    /// <summary>Takes a commit, tree or tag in. May be called from several threads at once.</summary>
    /// <returns>For a tree that others are made out of, what to leave there as a note, so that only what is new is read of those.</returns>
    public TreeOutline? Add(in GitObject item)
    {
        lock (_gate)
        {
            if (IsCutShort)
            {
                return item is { Type: ObjectType.Tree, Lineage: { HasHeirs: true } lineage } ? lineage.Listing(item.Content.Span, item.Id.Length).ToOutline() : null;
            }

            switch (item.Type)
            {
                case ObjectType.Commit:
                    var (tree, parents, committed) = CommitText.ReadLinks(item.Content.Span);
                    _commits[item.Id] = _ids.Count;
                    _ids.Add(item.Id);
                    _roots.Add(Number(tree));
                    _parents.Add(parents);
                    _committed.Add(committed);
                    return null;
                case ObjectType.Tree:
                    return AddTree(Number(item.Id), item);
                case ObjectType.Tag:
                    _tags[item.Id] = CommitText.ReadTarget(item.Content.Span);
                    return null;
                default:
                    return null;
            }
        }
    }

    /// <summary>Which tree holds which of some objects itself. Reads the trees that may.</summary>
    /// <param name="objects">The database.</param>
    /// <param name="ids">The objects, with their numbers; wanted ones when it was known which are.</param>
    /// <param name="cancellation">Ends the pass.</param>
    public IReadOnlyList<(int Tree, int Object)> Holders(IObjectSource objects, IReadOnlyDictionary<ObjectId, int> ids, CancellationToken cancellation)
    {
        var holders = new List<(int Tree, int Object)>();
        var mayHold = MayHold(ids.Keys.Select(id => id.GetHashCode()).ToHashSet());
        if (!mayHold.Contains(true))
        {
            return holders;
        }

        void Visit(in GitObject item)
        {
            var tree = Tree(item.Id);
            foreach (var entry in new TreeEntries(item.Content.Span, item.Id.Length))
            {
                if (!entry.IsDirectory && !entry.IsSubmodule && ids.TryGetValue(entry.Id, out var number))
                {
                    holders.Add((tree, number));
                }
            }
        }

        objects.Visit(new ObjectQuery { Types = ObjectTypes.Trees, Wanted = id => Tree(id) is >= 0 and var tree && mayHold[tree] }, Visit, cancellation);
        return holders;
    }

    /// <summary>The trees directly inside a tree; none when the database does not hold it.</summary>
    public ReadOnlySpan<int> Subdirectories(int tree) => _subdirectories[tree];

    /// <summary>The number of a tree; -1 when no commit or tree mentions it.</summary>
    public int Tree(ObjectId id) => _trees.GetValueOrDefault(id, -1);

    /// <summary>The number of a commit; -1 when the database does not hold it.</summary>
    public int Commit(ObjectId id) => _commits.GetValueOrDefault(id, -1);

    /// <summary>The id of a commit.</summary>
    public ObjectId CommitId(int commit) => _ids[commit];

    /// <summary>The number of a commit's top tree.</summary>
    public int Root(int commit) => _roots[commit];

    /// <summary>When a commit was made, in seconds since 1970.</summary>
    public long Committed(int commit) => _committed[commit];

    /// <summary>The parents that the database holds.</summary>
    public IEnumerable<int> Parents(int commit) => _parents[commit].Select(Commit).Where(p => p >= 0);

    /// <summary>The parents that a commit names, whether the database holds them or not.</summary>
    public IReadOnlyList<ObjectId> ParentIds(int commit) => _parents[commit];

    /// <summary>The commit that an id leads to through annotated tags; -1 when it leads to none.</summary>
    public int Peel(ObjectId id)
    {
        for (var i = 0; i < 10 && _tags.TryGetValue(id, out var target); i++)
        {
            id = target;
        }

        return Commit(id);
    }

    /// <summary>All commits, each after its parents.</summary>
    public int[] ParentsFirst()
    {
        var order = new int[CommitCount];
        var waitingFor = new int[CommitCount];
        var children = new List<int>?[CommitCount];
        var ready = new Queue<int>();
        for (var commit = 0; commit < CommitCount; commit++)
        {
            foreach (var parent in Parents(commit))
            {
                waitingFor[commit]++;
                (children[parent] ??= []).Add(commit);
            }

            if (waitingFor[commit] == 0)
            {
                ready.Enqueue(commit);
            }
        }

        var at = 0;
        while (ready.TryDequeue(out var commit))
        {
            order[at++] = commit;
            foreach (var child in children[commit] ?? [])
            {
                if (--waitingFor[child] == 0)
                {
                    ready.Enqueue(child);
                }
            }
        }

        // Commits cannot form a circle: each names its parents by their hash.
        return order[..at];
    }

    // A tree holds what was new in it, and what it has of the tree that it was made out of.
    private bool[] MayHold(HashSet<int> hashes)
    {
        var answers = new bool?[TreeCount];
        foreach (var (tree, hash) in _additions)
        {
            if (hashes.Contains(hash))
            {
                answers[tree] = true;
            }
        }

        var chain = new Stack<int>();
        for (var tree = 0; tree < answers.Length; tree++)
        {
            var at = tree;
            for (; at >= 0 && answers[at] is null; at = _madeOf[at])
            {
                chain.Push(at);
            }

            var answer = at >= 0 && answers[at] == true;
            while (chain.TryPop(out var made))
            {
                answers[made] = answer;
            }
        }

        return Array.ConvertAll(answers, a => a == true);
    }

    private TreeOutline? AddTree(int number, in GitObject tree)
    {
        _directories.Clear();
        _inside.Clear();
        if (tree.Lineage is not { } lineage)
        {
            AddNew(number, 0, new TreeEntries(tree.Content.Span, tree.Id.Length));
            Keep(number);
            return null;
        }

        var listing = lineage.Listing(tree.Content.Span, tree.Id.Length);
        var before = lineage.BaseNote as TreeOutline;
        foreach (var run in listing.Runs)
        {
            if (run.IsNew)
            {
                var bytes = tree.Content.Span[listing.Bounds[run.First]..listing.Bounds[run.First + run.Count]];
                AddNew(number, run.First, new TreeEntries(bytes, tree.Id.Length));
            }
            else
            {
                AddCopied(before!, run);
            }
        }

        _madeOf[number] = before?.Number ?? -1;
        Keep(number);
        return lineage.HasHeirs ? listing.ToOutline(number, [.. _directories]) : null;
    }

    private void AddNew(int tree, int first, TreeEntries entries)
    {
        foreach (var entry in entries)
        {
            if (entry.IsDirectory)
            {
                _directories.Add(first);
                _inside.Add(Number(entry.Id));
            }
            else if (!entry.IsSubmodule && entry.Id is var id && wanted?.Contains(id) != false)
            {
                _additions.Add((tree, id.GetHashCode()));
                _numbers += 2;
            }

            first++;
        }
    }

    private void AddCopied(TreeOutline before, TreeRun run)
    {
        var inside = _subdirectories[before.Number];
        var at = before.Directories.AsSpan().BinarySearch(run.InBase);
        for (at = at < 0 ? ~at : at; at < inside.Length && before.Directories[at] < run.InBase + run.Count; at++)
        {
            _directories.Add(before.Directories[at] - run.InBase + run.First);
            _inside.Add(inside[at]);
        }
    }

    private void Keep(int number)
    {
        if (_inside.Count > 0)
        {
            _subdirectories[number] = [.. _inside];
            _numbers += _inside.Count;
        }
    }

    private int Number(ObjectId tree)
    {
        if (!_trees.TryGetValue(tree, out var number))
        {
            number = _trees.Count;
            _trees.Add(tree, number);
            _subdirectories.Add([]);
            _madeOf.Add(-1);
        }

        return number;
    }
}
