
namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Puts together the literals that an expression joins (<c>"AKIA" + "IOSF…"</c>, over lines too), for a token whose mark stands in one
/// of them and the rest in another.
/// </summary>
internal static class JoinedLiterals
{
    private const int LongestPart = 512;
    private const int WidestGap = 120;
    private const int MostParts = 32;

    private static readonly ByteClass Signs = ByteClass.OfRanges("a-zA-Z0-9_.+/=-");

    /// <summary>The cheap question first: does the literal at a place end soon, and something be joined to it?</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">A place in the literal.</param>
    /// <param name="readTo">One past the last byte that was looked at, or that would have been before the text's end.</param>
    public static bool MayGoOn(ReadOnlySpan<byte> text, int at, out int readTo)
    {
        var end = Math.Min(text.Length, at + LongestPart);
        at = text[at..end].IndexOfAnyExcept(Signs) is >= 0 and var other ? at + other : end;

        readTo = at + 1;
        if (at == end || !LineLexer.IsQuote(text[at]))
        {
            return false;
        }

        readTo += WidestGap;
        return NextStart(text, at + 1) >= 0;
    }

    /// <summary>The literals around a place, joined; false when the place stands in none, or in one alone.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">A place in one of the literals.</param>
    /// <param name="from">What was joined already.</param>
    /// <param name="joined">Receives them.</param>
    /// <param name="end">One past the last of them.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, int at, int from, DecodedText joined, out int end)
    {
        joined.Clear();
        end = from;
        if (!TryFind(text, at, out var start, out var quoteEnd) || (NextStart(text, quoteEnd) < 0 && PreviousEnd(text, start) < 0))
        {
            return false;
        }

        // Back to the first of them, then forward to the last.
        for (var parts = 0; parts < MostParts && PreviousEnd(text, start) is > 0 and var before && before > from && TryFind(text, before - 1, out var earlier, out _); parts++)
        {
            start = earlier;
        }

        var count = 0;
        for (var next = start; next >= 0 && count < 2 * MostParts && TryFindEnd(text, next, out end); count++)
        {
            Literal.AppendUnescaped(text[(next + 1)..(end - 1)], next + 1, joined);
            next = NextStart(text, end);
        }

        return count > 1;
    }

    // The literal that a place stands in, by the nearest quotes on its line.
    private static bool TryFind(ReadOnlySpan<byte> text, int at, out int start, out int end)
    {
        end = 0;
        var floor = Math.Max(0, at - LongestPart);
        for (start = at; start >= floor && text[start] != '\n'; start--)
        {
            if (LineLexer.IsQuote(text[start]))
            {
                return TryFindEnd(text, start, out end) && end > at;
            }
        }

        return false;
    }

    private static bool TryFindEnd(ReadOnlySpan<byte> text, int start, out int end)
    {
        var limit = Math.Min(text.Length, start + LongestPart + 2);
        for (end = start + 1; end < limit && text[end] != '\n'; end++)
        {
            if (text[end] == '\\')
            {
                end++;
            }
            else if (text[end] == text[start])
            {
                end++;
                return true;
            }
        }

        return false;
    }

    // From one past a closing quote to the quote that opens the next literal; -1 where nothing is joined.
    private static int NextStart(ReadOnlySpan<byte> text, int end) => Across(text, end, 1);

    // From an opening quote to the quote that closes the literal before; -1 where nothing is joined.
    private static int PreviousEnd(ReadOnlySpan<byte> text, int start) => Across(text, start - 1, -1);

    private static int Across(ReadOnlySpan<byte> text, int from, int step)
    {
        var signs = 0;
        var breaks = 0;
        for (var i = from; (uint)i < (uint)text.Length && Math.Abs(i - from) < WidestGap; i += step)
        {
            var b = text[i];
            if (LineLexer.IsQuote(b))
            {
                return signs == 1 || (breaks > 0 && signs == 0) ? i : -1;
            }

            if (b is (byte)'+' or (byte)'&' or (byte)'.')
            {
                signs++;
            }
            else if (b == '\n')
            {
                breaks++;
            }
            else if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'_' or (byte)'\\' or (byte)'@' or (byte)'$'))
            {
                return -1;
            }
        }

        return -1;
    }
}
