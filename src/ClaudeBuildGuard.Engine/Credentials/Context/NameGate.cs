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

        return format switch
        {
            TextFormat.Xml => IsPromisingXml(Rest(text, wordEnd)),
            TextFormat.Json => IsPromisingJson(Rest(text, wordEnd)),
            _ => line.IndexOfAny(Assignments) >= 0,
        };
    }

    // What follows the name that the word is a part of.
    private static ReadOnlySpan<byte> Rest(ReadOnlySpan<byte> text, int wordEnd)
    {
        var at = wordEnd;
        if (!IsNamePart(text[at - 1]))
        {
            // The word itself ended with a quote or a sign.
            at--;
        }

        var limit = Math.Min(text.Length, at + LineReach);
        while (at < limit && IsNamePart(text[at]))
        {
            at++;
        }

        return text[at..limit];
    }

    private static bool IsNamePart(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)':';

    // name="value", <name>value<, key="name" value="value", Password=value; but neither prose nor the attributes of documentation.
    private static bool IsPromisingXml(ReadOnlySpan<byte> rest)
    {
        switch (rest)
        {
            case [(byte)'=', ..] or [(byte)' ', (byte)'=', ..]:
                return true;
            case [(byte)'"' or (byte)'\'', (byte)'>', ..]:
                return IsValue(rest[2..]);
            case [(byte)'>', ..]:
                return IsValue(rest[1..]);
            case [(byte)'"' or (byte)'\'', ..]:
                return rest[1..].TrimStart(" \t\r\n"u8) is [>= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z', ..] attribute
                    && !attribute.StartsWith("type="u8) && attribute.IndexOf((byte)'=') is > 0 and < 40;
            case [(byte)'<', (byte)'/', (byte)'k', ..]:
                return true;
            default:
                return false;
        }
    }

    private static bool IsValue(ReadOnlySpan<byte> content)
    {
        content = content.TrimStart(" \t\r\n"u8);
        if (content.StartsWith("<value"u8) || content.StartsWith("<Value"u8) || content.StartsWith("<![CDATA["u8))
        {
            return true;
        }

        var end = content.IndexOf((byte)'<');
        var value = (end < 0 ? content : content[..end]).TrimEnd(" \t\r\n"u8);
        return value.Length >= 4 && (value.IndexOf((byte)' ') < 0 || value.IndexOf((byte)'=') > 0);
    }

    // "name": "value", "name", "value": "x", Password=value.
    private static bool IsPromisingJson(ReadOnlySpan<byte> rest)
    {
        if (rest is [(byte)'=', ..] or [(byte)' ', (byte)'=', ..])
        {
            return true;
        }

        if (rest is not [(byte)'"', ..])
        {
            return false;
        }

        var after = rest[1..].TrimStart(" \t\r\n"u8);
        return after is [(byte)':', ..]
            ? after[1..].TrimStart(" \t\r\n"u8) is [(byte)'"' or (byte)'{' or (byte)'[' or (>= (byte)'0' and <= (byte)'9'), ..]
            : after is [(byte)',', ..];
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
