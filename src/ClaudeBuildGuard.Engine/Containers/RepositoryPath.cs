namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>Paths inside the repository, relative to its root with <c>/</c> separators.</summary>
internal static class RepositoryPath
{
    /// <summary>The directory of a file; empty for the root.</summary>
    public static string Directory(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? string.Empty : path[..slash];
    }

    /// <summary>Joins parts, each relative to what stands before it; null when the result leaves the repository or holds a variable.</summary>
    public static string? Combine(params string[] parts)
    {
        var result = new List<string>();
        foreach (var part in parts)
        {
            if (part.Contains('$', StringComparison.Ordinal) || part.StartsWith('/') || part.Contains(':', StringComparison.Ordinal))
            {
                return null;
            }

            foreach (var name in part.Split('/', '\\'))
            {
                if (name is "" or ".")
                {
                    continue;
                }

                if (name != "..")
                {
                    result.Add(name);
                }
                else if (result.Count == 0)
                {
                    return null;
                }
                else
                {
                    result.RemoveAt(result.Count - 1);
                }
            }
        }

        return string.Join('/', result);
    }
}
