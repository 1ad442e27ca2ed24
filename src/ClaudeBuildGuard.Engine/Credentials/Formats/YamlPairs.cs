using System.Buffers;
using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Reads keys and values out of YAML line by line with the path that indentation gives. Templates of Helm, which are no YAML, are read
/// as well. Values of flow collections and block scalars are left to the line reader.
/// </summary>
internal static class YamlPairs
{
    public static void Read(ReadOnlySpan<byte> text, IPairSink sink)
    {
        var path = new List<(int Indent, string Name)>();
        var decoded = new ArrayBufferWriter<byte>();
        string? hint = null;
        for (var start = 0; start < text.Length;)
        {
            var length = text[start..].IndexOf((byte)'\n');
            var end = length < 0 ? text.Length : start + length;
            ReadLine(text, start, end, path, ref hint, decoded, sink);
            start = end + 1;
        }
    }

    private static void ReadLine(
        ReadOnlySpan<byte> text, int start, int end, List<(int Indent, string Name)> path, ref string? hint, ArrayBufferWriter<byte> decoded, IPairSink sink)
    {
        var at = start;
        while (at < end && text[at] is (byte)' ' or (byte)'#' && at < end)
        {
            at++;
        }

        if (at < end && text[at] == '-' && at + 1 < end && text[at + 1] == ' ')
        {
            hint = null;
        }

        while (at + 1 < end && text[at] == '-' && text[at + 1] == ' ')
        {
            at += 2;
            while (at < end && text[at] == ' ')
            {
                at++;
            }
        }

        var indent = at - start;
        while (path.Count > 0 && path[^1].Indent >= indent)
        {
            path.RemoveAt(path.Count - 1);
        }

        var colon = KeyEnd(text, at, end);
        if (colon < 0 || colon - at > 200)
        {
            return;
        }

        var name = Encoding.UTF8.GetString(text[at..colon].Trim(" \"'"u8));
        var valueStart = colon + 1;
        while (valueStart < end && text[valueStart] == ' ')
        {
            valueStart++;
        }

        var value = text[valueStart..end].TrimEnd(" \t\r"u8);

        // A tag or an anchor stands before the value.
        while (!value.IsEmpty && value[0] is (byte)'!' or (byte)'&' && value.IndexOf((byte)' ') is > 0 and var gap)
        {
            valueStart += gap + 1;
            value = value[(gap + 1)..];
        }

        if (value.IsEmpty || value[0] is (byte)'|' or (byte)'>')
        {
            path.Add((indent, name));
            return;
        }

        decoded.Clear();
        if (value[0] is (byte)'"' or (byte)'\'' && value.Length > 1)
        {
            var close = value[1..].IndexOf(value[0]);
            value = value[1..(close < 0 ? value.Length : close + 1)];
            valueStart++;
            Literal.AppendUnescaped(value, decoded);
        }
        else
        {
            var comment = value.IndexOf(" #"u8);
            value = comment < 0 ? value : value[..comment].TrimEnd(" "u8);
            decoded.Write(value);
        }

        if (name is "name" or "key")
        {
            hint = decoded.WrittenCount < 200 ? Encoding.UTF8.GetString(decoded.WrittenSpan) : null;
        }

        var key = new StringBuilder();
        foreach (var part in path)
        {
            key.Append(part.Name).Append(':');
        }

        key.Append(name is "value" && hint is not null ? hint : name);
        sink.OnPair(key.ToString(), decoded.WrittenSpan, valueStart, value.Length, ValueForm.Quoted);
    }

    // The colon that ends a key: followed by a space or the line's end, outside quotes.
    private static int KeyEnd(ReadOnlySpan<byte> text, int at, int end)
    {
        var quote = (byte)0;
        for (var i = at; i < end; i++)
        {
            var b = text[i];
            if (quote != 0)
            {
                quote = b == quote ? (byte)0 : quote;
            }
            else if (b is (byte)'"' or (byte)'\'' && i == at)
            {
                quote = b;
            }
            else if (b == ':' && (i + 1 >= end || text[i + 1] is (byte)' ' or (byte)'\r'))
            {
                return i;
            }
            else if (b is (byte)'{' or (byte)'=' or (byte)'"' && i > at)
            {
                return -1;
            }
        }

        return -1;
    }
}
