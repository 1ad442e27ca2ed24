namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>Where symbolic links of the working tree lead, judged from what the tree lists and never by opening what lies outside.</summary>
internal static class RepositoryLinks
{
    private const int MostHops = 16;

    /// <summary>The file that holds the content: the file itself, or what its links lead to. Null when that lies outside, is missing, or goes in circles.</summary>
    public static RepositoryFile? Resolve(RepositoryView repository, RepositoryFile file)
    {
        for (var hop = 0; hop < MostHops; hop++)
        {
            if (file.LinkTarget is not { } target)
            {
                return file;
            }

            if (TargetPath(repository, file, target) is not { } path || repository.Find(path) is not { } next)
            {
                return null;
            }

            file = next;
        }

        return null;
    }

    /// <summary>The file that somebody who opens a path gets, through links of its own and of directories; null when it lies outside or is missing.</summary>
    public static RepositoryFile? Open(RepositoryView repository, string path)
    {
        if (repository.Find(path) is { } file)
        {
            return Resolve(repository, file);
        }

        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (repository.Find(path[..slash]) is { LinkTarget: { } target } link)
            {
                return TargetPath(repository, link, target) is { } directory && repository.Find(directory + path[slash..]) is { } below ? Resolve(repository, below) : null;
            }
        }

        return null;
    }

    /// <summary>The file itself; for a link to a directory of the repository, the files below that directory.</summary>
    public static IEnumerable<RepositoryFile> Expand(RepositoryView repository, RepositoryFile file)
    {
        if (file.LinkTarget is not { } target || Resolve(repository, file) is not null)
        {
            return [file];
        }

        return TargetPath(repository, file, target) is { Length: > 0 } directory
            ? repository.Files.Where(f => f.Path.StartsWith(directory + "/", StringComparison.Ordinal))
            : [];
    }

    /// <summary>The path that a link names, relative to the root; null when it leads out of the repository.</summary>
    public static string? TargetPath(RepositoryView repository, RepositoryFile link, string target)
    {
        target = target.Replace('\\', '/');
        if (Path.IsPathRooted(target))
        {
            var root = repository.Root.Replace('\\', '/').TrimEnd('/') + "/";
            return target.StartsWith(root, StringComparison.Ordinal) ? Combine(string.Empty, target[root.Length..]) : null;
        }

        return Combine(link.Path[..(link.Path.LastIndexOf('/') + 1)], target);
    }

    /// <summary>A directory and a relative path as one path without <c>.</c> and <c>..</c>; null when it leaves the root.</summary>
    /// <param name="directory">Relative to the root; empty or ending in <c>/</c>.</param>
    /// <param name="relative">With <c>/</c> separators.</param>
    public static string? Combine(string directory, string relative)
    {
        var parts = new List<string>();
        foreach (var part in (directory + relative).Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part.Length > 0 && part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
