using System.Buffers;
using ClaudeBuildGuard.Engine.Credentials.Formats;

namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>
/// The cheap question before a text is read for keys and values: may the name that was seen have a value behind it? Source code is
/// full of <c>token</c> and <c>key</c>; nearly none of them stands before a literal.
/// </summary>
internal static class NameGate
{
    private static readonly SearchValues<byte> Assignments = SearchValues.Create("=:\"'> "u8);

    private const int LineReach = 300;
    private const int PieceBefore = 1024;
    private const int PieceAfter = 4096;

    /// <summary>True when something like an assignment follows.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wordEnd">One past the word that was seen.</param>
    /// <param name="format">How the text is read.</param>
    public static bool IsPromising(ReadOnlySpan<byte> text, int wordEnd, TextFormat format)
    {
        var rest = text.Slice(wordEnd - 1, Math.Min(LineReach, text.Length - wordEnd + 1));
        var lineEnd = rest.IndexOf((byte)'\n');
        var line = lineEnd < 0 ? rest : rest[..lineEnd];
        if (format == TextFormat.Code)
        {
            // A literal on the same line, or at the start of the next one.
            return line.IndexOfAny("\"'`"u8) >= 0
                || (line.TrimEnd(" \t\r"u8) is [.., (byte)'=' or (byte)'(' or (byte)',' or (byte)'+' or (byte)'>' or (byte)':'] && rest.IndexOfAny("\"'`"u8) >= 0);
        }

        return line.IndexOfAny(Assignments) >= 0;
    }

    /// <summary>
    /// The lines to read around a name: its own, those above that a joined expression began on, and those below that it goes on to.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Where the name was seen.</param>
    /// <param name="readTo">What was read already.</param>
    public static (int Start, int End) Piece(ReadOnlySpan<byte> text, int position, int readTo)
    {
        var floor = Math.Max(readTo, position - PieceBefore);
        var start = text[floor..position].LastIndexOf((byte)'\n') is >= 0 and var above ? floor + above + 1 : floor;
        var ceiling = Math.Min(text.Length, position + PieceAfter);
        var end = position;
        for (var lines = 0; lines < 12; lines++)
        {
            var next = text[end..ceiling].IndexOf((byte)'\n');
            if (next < 0)
            {
                return (start, ceiling);
            }

            end += next + 1;
            if (!GoesOn(text[start..(end - 1)], text[end..ceiling]))
            {
                break;
            }
        }

        return (start, end);
    }

    // A line goes on when it ends with a joining sign or the next one begins with one.
    private static bool GoesOn(ReadOnlySpan<byte> line, ReadOnlySpan<byte> next)
    {
        var ending = line.TrimEnd(" \t\r"u8);
        var beginning = next.TrimStart(" \t"u8);
        return ending is [.., (byte)'+' or (byte)'&' or (byte)'=' or (byte)'(' or (byte)',' or (byte)'_' or (byte)'\\' or (byte)':' or (byte)'{']
            || beginning is [(byte)'+' or (byte)'&' or (byte)'=', ..]
            || (ending is [.., (byte)'"' or (byte)'\''] && beginning is [(byte)'"' or (byte)'\'', ..]);
    }
}
