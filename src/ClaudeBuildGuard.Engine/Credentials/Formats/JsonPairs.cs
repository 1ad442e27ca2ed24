using System.Buffers;
using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Reads keys and values out of JSON text, with comments, trailing commas and mistakes: what is broken is stepped over. A library would
/// stop at the first mistake and forget the offsets.
/// </summary>
internal static class JsonPairs
{
    private const int DeepestNesting = 200;

    public static void Read(ReadOnlySpan<byte> text, IPairSink sink)
    {
        var stack = new List<Frame> { new() };
        var decoded = new ArrayBufferWriter<byte>();
        string? name = null;
        for (var i = 0; i < text.Length;)
        {
            var b = text[i];
            switch (b)
            {
                case (byte)'{' or (byte)'[':
                    if (stack.Count < DeepestNesting)
                    {
                        stack.Add(new Frame { Name = name ?? string.Empty, IsArray = b == '[' });
                    }

                    name = null;
                    i++;
                    break;
                case (byte)'}' or (byte)']':
                    if (stack.Count > 1)
                    {
                        stack.RemoveAt(stack.Count - 1);
                    }

                    name = null;
                    i++;
                    break;
                case (byte)',':
                    name = null;
                    i++;
                    break;
                case (byte)'/' when i + 1 < text.Length && text[i + 1] is (byte)'/' or (byte)'*' && i + 1 < text.Length:
                    i = SkipComment(text, i);
                    break;
                case (byte)'"':
                    var end = EndOfString(text, i + 1);
                    decoded.Clear();
                    Literal.AppendUnescaped(text[(i + 1)..end], decoded);
                    var after = end + 1;
                    while (after < text.Length && text[after] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' && after < text.Length)
                    {
                        after++;
                    }

                    if (after < text.Length && text[after] == ':' && name is null)
                    {
                        name = Encoding.UTF8.GetString(decoded.WrittenSpan[..Math.Min(decoded.WrittenCount, 200)]);
                        i = after + 1;
                        break;
                    }

                    Report(stack, name, decoded.WrittenSpan, i + 1, end - i - 1, sink);
                    i = end + 1;
                    break;
                case >= (byte)'0' and <= (byte)'9' or (byte)'-' when name is not null:
                    var stop = i + 1;
                    while (stop < text.Length && (char.IsAsciiLetterOrDigit((char)text[stop]) || text[stop] is (byte)'.' or (byte)'-' or (byte)'+'))
                    {
                        stop++;
                    }

                    Report(stack, name, text[i..stop], i, stop - i, sink);
                    i = stop;
                    break;
                default:
                    i++;
                    break;
            }
        }
    }

    private static void Report(List<Frame> stack, string? name, ReadOnlySpan<byte> value, int start, int length, IPairSink sink)
    {
        var frame = stack[^1];
        if (name is not null && IsNameKey(name) && value.Length is > 0 and < 200)
        {
            frame.Hint = Encoding.UTF8.GetString(value);
        }

        // { "name": "X", "value": "Y" }: environment entries, application settings, form fields.
        var path = new StringBuilder();
        foreach (var part in stack)
        {
            if (part.Name.Length > 0)
            {
                path.Append(part.Name).Append(':');
            }
        }

        path.Append(name is not null && IsValueKey(name) && frame.Hint is not null ? frame.Hint : name ?? string.Empty);
        if (name is null && path.Length > 0)
        {
            path.Length--;
        }

        sink.OnPair(path.ToString(), value, start, length, ValueForm.Quoted);
    }

    private static bool IsNameKey(string name) => name is "name" or "Name" or "key" or "Key" or "NAME" or "KEY" or "parameterName";

    private static bool IsValueKey(string name) => name is "value" or "Value" or "VALUE" or "defaultValue" or "val";

    private static int EndOfString(ReadOnlySpan<byte> text, int from)
    {
        for (var i = from; i < text.Length; i++)
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

        return text.Length;
    }

    private static int SkipComment(ReadOnlySpan<byte> text, int at)
    {
        if (text[at + 1] == '/')
        {
            // What is commented out is still in the file: only the slashes are skipped.
            return at + 2;
        }

        var end = text[(at + 2)..].IndexOf("*/"u8);
        return end < 0 ? text.Length : at + 2;
    }

    private sealed class Frame
    {
        public string Name { get; init; } = string.Empty;

        public bool IsArray { get; init; }

        public string? Hint { get; set; }
    }
}
