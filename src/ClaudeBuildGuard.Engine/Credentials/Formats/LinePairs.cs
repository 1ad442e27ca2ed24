using System.Buffers;
using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Reads keys and values out of a piece of text by light lexing: words, quoted literals and signs. Works for every language whose
/// assignments look alike, and for bare assignments of configuration and shell. A literal's key is what it is assigned to, the
/// literal before it in a pair, the name of the argument, or the call that takes it.
/// </summary>
internal sealed class LinePairs
{
    private const int MostTokens = 2000;

    private readonly List<Token> _tokens = [];
    private readonly ArrayBufferWriter<byte> _decoded = new();

    private enum TokenKind
    {
        Word,
        Text,
        Sign,
    }

    /// <summary>Reads a piece.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="start">Offset of the piece.</param>
    /// <param name="end">One past the piece.</param>
    /// <param name="bare">True when a value may stand without quotes.</param>
    /// <param name="sink">Receives the pairs.</param>
    public void Read(ReadOnlySpan<byte> text, int start, int end, bool bare, IPairSink sink)
    {
        _tokens.Clear();
        Lex(text, start, end);
        for (var i = 0; i < _tokens.Count; i++)
        {
            if (_tokens[i].Kind != TokenKind.Text)
            {
                if (bare)
                {
                    ReadBare(text, i, end, sink);
                }

                continue;
            }

            var last = LastJoined(text, i);
            _decoded.Clear();
            for (var part = i; part <= last; part++)
            {
                if (_tokens[part].Kind == TokenKind.Text)
                {
                    AppendLiteral(text, _tokens[part]);
                }
            }

            var key = KeyOf(text, i);
            var first = _tokens[i];
            sink.OnPair(key, _decoded.WrittenSpan, first.Start + first.QuoteLength, _tokens[last].End - _tokens[last].QuoteLength - first.Start - first.QuoteLength, ValueForm.Quoted);
            i = last;
        }
    }

    private void AppendLiteral(ReadOnlySpan<byte> text, Token token)
    {
        var inner = text[(token.Start + token.QuoteLength)..(token.End - token.QuoteLength)];
        if (token.IsVerbatim || inner.IndexOf((byte)'\\') < 0)
        {
            _decoded.Write(inner);
        }
        else
        {
            Literal.AppendUnescaped(inner, _decoded);
        }
    }

    // "a" + "b", "a" & "b", "a" . "b", "a" "b", over line breaks: one value.
    private int LastJoined(ReadOnlySpan<byte> text, int index)
    {
        var last = index;
        for (var i = index + 1; i + 1 < _tokens.Count; i++)
        {
            if (_tokens[i].Kind == TokenKind.Text && text[_tokens[last].End..].IndexOf((byte)'\n') is >= 0 and var gap && _tokens[last].End + gap < _tokens[i].Start && i == last + 1)
            {
                last = i;
                continue;
            }

            var joins = _tokens[i].Kind == TokenKind.Sign && _tokens[i].Sign(text) is (byte)'+' or (byte)'&' or (byte)'.' && _tokens[i + 1].Kind == TokenKind.Text;
            if (!joins)
            {
                break;
            }

            last = ++i;
        }

        return last;
    }

    private string KeyOf(ReadOnlySpan<byte> text, int index)
    {
        var before = index - 1;
        if (before < 0)
        {
            return string.Empty;
        }

        var token = _tokens[before];
        if (token.Kind == TokenKind.Word)
        {
            // -Password 'x', IDENTIFIED BY 'x', ConvertTo-SecureString 'x', PASSWORD 'x', return 'x'.
            var word = Name(text, token);
            return word.Equals("by", StringComparison.OrdinalIgnoreCase) && before > 0 && Name(text, _tokens[before - 1]).Equals("identified", StringComparison.OrdinalIgnoreCase) ? "password"
                : word.EndsWith("SecureString", StringComparison.OrdinalIgnoreCase) ? "password"
                : word.StartsWith('-') || word.Equals("password", StringComparison.OrdinalIgnoreCase) ? word
                : word is "String" && before > 1 && Name(text, _tokens[before - 1]).EndsWith("SecureString", StringComparison.OrdinalIgnoreCase) ? "password"
                : string.Empty;
        }

        if (token.Kind == TokenKind.Text)
        {
            return string.Empty;
        }

        switch (token.Sign(text))
        {
            case (byte)'=' or (byte)':' or (byte)'>' or (byte)'~' or (byte)'?':
                return AssignedName(text, before);
            case (byte)',':
                return PairedName(text, before);
            case (byte)'(':
                return CallName(text, before);
            case (byte)'{' or (byte)'[' when before > 1 && _tokens[before - 1].Kind == TokenKind.Sign && _tokens[before - 1].Sign(text) is (byte)'=' or (byte)':':
                return AssignedName(text, before - 1);
            default:
                return string.Empty;
        }
    }

    // The name left of = : => := == and, where a type stands between (name: string = "x", Dim name As String = "x"), left of that.
    private string AssignedName(ReadOnlySpan<byte> text, int sign)
    {
        var at = sign;
        while (at >= 0 && _tokens[at].Kind == TokenKind.Sign && _tokens[at].Sign(text) is (byte)'=' or (byte)':' or (byte)'>' or (byte)'?' or (byte)'~' or (byte)'!' && _tokens[at].Kind == TokenKind.Sign)
        {
            at--;
        }

        if (at < 0)
        {
            return string.Empty;
        }

        if (_tokens[at].Kind == TokenKind.Text)
        {
            return Encoding.UTF8.GetString(Inner(text, _tokens[at]));
        }

        if (_tokens[at].Kind == TokenKind.Sign && _tokens[at].Sign(text) is (byte)']' or (byte)')' && at > 0)
        {
            return _tokens[at - 1].Kind == TokenKind.Text
                ? Encoding.UTF8.GetString(Inner(text, _tokens[at - 1]))
                : _tokens[at - 1].Kind == TokenKind.Word ? Name(text, _tokens[at - 1]) : string.Empty;
        }

        if (_tokens[at].Kind != TokenKind.Word)
        {
            return string.Empty;
        }

        var name = Name(text, _tokens[at]);
        var typed = at >= 2 && name is "string" or "String" or "str" or "any" or "const" or "var" && at >= 2
            && ((_tokens[at - 1].Kind == TokenKind.Sign && _tokens[at - 1].Sign(text) == ':')
                || (_tokens[at - 1].Kind == TokenKind.Word && Name(text, _tokens[at - 1]).Equals("as", StringComparison.OrdinalIgnoreCase)));
        return typed && _tokens[at - 2].Kind == TokenKind.Word ? Name(text, _tokens[at - 2]) : name;
    }

    // ("name", "x"), { "name", "x" }, Call(name, "x"), NetworkCredential("user", "x").
    private string PairedName(ReadOnlySpan<byte> text, int comma)
    {
        if (comma < 1)
        {
            return string.Empty;
        }

        var first = _tokens[comma - 1];
        var opening = comma > 1 ? _tokens[comma - 2] : default;
        var call = comma > 2 && opening.Kind == TokenKind.Sign && opening.Sign(text) == '(' ? CallName(text, comma - 2) : string.Empty;
        if (call.EndsWith("Credential", StringComparison.OrdinalIgnoreCase) || call.EndsWith("DirectoryEntry", StringComparison.Ordinal)
            || call.EndsWith("BasicAuth", StringComparison.OrdinalIgnoreCase) || call.EndsWith("auth", StringComparison.Ordinal) || call.EndsWith("Login", StringComparison.Ordinal) || call.EndsWith("Authenticate", StringComparison.Ordinal)
            || call.EndsWith("SignInAsync", StringComparison.Ordinal) || call.EndsWith("Authenticator", StringComparison.Ordinal) || call.EndsWith("AuthenticateAsync", StringComparison.Ordinal))
        {
            return "password";
        }

        return first.Kind switch
        {
            TokenKind.Text => Encoding.UTF8.GetString(Inner(text, first)),
            TokenKind.Word when first.End - first.Start > 2 => Name(text, first),
            _ => string.Empty,
        };
    }

    // password("x"), WithPassword("x"), new SecretKey("x"), GetBytes("x") as part of an assignment to a key.
    private string CallName(ReadOnlySpan<byte> text, int opening)
    {
        var at = opening - 1;
        if (at < 0 || _tokens[at].Kind != TokenKind.Word)
        {
            return string.Empty;
        }

        var name = Name(text, _tokens[at]);
        if (name.EndsWith("GetBytes", StringComparison.Ordinal) || name.EndsWith("FromBase64String", StringComparison.Ordinal) || name.EndsWith("bytes", StringComparison.Ordinal) || name.EndsWith("Buffer.from", StringComparison.Ordinal))
        {
            // new SymmetricSecurityKey(Encoding.UTF8.GetBytes("x")) and key = Encoding.UTF8.GetBytes("x").
            for (var outer = at - 1; outer >= 0 && at - outer < 4; outer--)
            {
                if (_tokens[outer].Kind == TokenKind.Sign && _tokens[outer].Sign(text) == '(' && outer > 0 && _tokens[outer - 1].Kind == TokenKind.Word)
                {
                    return Name(text, _tokens[outer - 1]);
                }

                if (_tokens[outer].Kind == TokenKind.Sign && _tokens[outer].Sign(text) is (byte)'=' or (byte)':')
                {
                    return AssignedName(text, outer);
                }
            }
        }

        // A getter or a test of a name is no assignment: GetSecret("name"), HasToken("x").
        var last = name[(name.LastIndexOf('.') + 1)..];
        foreach (var verb in (string[])["Get", "Has", "Find", "Is", "Read", "Fetch", "Validate", "Require", "get", "has", "find", "is", "read", "fetch", "require", "Describe", "Create", "Show", "Log", "Throw"])
        {
            if (last.StartsWith(verb, StringComparison.Ordinal))
            {
                return string.Empty;
            }
        }

        return last;
    }

    // name=value, name: value, --name value, ENV name value, with a value without quotes.
    private void ReadBare(ReadOnlySpan<byte> text, int index, int end, IPairSink sink)
    {
        var token = _tokens[index];
        if (token.Kind != TokenKind.Word || index + 1 >= _tokens.Count)
        {
            return;
        }

        var next = _tokens[index + 1];
        int valueStart;
        if (next.Kind == TokenKind.Sign && next.Sign(text) is (byte)'=' or (byte)':' && next.Kind == TokenKind.Sign)
        {
            var sign = index + 1;
            while (sign + 1 < _tokens.Count && _tokens[sign + 1].Kind == TokenKind.Sign && _tokens[sign + 1].Sign(text) is (byte)'=' or (byte)'>' && _tokens[sign + 1].Start == _tokens[sign].End)
            {
                sign++;
            }

            valueStart = _tokens[sign].End;
            while (valueStart < end && text[valueStart] is (byte)' ' or (byte)'\t' && valueStart < end)
            {
                valueStart++;
            }
        }
        else if (next.Start > token.End && text[token.Start] == '-' || (index > 0 && IsCommand(text, _tokens[index - 1])) || IsNetrc(text, index))
        {
            valueStart = next.Start;
        }
        else
        {
            return;
        }

        if (valueStart >= end || text[valueStart] is (byte)'"' or (byte)'\'' or (byte)'`' or (byte)'\n' or (byte)'\r' or (byte)'[' or (byte)'=')
        {
            return;
        }

        var valueEnd = valueStart;
        while (valueEnd < end && text[valueEnd] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'"' or (byte)'\'' or (byte)'`'))
        {
            valueEnd++;
        }

        var value = text[valueStart..valueEnd];
        value = value.TrimEnd(",;"u8);
        if (value.Length is > 0 and < 2048)
        {
            sink.OnPair(Name(text, token), value, valueStart, value.Length, ValueForm.Bare);
        }
    }

    private static bool IsCommand(ReadOnlySpan<byte> text, Token token) =>
        token.Kind == TokenKind.Word && text[token.Start..token.End] is var word
        && (word.SequenceEqual("ENV"u8) || word.SequenceEqual("ARG"u8) || word.SequenceEqual("setx"u8) || word.SequenceEqual("SETX"u8));

    private bool IsNetrc(ReadOnlySpan<byte> text, int index) =>
        text[_tokens[index].Start.._tokens[index].End].SequenceEqual("password"u8) && index >= 2 && _tokens[index - 2].Kind == TokenKind.Word && text[_tokens[index - 2].Start.._tokens[index - 2].End].SequenceEqual("login"u8);

    private void Lex(ReadOnlySpan<byte> text, int start, int end)
    {
        for (var i = start; i < end && _tokens.Count < MostTokens;)
        {
            var b = text[i];
            if (b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                i++;
            }
            else if (b is (byte)'"' or (byte)'\'' or (byte)'`')
            {
                i = LexText(text, i, end);
            }
            else if (IsWord(b) || (b == '-' && i + 1 < end && (IsWord(text[i + 1]) || text[i + 1] == '-')))
            {
                var wordEnd = i + 1;
                while (wordEnd < end && (IsWord(text[wordEnd]) || (text[wordEnd] is (byte)'-' or (byte)':' && wordEnd + 1 < end && IsWord(text[wordEnd + 1]) && (text[wordEnd] == '-' || IsPathColon(text, i, wordEnd)))))
                {
                    wordEnd++;
                }

                // @"…", $"…" and their like: the prefix belongs to the literal.
                if (wordEnd < end && text[wordEnd] is (byte)'"' or (byte)'\'' && wordEnd - i <= 3 && IsLiteralPrefix(text[i..wordEnd]) && wordEnd < end)
                {
                    i = LexText(text, wordEnd, end, text[i..wordEnd].IndexOfAny("@rR"u8) >= 0);
                    continue;
                }

                _tokens.Add(new Token(TokenKind.Word, i, wordEnd, 0, false));
                i = wordEnd;
            }
            else
            {
                _tokens.Add(new Token(TokenKind.Sign, i, i + 1, 0, false));
                i++;
            }
        }
    }

    // Jwt:Key=… is one name; name:value is not.
    private static bool IsPathColon(ReadOnlySpan<byte> text, int from, int colon) =>
        char.IsAsciiLetterUpper((char)text[from]) && colon + 1 < text.Length && char.IsAsciiLetterUpper((char)text[colon + 1]) && text[colon..].IndexOfAny("=\n"u8) is > 0 and var stop && text[colon + stop] == '=' && stop < 60;

    private static bool IsLiteralPrefix(ReadOnlySpan<byte> word)
    {
        foreach (var b in word)
        {
            if (b is not ((byte)'@' or (byte)'$' or (byte)'f' or (byte)'r' or (byte)'b' or (byte)'u' or (byte)'F' or (byte)'R' or (byte)'B' or (byte)'U' or (byte)'L' or (byte)'N'))
            {
                return false;
            }
        }

        return true;
    }

    private int LexText(ReadOnlySpan<byte> text, int at, int end, bool verbatim = false)
    {
        var quote = text[at];
        var quotes = 1;
        while (quotes < 3 && at + quotes < end && text[at + quotes] == quote)
        {
            quotes++;
        }

        if (quotes == 2)
        {
            _tokens.Add(new Token(TokenKind.Text, at, at + 2, 1, true));
            return at + 2;
        }

        for (var i = at + quotes; i < end; i++)
        {
            var b = text[i];
            if (b == '\\' && !verbatim && quotes == 1)
            {
                i++;
            }
            else if (b == '\n' && quotes == 1 && quote != '`' && !verbatim)
            {
                break;
            }
            else if (b == quote && (quotes == 1 || (i + 2 < end && text[i + 1] == quote && text[i + 2] == quote)))
            {
                if (verbatim && quotes == 1 && i + 1 < end && text[i + 1] == quote)
                {
                    i++;
                    continue;
                }

                _tokens.Add(new Token(TokenKind.Text, at, i + quotes, quotes, verbatim || quotes == 3));
                return i + quotes;
            }
        }

        // An apostrophe in a comment, a literal that goes on beyond the piece.
        _tokens.Add(new Token(TokenKind.Sign, at, at + 1, 0, false));
        return at + 1;
    }

    private static ReadOnlySpan<byte> Inner(ReadOnlySpan<byte> text, Token token)
    {
        var inner = text[(token.Start + token.QuoteLength)..(token.End - token.QuoteLength)];
        return inner.Length > 120 ? [] : inner;
    }

    private static string Name(ReadOnlySpan<byte> text, Token token) =>
        token.Kind == TokenKind.Word ? Encoding.UTF8.GetString(text[token.Start..Math.Min(token.End, token.Start + 120)]) : string.Empty;

    private static bool IsWord(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'.' or (byte)'$' or (byte)'@' or >= 0x80;

    private readonly record struct Token(TokenKind Kind, int Start, int End, int QuoteLength, bool IsVerbatim)
    {
        public byte Sign(ReadOnlySpan<byte> text) => Kind == TokenKind.Sign ? text[Start] : (byte)0;
    }
}
