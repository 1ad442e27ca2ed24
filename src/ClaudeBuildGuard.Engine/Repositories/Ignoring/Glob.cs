namespace ClaudeBuildGuard.Engine.Repositories.Ignoring;

/// <summary>
/// A path pattern in the dialect of git's <c>wildmatch</c>, compiled once. Matching never backtracks over more than the last star of
/// a segment and the last <c>**</c>, so no pattern makes it slow.
/// </summary>
/// <remarks>
/// Why that is enough: a single star cannot cross a slash, so the segment it ends in is determined; and what precedes a <c>**</c> is
/// best matched as early as possible, since <c>**</c> takes whatever lies between. Characters are UTF-16 units, where git counts
/// bytes: <c>?</c> matches a whole letter beyond ASCII here. Stars in the middle of a name, as in <c>foo**/bar</c>, are one star, as git
/// documents and the client does; git before 2.53 forgot the literal beginning of such a pattern and let it cross directories.
/// </remarks>
internal sealed class Glob
{
    private readonly GlobToken[]? _tokens;
    private readonly bool _ignoreCase;

    private Glob(GlobToken[]? tokens, bool ignoreCase)
    {
        _tokens = tokens;
        _ignoreCase = ignoreCase;
    }

    /// <summary>True when nothing can match: an unclosed class, an unknown POSIX class, a backslash at the end.</summary>
    public bool IsMalformed => _tokens is null;

    /// <summary>The compiled elements; empty when malformed.</summary>
    public ReadOnlySpan<GlobToken> Tokens => _tokens;

    /// <summary>Compiles a pattern that has no leading or trailing slash left.</summary>
    public static Glob Compile(ReadOnlySpan<char> pattern, bool ignoreCase)
    {
        var tokens = new List<GlobToken>(pattern.Length);
        for (var i = 0; i < pattern.Length;)
        {
            switch (pattern[i])
            {
                case '?':
                    tokens.Add(new GlobToken(GlobTokenKind.AnyCharacter));
                    i++;
                    break;
                case '[':
                    if (GlobClass.Read(pattern, ref i) is not { } set)
                    {
                        return new Glob(null, ignoreCase);
                    }

                    tokens.Add(new GlobToken(GlobTokenKind.Class, Class: set));
                    break;
                case '\\':
                    if (i + 1 == pattern.Length)
                    {
                        return new Glob(null, ignoreCase);
                    }

                    tokens.Add(Literal(pattern[i + 1], ignoreCase));
                    i += 2;
                    break;
                case '*':
                    ReadStars(pattern, ref i, tokens);
                    break;
                default:
                    tokens.Add(Literal(pattern[i], ignoreCase));
                    i++;
                    break;
            }
        }

        return new Glob([.. tokens], ignoreCase);
    }

    /// <summary>True when the pattern matches the whole path.</summary>
    public bool Matches(ReadOnlySpan<char> path)
    {
        if (_tokens is null)
        {
            return false;
        }

        int token = 0, at = 0;
        int starToken = -1, starAt = 0, wideToken = -1, wideAt = 0;
        while (true)
        {
            if (token < _tokens.Length)
            {
                var kind = _tokens[token].Kind;
                if (kind == GlobTokenKind.Star)
                {
                    (starToken, starAt) = (token++, at);
                    continue;
                }

                if (kind is GlobTokenKind.Everything or GlobTokenKind.Directories)
                {
                    (wideToken, wideAt, starToken) = (token++, at, -1);
                    continue;
                }

                if (at < path.Length && MatchesOne(_tokens[token], path[at]))
                {
                    token++;
                    at++;
                    continue;
                }
            }
            else if (at == path.Length)
            {
                return true;
            }

            if (starToken >= 0 && starAt < path.Length && path[starAt] != '/')
            {
                (token, at) = (starToken + 1, ++starAt);
            }
            else if (wideToken >= 0 && Widen(path, _tokens[wideToken].Kind, ref wideAt))
            {
                (token, at, starToken) = (wideToken + 1, wideAt, -1);
            }
            else
            {
                return false;
            }
        }
    }

    private static bool Widen(ReadOnlySpan<char> path, GlobTokenKind kind, ref int at)
    {
        if (kind == GlobTokenKind.Everything)
        {
            return ++at <= path.Length;
        }

        var slash = at < path.Length ? path[at..].IndexOf('/') : -1;
        at += slash + 1;
        return slash >= 0;
    }

    private static void ReadStars(ReadOnlySpan<char> pattern, ref int i, List<GlobToken> tokens)
    {
        var start = i;
        while (i < pattern.Length && pattern[i] == '*')
        {
            i++;
        }

        var opens = start == 0 || pattern[start - 1] == '/';
        if (i - start < 2 || !opens)
        {
            tokens.Add(new GlobToken(GlobTokenKind.Star));
        }
        else if (i == pattern.Length || (pattern[i] == '\\' && i + 1 < pattern.Length && pattern[i + 1] == '/'))
        {
            tokens.Add(new GlobToken(GlobTokenKind.Everything));
        }
        else if (pattern[i] == '/')
        {
            tokens.Add(new GlobToken(GlobTokenKind.Directories));
            i++;
        }
        else
        {
            tokens.Add(new GlobToken(GlobTokenKind.Star));
        }
    }

    private static GlobToken Literal(char character, bool ignoreCase) =>
        new(GlobTokenKind.Literal, ignoreCase ? char.ToLowerInvariant(character) : character);

    private bool MatchesOne(GlobToken token, char character) => token.Kind switch
    {
        GlobTokenKind.Literal => token.Character == (_ignoreCase ? char.ToLowerInvariant(character) : character),
        GlobTokenKind.AnyCharacter => character != '/',
        _ => token.Class!.Contains(character, _ignoreCase),
    };
}
