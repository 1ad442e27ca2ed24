using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.History;

/// <summary>Turns a <see cref="HistorySelection"/> into the objects that it means.</summary>
internal sealed class HistorySelector
{
    private readonly IObjectSource _objects;
    private readonly HistoryLinks _links;

    private HistorySelector(IObjectSource objects, HistoryLinks links)
    {
        _objects = objects;
        _links = links;
    }

    /// <summary>Whether an object is selected.</summary>
    /// <returns>Null when everything is.</returns>
    /// <exception cref="ArgumentException">The selection names what is not there, or no part; the message says which.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static Func<ObjectId, bool>? Of(
        HistorySelection? selection, GitRepository repository, IObjectSource objects, CancellationToken cancellation)
    {
        if (selection is null || selection == new HistorySelection())
        {
            return null;
        }

        if (selection.Shards < 1 || selection.Shard < 1 || selection.Shard > selection.Shards)
        {
            throw new ArgumentException($"There is no part {selection.Shard} of {selection.Shards}.", nameof(selection));
        }

        bool IsOfShard(ObjectId id) => (uint)id.GetHashCode() % (uint)selection.Shards == (uint)(selection.Shard - 1);
        if (selection.Since is null && selection.Refs is null)
        {
            return IsOfShard;
        }

        var selected = Select(selection, GitReferences.Read(repository), objects, cancellation);
        return id => IsOfShard(id) && selected.Contains(id);
    }

    private static HashSet<ObjectId> Select(
        HistorySelection selection, GitReferences references, IObjectSource objects, CancellationToken cancellation)
    {
        var links = LinkCollector.Read(objects, new HashSet<ObjectId>(), cancellation);
        var selector = new HistorySelector(objects, links);
        var tips = references.All.Where(r => selection.Refs is null || Matches(selection.Refs, r.Name)).ToList();
        if (tips.Count == 0)
        {
            throw new ArgumentException($"No ref is named like '{selection.Refs}'.", nameof(selection));
        }

        var old = selection.Since is { } since ? selector.Before(Resolve(since, references, links)) : new bool[links.CommitCount];
        var fresh = selector.Before([.. tips.Select(t => links.Peel(t.Id)).Where(c => c >= 0)]);
        var selected = new HashSet<ObjectId>(tips.Select(t => t.Id).Where(id => links.Commit(id) < 0));
        for (var commit = 0; commit < fresh.Length; commit++)
        {
            fresh[commit] &= !old[commit];
            if (fresh[commit])
            {
                selected.Add(links.CommitId(commit));
            }
        }

        selector.AddContent(selector.TreesOf(fresh), selector.TreesOf(old), selected, cancellation);
        return selected;
    }

    /// <summary>The directories and files that some trees hold and others do not.</summary>
    private void AddContent(bool[] fresh, bool[] old, HashSet<ObjectId> selected, CancellationToken cancellation)
    {
        var known = new HashSet<ObjectId>();
        _objects.Visit(
            new ObjectQuery { Types = ObjectTypes.Trees },
            (in GitObject item) =>
            {
                var tree = _links.Tree(item.Id);
                if (tree < 0 || !(fresh[tree] || old[tree]))
                {
                    return;
                }

                foreach (var entry in new TreeEntries(item.Content.Span, item.Id.Length))
                {
                    if (!entry.IsDirectory && !entry.IsSubmodule)
                    {
                        (old[tree] ? known : selected).Add(entry.Id);
                    }
                }

                if (!old[tree])
                {
                    selected.Add(item.Id);
                }
            },
            cancellation);
        selected.ExceptWith(known);
    }

    private bool[] Before(params IReadOnlyCollection<int> tips)
    {
        var reached = new bool[_links.CommitCount];
        var open = new Stack<int>(tips);
        while (open.TryPop(out var commit))
        {
            if (!reached[commit])
            {
                reached[commit] = true;
                foreach (var parent in _links.Parents(commit))
                {
                    open.Push(parent);
                }
            }
        }

        return reached;
    }

    private bool[] TreesOf(bool[] commits)
    {
        var reached = new bool[_links.TreeCount];
        var open = new Stack<int>(Enumerable.Range(0, commits.Length).Where(c => commits[c]).Select(_links.Root));
        while (open.TryPop(out var tree))
        {
            if (!reached[tree])
            {
                reached[tree] = true;
                foreach (var subdirectory in _links.Subdirectories(tree))
                {
                    open.Push(subdirectory);
                }
            }
        }

        return reached;
    }

    private static int Resolve(string revision, GitReferences references, HistoryLinks links)
    {
        string[] names = [revision, $"refs/{revision}", $"refs/tags/{revision}", $"refs/heads/{revision}", $"refs/remotes/{revision}"];
        var id = ObjectId.TryParse(revision, out var parsed) ? parsed
            : revision == "HEAD" ? references.Head
            : names.SelectMany(n => references.All.Where(r => r.Name == n)).Select(r => (ObjectId?)r.Id).FirstOrDefault();
        return id is { } found && links.Peel(found) is >= 0 and var commit
            ? commit
            : throw new ArgumentException($"'{revision}' is no commit of this repository: give a whole id, HEAD, or the name of a branch or tag.", nameof(revision));
    }

    private static bool Matches(string glob, string name) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(glob, name, ignoreCase: false);
}
