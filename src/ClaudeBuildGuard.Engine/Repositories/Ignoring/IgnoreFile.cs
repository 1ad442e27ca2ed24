namespace ClaudeBuildGuard.Engine.Repositories.Ignoring;

/// <summary>A file in gitignore syntax: its patterns in order, and the directory they are relative to.</summary>
internal sealed class IgnoreFile
{
    /// <summary>Below this many patterns, trying each costs less than looking any up.</summary>
    private const int SmallFile = 32;

    private readonly PatternIndex? _index;

    /// <summary>Joins patterns that were read already.</summary>
    public IgnoreFile(string path, string directory, IReadOnlyList<IgnorePattern> patterns, bool ignoreCase)
    {
        Path = path;
        Directory = directory;
        Patterns = patterns;
        _index = patterns.Count > SmallFile ? new PatternIndex(patterns, ignoreCase) : null;
    }

    /// <summary>The file itself, relative to the root with <c>/</c> separators.</summary>
    public string Path { get; }

    /// <summary>The directory its patterns are relative to: empty for the root, else without a trailing slash.</summary>
    public string Directory { get; }

    /// <summary>The patterns, in the order of the file. The last that matches decides.</summary>
    public IReadOnlyList<IgnorePattern> Patterns { get; }

    /// <summary>Reads an ignore file. Every text is valid; lines that are no pattern are left out.</summary>
    /// <param name="path">Where it stands, relative to the root with <c>/</c> separators.</param>
    /// <param name="text">Its text without byte order mark.</param>
    /// <param name="ignoreCase">Whether letters match in either case.</param>
    public static IgnoreFile Parse(string path, string text, bool ignoreCase = false)
    {
        var slash = path.LastIndexOf('/');
        return Parse(path, slash < 0 ? string.Empty : path[..slash], text, ignoreCase);
    }

    /// <summary>Reads an ignore file whose patterns are relative to another directory than its own, such as <c>.git/info/exclude</c>.</summary>
    public static IgnoreFile Parse(string path, string directory, string text, bool ignoreCase = false)
    {
        var patterns = new List<IgnorePattern>();
        var number = 0;
        for (var start = 0; start < text.Length;)
        {
            number++;
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            var length = end - start - (end > start && text[end - 1] == '\r' ? 1 : 0);
            if (IgnorePattern.Parse(text.Substring(start, length), number, ignoreCase) is { } pattern)
            {
                patterns.Add(pattern);
            }

            start = end + 1;
        }

        return new IgnoreFile(path, directory, patterns, ignoreCase);
    }

    /// <summary>The last pattern that names this very path; null when none does. Parents are not looked at.</summary>
    /// <param name="path">Relative to the root, with <c>/</c> separators.</param>
    /// <param name="isDirectory">Whether the path is a directory.</param>
    public IgnorePattern? LastMatch(string path, bool isDirectory)
    {
        if (Directory.Length > 0)
        {
            if (!path.StartsWith(Directory, StringComparison.Ordinal) || path.Length <= Directory.Length || path[Directory.Length] != '/')
            {
                return null;
            }

            path = path[(Directory.Length + 1)..];
        }

        if (_index is not null)
        {
            return _index.LastMatch(path, isDirectory);
        }

        for (var i = Patterns.Count - 1; i >= 0; i--)
        {
            if (Patterns[i].Matches(path, isDirectory))
            {
                return Patterns[i];
            }
        }

        return null;
    }
}
