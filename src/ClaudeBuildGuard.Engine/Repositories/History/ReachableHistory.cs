using ClaudeBuildGuard.Engine.Repositories.Objects;
using ClaudeBuildGuard.Engine.Repositories.State;

namespace ClaudeBuildGuard.Engine.Repositories.History;

/// <summary>
/// Asked when something is missing that nothing here names: whether that is because the history was rewritten without it, or because
/// what names it is missing too.
/// </summary>
internal static class ReachableHistory
{
    /// <summary>True when every commit, directory and annotated tag that a ref leads to is there and can be read.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="objects">Its database.</param>
    /// <param name="read">What a scan has read of commits and trees on its way; null when it has not, and it is read then.</param>
    /// <param name="cancellation">Ends the pass.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static bool IsWhole(GitRepository repository, IObjectSource objects, LinkCollector? read, CancellationToken cancellation)
    {
        if (Shallow.Commits(repository).Count > 0)
        {
            return false;
        }

        var links = read?.Links ?? LinkCollector.Read(objects, new HashSet<ObjectId>(), cancellation);
        var commits = new bool[links.CommitCount];
        var trees = new bool[links.TreeCount];
        var openCommits = new Stack<int>();
        var openTrees = new Stack<int>();
        foreach (var reference in GitReferences.Read(repository).All)
        {
            var target = links.Target(reference.Id);
            if (links.Commit(target) is >= 0 and var tip)
            {
                openCommits.Push(tip);
            }
            else if (links.Tree(target) is >= 0 and var tree)
            {
                openTrees.Push(tree);
            }
            else if (!objects.TryRead(target, out var type, out _) || type != ObjectType.Blob)
            {
                return false;
            }
        }

        while (openCommits.TryPop(out var commit))
        {
            if (commits[commit])
            {
                continue;
            }

            commits[commit] = true;
            openTrees.Push(links.Root(commit));
            foreach (var parent in links.ParentIds(commit))
            {
                if (links.Commit(parent) is not (>= 0 and var number))
                {
                    return false;
                }

                openCommits.Push(number);
            }
        }

        while (openTrees.TryPop(out var tree))
        {
            if (trees[tree])
            {
                continue;
            }

            if (!links.HasRead(tree))
            {
                return false;
            }

            trees[tree] = true;
            foreach (var inside in links.Subdirectories(tree))
            {
                openTrees.Push(inside);
            }
        }

        return true;
    }
}
