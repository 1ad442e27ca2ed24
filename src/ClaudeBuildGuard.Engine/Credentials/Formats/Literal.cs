using System.Globalization;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>Undoes the escapes of literals. What cannot be undone stays as written.</summary>
internal static class Literal
{
    /// <summary>Appends a literal with backslash escapes undone (<c>\n \t \" \\ \uXXXX \u{X} \UXXXXXXXX \xXX</c>).</summary>
    /// <param name="raw">The literal without its quotes.</param>
    /// <param name="start">Where it is written.</param>
    /// <param name="output">Receives it.</param>
    public static void AppendUnescaped(ReadOnlySpan<byte> raw, int start, DecodedText output)
    {
        while (!raw.IsEmpty)
        {
            var slash = raw.IndexOf((byte)'\\');
            if (slash < 0 || slash + 1 >= raw.Length)
            {
                output.Append(raw, start);
                return;
            }

            output.Append(raw[..slash], start);
            var used = AppendEscape(raw[slash..], start + slash, output);
            raw = raw[(slash + used)..];
            start += slash + used;
        }
    }

    /// <summary>Appends XML text with its entities undone.</summary>
    /// <param name="raw">The text.</param>
    /// <param name="start">Where it is written.</param>
    /// <param name="output">Receives it.</param>
    public static void AppendXml(ReadOnlySpan<byte> raw, int start, DecodedText output)
    {
        while (!raw.IsEmpty)
        {
            var ampersand = raw.IndexOf((byte)'&');
            if (ampersand < 0)
            {
                output.Append(raw, start);
                return;
            }

            output.Append(raw[..ampersand], start);
            var used = AppendEntity(raw[ampersand..], start + ampersand, output);
            raw = raw[(ampersand + used)..];
            start += ampersand + used;
        }
    }

    /// <summary>Appends one backslash escape that a text begins with.</summary>
    /// <returns>Bytes of the escape.</returns>
    public static int AppendEscape(ReadOnlySpan<byte> text, int start, DecodedText output)
    {
        var kind = text[1];
        switch (kind)
        {
            case (byte)'n':
                output.Append("\n"u8, start, 2);
                return 2;
            case (byte)'r':
                output.Append("\r"u8, start, 2);
                return 2;
            case (byte)'t':
                output.Append("\t"u8, start, 2);
                return 2;
            case (byte)'u' when text.Length > 3 && text[2] == '{' && text[3..].IndexOf((byte)'}') is > 0 and <= 6 and var braced && TryAppendRune(text.Slice(3, braced), start, braced + 4, output):
                return braced + 4;
            case (byte)'u' when text.Length >= 6 && TryAppendRune(text.Slice(2, 4), start, 6, output):
                return 6;
            case (byte)'u' when text.Length >= 12 && text[6] == '\\' && text[7] == 'u' && TryAppendPair(text.Slice(2, 4), text.Slice(8, 4), start, output):
                return 12;
            case (byte)'U' when text.Length >= 10 && TryAppendRune(text.Slice(2, 8), start, 10, output):
                return 10;
            case (byte)'x' when text.Length >= 4 && TryAppendRune(text.Slice(2, 2), start, 4, output):
                return 4;
            default:
                output.Append(text.Slice(1, 1), start, 2);
                return 2;
        }
    }

    /// <summary>Appends the entity that a text begins with, or its first byte where it begins with none.</summary>
    /// <returns>Bytes that were used.</returns>
    public static int AppendEntity(ReadOnlySpan<byte> text, int start, DecodedText output)
    {
        var end = text[..Math.Min(text.Length, 12)].IndexOf((byte)';');
        if (end > 1)
        {
            var name = text[1..end];
            var known = name.SequenceEqual("quot"u8) ? "\""u8 : name.SequenceEqual("amp"u8) ? "&"u8 : name.SequenceEqual("apos"u8) ? "'"u8
                : name.SequenceEqual("lt"u8) ? "<"u8 : name.SequenceEqual("gt"u8) ? ">"u8 : name.SequenceEqual("nbsp"u8) ? " "u8 : [];
            if (!known.IsEmpty)
            {
                output.Append(known, start, end + 1);
                return end + 1;
            }

            if (name[0] == '#' && name.Length > 1
                && (name[1] is (byte)'x' or (byte)'X' ? TryAppendRune(name[2..], start, end + 1, output) : TryAppendRune(name[1..], start, end + 1, output, NumberStyles.None)))
            {
                return end + 1;
            }
        }

        output.Append(text[..1], start);
        return 1;
    }

    // \ud83c\udf36: two halves of one character.
    private static bool TryAppendPair(ReadOnlySpan<byte> high, ReadOnlySpan<byte> low, int start, DecodedText output)
    {
        if (!ushort.TryParse(high, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var first) || !ushort.TryParse(low, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var second)
            || !Rune.TryCreate((char)first, (char)second, out var rune))
        {
            return false;
        }

        Span<byte> encoded = stackalloc byte[4];
        output.Append(encoded[..rune.EncodeToUtf8(encoded)], start, 12);
        return true;
    }

    private static bool TryAppendRune(ReadOnlySpan<byte> digits, int start, int length, DecodedText output, NumberStyles style = NumberStyles.AllowHexSpecifier)
    {
        if (!int.TryParse(digits, style, CultureInfo.InvariantCulture, out var number) || !Rune.TryCreate(number, out var rune))
        {
            return false;
        }

        Span<byte> encoded = stackalloc byte[4];
        output.Append(encoded[..rune.EncodeToUtf8(encoded)], start, length);
        return true;
    }
}
