namespace ClaudeBuildGuard.Engine.Repositories.Ignoring;

/// <summary>A bracket expression: single characters, ranges and POSIX classes, possibly negated.</summary>
/// <remarks>
/// Read as git's <c>wildmatch</c> reads it: <c>]</c> in first place is literal, <c>\</c> escapes, an unknown POSIX class or a missing
/// end makes the whole pattern match nothing.
/// </remarks>
internal sealed class GlobClass
{
    private readonly List<(char First, char Last)> _ranges = [];
    private readonly List<Func<char, bool>> _named = [];
    private readonly bool _negated;

    private GlobClass(bool negated)
    {
        _negated = negated;
    }

    /// <summary>True when the set holds the character.</summary>
    public bool Contains(char character, bool ignoreCase)
    {
        var found = Holds(character)
            || (ignoreCase && (Holds(char.ToLowerInvariant(character)) || Holds(char.ToUpperInvariant(character))));
        return found != _negated && character != '/';
    }

    /// <summary>Reads a class.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="position">Of the <c>[</c>; moved behind the closing <c>]</c>.</param>
    /// <returns>Null when the class is malformed, so that the pattern matches nothing.</returns>
    public static GlobClass? Read(ReadOnlySpan<char> pattern, ref int position)
    {
        var i = position + 1;
        var negated = i < pattern.Length && pattern[i] is '!' or '^';
        if (negated)
        {
            i++;
        }

        var result = new GlobClass(negated);
        var previous = '\0';
        var first = true;
        while (first || (i < pattern.Length && pattern[i] != ']'))
        {
            first = false;
            if (i >= pattern.Length)
            {
                return null;
            }

            var character = pattern[i];
            if (character == '\\')
            {
                if (++i >= pattern.Length)
                {
                    return null;
                }

                previous = pattern[i++];
                result.Add(previous, previous);
            }
            else if (character == '-' && previous != '\0' && i + 1 < pattern.Length && pattern[i + 1] != ']')
            {
                i++;
                if (pattern[i] == '\\' && ++i >= pattern.Length)
                {
                    return null;
                }

                result.Add(previous, pattern[i++]);
                previous = '\0';
            }
            else if (character == '[' && i + 1 < pattern.Length && pattern[i + 1] == ':')
            {
                if (!result.ReadNamed(pattern, ref i, ref previous))
                {
                    return null;
                }
            }
            else
            {
                result.Add(character, character);
                previous = character;
                i++;
            }
        }

        if (i >= pattern.Length)
        {
            return null;
        }

        position = i + 1;
        return result;
    }

    private bool ReadNamed(ReadOnlySpan<char> pattern, ref int i, ref char previous)
    {
        var end = pattern[(i + 2)..].IndexOf(']');
        if (end < 0)
        {
            return false;
        }

        var inner = pattern.Slice(i + 2, end);
        if (inner.Length == 0 || inner[^1] != ':')
        {
            // No ":]" closes it: the bracket is an ordinary member.
            Add('[', '[');
            previous = '[';
            i++;
            return true;
        }

        if (Named(inner[..^1]) is not { } named)
        {
            return false;
        }

        _named.Add(named);
        previous = '\0';
        i += 2 + end + 1;
        return true;
    }

    private static Func<char, bool>? Named(ReadOnlySpan<char> name) => name switch
    {
        "alnum" => char.IsAsciiLetterOrDigit,
        "alpha" => char.IsAsciiLetter,
        "blank" => c => c is ' ' or '\t',
        "cntrl" => c => c < 0x20 || c == 0x7F,
        "digit" => char.IsAsciiDigit,
        "graph" => c => c is > ' ' and < (char)0x7F,
        "lower" => char.IsAsciiLetterLower,
        "print" => c => c is >= ' ' and < (char)0x7F,
        "punct" => c => c is > ' ' and < (char)0x7F && !char.IsAsciiLetterOrDigit(c),
        "space" => c => c is ' ' or (>= '\t' and <= '\r'),
        "upper" => char.IsAsciiLetterUpper,
        "xdigit" => char.IsAsciiHexDigit,
        _ => null,
    };

    private void Add(char first, char last) => _ranges.Add((first, last));

    private bool Holds(char character)
    {
        foreach (var (first, last) in _ranges)
        {
            if (character >= first && character <= last)
            {
                return true;
            }
        }

        foreach (var named in _named)
        {
            if (named(character))
            {
                return true;
            }
        }

        return false;
    }
}
