using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>
/// Cells of a table of Markdown or Cucumber that stand under the name of a secret or beside it: <c>| Password |</c> above <c>| x |</c>,
/// <c>| ApiKey | x |</c>; fields of a file whose first line names them: <c>user;password</c> above <c>sa;x</c>. Of what stands under a name only the nearest rows are read: as far as a name is looked around anyway.
/// </summary>
internal static class Table
{
    // What is no value: too short to be a secret, or a sentence.
    private const int Shortest = 6;
    private const int LongestName = 40;
    private const int MostFields = 40;

    private static readonly ByteClass HeaderSigns = ByteClass.OfRanges("a-zA-Z0-9_. \",;\t\r-");

    private static readonly ByteClass RulerSigns = ByteClass.OfRanges("|: \t\r-");

    /// <summary>Finds the cells.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where a word of the name begins.</param>
    /// <param name="end">One past the piece that the name stands in.</param>
    /// <param name="cells">Receives where values stand.</param>
    /// <returns>The name; empty when no table is there, or none of a secret.</returns>
    public static string Find(ReadOnlySpan<byte> text, int start, int end, List<Range> cells)
    {
        cells.Clear();
        var from = Math.Max(0, start - NameGate.Reach);
        var lineStart = from + text[from..start].LastIndexOf((byte)'\n') + 1;
        var line = LineAt(text, lineStart);
        if (lineStart == 0 && line.IndexOf((byte)'|') < 0)
        {
            return FindFields(text, start, line, Math.Min(text.Length, end + NameGate.Reach), cells);
        }

        if (line.TrimStart(" \t"u8) is not [(byte)'|', ..])
        {
            return string.Empty;
        }

        var column = line[..(start - lineStart)].Count((byte)'|');
        var name = Encoding.UTF8.GetString(text[Field(line, lineStart, column, (byte)'|')]);
        if (name.Length is 0 or > LongestName || SecretName.Of(name) == NameMeaning.Nothing)
        {
            return string.Empty;
        }

        var limit = Math.Min(text.Length, end + NameGate.Reach);
        var next = lineStart + line.Length + 1;
        var isRuled = next < limit && IsRuler(LineAt(text, next));
        var above = text[from..Math.Max(from, lineStart - 1)];
        var isFirst = above[(above.LastIndexOf((byte)'\n') + 1)..].TrimStart(" \t"u8) is not [(byte)'|', ..];
        if (!isRuled)
        {
            Add(text, line, lineStart, column + 1, (byte)'|', limit, cells);
        }

        // Cucumber draws no line below the first row.
        for (next += isRuled ? LineAt(text, next).Length + 1 : 0; (isRuled || isFirst) && next < limit; next += line.Length + 1)
        {
            line = LineAt(text, next);
            if (line.TrimStart(" \t"u8) is not [(byte)'|', ..])
            {
                break;
            }

            Add(text, line, next, column, (byte)'|', limit, cells);
        }

        return name;
    }

    private static string FindFields(ReadOnlySpan<byte> text, int start, ReadOnlySpan<byte> line, int limit, List<Range> cells)
    {
        var separator = line.IndexOf((byte)';') > 0 ? (byte)';' : line.IndexOf((byte)'\t') > 0 ? (byte)'\t' : (byte)',';
        if (line.Count(separator) is < 1 or > MostFields || line.IndexOfAnyExcept(HeaderSigns) >= 0)
        {
            return string.Empty;
        }

        var column = line[..start].Count(separator);
        var name = Encoding.UTF8.GetString(text[Field(line, 0, column, separator)]);
        if (name.Length is 0 or > LongestName || SecretName.Of(name) == NameMeaning.Nothing)
        {
            return string.Empty;
        }

        for (var next = line.Length + 1; next < limit; next += line.Length + 1)
        {
            line = LineAt(text, next);
            Add(text, line, next, column, separator, limit, cells);
        }

        return name;
    }

    // Without the blanks and quotes around it, and without the signs that make a cell of Markdown stand out.
    private static Range Field(ReadOnlySpan<byte> line, int lineStart, int column, byte separator)
    {
        var at = 0;
        for (; column > 0; column--)
        {
            if (line[at..].IndexOf(separator) is not (>= 0 and var sign))
            {
                return lineStart..lineStart;
            }

            at += sign + 1;
        }

        var field = line[at..];
        field = field.IndexOf(separator) is >= 0 and var stop ? field[..stop] : separator == '|' ? [] : field;
        var around = separator == '|' ? " \t*`_"u8 : " \r\""u8;
        var trimmed = field.TrimStart(around);
        at += field.Length - trimmed.Length;
        return (lineStart + at)..(lineStart + at + trimmed.TrimEnd(around).Length);
    }

    private static void Add(ReadOnlySpan<byte> text, ReadOnlySpan<byte> line, int lineStart, int column, byte separator, int limit, List<Range> cells)
    {
        var cell = Field(line, lineStart, column, separator);
        if (cell.End.Value <= limit && text[cell] is { Length: >= Shortest } value && !value.Contains((byte)' '))
        {
            cells.Add(cell);
        }
    }

    private static bool IsRuler(ReadOnlySpan<byte> line) => line.IndexOf("--"u8) >= 0 && line.IndexOfAnyExcept(RulerSigns) < 0;

    private static ReadOnlySpan<byte> LineAt(ReadOnlySpan<byte> text, int start)
    {
        var rest = text[start..Math.Min(text.Length, start + (4 * NameGate.Reach))];
        return rest.IndexOf((byte)'\n') is >= 0 and var end ? rest[..end] : rest;
    }
}
