using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Controls.Review.Owners;

/// <summary>
/// A path pattern, compiled to its segments. GitHub: like an ignore file, but <c>dir/*</c> covers the files directly in it and nothing
/// below. GitLab: a file-name match in which only a trailing slash covers what lies below. Bitbucket: an ignore file.
/// </summary>
internal sealed class OwnersPattern
{
    // Null stands for any number of directories.
    private readonly ImmutableArray<Glob?> _segments;
    private readonly bool _coversBelow;
    private readonly IgnorePattern? _ignore;

    private OwnersPattern(ImmutableArray<Glob?> segments, bool coversBelow, IgnorePattern? ignore = null)
    {
        _segments = segments;
        _coversBelow = coversBelow;
        _ignore = ignore;
    }

    /// <summary>Compiles a pattern.</summary>
    public static OwnersPattern Compile(string pattern, OwnersDialect dialect) => dialect switch
    {
        OwnersDialect.Bitbucket => new OwnersPattern([], false, IgnorePattern.Parse(pattern, 0, ignoreCase: false)),
        OwnersDialect.GitLab => GitLab(pattern),
        _ => GitHub(pattern),
    };

    /// <summary>True when it covers a file.</summary>
    /// <param name="path">Relative to the root with <c>/</c> separators.</param>
    public bool Covers(string path)
    {
        if (_segments.IsEmpty)
        {
            return _ignore is not null && CoversAsIgnored(path);
        }

        // reached[i]: the first i segments of the pattern match what was read so far.
        var reached = new bool[_segments.Length + 1];
        reached[0] = true;
        SkipAny(reached);
        foreach (var part in path.Split('/'))
        {
            if (_coversBelow && reached[^1])
            {
                return true;
            }

            var next = new bool[reached.Length];
            for (var i = 0; i < _segments.Length; i++)
            {
                if (reached[i])
                {
                    next[_segments[i] is null ? i : i + 1] |= _segments[i] is not { } glob || glob.Matches(part);
                }
            }

            SkipAny(next);
            reached = next;
        }

        return reached[^1];
    }

    private static OwnersPattern GitHub(string pattern)
    {
        var parts = pattern.Trim('/').Split('/');
        var belowOnly = pattern.EndsWith('/');
        var segments = new List<Glob?>();
        if (!pattern.StartsWith('/') && parts.Length == 1)
        {
            segments.Add(null);
        }

        foreach (var part in parts)
        {
            segments.Add(part == "**" ? null : Glob.Compile(part, ignoreCase: false));
        }

        var filesDirectlyIn = parts.Length > 1 && parts[^1] == "*";
        if (belowOnly || parts[^1] == "**")
        {
            // What lies below and never the name itself.
            segments.Add(Glob.Compile("*", ignoreCase: false));
        }

        return new OwnersPattern([.. segments], !filesDirectlyIn || belowOnly);
    }

    private static OwnersPattern GitLab(string pattern)
    {
        var segments = new List<Glob?>();
        if (!pattern.StartsWith('/'))
        {
            segments.Add(null);
        }

        var parts = pattern.Trim('/').Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            // A file-name match knows ** only before a slash; at the end it is an ordinary star.
            segments.Add(parts[i] == "**" && (i < parts.Length - 1 || pattern.EndsWith('/')) ? null : Glob.Compile(parts[i], ignoreCase: false));
        }

        if (pattern.EndsWith('/'))
        {
            segments.Add(null);
            segments.Add(Glob.Compile("*", ignoreCase: false));
        }

        return new OwnersPattern([.. segments], coversBelow: false);
    }

    private void SkipAny(bool[] reached)
    {
        for (var i = 0; i < _segments.Length; i++)
        {
            reached[i + 1] |= reached[i] && _segments[i] is null;
        }
    }

    private bool CoversAsIgnored(string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            if (_ignore!.Matches(path.AsSpan(0, end), isDirectory: true))
            {
                return true;
            }
        }

        return _ignore!.Matches(path, isDirectory: false);
    }
}
