using ClaudeBuildGuard.Engine.Repositories;

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
    public static string? Combine(params string[] parts) =>
        Array.Exists(parts, p => p.StartsWith('/') || p.AsSpan().IndexOfAny('$', ':') >= 0) ? null : RepositoryLinks.Combine(string.Empty, string.Join('/', parts).Replace('\\', '/'));
}
