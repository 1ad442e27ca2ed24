using System.Text;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.History;

/// <summary>The files of HEAD's own tree, by path and object.</summary>
internal static class CommittedFiles
{
    /// <summary>Characters of a path; a longer one is a tree that holds itself.</summary>
    private const int LongestPath = 4096;

    /// <summary>The files; none before the first commit. What cannot be read is left out, and so counts as changed.</summary>
    public static HashSet<(string Path, ObjectId Id)> Of(GitRepository git, IObjectSource objects)
    {
        var files = new HashSet<(string Path, ObjectId Id)>();
        if (GitReferences.Read(git).Head is not { } head || !objects.TryRead(head, out _, out var commit))
        {
            return files;
        }

        var open = new Stack<(ObjectId Tree, string Prefix)>([(CommitText.ReadLinks(commit.Span).Tree, string.Empty)]);
        while (open.TryPop(out var at))
        {
            if (at.Prefix.Length > LongestPath || !objects.TryRead(at.Tree, out _, out var tree))
            {
                continue;
            }

            foreach (var entry in new TreeEntries(tree.Span, at.Tree.Length))
            {
                var path = at.Prefix + Encoding.UTF8.GetString(entry.Name);
                if (entry.IsDirectory)
                {
                    open.Push((entry.Id, path + "/"));
                }
                else
                {
                    files.Add((path, entry.Id));
                }
            }
        }

        return files;
    }
}
