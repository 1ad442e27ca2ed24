using System.Collections.Concurrent;

namespace ClaudeBuildGuard.Engine.Repositories.Ignoring;

/// <summary>The pattern that decides about a path, and the file that holds it.</summary>
/// <param name="File">The ignore file.</param>
/// <param name="Pattern">The pattern; when it is negated, the path is not ignored.</param>
internal sealed record IgnoreDecision(IgnoreFile File, IgnorePattern Pattern)
{
    /// <summary>True when the path is ignored.</summary>
    public bool IsIgnored => !Pattern.IsNegated;
}

/// <summary>
/// Ignore files that work together, as git applies them: a deeper file overrules a shallower one, within a file the last match decides,
/// and nothing below an ignored directory can be taken back in.
/// </summary>
/// <remarks>Safe for concurrent use. Decisions about directories are remembered.</remarks>
internal sealed class IgnoreRules
{
    private readonly IgnoreFile[] _files;
    private readonly ConcurrentDictionary<string, IgnoreDecision?> _directories = new(StringComparer.Ordinal);

    /// <summary>Joins ignore files.</summary>
    /// <param name="files">In any order. Of two files for the same directory the later one overrules.</param>
    public IgnoreRules(IEnumerable<IgnoreFile> files)
    {
        _files = [.. files.OrderBy(f => f.Directory.Length)];
    }

    /// <summary>The deciding pattern; null when no pattern matches the path or a directory above it.</summary>
    /// <param name="path">Relative to the root, with <c>/</c> separators, no leading and no trailing slash.</param>
    /// <param name="isDirectory">Whether the path is a directory.</param>
    public IgnoreDecision? Decide(string path, bool isDirectory = false)
    {
        var slash = path.LastIndexOf('/');
        var above = slash > 0 ? Directory(path[..slash]) : null;
        return above is { IsIgnored: true } ? above : isDirectory ? Directory(path) : Judge(path, isDirectory: false);
    }

    /// <summary>True when the path is ignored.</summary>
    public bool IsIgnored(string path, bool isDirectory = false) => Decide(path, isDirectory) is { IsIgnored: true };

    private IgnoreDecision? Directory(string path)
    {
        if (_directories.TryGetValue(path, out var known))
        {
            return known;
        }

        // From the top down, not by recursion: a path may be thousands of directories deep.
        IgnoreDecision? decision = null;
        for (var slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            var parent = path[..slash];
            decision = _directories.GetOrAdd(parent, p => Judge(p, isDirectory: true));
            if (decision is { IsIgnored: true })
            {
                return _directories[path] = decision;
            }
        }

        return _directories[path] = Judge(path, isDirectory: true);
    }

    private IgnoreDecision? Judge(string path, bool isDirectory)
    {
        for (var i = _files.Length - 1; i >= 0; i--)
        {
            if (_files[i].LastMatch(path, isDirectory) is { } pattern)
            {
                return new IgnoreDecision(_files[i], pattern);
            }
        }

        return null;
    }
}
