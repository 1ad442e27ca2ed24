using ClaudeBuildGuard.Engine.Credentials.Formats;

namespace ClaudeBuildGuard.Engine.Credentials.Encodings;

/// <summary>
/// Undoes escapes where they hide what is looked for: JSON within a string, XML within an attribute, letters written as
/// <c>\u0041</c>, and percent encoding. Runs are bounded and never overlap, so hostile text costs time in proportion to its size.
/// </summary>
internal static class EscapedText
{
    private const int LongestRun = 16 * 1024;

    /// <summary>The literal, attribute or element around a place, with backslash escapes and entities undone.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">A place in it.</param>
    /// <param name="from">What was read already.</param>
    /// <param name="decoded">Receives it.</param>
    /// <returns>One past it.</returns>
    public static int Read(ReadOnlySpan<byte> text, int at, int from, DecodedText decoded)
    {
        var start = at;
        for (var floor = Math.Max(from, at - LongestRun); start > floor && !IsEdge(text, start - 1); start--)
        {
        }

        var end = at;
        for (var ceiling = Math.Min(text.Length, at + LongestRun); end < ceiling && (end == at || !IsEdge(text, end)); end++)
        {
        }

        decoded.Clear();
        for (var i = start; i < end;)
        {
            var next = text[i..end].IndexOfAny((byte)'\\', (byte)'&');
            if (next < 0 || i + next + 1 >= end)
            {
                decoded.Append(text[i..end], i);
                break;
            }

            decoded.Append(text.Slice(i, next), i);
            i += next;
            i += text[i] == '\\' ? Literal.AppendEscape(text[i..end], i, decoded) : Literal.AppendEntity(text[i..end], i, decoded);
        }

        return end;
    }

    /// <summary>True when percent encoding that begins in a part of a text hides more than blanks.</summary>
    public static bool HoldsPercent(ReadOnlySpan<byte> text, int from, int to)
    {
        while (from < to && text[from..to].IndexOf((byte)'%') is >= 0 and var next)
        {
            from += next + 1;
            if (IsPercent(text, from - 1, out var hidden) && Hides(hidden))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The next run with percent encoding that hides more than blanks; false when there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to look from; moved behind the run.</param>
    /// <param name="decoded">Receives the run with the encoding undone.</param>
    public static bool TryNextPercent(ReadOnlySpan<byte> text, ref int from, DecodedText decoded)
    {
        var readTo = from;
        while (from < text.Length && text[from..].IndexOf((byte)'%') is >= 0 and var next)
        {
            var at = from + next;
            if (!IsPercent(text, at, out var first) || !Hides(first))
            {
                from = at + 1;
                continue;
            }

            var start = at;
            for (var floor = Math.Max(readTo, at - LongestRun); start > floor && !IsBlankOrQuote(text[start - 1]); start--)
            {
            }

            decoded.Clear();
            var end = start;
            for (var ceiling = Math.Min(text.Length, at + LongestRun); end < ceiling && !IsBlankOrQuote(text[end]);)
            {
                if (text[end] == '%' && IsPercent(text, end, out var b))
                {
                    decoded.Append([b], end, 3);
                    end += 3;
                    continue;
                }

                decoded.Append(text.Slice(end, 1), end);
                end++;
            }

            from = Math.Max(end, at + 1);
            return true;
        }

        from = text.Length;
        return false;
    }

    // A quote that no backslash stands before, the end of a line, the brackets of a tag.
    private static bool IsEdge(ReadOnlySpan<byte> text, int at)
    {
        if (text[at] is (byte)'\n' or (byte)'<' or (byte)'>')
        {
            return true;
        }

        if (text[at] != '"')
        {
            return false;
        }

        var slashes = 0;
        while (slashes < at && slashes < 8 && text[at - slashes - 1] == '\\')
        {
            slashes++;
        }

        return slashes % 2 == 0;
    }

    private static bool IsBlankOrQuote(byte b) => b <= ' ' || LineLexer.IsQuote(b) || b is (byte)'<' or (byte)'>';

    private static bool IsPercent(ReadOnlySpan<byte> text, int at, out byte value)
    {
        value = 0;
        if (at + 2 >= text.Length || !char.IsAsciiHexDigit((char)text[at + 1]) || !char.IsAsciiHexDigit((char)text[at + 2]))
        {
            return false;
        }

        value = (byte)((Digit(text[at + 1]) << 4) | Digit(text[at + 2]));
        return true;
    }

    private static int Digit(byte b) => b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;

    // Letters, digits and what tokens and assignments are made of; %20 alone hides nothing.
    private static bool Hides(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'=' or (byte)':' or (byte)'+' or (byte)'/' or (byte)'_' or (byte)'-' or (byte)'.' or (byte)'"' or (byte)'@' or (byte)'{';
}
