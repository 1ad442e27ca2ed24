namespace ClaudeBuildGuard.Engine.Repositories.Ignoring;

/// <summary>One pattern line of an ignore file.</summary>
internal sealed class IgnorePattern
{
    private readonly Glob _glob;

    private IgnorePattern(string text, int line, bool negated, bool directoryOnly, bool anchored, Glob glob)
    {
        Text = text;
        Line = line;
        IsNegated = negated;
        IsDirectoryOnly = directoryOnly;
        IsAnchored = anchored;
        _glob = glob;
    }

    /// <summary>The pattern as it counts: without the line end and without trailing spaces that are not escaped.</summary>
    public string Text { get; }

    /// <summary>Where it stands, 1-based.</summary>
    public int Line { get; }

    /// <summary>True for a pattern that begins with <c>!</c> and takes files back in.</summary>
    public bool IsNegated { get; }

    /// <summary>True for a pattern that ends in a slash and matches directories only.</summary>
    public bool IsDirectoryOnly { get; }

    /// <summary>True for a pattern with a slash before its end: it is matched against the whole path, else against each name.</summary>
    public bool IsAnchored { get; }

    /// <summary>True when the pattern can match nothing, such as an unclosed class.</summary>
    public bool IsMalformed => _glob.IsMalformed;

    /// <summary>The compiled elements, without negation and without leading and trailing slash.</summary>
    public ReadOnlySpan<GlobToken> Tokens => _glob.Tokens;

    /// <summary>Reads one line without its line end; null for an empty line and a comment.</summary>
    public static IgnorePattern? Parse(string line, int number, bool ignoreCase)
    {
        if (line.Length == 0 || line[0] == '#')
        {
            return null;
        }

        var text = WithoutTrailingSpaces(line);
        if (text.Length == 0)
        {
            return null;
        }

        var body = text.AsSpan();
        var negated = body[0] == '!';
        body = negated ? body[1..] : body;
        var directoryOnly = body is [.., '/'];
        body = directoryOnly ? body[..^1] : body;
        var anchored = body.Contains('/');
        body = body is ['/', ..] ? body[1..] : body;
        return new IgnorePattern(text, number, negated, directoryOnly, anchored, Glob.Compile(body, ignoreCase));
    }

    /// <summary>True when the pattern names this very file or directory; what lies in a matched directory is the caller's to conclude.</summary>
    /// <param name="path">Relative to the directory of the ignore file, with <c>/</c> separators.</param>
    /// <param name="isDirectory">Whether the path is a directory.</param>
    public bool Matches(ReadOnlySpan<char> path, bool isDirectory)
    {
        if (IsDirectoryOnly && !isDirectory)
        {
            return false;
        }

        return _glob.Matches(IsAnchored ? path : path[(path.LastIndexOf('/') + 1)..]) && path.Length > 0;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Only spaces are trimmed, never tabs; a backslash keeps the space behind it.</summary>
    private static string WithoutTrailingSpaces(string line)
    {
        var end = -1;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == ' ')
            {
                end = end < 0 ? i : end;
            }
            else
            {
                end = -1;
                if (line[i] == '\\' && ++i >= line.Length)
                {
                    break;
                }
            }
        }

        return end < 0 ? line : line[..end];
    }
}
