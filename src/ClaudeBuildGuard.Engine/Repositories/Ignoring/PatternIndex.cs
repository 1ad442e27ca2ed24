namespace ClaudeBuildGuard.Engine.Repositories.Ignoring;

/// <summary>
/// Finds the last of many patterns that names a path without trying them all: each is filed under the most telling literal part of its
/// last segment, and a path asks only the drawers its own name opens.
/// </summary>
internal sealed class PatternIndex
{
    /// <summary>Longer keys would tell hardly more apart and cost more look-ups for each path.</summary>
    private const int LongestKey = 6;

    private readonly IReadOnlyList<IgnorePattern> _patterns;
    private readonly StringComparer _comparer;
    private readonly Dictionary<string, List<int>> _byName;
    private readonly Dictionary<string, List<int>> _byPrefix;
    private readonly Dictionary<string, List<int>> _bySuffix;
    private readonly List<int> _others = [];
    private readonly bool[] _prefixLengths = new bool[LongestKey + 1];
    private readonly bool[] _suffixLengths = new bool[LongestKey + 1];

    public PatternIndex(IReadOnlyList<IgnorePattern> patterns, bool ignoreCase)
    {
        _patterns = patterns;
        _comparer = ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        _byName = new(_comparer);
        _byPrefix = new(_comparer);
        _bySuffix = new(_comparer);
        for (var i = 0; i < patterns.Count; i++)
        {
            if (!patterns[i].IsMalformed)
            {
                File(i, patterns[i].Tokens);
            }
        }
    }

    /// <summary>The last pattern that names this very path; null when none does.</summary>
    public IgnorePattern? LastMatch(string path, bool isDirectory)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var best = -1;
        Try(_byName, name, path, isDirectory, ref best);
        for (var length = Math.Min(LongestKey, name.Length); length > 0; length--)
        {
            if (_prefixLengths[length])
            {
                Try(_byPrefix, name[..length], path, isDirectory, ref best);
            }

            if (_suffixLengths[length])
            {
                Try(_bySuffix, name[^length..], path, isDirectory, ref best);
            }
        }

        Try(_others, path, isDirectory, ref best);
        return best < 0 ? null : _patterns[best];
    }

    private void File(int index, ReadOnlySpan<GlobToken> tokens)
    {
        var start = tokens.Length;
        while (start > 0 && !EndsSegment(tokens[start - 1]))
        {
            start--;
        }

        var last = tokens[start..];
        var prefix = LiteralRun(last, fromEnd: false);
        if (start > 0 && tokens[start - 1].Kind == GlobTokenKind.Everything)
        {
            _others.Add(index);
        }
        else if (prefix.Length == last.Length)
        {
            Add(_byName, prefix, index);
        }
        else
        {
            var suffix = LiteralRun(last, fromEnd: true);
            if (Math.Max(prefix.Length, suffix.Length) == 0)
            {
                _others.Add(index);
            }
            else if (prefix.Length >= suffix.Length)
            {
                var length = Math.Min(prefix.Length, LongestKey);
                _prefixLengths[length] = true;
                Add(_byPrefix, prefix[..length], index);
            }
            else
            {
                var length = Math.Min(suffix.Length, LongestKey);
                _suffixLengths[length] = true;
                Add(_bySuffix, suffix[^length..], index);
            }
        }
    }

    private static bool EndsSegment(GlobToken token) =>
        token.Kind is GlobTokenKind.Directories or GlobTokenKind.Everything || token is { Kind: GlobTokenKind.Literal, Character: '/' };

    private static string LiteralRun(ReadOnlySpan<GlobToken> tokens, bool fromEnd)
    {
        var length = 0;
        while (length < tokens.Length && tokens[fromEnd ? tokens.Length - 1 - length : length].Kind == GlobTokenKind.Literal)
        {
            length++;
        }

        var run = fromEnd ? tokens[^length..] : tokens[..length];
        return string.Create(run.Length, run.ToArray(), static (text, source) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = source[i].Character;
            }
        });
    }

    private static void Add(Dictionary<string, List<int>> drawers, string key, int index)
    {
        if (!drawers.TryGetValue(key, out var drawer))
        {
            drawers[key] = drawer = [];
        }

        drawer.Add(index);
    }

    private void Try(Dictionary<string, List<int>> drawers, string key, string path, bool isDirectory, ref int best)
    {
        if (drawers.Count > 0 && drawers.TryGetValue(key, out var drawer))
        {
            Try(drawer, path, isDirectory, ref best);
        }
    }

    private void Try(List<int> drawer, string path, bool isDirectory, ref int best)
    {
        for (var i = drawer.Count - 1; i >= 0 && drawer[i] > best; i--)
        {
            if (_patterns[drawer[i]].Matches(path, isDirectory))
            {
                best = drawer[i];
            }
        }
    }
}
