namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// The lines to read around a name: its own, those above that a joined expression or a literal of many lines began on, and those below
/// that it goes on to.
/// </summary>
internal static class LinePiece
{
    private const int Before = 1024;
    private const int After = 4096;
    private const int MostLines = 24;
    private const int LongestName = 64;

    /// <summary>How many bytes before a place lines are looked at: as many as have not been read, within bounds.</summary>
    public static int Floor(int position, int readTo) => position - Math.Max(readTo, position - Before);

    /// <summary>How many blanks follow a piece: the line behind them tells whether the piece goes on.</summary>
    public static int Beyond(ReadOnlySpan<byte> text, int end) => text[end..].IndexOfAnyExcept((byte)' ', (byte)'\t') is >= 0 and var blanks ? blanks : text.Length - end;

    /// <summary>The lines around a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the name was seen.</param>
    /// <param name="readTo">What was read already.</param>
    /// <param name="isCode">True when literals may go over lines.</param>
    public static (int Start, int End) Of(ReadOnlySpan<byte> text, int position, int readTo, bool isCode)
    {
        var floor = position - Floor(position, readTo);
        var start = text[floor..position].LastIndexOf((byte)'\n') is >= 0 and var above ? floor + above + 1 : floor;
        var isInLiteral = isCode && text[start..position].IndexOfAny("\"'`"u8) < 0 && IsPart(text, position) && TryFindOpening(text, floor, ref start);
        for (var lines = 0; lines < MostLines && start > floor; lines++)
        {
            var before = text[floor..(start - 1)].LastIndexOf((byte)'\n') is >= 0 and var next ? floor + next + 1 : floor;
            if (!Joins(text[before..(start - 1)], text[start..Math.Min(text.Length, position + After)]))
            {
                break;
            }

            start = before;
        }

        return (start, EndOf(text, start, position, isInLiteral));
    }

    private static int EndOf(ReadOnlySpan<byte> text, int start, int position, bool isInLiteral)
    {
        var ceiling = Math.Min(text.Length, position + After);
        var end = position;
        var isClass = IsClass(text, position);
        for (var lines = 0; lines < MostLines; lines++)
        {
            var next = text[end..ceiling].IndexOf((byte)'\n');
            if (next < 0)
            {
                return ceiling;
            }

            end += next + 1;
            if (!GoesOn(text[start..(end - 1)], text[end..ceiling]) && !(isClass && text[end..ceiling].TrimStart(" \t\r\n"u8) is not [(byte)'}', ..]) && !(isInLiteral && text[position..end].IndexOfAny("\"`"u8) < 0))
            {
                break;
            }
        }

        return end;
    }

    /// <summary>True for a word of the name of a class: what it holds is read as far as the class is short.</summary>
    public static bool IsClass(ReadOnlySpan<byte> text, int position)
    {
        var start = position;
        while (start > 0 && position - start < LongestName && LineLexer.IsWord(text[start - 1]))
        {
            start--;
        }

        return text[..start].EndsWith("class "u8);
    }

    // name=value, as connection strings write it.
    private static bool IsPart(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && (LineLexer.IsWord(text[at]) || text[at] == ' '))
        {
            at++;
        }

        return at + 1 < text.Length && text[at] == '=' && text[at + 1] is > (byte)' ' and not ((byte)'=' or (byte)'>');
    }

    // The line on which a verbatim, raw or template literal begins that is still open where the name stands.
    private static bool TryFindOpening(ReadOnlySpan<byte> text, int floor, ref int start)
    {
        var above = text[floor..start];
        var at = -1;
        if (above.LastIndexOf("@\""u8) is >= 0 and var verbatim && above[(verbatim + 2)..].IndexOf((byte)'"') < 0)
        {
            at = verbatim;
        }
        else if (above.LastIndexOf((byte)'`') is >= 0 and var back && above.Count((byte)'`') % 2 == 1)
        {
            at = back;
        }
        else if (above.LastIndexOf("\"\"\""u8) is >= 0 and var raw && above.Count("\"\"\""u8) % 2 == 1)
        {
            at = raw;
        }

        if (at < 0)
        {
            return false;
        }

        start = floor + (above[..at].LastIndexOf((byte)'\n') + 1);
        return true;
    }

    // A line goes on when it ends with a joining sign or the next one begins with one; an attribute goes on to what it belongs to, a
    // name to the value on the line below.
    private static bool GoesOn(ReadOnlySpan<byte> line, ReadOnlySpan<byte> next)
    {
        var ending = line.TrimEnd(" \t\r"u8);
        return ending is [.., (byte)'=' or (byte)'(' or (byte)',' or (byte)':' or (byte)'{'] || ending.EndsWith("\"\"\""u8) || ending.EndsWith("VALUES"u8) || ending.EndsWith("values"u8)
            || (ending.EndsWith(")]"u8) && ending.TrimStart(" \t"u8)[0] == '[')
            || BeginsBelow(next.TrimStart(" \t"u8))
            || (next.TrimStart(" \t"u8).StartsWith("case "u8) && line.IndexOf("return "u8) >= 0)
            || Joins(line, next);
    }

    // The value, the body of a function that gives it back, or the rows of a statement.
    private static bool BeginsBelow(ReadOnlySpan<byte> next) => next is [(byte)'=' or (byte)'{', ..] || next.StartsWith("return "u8) || next.StartsWith("Return "u8) || next.StartsWith("Get\r"u8) || next.StartsWith("Get\n"u8) || next.StartsWith("value: '"u8) || next.StartsWith("VALUES ("u8) || next.StartsWith("VALUES("u8) || next.StartsWith("values ("u8);

    // "a" + and the next line, + "b" on the next line, or two literals on neighbouring lines.
    private static bool Joins(ReadOnlySpan<byte> line, ReadOnlySpan<byte> next)
    {
        var ending = line.TrimEnd(" \t\r"u8);
        var beginning = next.TrimStart(" \t"u8);
        return ending is [.., (byte)'+' or (byte)'&' or (byte)'_' or (byte)'\\']
            || beginning is [(byte)'+' or (byte)'&', ..]
            || (ending is [.., (byte)'"' or (byte)'\''] && beginning is [(byte)'"' or (byte)'\'', ..]);
    }
}
