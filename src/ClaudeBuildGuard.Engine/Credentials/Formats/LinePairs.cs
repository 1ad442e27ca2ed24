using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Reads keys and values out of a piece of text by light lexing. Works for every language whose assignments look alike, and for bare
/// assignments of configuration and shell.
/// </summary>
internal sealed class LinePairs
{
    private const int LongestBareValue = 2048;
    private const int LongestIndent = 40;
    private const int FarthestRow = 12;
    private const int LongestSignIn = 240;

    private static readonly ByteClass AfterScheme = ByteClass.OfRanges(" \t\r\n\"'");

    private static readonly ByteClass CallSigns = ByteClass.OfRanges("a-z0-9_.");

    private readonly List<LineToken> _tokens = [];
    private readonly List<Range> _cells = [];
    private readonly DecodedText _decoded = new();

    /// <summary>Reads a piece.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="start">Offset of the piece.</param>
    /// <param name="end">One past the piece.</param>
    /// <param name="bare">True when a value may stand without quotes.</param>
    /// <param name="whole">Whether a value without quotes is all the rest of its line.</param>
    /// <param name="section">The section that the piece stands in (INI, TOML); empty when there is none.</param>
    /// <param name="sink">Receives the pairs.</param>
    public void Read(ReadOnlySpan<byte> text, int start, int end, bool bare, WholeLines whole, string section, IPairSink sink)
    {
        _tokens.Clear();
        LineLexer.Read(text, start, end, _tokens);
        var lineEnd = start;
        var takenTo = start;
        for (var i = 0; i < _tokens.Count; i++)
        {
            var at = _tokens[i].Start;
            if (bare && at >= lineEnd)
            {
                lineEnd = text[at..end].IndexOf((byte)'\n') is >= 0 and var length ? at + length : end;
                takenTo = IsConnectionString(text[at..lineEnd], at, sink) || (whole != WholeLines.None && ReadWhole(text[at..lineEnd], at, whole, section, sink)) ? lineEnd : takenTo;
            }

            if (_tokens[i].Kind == LineTokenKind.Text)
            {
                i = ReadLiteral(text, i, section, sink);
            }
            else if (bare && at >= takenTo)
            {
                takenTo = Math.Max(takenTo, ReadBare(text, i, end, section, sink));
            }
        }
    }

    private int ReadLiteral(ReadOnlySpan<byte> text, int index, string section, IPairSink sink)
    {
        var last = LastJoined(text, index);
        _decoded.Clear();
        for (var part = index; part <= last; part++)
        {
            if (_tokens[part].Kind == LineTokenKind.Text)
            {
                AppendLiteral(text, _tokens[part]);
            }
        }

        if (_decoded.Length < ContextJudge.ShortestSecret)
        {
            // What it is called need not be found out.
            return last;
        }

        _decoded.IsJoined = last > index;
        var (name, form) = LiteralName.Of(text, _tokens, index);
        sink.OnPair(InSection(section, name.EndsWith("value", StringComparison.OrdinalIgnoreCase) ? RowOfUpdate(text, last) ?? name : name), _decoded, form);
        return last;
    }

    // UPDATE Settings SET Value = 'x' WHERE Name = 'ApiKey': the row says what the value is.
    private string? RowOfUpdate(ReadOnlySpan<byte> text, int index)
    {
        for (var i = index + 1; i < Math.Min(_tokens.Count, index + FarthestRow); i++)
        {
            if (Is(text, i, "where"u8) && i + 3 < _tokens.Count && _tokens[i + 3].Kind == LineTokenKind.Text)
            {
                return Encoding.UTF8.GetString(text[_tokens[i + 3].InnerStart.._tokens[i + 3].InnerEnd]);
            }
        }

        return null;
    }

    private void AppendLiteral(ReadOnlySpan<byte> text, LineToken token)
    {
        var inner = text[token.InnerStart..token.InnerEnd];
        var start = token.InnerStart;
        if (token.QuoteLength > 1)
        {
            // The line breaks behind and before the quotes of a raw literal are no part of it.
            var trimmed = inner.TrimStart("\r\n \t"u8);
            start += inner.Length - trimmed.Length;
            inner = trimmed.TrimEnd("\r\n \t"u8);
        }

        if (token.IsVerbatim || !inner.Contains((byte)'\\'))
        {
            AppendUndoubled(inner, start, token.QuoteLength == 1 ? text[token.Start] : (byte)0);
        }
        else
        {
            Literal.AppendUnescaped(inner, start, _decoded);
        }
    }

    // Two quotes stand for one in verbatim literals, in VB and in SQL.
    private void AppendUndoubled(ReadOnlySpan<byte> inner, int start, byte quote)
    {
        while (quote != 0 && inner.IndexOf([quote, quote]) is >= 0 and var at)
        {
            _decoded.Append(inner[..(at + 1)], start);
            inner = inner[(at + 2)..];
            start += at + 2;
        }

        _decoded.Append(inner, start);
    }

    // "a" + "b", "a" & "b", "a" & _ "b", "a" . "b", "a" "b", over line breaks: one value.
    private int LastJoined(ReadOnlySpan<byte> text, int index)
    {
        var last = index;
        while (last + 1 < _tokens.Count)
        {
            var next = last + 1;
            if (_tokens[next].Kind == LineTokenKind.Text && text[_tokens[last].End.._tokens[next].Start].Contains((byte)'\n'))
            {
                last = next;
                continue;
            }

            if (_tokens[next].Sign(text) is not ((byte)'+' or (byte)'&' or (byte)'.'))
            {
                return last;
            }

            next++;
            while (next < _tokens.Count && IsContinuation(text, _tokens[next]))
            {
                next++;
            }

            if (next >= _tokens.Count || _tokens[next].Kind != LineTokenKind.Text)
            {
                return last;
            }

            last = next;
        }

        return last;
    }

    // The underscore of VB and the backslash of Python and shells at a line's end.
    private static bool IsContinuation(ReadOnlySpan<byte> text, LineToken token) => token.End - token.Start == 1 && text[token.Start] is (byte)'_' or (byte)'\\';

    // Server=…;Password=… on a line of its own or behind a name, without quotes.
    private bool IsConnectionString(ReadOnlySpan<byte> line, int start, IPairSink sink)
    {
        line = line.TrimEnd(" \t\r"u8);
        if (line.IndexOf((byte)';') < 0 || line.IndexOf((byte)'=') < 0 || line.IndexOfAny("\"'`"u8) >= 0 || line.Length > 2 * LongestBareValue)
        {
            return false;
        }

        _decoded.Clear();
        _decoded.Append(line, start);
        return sink.OnPair([], _decoded, ValueForm.Bare);
    }

    // NAME=value up to the end of the line or to a comment, whatever signs the value has.
    private bool ReadWhole(ReadOnlySpan<byte> line, int start, WholeLines whole, string section, IPairSink sink)
    {
        var from = line.StartsWith("export "u8) ? 7 : 0;
        var nameEnd = from;
        while (nameEnd < line.Length && (LineLexer.IsWord(line[nameEnd]) || line[nameEnd] == '-'))
        {
            nameEnd++;
        }

        var at = SkipBlank(line, nameEnd, line.Length);
        var isAssigned = at < line.Length && line[at] is (byte)'=' or (byte)':';
        if (nameEnd == from || at >= line.Length || (!isAssigned && (whole != WholeLines.Parted || at == nameEnd)) || !SecretName.MayPromise(line[from..nameEnd]))
        {
            return false;
        }

        at = SkipBlank(line, isAssigned ? at + 1 : at, line.Length);
        var value = line[at..];
        var comment = value.IndexOf(" #"u8) is >= 0 and var hash ? hash : value.IndexOf(" ;"u8);
        value = (comment < 0 ? value : value[..comment]).TrimEnd(" \t\r"u8);
        var name = Encoding.UTF8.GetString(line[from..nameEnd]);
        var meaning = SecretName.Of(name);
        if (value.Length is < 4 or > LongestBareValue || LineLexer.IsQuote(value[0]) || value.Contains((byte)' ') || meaning == NameMeaning.Nothing)
        {
            // A text is read as such: its first word is no token.
            return whole == WholeLines.Parted && isAssigned && meaning is NameMeaning.Token or NameMeaning.SigningKey or NameMeaning.PerhapsKey && value.Contains((byte)' ') && !LineLexer.IsQuote(value[0]);
        }

        _decoded.Clear();
        _decoded.Append(value, start + at);
        sink.OnPair(InSection(section, name), _decoded, ValueForm.Quoted);
        return true;
    }

    // name=value, name: value, --name value, ENV name value, IDENTIFIED BY value, with a value without quotes. Gives up to where all is taken.
    private int ReadBare(ReadOnlySpan<byte> text, int index, int end, string section, IPairSink sink)
    {
        var token = _tokens[index];
        if (token.Kind != LineTokenKind.Word || index + 1 >= _tokens.Count || IsExcluded(text, token.Start) || IsPublic(text, index) || text[..token.Start].EndsWith("checksum/"u8))
        {
            return token.Start;
        }

        if (IsOfExpression(text, token.Start))
        {
            return ReportDefault(text, token.Start - 2, end, sink);
        }

        // **name**: x
        var colon = index + 1;
        while (colon - index < 5 && colon + 1 < _tokens.Count && _tokens[colon].Sign(text) == '*')
        {
            colon++;
        }

        var isBold = colon > index + 1 && _tokens[colon].Sign(text) == ':';
        var next = isBold ? _tokens[colon] : _tokens[index + 1];
        var isIdentified = next.Kind == LineTokenKind.Word && IsIdentified(text, index);
        int from;
        if (next.Sign(text) is (byte)'=' or (byte)':' || (next.Sign(text) is (byte)'?' or (byte)'+' && index + 2 < _tokens.Count && _tokens[index + 2].Sign(text) == '=' && _tokens[index + 2].Start == next.End))
        {
            var sign = isBold ? colon : index + 1;
            while (sign + 1 < _tokens.Count && _tokens[sign + 1].Sign(text) is (byte)'=' or (byte)'>' && _tokens[sign + 1].Start == _tokens[sign].End)
            {
                sign++;
            }

            from = SkipBlank(text, _tokens[sign].End, end);
            from = text[from..end].StartsWith("** "u8) ? SkipBlank(text, from + 2, end) : from;
        }
        else if ((next.Start > token.End && text[token.Start] == '-') || NameBefore.IsCommand(Span(text, index - 1)) || IsTcl(text, index) || IsFish(text, index) || IsNetrc(text, index) || IsDirective(text, index) || isIdentified)
        {
            from = next.Start;
            from += text[from..end].StartsWith("--plaintext "u8) ? 12 : 0;
        }
        else
        {
            return Sentence.Find(text, token.Start, token.End, end) is (_, > 0) and var stated ? ReportStated(text, stated, token, sink)
                : Row.Find(text, token.Start, token.End, end) is (_, > 0) and var listed ? ReportStated(text, listed, token, sink)
                : ReportCells(text, token, end, sink);
        }

        if (from < end && text[from] is not ((byte)'"' or (byte)'\'' or (byte)'`' or (byte)'\n' or (byte)'\r' or (byte)'[' or (byte)'='))
        {
            var isQuery = token.Start > 0 && text[token.Start - 1] is (byte)'?' or (byte)'&';
            if (isQuery && text[Math.Max(0, token.Start - 120)..token.Start].IndexOf(".svg"u8) >= 0)
            {
                // The token of a badge is made to be seen.
                return token.Start;
            }

            if (isIdentified && text[from..Math.Min(end, from + LongestIndent)].IndexOfAny("= ;\n"u8) is > 0 and var stop && text[from + stop] == '=')
            {
                // A rule of a grammar: IDENTIFIED BY password=STRING.
                return token.Start;
            }

            var name = isIdentified || IsUnencrypted(text, index) || Is(text, index - 1, "isakmp"u8) ? "password" : InSection(section, Encoding.UTF8.GetString(Span(text, index)));

            // What stands in a secret of Kubernetes is one, whatever it is called there.
            name = Is(text, index - 2, "--from-literal"u8) && SecretName.Of(name) == NameMeaning.Nothing ? "secret" : name;
            return ReportBare(text, from, end, isQuery, name, sink);
        }

        return token.Start;
    }

    // ${NAME:=x} that stands alone: a default is a value under its name.
    private int ReportDefault(ReadOnlySpan<byte> text, int start, int end, IPairSink sink)
    {
        var close = text[start..end].IndexOfAny((byte)'}', (byte)'\n');
        if (close < 0 || text[start + close] != '}')
        {
            return start;
        }

        _decoded.Clear();
        _decoded.Append(text.Slice(start, close + 1), start);
        sink.OnPair([], _decoded, ValueForm.Bare);
        return start;
    }

    private int ReportStated(ReadOnlySpan<byte> text, (int Start, int Length) stated, LineToken name, IPairSink sink)
    {
        _decoded.Clear();
        _decoded.Append(text.Slice(stated.Start, stated.Length), stated.Start);
        var nameEnd = name.End + (text[name.End..].StartsWith(" key "u8) ? 4 : 0);
        var written = Encoding.UTF8.GetString(text[name.Start..nameEnd]);

        // The last word of "mot de passe" says nothing alone.
        sink.OnPair(SecretName.Of(written) == NameMeaning.Nothing ? "password" : written, _decoded, ValueForm.Sentence);
        return stated.Start + stated.Length;
    }

    private int ReportCells(ReadOnlySpan<byte> text, LineToken token, int end, IPairSink sink)
    {
        if (token.Start == 0 || !SecretName.MayPromise(text[token.Start..token.End]))
        {
            return token.Start;
        }

        var name = Table.Find(text, token.Start, end, _cells);
        foreach (var cell in _cells)
        {
            _decoded.Clear();
            _decoded.Append(text[cell], cell.Start.Value);
            sink.OnPair(name, _decoded, ValueForm.Bare);
        }

        // What stands in the same line has been read.
        return _cells.Count > 0 ? Math.Min(end, Math.Max(token.End, _cells[^1].End.Value)) : token.Start;
    }

    private int ReportBare(ReadOnlySpan<byte> text, int from, int end, bool isQuery, string name, IPairSink sink)
    {
        var stop = from;
        while (stop < end && text[stop] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'"' or (byte)'\'' or (byte)'`') && !(isQuery && text[stop] is (byte)'&' or (byte)'#'))
        {
            stop++;
        }

        if (name.EndsWith("authorization", StringComparison.OrdinalIgnoreCase) && stop + 1 < end && text[stop] == ' ' && text[stop + 1] > ' ')
        {
            // A scheme, then what it carries.
            stop += 1 + Math.Max(0, text[(stop + 1)..end].IndexOfAny(AfterScheme) is >= 0 and var more ? more : end - stop - 1);
        }

        var value = text[from..stop].TrimEnd(",;"u8);
        while (value is [.., (byte)'}' or (byte)']' or (byte)')'] && !value.Contains(value[^1] == '}' ? (byte)'{' : value[^1] == ']' ? (byte)'[' : (byte)'('))
        {
            // { name: x } in one line
            value = value[..^1];
        }

        if (value.LastIndexOf((byte)',') is > 0 and var comma && text[stop..end].TrimStart((byte)' ') is [(byte)'=', ..] or [(byte)':', (byte)'=', ..])
        {
            // NAME := 1,OTHER := 2
            value = value[..comma];
        }

        // In XML a query is written with entities.
        value = value.IndexOf("&amp;"u8) is > 0 and var entity ? value[..entity] : value;
        if (value.IndexOf((byte)';') is > 0 and var semicolon && NextName(value[(semicolon + 1)..]))
        {
            // token=x;object=y of an address.
            value = value[..semicolon];
        }

        if (value.Length is > 0 and < LongestBareValue && !IsCalled(value, text[stop..end]))
        {
            // What signs in is written whole: grant_type=…&client_secret=x
            var signsIn = isQuery && text[Math.Max(0, from - LongestSignIn)..from] is var before && before[(before.LastIndexOf((byte)'\n') + 1)..].IndexOf("grant_type="u8) >= 0;
            _decoded.Clear();
            _decoded.Append(value, from);
            return sink.OnPair(name, _decoded, signsIn ? ValueForm.Quoted : ValueForm.Bare) ? stop : from;
        }

        return from;
    }

    private static bool NextName(ReadOnlySpan<byte> text)
    {
        var end = 0;
        while (end < text.Length && LineLexer.IsWord(text[end]))
        {
            end++;
        }

        return end > 0 && end < text.Length && text[end] == '=';
    }

    // sha1_digest (x): some put a blank between the name of a call and its parenthesis.
    private static bool IsCalled(ReadOnlySpan<byte> value, ReadOnlySpan<byte> behind) =>
        behind.StartsWith(" ("u8) && value.Contains((byte)'_') && value.IndexOfAnyExcept(CallSigns) < 0;

    // Over blanks, and over the backslash at the line's end by which a value goes on below.
    private static int SkipBlank(ReadOnlySpan<byte> text, int at, int end)
    {
        while (at < end && text[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        var rest = text[at..end];
        if (rest.StartsWith("\\\n"u8) || rest.StartsWith("\\\r\n"u8))
        {
            at += rest[1] == '\n' ? 2 : 3;
            while (at < end && text[at] is (byte)' ' or (byte)'\t')
            {
                at++;
            }
        }

        return at;
    }

    // ${NAME:-x}: the name of a reference is no name of a value.
    private static bool IsOfExpression(ReadOnlySpan<byte> text, int at) => at > 1 && text[at - 1] == '{' && text[at - 2] is (byte)'$' or (byte)'#';

    // set password x at the beginning of a line
    private bool IsTcl(ReadOnlySpan<byte> text, int index) =>
        index > 0 && Span(text, index - 1).SequenceEqual("set"u8) && LineBefore(text, _tokens[index - 1].Start).Trim(" \t"u8).IsEmpty && SecretName.Of(Encoding.UTF8.GetString(Span(text, index))) == NameMeaning.Password;

    // set -gx NAME value
    private bool IsFish(ReadOnlySpan<byte> text, int index) => Is(text, index - 2, "set"u8) && Span(text, index - 1) is { Length: 2 or 3 } and [(byte)'-', .., (byte)'x'];

    // ALL:!PSK: a list of ciphers says which are not used.
    private static bool IsExcluded(ReadOnlySpan<byte> text, int at) => at > 1 && text[at - 1] == '!' && text[at - 2] == ':';

    // Public key: x, Public Key Token: x
    private bool IsPublic(ReadOnlySpan<byte> text, int index) =>
        (Is(text, index, "key"u8) && Is(text, index - 1, "public"u8)) || (Is(text, index, "token"u8) && Is(text, index - 1, "key"u8) && Is(text, index - 2, "public"u8));

    // IDENTIFIED BY of a statement; in prose something else is identified by something.
    private bool IsIdentified(ReadOnlySpan<byte> text, int index)
    {
        if (!Is(text, index, "by"u8) || !Is(text, index - 1, "identified"u8))
        {
            return false;
        }

        var at = _tokens[index - 1].Start;
        var line = text[at..];
        line = line[..(line.IndexOf((byte)'\n') is >= 0 and var end ? end : line.Length)];
        var begins = text[Math.Max(0, at - LongestIndent)..at].TrimEnd(" \t"u8) is [] or [.., (byte)'\n'];
        var isStatement = text[at] == 'I' || (begins && line.TrimEnd(" \t\r"u8) is [.., (byte)';']);
        for (var i = index - 2; i >= 0 && !isStatement; i--)
        {
            isStatement = Is(text, i, "user"u8) || Is(text, i, "grant"u8) || Is(text, i, "role"u8) || Is(text, i, "alter"u8);
        }

        return isStatement;
    }

    private bool IsNetrc(ReadOnlySpan<byte> text, int index) => Is(text, index, "password"u8) && Is(text, index - 2, "login"u8) && Span(text, index - 1).Length > 0;

    // requirepass x at the beginning of a line, enable password x of a router, d-i passwd/root-password password x of an installer.
    private bool IsDirective(ReadOnlySpan<byte> text, int index)
    {
        var begins = index == 0 || text[_tokens[index - 1].End.._tokens[index].Start].Contains((byte)'\n');
        return (begins && (Is(text, index, "requirepass"u8) || Is(text, index, "masterauth"u8) || Is(text, index, "rootpw"u8)))
            || (Is(text, index, "key"u8) && Is(text, index - 1, "isakmp"u8))
            || IsUnencrypted(text, index)
            || (Is(text, index, "password"u8) && index > 0 && Span(text, index - 1).EndsWith("_password"u8) && LineBefore(text, _tokens[index - 1].Start).EndsWith("/"u8))
            || (Is(text, index, "password"u8) && (Is(text, index - 1, "enable"u8) || LineBefore(text, _tokens[index].Start).StartsWith("d-i passwd/"u8)));
    }

    // username bob privilege 15 password 0 x of a router: 0 says that it stands as it is.
    private bool IsUnencrypted(ReadOnlySpan<byte> text, int index) =>
        Is(text, index, "0"u8) && Is(text, index - 1, "password"u8) && LineBefore(text, _tokens[index - 1].Start).TrimStart(" "u8).StartsWith("username "u8);

    private static ReadOnlySpan<byte> LineBefore(ReadOnlySpan<byte> text, int at)
    {
        var before = text[Math.Max(0, at - LongestIndent)..at];
        return before[(before.LastIndexOf((byte)'\n') + 1)..];
    }

    private bool Is(ReadOnlySpan<byte> text, int index, ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(Span(text, index), word);

    private ReadOnlySpan<byte> Span(ReadOnlySpan<byte> text, int index) =>
        index >= 0 && _tokens[index].Kind == LineTokenKind.Word ? text[_tokens[index].Start..Math.Min(_tokens[index].End, _tokens[index].Start + 120)] : [];

    private static string InSection(string section, string name) => section.Length == 0 || name.Length == 0 ? name : $"{section}:{name}";
}
