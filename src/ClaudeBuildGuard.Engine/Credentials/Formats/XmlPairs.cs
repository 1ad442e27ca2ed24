using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Reads keys and values out of XML: attributes, texts of elements, and the pairs that .NET writes (<c>add key value</c>,
/// <c>add name connectionString</c>, <c>data name</c> with <c>value</c>, <c>Setting Name</c> with <c>Value</c>, plist). Tolerant.
/// </summary>
internal static class XmlPairs
{
    private const int DeepestNesting = 200;

    // From the end of an element over its closing tag and some blanks to the name of the next.
    private const int LongestBetween = 200;

    /// <summary>Reads a document.</summary>
    public static void Read(ReadOnlySpan<byte> text, IPairSink sink)
    {
        var reader = new Reader(text, sink);
        for (var i = 0; i < text.Length;)
        {
            var open = text[i..].IndexOf((byte)'<');
            var contentEnd = open < 0 ? text.Length : i + open;
            reader.OnContent(i, contentEnd);
            if (open < 0)
            {
                return;
            }

            i = reader.ReadTag(contentEnd);
        }
    }

    // Prose and short words are no values: they are left before any name is put together.
    private static bool IsWorthwhile(ReadOnlySpan<byte> value) =>
        value.Length >= 4 && (value.IndexOf((byte)' ') < 0 || value.IndexOf((byte)'=') > 0 || (value.Length < 100 && value.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0));

    /// <summary>A part of the text; nothing when it is empty.</summary>
    private readonly record struct Part(int Start, int Length)
    {
        public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => text.Slice(Start, Length);
    }

    /// <summary>An element that is open: its name without prefix, and what its <c>name</c> or <c>key</c> attribute says.</summary>
    private record struct Element(Part Name, Part Hint)
    {
        public readonly Part Label => Hint.Length > 0 ? Hint : Name;
    }

    /// <summary>Where a reading stands. Names stay parts of the text until one of them promises a secret.</summary>
    private ref struct Reader(ReadOnlySpan<byte> text, IPairSink sink)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private readonly List<Element> _stack = [];
        private readonly List<(Part Name, Part Value)> _attributes = [];
        private readonly DecodedText _decoded = new();
        private Part _plistKey;
        private Part _named;
        private int _namedAt;
        private int _membersAt = -1;

        /// <summary>Reports the text between two tags.</summary>
        public void OnContent(int start, int end)
        {
            // Below <members> stands what a compiler wrote of documentation comments: prose under the names of parameters.
            if (_stack.Count == 0 || _membersAt >= 0)
            {
                return;
            }

            var content = _text[start..end];
            start += content.Length - content.TrimStart(" \t\r\n"u8).Length;
            content = content.Trim(" \t\r\n"u8);
            var element = _stack[^1];
            var isPlistKey = element.Name.Of(_text).SequenceEqual("key"u8) && content.Length < 200;
            if (isPlistKey)
            {
                _plistKey = new Part(start, content.Length);
            }
            else if (element.Name.Of(_text).EndsWith("name"u8) && content.Length < 200)
            {
                // <param-name>x</param-name><param-value>y</param-value>, <name>x</name><value>y</value>
                (_named, _namedAt) = (new Part(start, content.Length), _stack.Count);
            }

            if (!isPlistKey && IsWorthwhile(content) && !IsKeyOfEntry(element, end))
            {
                ReportContent(start, content, isDecoded: false);
            }
        }

        // <b:Key>x</b:Key><b:Value>y</b:Value>: of a dictionary, where the key says which entry it is.
        private readonly bool IsKeyOfEntry(Element element, int end)
        {
            if (!element.Name.Of(_text).SequenceEqual("Key"u8) || !_text[end..].StartsWith("</"u8))
            {
                return false;
            }

            var next = _text[end..Math.Min(_text.Length, end + LongestBetween)];
            next = next[(next.IndexOf((byte)'>') + 1)..].TrimStart(" \t\r\n"u8);
            var name = next[..Math.Max(0, next.IndexOfAny(" />"u8))];
            return next is [(byte)'<', ..] && (name.SequenceEqual("<Value"u8) || name.EndsWith(":Value"u8));
        }

        /// <summary>Reads what begins with a <c>&lt;</c>.</summary>
        /// <returns>Where to go on.</returns>
        public int ReadTag(int at)
        {
            var rest = _text[at..];
            if (rest.StartsWith("<!--"u8))
            {
                // Commented-out elements are read like others: only the mark is skipped.
                return at + 4;
            }

            if (rest.StartsWith("<![CDATA["u8))
            {
                var close = rest.IndexOf("]]>"u8);
                var body = rest[9..(close < 0 ? rest.Length : close)];
                if (_stack.Count > 0 && !body.IsEmpty)
                {
                    ReportContent(at + 9, body, isDecoded: true);
                }

                return close < 0 ? _text.Length : at + close + 3;
            }

            if (rest.Length > 1 && rest[1] == '/')
            {
                var close = rest.IndexOf((byte)'>');
                if (_stack.Count > 0)
                {
                    _stack.RemoveAt(_stack.Count - 1);
                    _membersAt = _stack.Count <= _membersAt ? -1 : _membersAt;
                    _named = _stack.Count < _namedAt - 1 ? default : _named;
                }

                return close < 0 ? _text.Length : at + close + 1;
            }

            return rest.Length < 2 || !(char.IsAsciiLetter((char)rest[1]) || rest[1] is (byte)'_' or (byte)'?') ? at + 1 : ReadOpening(at);
        }

        private int ReadOpening(int at)
        {
            var nameEnd = at + 1;
            while (nameEnd < _text.Length && _text[nameEnd] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'>' or (byte)'/'))
            {
                nameEnd++;
            }

            var element = new Element(LocalName(at + 1, Math.Min(nameEnd, at + 200)), default);
            _attributes.Clear();
            var i = nameEnd;
            var selfClosing = false;
            while (i < _text.Length && _text[i] != '>')
            {
                if (_text[i] == '<')
                {
                    // The tag is broken: what it says so far counts.
                    break;
                }

                if (_text[i] is (byte)'"' or (byte)'\'')
                {
                    var end = _text[(i + 1)..].IndexOf(_text[i]);
                    if (end < 0)
                    {
                        // The file is cut off: the value goes on to the end of its line.
                        end = _text[(i + 1)..].IndexOf((byte)'\n') is >= 0 and var stop ? stop : _text.Length - i - 1;
                    }

                    var name = AttributeName(i);
                    var value = new Part(i + 1, end);
                    _attributes.Add((name, value));
                    element.Hint = end >= 200 ? element.Hint : IsAny(name, "name"u8, "key"u8) || IsAny(name, "objectname"u8, default) ? value : IsAny(name, "path"u8, default) ? PropertyOf(value) : element.Hint;
                    i = Math.Min(_text.Length, i + end + 2);
                    selfClosing = false;
                    continue;
                }

                selfClosing = _text[i] is (byte)'/' or (byte)'?';
                i++;
            }

            ReportAttributes(element);
            if (!selfClosing && _stack.Count < DeepestNesting)
            {
                _membersAt = _membersAt < 0 && element.Name.Of(_text).SequenceEqual("members"u8) ? _stack.Count : _membersAt;
                _stack.Add(element);
            }

            return i < _text.Length && _text[i] == '<' ? i : Math.Min(_text.Length, i + 1);
        }

        // Two levels of path are enough to tell what a key is for; a document's root says nothing.
        private void ReportAttributes(Element element)
        {
            var path = _stack.Count < 2 ? default : _stack[^1].Label;
            foreach (var (name, value) in _attributes)
            {
                if (!IsWorthwhile(value.Of(_text)) || IsAny(name, "name"u8, "key"u8))
                {
                    continue;
                }

                if (element.Hint.Length > 0 && (IsAny(name, "value"u8, "connectionstring"u8) || IsAny(name, "defaultvalue"u8, default)))
                {
                    Report(path, element.Hint, default, value.Start, value.Of(_text), isDecoded: false);
                }
                else if (name.Length > 0 || element.Name.Length > 0)
                {
                    Report(path, element.Name, name, value.Start, value.Of(_text), isDecoded: false);
                }
            }
        }

        private void ReportContent(int start, ReadOnlySpan<byte> content, bool isDecoded)
        {
            var element = _stack[^1];
            if (_plistKey.Length > 0 && element.Name.Of(_text).SequenceEqual("string"u8))
            {
                Report(default, _plistKey, default, start, content, isDecoded);
            }
            else if (_named.Length > 0 && _namedAt == _stack.Count && element.Name.Of(_text).EndsWith("value"u8))
            {
                Report(default, _named, default, start, content, isDecoded);
                _named = default;
            }
            else if (_stack.Count > 1 && _stack[^2].Hint.Length > 0 && (IsAny(element.Name, "value"u8, "string"u8) || IsAny(element.Name, "configuredvalue"u8, "variablevalue"u8) || IsAny(element.Hint, "Argument.value"u8, default)))
            {
                Report(default, _stack[^2].Hint, default, start, content, isDecoded);
            }
            else
            {
                Report(_stack.Count > 2 ? _stack[^2].Label : default, element.Label, default, start, content, isDecoded);
            }
        }

        // A connection string is worth a look under any name.
        private void Report(Part path, Part key, Part attribute, int start, ReadOnlySpan<byte> value, bool isDecoded)
        {
            if (value.IndexOfAny((byte)'=', (byte)'&') < 0 && !SecretName.MayPromise(path.Of(_text)) && !SecretName.MayPromise(key.Of(_text)) && !SecretName.MayPromise(attribute.Of(_text)))
            {
                return;
            }

            // Below <apikeys> of a NuGet.config addresses are keys.
            var name = path.Length == 0 ? Text(key) : key.Of(_text).IndexOf("://"u8) > 0 ? Text(path) : $"{Text(path)}:{Text(key)}";
            name = attribute.Length > 0 ? $"{name}:{Text(attribute)}" : name;
            _decoded.Clear();
            if (isDecoded)
            {
                _decoded.Append(value, start);
            }
            else
            {
                Literal.AppendXml(value, start, _decoded);
            }

            // The account that a site runs as or sends mail with: its password is used as it stands.
            var isAccount = attribute.Length > 0 && (IsAny(key, "identity"u8, "network"u8) || IsAny(key, "processModel"u8, "user"u8));
            sink.OnPair(name, _decoded, isAccount ? ValueForm.Given : ValueForm.Quoted);
        }

        // \Package.Connections[Dwh].Properties[Password] of a package of SSIS.
        private readonly Part PropertyOf(Part path)
        {
            var value = path.Of(_text);
            var open = value.LastIndexOf(".Properties["u8);
            return open >= 0 && value[^1] == ']' ? new Part(path.Start + open + 12, value.Length - open - 13) : default;
        }

        private readonly string Text(Part part) => Encoding.UTF8.GetString(part.Of(_text));

        private readonly bool IsAny(Part name, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
            (name.Length == one.Length && Ascii.EqualsIgnoreCase(name.Of(_text), one)) || (name.Length > 0 && name.Length == other.Length && Ascii.EqualsIgnoreCase(name.Of(_text), other));

        private readonly Part LocalName(int start, int end)
        {
            var colon = _text[start..end].IndexOf((byte)':');
            return new Part(start + colon + 1, end - start - colon - 1);
        }

        private readonly Part AttributeName(int quote)
        {
            var end = quote;
            while (end > 0 && _text[end - 1] is (byte)'=' or (byte)' ' && end > 0)
            {
                end--;
            }

            var start = end;
            while (start > 0 && quote - start < 100 && (char.IsAsciiLetterOrDigit((char)_text[start - 1]) || _text[start - 1] is (byte)'_' or (byte)'-' or (byte)'.' or (byte)':'))
            {
                start--;
            }

            return LocalName(start, end);
        }
    }
}
