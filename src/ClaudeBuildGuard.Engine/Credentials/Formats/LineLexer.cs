
namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Parts a piece of text into words, quoted literals and signs. It knows the literals of all languages at once: verbatim, raw,
/// interpolated with literals inside, with doubled quotes. A quote that nothing closes is a sign, so a mistake ends with its line.
/// Costs time in proportion to the piece, whatever stands in it.
/// </summary>
internal ref struct LineLexer
{
    private const int LongestPrefix = 4;

    // An expression within a literal, and how many may lie within one another.
    private const int LongestHole = 256;
    private const int DeepestHole = 4;

    private const int LongestBracketed = 200;

    private static readonly ByteClass BracketedEnds = ByteClass.OfRanges("{}()[]\"'`,;\r\n");

    private static readonly ByteClass Prefixes = ByteClass.OfRanges("@$frbuFRBULN");

    private readonly ReadOnlySpan<byte> _text;
    private readonly int _end;
    private readonly List<LineToken> _tokens;

    // Up to where no quote of a kind closes anything: it is not looked for again.
    private int _openSingle;
    private int _openDouble;
    private int _openBack;

    private LineLexer(ReadOnlySpan<byte> text, int end, List<LineToken> tokens)
    {
        _text = text;
        _end = end;
        _tokens = tokens;
    }

    /// <summary>Adds the tokens of a piece; never more than it has bytes.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="start">Offset of the piece.</param>
    /// <param name="end">One past the piece.</param>
    /// <param name="tokens">Receives the tokens.</param>
    public static void Read(ReadOnlySpan<byte> text, int start, int end, List<LineToken> tokens)
    {
        var lexer = new LineLexer(text, end, tokens);
        for (var at = start; at < end;)
        {
            at = lexer.ReadToken(at);
        }
    }

    /// <summary>True for a character of a name.</summary>
    public static bool IsWord(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'.' or (byte)'$' or (byte)'@' or >= 0x80;

    /// <summary>True for a quote of any kind.</summary>
    public static bool IsQuote(byte b) => b is (byte)'"' or (byte)'\'' or (byte)'`';

    private int ReadToken(int at)
    {
        var b = _text[at];
        if (b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            return at + 1;
        }

        if (IsQuote(b))
        {
            return ReadLiteral(at, []);
        }

        if (IsBracketed(at, out var begins, out var quotes, out var ends))
        {
            _tokens.Add(new LineToken(LineTokenKind.Text, begins, ends, quotes, IsVerbatim: true));
            return ends;
        }

        if (!IsWord(b) && !(b == '-' && at + 1 < _end && (IsWord(_text[at + 1]) || _text[at + 1] == '-')))
        {
            _tokens.Add(new LineToken(LineTokenKind.Sign, at, at + 1));
            return at + 1;
        }

        var stop = EndOfWord(at);

        // @"…", $"…", f'…' and their like: the prefix belongs to the literal.
        if (stop < _end && _text[stop] is (byte)'"' or (byte)'\'' && stop - at <= LongestPrefix && _text[at..stop].IndexOfAnyExcept(Prefixes) < 0)
        {
            return ReadLiteral(stop, _text[at..stop]);
        }

        _tokens.Add(new LineToken(LineTokenKind.Word, at, stop));
        return stop;
    }

    // q{x}, qq(x), q[x] of Perl, [[x]] and [==[x]==] of Lua, where a value is expected. They hold no sign that could make code of them.
    private readonly bool IsBracketed(int at, out int begins, out int quotes, out int ends)
    {
        (begins, quotes, ends) = (at, 1, at);
        if (_text[at] is not ((byte)'q' or (byte)'[') || _tokens is [] || _tokens[^1].Sign(_text) is not ((byte)'=' or (byte)'>' or (byte)',' or (byte)'('))
        {
            return false;
        }

        var isPerl = _text[at] == 'q';
        begins += isPerl && at + 1 < _end && _text[at + 1] == 'q' ? 2 : isPerl ? 1 : 0;
        if (begins + 2 >= _end || _text[begins] is not ((byte)'{' or (byte)'(' or (byte)'['))
        {
            return false;
        }

        var close = _text[begins] == '(' ? (byte)')' : (byte)(_text[begins] + 2);
        var inner = begins + 1;
        if (!isPerl)
        {
            while (inner < _end && _text[inner] == '=')
            {
                inner++;
            }

            if (inner >= _end || _text[inner++] != '[')
            {
                return false;
            }
        }

        quotes = inner - begins;
        var rest = _text[inner..Math.Min(_end, inner + LongestBracketed)];
        if (rest.IndexOfAny(BracketedEnds) is not (> 0 and var length) || rest[length] != close)
        {
            return false;
        }

        ends = inner + length + quotes;
        return ends <= _end && _text[ends - 1] == close && _text[(inner + length + 1)..Math.Max(inner + length + 1, ends - 1)].IndexOfAnyExcept((byte)'=') < 0;
    }

    private readonly int EndOfWord(int start)
    {
        var stop = start + 1;
        while (stop < _end && (IsWord(_text[stop]) || (_text[stop] is (byte)'-' or (byte)':' && stop + 1 < _end && IsWord(_text[stop + 1]) && (_text[stop] == '-' || IsPathColon(start, stop)))))
        {
            stop++;
        }

        return stop;
    }

    // Jwt:Key=… is one name; name:value is not.
    private readonly bool IsPathColon(int from, int colon) =>
        char.IsAsciiLetterUpper((char)_text[from]) && colon + 1 < _text.Length && char.IsAsciiLetterUpper((char)_text[colon + 1])
        && _text[colon..Math.Min(_text.Length, colon + 60)].IndexOfAny("=\n"u8) is > 0 and var stop && _text[colon + stop] == '=';

    private int ReadLiteral(int at, ReadOnlySpan<byte> prefix)
    {
        ref var open = ref _openBack;
        if (_text[at] == '"')
        {
            open = ref _openDouble;
        }
        else if (_text[at] == '\'')
        {
            open = ref _openSingle;
        }

        if (at >= open)
        {
            if (TryFindEnd(at, prefix, _end, 0, out var quotes, out var stop))
            {
                _tokens.Add(new LineToken(LineTokenKind.Text, at, stop, quotes, quotes > 2 || prefix.IndexOfAny("@rR"u8) >= 0 || _text[at] == '`'));
                return stop;
            }

            open = quotes == 1 ? stop : open;
        }

        // An apostrophe in a comment, a literal that goes on beyond the piece.
        _tokens.Add(new LineToken(LineTokenKind.Sign, at, at + 1));
        return at + 1;
    }

    // Gives one past the closing quote, or where it was looked for in vain.
    private readonly bool TryFindEnd(int at, ReadOnlySpan<byte> prefix, int limit, int depth, out int quotes, out int stop)
    {
        var quote = _text[at];
        quotes = 1;
        while (quote != '`' && at + quotes < limit && _text[at + quotes] == quote)
        {
            quotes++;
        }

        stop = at + 2;
        if (quotes == 2)
        {
            quotes = 1;
            return true;
        }

        var isVerbatim = prefix.IndexOfAny("@rR"u8) >= 0;
        var isFormatted = prefix.IndexOfAny("$fF"u8) >= 0;
        var mayHoldExpressions = quotes == 1 && (quote != '\'' || isFormatted) && depth < DeepestHole;
        for (stop = at + quotes; stop < limit; stop++)
        {
            var b = _text[stop];
            if (b == '\\' && !isVerbatim && quotes == 1)
            {
                stop++;
            }
            else if (b == '\n' && quotes == 1 && quote != '`' && !isVerbatim)
            {
                return false;
            }
            else if (b == quote)
            {
                if (Closes(stop, quote, quotes))
                {
                    stop += quotes;
                    return true;
                }

                stop++;
            }
            else if (b == '{' && mayHoldExpressions)
            {
                if (isFormatted && stop + 1 < _end && _text[stop + 1] == '{')
                {
                    stop++;
                }
                else if (isFormatted || _text[stop - 1] is (byte)'$' or (byte)'#')
                {
                    // After an expression that does not end braces are only braces: each is tried once.
                    var after = SkipExpression(stop, limit, depth);
                    mayHoldExpressions = after > 0;
                    stop = Math.Max(stop, after - 1);
                }
            }
        }

        stop = limit;
        return false;
    }

    // Two quotes in a literal of one quote stand for one (VB, SQL, verbatim C#); a raw literal ends with as many as it began with.
    private readonly bool Closes(int at, byte quote, int quotes)
    {
        if (quotes == 1)
        {
            return quote == '`' || at + 1 >= _end || _text[at + 1] != quote;
        }

        var run = 1;
        while (run < quotes && at + run < _end && _text[at + run] == quote)
        {
            run++;
        }

        return run == quotes;
    }

    // One past the brace that closes an expression, whatever quotes stand in it; 0 when none does on the same line.
    private readonly int SkipExpression(int open, int limit, int depth)
    {
        var braces = 0;
        limit = Math.Min(limit, open + LongestHole);
        for (var i = open; i < limit && _text[i] != '\n'; i++)
        {
            var b = _text[i];
            if (b == '{')
            {
                braces++;
            }
            else if (b == '}' && --braces == 0)
            {
                return i + 1;
            }
            else if (IsQuote(b))
            {
                if (!TryFindEnd(i, [], limit, depth + 1, out _, out var stop))
                {
                    return 0;
                }

                i = stop - 1;
            }
        }

        return 0;
    }
}
