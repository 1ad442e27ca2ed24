using System.Buffers;
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

    public static void Read(ReadOnlySpan<byte> text, IPairSink sink)
    {
        var stack = new List<Element>();
        var decoded = new ArrayBufferWriter<byte>();
        string? plistKey = null;
        for (var i = 0; i < text.Length;)
        {
            var open = text[i..].IndexOf((byte)'<');
            var contentEnd = open < 0 ? text.Length : i + open;
            var content = text[i..contentEnd];
            var trimmedStart = i + (content.Length - content.TrimStart(" \t\r\n"u8).Length);
            content = content.Trim(" \t\r\n"u8);

            // Below <members> stands what a compiler wrote of documentation comments: prose under the names of parameters.
            if (stack.Count > 0 && (IsWorthwhile(content) || stack[^1].Name is "key") && !stack.Exists(e => e.Name is "members"))
            {
                decoded.Clear();
                Literal.AppendXml(content, decoded);
                var element = stack[^1];
                if (element.Name is "key" && decoded.WrittenCount < 200)
                {
                    plistKey = Encoding.UTF8.GetString(decoded.WrittenSpan);
                }
                else
                {
                    var key = element.Name is "string" && plistKey is not null ? plistKey : KeyOf(stack);
                    sink.OnPair(key, decoded.WrittenSpan, trimmedStart, content.Length, ValueForm.Quoted);
                }
            }

            if (open < 0)
            {
                return;
            }

            i = ReadTag(text, contentEnd, stack, decoded, sink);
        }
    }

    private static int ReadTag(ReadOnlySpan<byte> text, int at, List<Element> stack, ArrayBufferWriter<byte> decoded, IPairSink sink)
    {
        var rest = text[at..];
        if (rest.StartsWith("<!--"u8))
        {
            // Commented-out elements are read like others: only the mark is skipped.
            return at + 4;
        }

        if (rest.StartsWith("<![CDATA["u8))
        {
            var close = rest.IndexOf("]]>"u8);
            var body = rest[9..(close < 0 ? rest.Length : close)];
            if (stack.Count > 0 && !body.IsEmpty)
            {
                sink.OnPair(KeyOf(stack), body, at + 9, body.Length, ValueForm.Quoted);
            }

            return close < 0 ? text.Length : at + close + 3;
        }

        if (rest.Length > 1 && rest[1] == '/')
        {
            var close = rest.IndexOf((byte)'>');
            if (stack.Count > 0)
            {
                stack.RemoveAt(stack.Count - 1);
            }

            return close < 0 ? text.Length : at + close + 1;
        }

        if (rest.Length < 2 || !(char.IsAsciiLetter((char)rest[1]) || rest[1] is (byte)'_' or (byte)'?'))
        {
            return at + 1;
        }

        var nameEnd = 1;
        while (nameEnd < rest.Length && rest[nameEnd] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'>' or (byte)'/'))
        {
            nameEnd++;
        }

        var element = new Element(LocalName(Encoding.UTF8.GetString(rest[1..Math.Min(nameEnd, 200)])));
        var attributes = new List<(string Name, int Start, int Length)>();
        var i = at + nameEnd;
        var selfClosing = false;
        while (i < text.Length && text[i] != '>')
        {
            if (text[i] == '<')
            {
                return i;
            }

            if (text[i] is (byte)'"' or (byte)'\'' && i > 0)
            {
                var quote = text[i];
                var end = text[(i + 1)..].IndexOf(quote);
                if (end < 0)
                {
                    return i + 1;
                }

                attributes.Add((AttributeName(text, i), i + 1, end));
                i += end + 2;
                selfClosing = false;
                continue;
            }

            selfClosing = text[i] is (byte)'/' or (byte)'?';
            i++;
        }

        foreach (var (name, start, length) in attributes)
        {
            if (name.ToLowerInvariant() is "name" or "key" && length < 200)
            {
                element.Hint = Encoding.UTF8.GetString(text.Slice(start, length));
            }
        }

        var path = PathOf(stack);
        foreach (var (name, start, length) in attributes)
        {
            if (!IsWorthwhile(text.Slice(start, length)))
            {
                continue;
            }

            decoded.Clear();
            Literal.AppendXml(text.Slice(start, length), decoded);
            var lower = name.ToLowerInvariant();
            var key = lower is "value" or "connectionstring" or "defaultvalue" && element.Hint is not null ? element.Hint
                : lower is "name" or "key" ? string.Empty
                : $"{element.Name}:{name}";
            if (key.Length > 0)
            {
                sink.OnPair($"{path}{key}", decoded.WrittenSpan, start, length, ValueForm.Quoted);
            }
        }

        if (!selfClosing && stack.Count < DeepestNesting)
        {
            stack.Add(element);
        }

        return Math.Min(text.Length, i + 1);
    }

    // Two levels of path are enough to tell what a key is for; a document's root says nothing.
    private static string PathOf(List<Element> stack) => stack.Count < 2 ? string.Empty : $"{stack[^1].Hint ?? stack[^1].Name}:";

    private static string KeyOf(List<Element> stack)
    {
        var element = stack[^1];
        if (element.Name.ToLowerInvariant() is "value" or "string" && stack.Count > 1 && stack[^2].Hint is { } named)
        {
            return named;
        }

        return stack.Count > 2 ? $"{stack[^2].Hint ?? stack[^2].Name}:{element.Hint ?? element.Name}" : element.Hint ?? element.Name;
    }

    // Prose and short words are no values: they are left before any name is put together.
    private static bool IsWorthwhile(ReadOnlySpan<byte> value) =>
        value.Length >= 4 && (value.IndexOf((byte)' ') < 0 || value.IndexOf((byte)'=') > 0 || (value.Length < 100 && value.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0));

    private static string LocalName(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static string AttributeName(ReadOnlySpan<byte> text, int quote)
    {
        var end = quote;
        while (end > 0 && text[end - 1] is (byte)'=' or (byte)' ' && end > 0)
        {
            end--;
        }

        var start = end;
        while (start > 0 && quote - start < 100 && (char.IsAsciiLetterOrDigit((char)text[start - 1]) || text[start - 1] is (byte)'_' or (byte)'-' or (byte)'.' or (byte)':'))
        {
            start--;
        }

        return LocalName(Encoding.ASCII.GetString(text[start..end]));
    }

    private sealed class Element(string name)
    {
        public string Name { get; } = name;

        public string? Hint { get; set; }
    }
}
