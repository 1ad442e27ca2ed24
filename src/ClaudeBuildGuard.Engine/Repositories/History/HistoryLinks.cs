using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.History;

/// <summary>
/// Which commit follows which, and which directory holds which, for every commit and tree of the database. Numbers stand for trees and
/// commits. Made by a <see cref="LinkCollector"/>.
/// </summary>
internal sealed class HistoryLinks
{
    private readonly LinkCollector _read;
    private readonly Dictionary<ObjectId, int> _trees;
    private readonly int[][] _subdirectories;
    private readonly int[] _roots;
    private readonly Dictionary<ObjectId, int> _commits;
    private readonly int[][] _parents;
    private readonly List<ObjectId> _lost = [];

    /// <summary>Puts together what was read.</summary>
    public HistoryLinks(LinkCollector read)
    {
        _read = read;
        _trees = new Dictionary<ObjectId, int>(read.Trees.Count);
        for (var tree = 0; tree < read.Trees.Count; tree++)
        {
            _trees[read.Trees[tree].Id] = tree;
        }

        // A tree that is mentioned and was not read, because it is lost, counts among the others.
        TreeCount = read.Trees.Count;
        var mentions = new int[read.Mentions.Count];
        for (var mention = 0; mention < mentions.Length; mention++)
        {
            var id = read.Mentions[mention].Id;
            if (!_trees.TryGetValue(id, out var tree))
            {
                _trees.Add(id, tree = TreeCount++);
                _lost.Add(id);
            }

            mentions[mention] = tree;
        }

        _subdirectories = read.Trees.ConvertAll(t => Array.ConvertAll(t.Inside, m => mentions[m]));
        _roots = read.Commits.ConvertAll(c => mentions[c.Root]);
        _commits = new Dictionary<ObjectId, int>(read.Commits.Count);
        for (var commit = 0; commit < read.Commits.Count; commit++)
        {
            _commits[read.Commits[commit].Id] = commit;
        }

        _parents = read.Commits.ConvertAll(c => Array.FindAll(Array.ConvertAll(c.Parents, Commit), p => p >= 0));
    }

    /// <summary>How many trees there are.</summary>
    public int TreeCount { get; }

    /// <summary>How many commits there are.</summary>
    public int CommitCount => _parents.Length;

    /// <summary>The trees directly inside a tree; none when the database does not hold it.</summary>
    public ReadOnlySpan<int> Subdirectories(int tree) => tree < _subdirectories.Length ? _subdirectories[tree] : [];

    /// <summary>False for a tree that is only mentioned.</summary>
    public bool HasRead(int tree) => tree < _subdirectories.Length;

    /// <summary>A hash of the name that the directory at a place of <see cref="Subdirectories"/> has in a tree.</summary>
    public int NameHash(int tree, int place) => _read.Mentions[_read.Trees[tree].Inside[place]].Name;

    /// <summary>The id of a tree.</summary>
    public ObjectId TreeId(int tree) => tree < _read.Trees.Count ? _read.Trees[tree].Id : _lost[tree - _read.Trees.Count];

    /// <summary>The number of a tree; -1 when no commit or tree mentions it.</summary>
    public int Tree(ObjectId id) => _trees.GetValueOrDefault(id, -1);

    /// <summary>The number of a commit; -1 when the database does not hold it.</summary>
    public int Commit(ObjectId id) => _commits.GetValueOrDefault(id, -1);

    /// <summary>The id of a commit.</summary>
    public ObjectId CommitId(int commit) => _read.Commits[commit].Id;

    /// <summary>The number of a commit's top tree.</summary>
    public int Root(int commit) => _roots[commit];

    /// <summary>When a commit was made, in seconds since 1970.</summary>
    public long Committed(int commit) => _read.Commits[commit].Committed;

    /// <summary>The parents that the database holds.</summary>
    public ReadOnlySpan<int> Parents(int commit) => _parents[commit];

    /// <summary>The parents that a commit names, whether the database holds them or not.</summary>
    public IReadOnlyList<ObjectId> ParentIds(int commit) => _read.Commits[commit].Parents;

    /// <summary>The commit that an id leads to through annotated tags; -1 when it leads to none.</summary>
    public int Peel(ObjectId id) => Commit(Target(id));

    /// <summary>What an id leads to through annotated tags: itself when it is none.</summary>
    public ObjectId Target(ObjectId id)
    {
        for (var i = 0; i < 10 && _read.Tags.TryGetValue(id, out var target); i++)
        {
            id = target;
        }

        return id;
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

    /// <summary>Which tree holds which of some objects itself, and under which name. Reads the trees that may.</summary>
    /// <param name="objects">The database.</param>
    /// <param name="ids">The objects, with their numbers; wanted ones when it was known which are.</param>
    /// <param name="cancellation">Ends the pass.</param>
    public TreeHolders Holders(IObjectSource objects, Dictionary<ObjectId, int> ids, CancellationToken cancellation)
    {
        var holders = new TreeHolders();
        var hashes = new HashSet<int>();
        foreach (var (id, _) in ids)
        {
            hashes.Add(id.GetHashCode());
        }

        var mayHold = MayHold(hashes);
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
                    holders.Add(tree, number, entry.Name);
                }
            }
        }

        objects.Visit(new ObjectQuery { Types = ObjectTypes.Trees, Wanted = id => Tree(id) is >= 0 and var tree && mayHold[tree] }, Visit, cancellation);
        return holders;
    }

    // A tree holds what was new in it, and what it has of the tree that it was made out of.
    private bool[] MayHold(HashSet<int> hashes)
    {
        var answers = new bool?[TreeCount];
        for (var i = 0; i < _read.Additions.Count; i++)
        {
            if (hashes.Contains(_read.Additions[i].Hash))
            {
                answers[_read.Additions[i].Tree] = true;
            }
        }

        var chain = new Stack<int>();
        for (var tree = 0; tree < answers.Length; tree++)
        {
            var at = tree;
            for (; at >= 0 && answers[at] is null; at = MadeOf(at))
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

    private int MadeOf(int tree) => tree < _read.Trees.Count ? _read.Trees[tree].MadeOf : -1;
}
