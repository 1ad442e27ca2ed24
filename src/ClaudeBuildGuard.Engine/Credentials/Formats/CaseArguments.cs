using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// What attributes give to a parameter of the test below them: <c>[InlineData("bob", "x")]</c> above <c>Login(string user, string
/// password)</c>. They are looked for as far as a name is looked around anyway.
/// </summary>
internal static class CaseArguments
{
    private static readonly byte[][] Attributes = [[.. "InlineData("u8], [.. "TestCase("u8], [.. "DataRow("u8], [.. "Arguments("u8]];

    private static readonly byte[][] Validations = [[.. "valid"u8], [.. "weak"u8], [.. "policy"u8], [.. "strength"u8], [.. "reject"u8], [.. "complex"u8], [.. "rule"u8], [.. "require"u8]];

    /// <summary>Finds the literals.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where a word of the parameter's name begins.</param>
    /// <param name="wordEnd">One past that word.</param>
    /// <param name="literals">Receives where values stand, without their quotes.</param>
    /// <returns>The name of the parameter; empty when no such attribute is above.</returns>
    public static string Find(ReadOnlySpan<byte> text, int start, int wordEnd, List<Range> literals)
    {
        literals.Clear();
        var floor = Math.Max(0, start - NameGate.Reach);
        var lineStart = floor + text[floor..start].LastIndexOf((byte)'\n') + 1;
        var nameStart = start;
        while (nameStart > lineStart && IsNamePart(text[nameStart - 1]))
        {
            nameStart--;
        }

        var nameEnd = wordEnd;
        while (nameEnd < text.Length && IsNamePart(text[nameEnd]))
        {
            nameEnd++;
        }

        // Type name, or Type name) within the parentheses of a declaration.
        var header = text[lineStart..nameStart];
        var open = header.IndexOf((byte)'(');
        if (open < 1 || nameEnd >= text.Length || text[nameEnd] is not ((byte)',' or (byte)')') || header[^1] != ' ' || header.IndexOfAny("\"=;"u8) >= 0)
        {
            return string.Empty;
        }

        var rest = text[lineStart..];
        rest = rest[..(rest.IndexOf((byte)'\n') is >= 0 and var stop ? stop : rest.Length)];
        if (rest.IndexOf("bool "u8) > 0 && TokenText.HoldsAny(header[..open], Validations))
        {
            // What a rule about passwords accepts and refuses is nobody's.
            return string.Empty;
        }

        var index = header[open..].Count((byte)',');
        var above = text[floor..Math.Max(floor, lineStart - 1)];
        while (above.LastIndexOf((byte)'\n') is var end && above[(end + 1)..].Trim(" \t\r"u8) is [(byte)'[', ..])
        {
            Add(text, floor + end + 1, floor + above.Length, index, literals);
            if (end < 0)
            {
                break;
            }

            above = above[..end];
        }

        return literals.Count > 0 ? Encoding.UTF8.GetString(text[nameStart..nameEnd]) : string.Empty;
    }

    private static void Add(ReadOnlySpan<byte> text, int from, int to, int index, List<Range> literals)
    {
        var line = text[from..to];
        foreach (var attribute in Attributes)
        {
            if (line.IndexOf(attribute) is >= 0 and var at)
            {
                AddArgument(text, from + at + attribute.Length, to, index, literals);
                return;
            }
        }
    }

    private static void AddArgument(ReadOnlySpan<byte> text, int at, int to, int index, List<Range> literals)
    {
        for (; at < to; at++)
        {
            if (text[at] == '"')
            {
                var length = text[(at + 1)..to].IndexOf((byte)'"');
                if (length < 0)
                {
                    return;
                }

                if (index == 0 && text.Slice(at + 1, length).IndexOf((byte)'\\') < 0)
                {
                    literals.Add((at + 1)..(at + 1 + length));
                    return;
                }

                at += length + 1;
            }
            else if (text[at] == ',' && --index < 0)
            {
                return;
            }
        }
    }

    private static bool IsNamePart(byte b) => char.IsAsciiLetterOrDigit((char)b) || b == '_';
}
