using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>The paths that one repository's index holds, named from the directory that is judged.</summary>
internal sealed class TrackedFiles
{
    private readonly HashSet<string> _paths;
    private readonly string[] _sorted;
    private readonly StringComparison _comparison;

    private TrackedFiles(string[] sorted, bool ignoresCase)
    {
        _sorted = sorted;
        _comparison = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var comparer = StringComparer.FromComparison(_comparison);
        Array.Sort(_sorted, comparer);
        _paths = new HashSet<string>(_sorted, comparer);
    }

    /// <summary>No file is tracked.</summary>
    public static TrackedFiles None { get; } = new([], ignoresCase: false);

    /// <summary>Reads a repository's index.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="directory">The absolute path of the directory that is judged, or of a nested repository in it: at or below the working tree's top.</param>
    /// <param name="prefix">What comes before every path: empty, or the nested repository's own path with a <c>/</c>.</param>
    /// <param name="findings">Where an index that cannot be read is reported.</param>
    public static TrackedFiles Of(GitRepository repository, string directory, string prefix, IFindings findings)
    {
        try
        {
            var below = Path.GetRelativePath(repository.WorkTree!, directory).Replace(Path.DirectorySeparatorChar, '/');
            below = below == "." ? string.Empty : below + "/";
            var entries = GitIndex.Read(repository.GitDirectory, repository.IdLength);
            var paths = new List<string>(entries.Count);
            foreach (var entry in entries)
            {
                if (!entry.IsSubmodule && IsBelowTop(entry.Path) && entry.Path.StartsWith(below, StringComparison.Ordinal))
                {
                    paths.Add(below.Length == 0 && prefix.Length == 0 ? entry.Path : prefix + entry.Path[below.Length..]);
                }
            }

            return new TrackedFiles([.. paths], repository.IgnoresCase);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            findings.Report(new Finding(
                GuardDiagnostics.RepositoryCannotBeJudged,
                new Location(prefix.TrimEnd('/')),
                $"Which files git tracks is not known: {e.Message.TrimEnd('.')}.",
                $"Delete '{Path.Combine(repository.GitDirectory, "index")}' and run 'git reset' to write the index again."));
            return None;
        }
    }

    /// <summary>Whether git tracks the file.</summary>
    public bool Contains(string path) => _paths.Contains(path);

    /// <summary>Whether git tracks no file below a directory.</summary>
    /// <param name="prefix">The directory's path with a <c>/</c> at its end.</param>
    public bool HasNothingBelow(string prefix)
    {
        var first = FirstAt(prefix);
        return first >= _sorted.Length || !_sorted[first].StartsWith(prefix, _comparison);
    }

    /// <summary>The tracked files below a directory.</summary>
    /// <param name="prefix">The directory's path with a <c>/</c> at its end.</param>
    public IEnumerable<string> Below(string prefix)
    {
        for (var i = FirstAt(prefix); i < _sorted.Length && _sorted[i].StartsWith(prefix, _comparison); i++)
        {
            // A sparse index folds a directory outside the cone into one entry; nothing of it is on disk.
            if (!_sorted[i].EndsWith('/'))
            {
                yield return _sorted[i];
            }
        }
    }

    /// <summary>Git never writes a path that leads out of the working tree; an index that holds one was made to be followed.</summary>
    private static bool IsBelowTop(string path) =>
        !Path.IsPathRooted(path)
        && !path.StartsWith("../", StringComparison.Ordinal)
        && !path.Contains("/../", StringComparison.Ordinal)
        && !path.Contains('\0', StringComparison.Ordinal);

    private int FirstAt(string prefix)
    {
        var found = Array.BinarySearch(_sorted, prefix, StringComparer.FromComparison(_comparison));
        return found < 0 ? ~found : found;
    }
}
