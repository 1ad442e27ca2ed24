namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>
/// The text files of a git directory in which people's words and addresses stand: configuration and copies of it, messages in the
/// making, what a rebase or a cherry-pick that has stopped keeps, reflogs, names of refs, hooks. No object is among them, and the
/// index's content is: its blobs are in the database.
/// </summary>
internal static class GitFiles
{
    private const int MostFiles = 20_000;

    private static readonly string[] Single = ["info/exclude", "info/attributes", "info/grafts", "objects/info/alternates"];

    private static readonly string[] Whole = ["logs", "hooks", "rebase-merge", "rebase-apply", "sequencer"];

    private static EnumerationOptions Beside { get; } = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private static EnumerationOptions Below { get; } = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>The files that are there, named as if the git directory were <c>.git</c> at the root.</summary>
    public static IEnumerable<RepositoryFile> Of(GitRepository repository)
    {
        var directories = new List<(string Full, string Name)> { (repository.CommonDirectory, ".git") };
        AddBelow(repository.CommonDirectory, "worktrees", ".git", directories);
        AddModules(Path.Combine(repository.CommonDirectory, "modules"), ".git/modules", directories, depth: 0);
        var count = 0;
        foreach (var (full, name) in directories)
        {
            foreach (var file in Within(full, name))
            {
                if (count++ == MostFiles)
                {
                    yield break;
                }

                yield return file;
            }
        }
    }

    /// <summary>
    /// What Git LFS keeps of the files that it took out of the database, in every version that was fetched. Named by the hash of their
    /// content, so one that was judged never changes.
    /// </summary>
    public static IEnumerable<RepositoryFile> OfLargeFiles(GitRepository repository)
    {
        var lfs = Path.Combine(repository.CommonDirectory, "lfs", "objects");
        foreach (var path in Directory.Exists(lfs) ? Directory.EnumerateFiles(lfs, "*", Below) : [])
        {
            if (Make(path, $".git/lfs/objects/{Path.GetRelativePath(lfs, path).Replace(Path.DirectorySeparatorChar, '/')}") is { } file)
            {
                yield return file;
            }
        }
    }

    // Copies of the configuration that somebody made stand beside it, under any name.
    private static bool IsText(string name) =>
        !name.StartsWith("index", StringComparison.Ordinal) && !name.StartsWith("sharedindex.", StringComparison.Ordinal) && name != "shallow"
        && (name == "FETCH_HEAD" || !name.EndsWith("HEAD", StringComparison.Ordinal));

    private static IEnumerable<RepositoryFile> Within(string directory, string name)
    {
        foreach (var path in Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*", Beside) : [])
        {
            if (IsText(Path.GetFileName(path)) && Make(path, $"{name}/{Path.GetFileName(path)}") is { } file)
            {
                yield return file;
            }
        }

        foreach (var relative in Single)
        {
            if (Make(Path.Combine(directory, relative), $"{name}/{relative}") is { } file)
            {
                yield return file;
            }
        }

        foreach (var below in Whole)
        {
            var full = Path.Combine(directory, below);
            foreach (var path in Directory.Exists(full) ? Directory.EnumerateFiles(full, "*", Below) : [])
            {
                if (!path.EndsWith(".sample", StringComparison.Ordinal)
                    && Make(path, $"{name}/{Path.GetRelativePath(directory, path).Replace(Path.DirectorySeparatorChar, '/')}") is { } file)
                {
                    yield return file;
                }
            }
        }
    }

    private static RepositoryFile? Make(string full, string name)
    {
        var info = new FileInfo(full);
        return info is { Exists: true, LinkTarget: null } ? new RepositoryFile(name, full, info.Length, info.LastWriteTimeUtc) : null;
    }

    private static void AddBelow(string parent, string child, string name, List<(string Full, string Name)> directories)
    {
        var full = Path.Combine(parent, child);
        foreach (var directory in Directory.Exists(full) ? Directory.EnumerateDirectories(full) : [])
        {
            directories.Add((directory, $"{name}/{child}/{Path.GetFileName(directory)}"));
        }
    }

    /// <summary>A submodule's name may hold slashes, so its git directory may lie deeper.</summary>
    private static void AddModules(string full, string name, List<(string Full, string Name)> directories, int depth)
    {
        foreach (var directory in depth < 16 && Directory.Exists(full) ? Directory.EnumerateDirectories(full) : [])
        {
            var at = $"{name}/{Path.GetFileName(directory)}";
            if (File.Exists(Path.Combine(directory, "HEAD")))
            {
                directories.Add((directory, at));
                AddModules(Path.Combine(directory, "modules"), at + "/modules", directories, depth + 1);
            }
            else
            {
                AddModules(directory, at, directories, depth + 1);
            }
        }
    }
}
