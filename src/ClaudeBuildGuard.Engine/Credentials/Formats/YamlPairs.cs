using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Reads keys and values out of YAML line by line with the path that indentation gives. Templates of Helm, which are no YAML, are read
/// as well. A block scalar of one line is a value; what stands in longer ones is left to the line reader, which reads every line.
/// </summary>
internal ref struct YamlPairs
{
    private const int LongestName = 200;
    private const int LongestBlock = 8192;

    private readonly ReadOnlySpan<byte> _text;
    private readonly KeyPath _path;
    private readonly List<(int Indent, bool IsItem)> _open = [];
    private readonly DecodedText _decoded = new();

    // What the line above names and this one gives a value: an option among arguments, a key behind a question mark.
    private string _named = string.Empty;

    private YamlPairs(ReadOnlySpan<byte> text, IPairSink sink)
    {
        _text = text;
        _path = new KeyPath(sink);
    }

    /// <summary>Reads a text.</summary>
    public static void Read(ReadOnlySpan<byte> text, IPairSink sink)
    {
        var reader = new YamlPairs(text, sink);
        for (var start = 0; start < text.Length;)
        {
            start = reader.ReadLine(start, reader.EndOfLine(start));
        }

        reader._path.End();
    }

    private readonly int EndOfLine(int at) => _text[at..].IndexOf((byte)'\n') is >= 0 and var length ? at + length : _text.Length;

    // Reads a line, and what belongs to its value; gives where the next one begins.
    private int ReadLine(int start, int end)
    {
        var named = _named;
        _named = string.Empty;
        var at = start;
        while (at < end && _text[at] is (byte)' ' or (byte)'\t' or (byte)'#')
        {
            at++;
        }

        if (at >= end || _text[at] is (byte)'\r' || (at == start && IsDocumentMark(_text[start..end])))
        {
            if (at == start && at < end && _text[at] != '\r')
            {
                Leave(-1);
            }

            return end + 1;
        }

        var isItem = false;
        while (at + 1 < end && _text[at] == '-' && _text[at + 1] == ' ')
        {
            isItem = true;
            LeaveForItem(at - start);
            _open.Add((at - start, true));
            _path.Push([]);
            at += 2;
            while (at < end && _text[at] == ' ')
            {
                at++;
            }
        }

        if (at + 1 < end && _text[at] is (byte)'?' or (byte)':' && _text[at + 1] == ' ')
        {
            // ? name, and on the next line : value
            var part = _text[(at + 2)..end].Trim(" \t\r"u8);
            if (_text[at] == '?')
            {
                _named = part.Length <= LongestName ? Encoding.UTF8.GetString(part.Trim("\"'"u8)) : string.Empty;
            }
            else if (named.Length > 0 && part.Length > 0)
            {
                ReadScalar(named, part, end - _text[(at + 2)..end].TrimStart(" \t"u8).Length);
            }

            return end + 1;
        }

        Leave(at - start);
        var colon = KeyEnd(at, end);
        if (colon < 0 || colon - at > LongestName)
        {
            var rest = _text[at..Math.Max(at, end)].TrimEnd(" \t\r"u8);
            if (rest.StartsWith("{{"u8))
            {
                return end + 1;
            }

            if (rest is [(byte)'{' or (byte)'[', ..])
            {
                return ReadFlow(at, []);
            }

            if (isItem && !rest.IsEmpty && rest.IndexOf((byte)' ') < 0)
            {
                ReadScalar(named, rest, at);
                _named = rest.Trim("\"'"u8) is [(byte)'-', (byte)'-', ..] option && option.Length <= LongestName && option.IndexOf((byte)'=') < 0 ? Encoding.UTF8.GetString(option) : string.Empty;
            }

            return end + 1;
        }

        return ReadValue(at, colon, start, end);
    }

    private readonly int ReadValue(int at, int colon, int start, int end)
    {
        var name = Encoding.UTF8.GetString(_text[at..colon].Trim(" \"'"u8));
        var from = colon + 1;
        while (from < end && _text[from] is (byte)' ' or (byte)'\t')
        {
            from++;
        }

        // A tag or an anchor stands before the value.
        while (from < end && _text[from] is (byte)'!' or (byte)'&' && _text[from..end].IndexOf((byte)' ') is > 0 and var gap)
        {
            from += gap + 1;
        }

        var value = _text[from..Math.Max(from, end)].TrimEnd(" \t\r"u8);
        if (value.IsEmpty || value[0] == '#')
        {
            _open.Add((at - start, false));
            _path.Push(name);
            return end + 1;
        }

        if (value[0] is (byte)'|' or (byte)'>')
        {
            ReadBlock(name, at - start, end + 1);
            _open.Add((at - start, false));
            _path.Push(name);
            return end + 1;
        }

        // "{{ .Values.x }}" is a template and no collection.
        if (value[0] is (byte)'{' or (byte)'[' && !value.StartsWith("{{"u8))
        {
            return ReadFlow(from, name);
        }

        ReadScalar(name, value, from);
        return end + 1;
    }

    private readonly void ReadScalar(ReadOnlySpan<char> name, ReadOnlySpan<byte> value, int start)
    {
        _decoded.Clear();
        if (value[0] is (byte)'"' or (byte)'\'' && value.Length > 1)
        {
            AppendQuoted(value[..EndOfQuoted(value)], start);
        }
        else
        {
            var comment = value.IndexOf(" #"u8);
            _decoded.Append(comment < 0 ? value : value[..comment].TrimEnd(" "u8), start);
        }

        _path.Value(name, _decoded);
    }

    // password: |- and the value on the next line.
    private readonly void ReadBlock(string name, int indent, int from)
    {
        var first = (Start: 0, End: 0);
        for (var start = from; start < _text.Length && start - from < LongestBlock;)
        {
            var end = EndOfLine(start);
            var line = _text[start..end].TrimEnd(" \t\r"u8);
            var content = line.TrimStart(" \t"u8);
            if (!content.IsEmpty)
            {
                if (line.Length - content.Length <= indent)
                {
                    break;
                }

                if (first.End > 0)
                {
                    return;
                }

                first = (start + line.Length - content.Length, start + line.Length);
            }

            start = end + 1;
        }

        if (first.End > 0)
        {
            _decoded.Clear();
            _decoded.Append(_text[first.Start..first.End], first.Start);
            _path.Value(name, _decoded);
        }
    }

    // { a: b, c: [ d ] } over as many lines as it takes; gives the line after it.
    private readonly int ReadFlow(int at, ReadOnlySpan<char> name)
    {
        var key = name.ToString();
        var depth = 0;
        var i = at;
        for (; i < _text.Length && i - at < LongestBlock; i++)
        {
            var b = _text[i];
            if (b is (byte)'{' or (byte)'[')
            {
                _path.Push(key);
                key = string.Empty;
                depth++;
            }
            else if (b is (byte)'}' or (byte)']')
            {
                _path.Pop();
                key = string.Empty;
                if (--depth == 0)
                {
                    break;
                }
            }
            else if (b == ',')
            {
                key = string.Empty;
            }
            else if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)':'))
            {
                i = ReadFlowScalar(i, ref key) - 1;
            }
        }

        for (; depth > 0; depth--)
        {
            _path.Pop();
        }

        return i >= _text.Length ? _text.Length : EndOfLine(i) + 1;
    }

    private readonly int ReadFlowScalar(int at, ref string key)
    {
        var rest = _text[at..Math.Min(_text.Length, at + LongestBlock)];
        int end;
        _decoded.Clear();
        if (rest[0] is (byte)'"' or (byte)'\'')
        {
            end = EndOfQuoted(rest);
            AppendQuoted(rest[..end], at);
        }
        else
        {
            end = 1;
            while (end < rest.Length && rest[end] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)'\n') && !(rest[end] == ':' && (end + 1 == rest.Length || rest[end + 1] is (byte)' ' or (byte)'\n' or (byte)'\r')))
            {
                end++;
            }

            _decoded.Append(rest[..end].TrimEnd(" \t\r"u8), at);
        }

        var after = end;
        while (after < rest.Length && rest[after] == ' ')
        {
            after++;
        }

        if (after < rest.Length && rest[after] == ':' && key.Length == 0)
        {
            key = Encoding.UTF8.GetString(_decoded.Span[..Math.Min(_decoded.Length, LongestName)]);
            return at + after + 1;
        }

        _path.Value(key, _decoded);
        return at + end;
    }

    private readonly void AppendQuoted(ReadOnlySpan<byte> quoted, int start)
    {
        var isClosed = quoted.Length > 1 && quoted[^1] == quoted[0];
        var inner = quoted[1..(isClosed ? quoted.Length - 1 : quoted.Length)];
        if (quoted[0] == '"')
        {
            Literal.AppendUnescaped(inner, start + 1, _decoded);
        }
        else
        {
            _decoded.Append(inner, start + 1);
        }
    }

    // One past the closing quote; the text's end where there is none.
    private static int EndOfQuoted(ReadOnlySpan<byte> text)
    {
        var quote = text[0];
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && quote == '"')
            {
                i++;
            }
            else if (text[i] == quote)
            {
                if (quote == '\'' && i + 1 < text.Length && text[i + 1] == quote)
                {
                    i++;
                    continue;
                }

                return i + 1;
            }
        }

        return text.Length;
    }

    private readonly void Leave(int indent)
    {
        while (_open.Count > 0 && _open[^1].Indent >= indent)
        {
            _open.RemoveAt(_open.Count - 1);
            _path.Pop();
        }
    }

    // An item may stand as far to the left as the key of its list.
    private readonly void LeaveForItem(int indent)
    {
        while (_open.Count > 0 && (_open[^1].Indent > indent || (_open[^1].Indent == indent && _open[^1].IsItem)))
        {
            _open.RemoveAt(_open.Count - 1);
            _path.Pop();
        }
    }

    private static bool IsDocumentMark(ReadOnlySpan<byte> line) => line.StartsWith("---"u8) || line.StartsWith("..."u8);

    // The colon that ends a key: followed by a space or the line's end, outside quotes.
    private readonly int KeyEnd(int at, int end)
    {
        var quote = (byte)0;
        for (var i = at; i < end && i - at <= LongestName; i++)
        {
            var b = _text[i];
            if (quote != 0)
            {
                quote = b == quote ? (byte)0 : quote;
            }
            else if (b is (byte)'"' or (byte)'\'' && i == at)
            {
                quote = b;
            }
            else if (b == ':' && (i + 1 >= end || _text[i + 1] is (byte)' ' or (byte)'\r' or (byte)'\t'))
            {
                return i;
            }
            else if (b is (byte)'{' or (byte)'=' or (byte)'"' or (byte)'[' && i >= at)
            {
                return -1;
            }
        }

        return -1;
    }
}
