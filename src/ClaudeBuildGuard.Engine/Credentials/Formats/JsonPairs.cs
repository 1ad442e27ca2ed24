using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Reads keys and values out of JSON text, with comments, trailing commas and mistakes: what is broken is stepped over. A library would
/// stop at the first mistake and forget the offsets. Names without quotes (JSON5) are left to the line reader.
/// </summary>
internal static class JsonPairs
{
    private const int LongestName = 200;

    /// <summary>Reads a text.</summary>
    public static void Read(ReadOnlySpan<byte> text, IPairSink sink)
    {
        var path = new KeyPath(sink);
        var decoded = new DecodedText();
        var name = string.Empty;
        var commentEnd = 0;
        for (var i = 0; i < text.Length;)
        {
            var b = text[i];
            switch (b)
            {
                case (byte)'{' or (byte)'[':
                    path.Push(name);
                    name = string.Empty;
                    i++;
                    break;
                case (byte)'}' or (byte)']':
                    path.Pop();
                    name = string.Empty;
                    i++;
                    break;
                case (byte)',':
                    name = string.Empty;
                    i++;
                    break;
                case (byte)'/' when i >= commentEnd && i + 1 < text.Length && text[i + 1] is (byte)'/' or (byte)'*':
                    // What is commented out is still in the file: only the marks are skipped, and no string reaches over the end.
                    commentEnd = EndOfComment(text, i);
                    i += 2;
                    break;
                case (byte)'"':
                    var end = EndOfString(text, i + 1, i < commentEnd ? commentEnd : text.Length);
                    decoded.Clear();
                    Literal.AppendUnescaped(text[(i + 1)..end], i + 1, decoded);
                    var after = end + 1;
                    while (after < text.Length && text[after] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
                    {
                        after++;
                    }

                    if (after < text.Length && text[after] == ':')
                    {
                        name = Encoding.UTF8.GetString(decoded.Span[..Math.Min(decoded.Length, LongestName)]);
                        i = after + 1;
                        break;
                    }

                    path.Value(name, decoded);
                    i = Math.Min(text.Length, end + 1);
                    break;
                case (>= (byte)'0' and <= (byte)'9') or (byte)'-' when name.Length > 0:
                    var stop = i + 1;
                    while (stop < text.Length && (char.IsAsciiLetterOrDigit((char)text[stop]) || text[stop] is (byte)'.' or (byte)'-' or (byte)'+'))
                    {
                        stop++;
                    }

                    decoded.Clear();
                    decoded.Append(text[i..stop], i);
                    path.Value(name, decoded);
                    i = stop;
                    break;
                default:
                    i++;
                    break;
            }
        }

        path.End();
    }

    private static int EndOfString(ReadOnlySpan<byte> text, int from, int limit)
    {
        for (var i = from; i < limit; i++)
        {
            switch (text[i])
            {
                case (byte)'\\':
                    i++;
                    break;
                case (byte)'"' or (byte)'\n':
                    return i;
            }
        }

        return Math.Min(limit, text.Length);
    }

    private static int EndOfComment(ReadOnlySpan<byte> text, int at)
    {
        var end = text[at + 1] == '/' ? text[at..].IndexOf((byte)'\n') : text[at..].IndexOf("*/"u8);
        return end < 0 ? text.Length : at + end;
    }
}
