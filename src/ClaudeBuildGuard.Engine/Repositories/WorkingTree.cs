using System.IO.Enumeration;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>The files below a directory, as the agent could open them.</summary>
internal static class WorkingTree
{
    /// <summary>Walks the tree. Symbolic links are listed and not followed.</summary>
    public static IReadOnlyList<RepositoryFile> Walk(string root, IFindings findings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var entries = new FileSystemEnumerable<RepositoryFile>(
            root,
            (ref FileSystemEntry entry) =>
            {
                var full = entry.ToFullPath();
                var relative = Path.GetRelativePath(root, full).Replace(Path.DirectorySeparatorChar, '/');
                return new RepositoryFile(relative, full, entry.Length, entry.LastWriteTimeUtc.UtcDateTime)
                {
                    LinkTarget = entry.Attributes.HasFlag(FileAttributes.ReparsePoint) ? new FileInfo(full).LinkTarget : null,
                };
            },
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
            {
                cancellation.ThrowIfCancellationRequested();
                return !entry.IsDirectory;
            },
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && !entry.FileName.SequenceEqual(".git"),
        };
        return [.. entries.OrderBy(f => f.Path, StringComparer.Ordinal)];
    }
}
