using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.History;

/// <summary>
/// Which commit follows which, and which directory holds which, for every commit and tree of the database: one pass over it. Numbers
/// stand for trees and commits, in the order in which they were met.
/// </summary>
internal sealed class HistoryLinks
{
    private readonly Dictionary<ObjectId, int> _trees = [];
    private readonly List<int[]> _subdirectories = [];
    private readonly Dictionary<ObjectId, int> _commits = [];
    private readonly List<ObjectId> _ids = [];
    private readonly List<int> _roots = [];
    private readonly List<ObjectId[]> _parents = [];
    private readonly List<long> _committed = [];
    private readonly Dictionary<ObjectId, ObjectId> _tags = [];
    private readonly List<(int Tree, int Wanted)> _hits = [];

    private HistoryLinks()
    {
    }

    /// <summary>How many trees there are.</summary>
    public int TreeCount => _trees.Count;

    /// <summary>How many commits there are.</summary>
    public int CommitCount => _ids.Count;

    /// <summary>Which tree holds which wanted object itself.</summary>
    public IReadOnlyList<(int Tree, int Wanted)> Hits => _hits;

    /// <summary>Reads all commits, trees and tags.</summary>
    /// <param name="objects">The database.</param>
    /// <param name="wanted">The objects that are looked for in trees, with their numbers.</param>
    /// <param name="cancellation">Ends the pass.</param>
    public static HistoryLinks Read(IObjectSource objects, IReadOnlyDictionary<ObjectId, int> wanted, CancellationToken cancellation)
    {
        var links = new HistoryLinks();
        int Mark(TreeEntry entry) => entry.IsDirectory ? links.Number(entry.Id) + 1 : !entry.IsSubmodule && wanted.TryGetValue(entry.Id, out var number) ? -number - 1 : 0;
        var query = new ObjectQuery { Types = ObjectTypes.Commits | ObjectTypes.Trees | ObjectTypes.Tags };
        objects.Visit(query, (in GitObject item) => links.Add(item, Mark), cancellation);
        return links;
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

    private void Add(in GitObject item, TreeEntryMark mark)
    {
        switch (item.Type)
        {
            case ObjectType.Commit:
                var (tree, parents, committed) = CommitText.ReadLinks(item.Content.Span);
                _commits[item.Id] = _ids.Count;
                _ids.Add(item.Id);
                _roots.Add(Number(tree));
                _parents.Add(parents);
                _committed.Add(committed);
                break;
            case ObjectType.Tree:
                AddTree(Number(item.Id), item, mark);
                break;
            case ObjectType.Tag:
                _tags[item.Id] = CommitText.ReadTarget(item.Content.Span);
                break;
            default:
                break;
        }
    }

    // An entry is marked 0 when it says nothing, above with a subdirectory, below with a wanted object.
    private void AddTree(int number, in GitObject item, TreeEntryMark mark)
    {
        var outline = TreeOutline.Of(item, mark);
        var count = 0;
        foreach (var m in outline.Marks)
        {
            if (m > 0)
            {
                count++;
            }
            else if (m < 0)
            {
                _hits.Add((number, -m - 1));
            }
        }

        if (count > 0)
        {
            var subdirectories = new int[count];
            var at = 0;
            foreach (var m in outline.Marks)
            {
                if (m > 0)
                {
                    subdirectories[at++] = m - 1;
                }
            }

            _subdirectories[number] = subdirectories;
        }

        if (item.Lineage is { HasHeirs: true } lineage)
        {
            lineage.Note = outline;
        }
    }

    private int Number(ObjectId tree)
    {
        if (!_trees.TryGetValue(tree, out var number))
        {
            number = _trees.Count;
            _trees.Add(tree, number);
            _subdirectories.Add([]);
        }

        return number;
    }
}
