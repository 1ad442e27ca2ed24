using System.Globalization;
using System.Text;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;

/// <summary>The escapes of Bash's <c>$'…'</c>, <c>printf</c> and <c>echo -e</c>, which can spell any name without writing it.</summary>
internal static class ShellEscapes
{
    /// <summary>A text with its escapes read.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains('\\'))
        {
            return text;
        }

        var decoded = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            // A quote ends a piece for the reader below and is a letter here.
            decoded.Append(at > 0 ? "'" : string.Empty).Append(Decode(text, ref at));
        }

        return decoded.ToString();
    }

    /// <summary>Reads up to the closing quote and past it.</summary>
    public static string Decode(string text, ref int at)
    {
        var decoded = new StringBuilder();
        while (at < text.Length && text[at] != '\'')
        {
            if (text[at] != '\\' || at + 1 >= text.Length)
            {
                decoded.Append(text[at++]);
                continue;
            }

            var kind = text[at + 1];
            at += 2;
            switch (kind)
            {
                case 'x':
                    decoded.Append((char)Number(text, ref at, 16, 2));
                    break;
                case 'u' or 'U':
                    var point = Number(text, ref at, 16, kind == 'u' ? 4 : 8);
                    decoded.Append(Rune.IsValid(point) ? new Rune(point).ToString() : string.Empty);
                    break;
                case >= '0' and <= '7':
                    at--;
                    decoded.Append((char)(Number(text, ref at, 8, 3) & 0xFF));
                    break;
                case 'n' or 'r' or 't' or 'a' or 'b' or 'e' or 'E' or 'f' or 'v':
                    decoded.Append(' ');
                    break;
                default:
                    decoded.Append(kind);
                    break;
            }
        }

        at++;
        return decoded.ToString();
    }

    private static int Number(string text, ref int at, int radix, int mostDigits)
    {
        var value = 0;
        for (var digits = 0; digits < mostDigits && at < text.Length && char.IsAsciiHexDigit(text[at]); digits++, at++)
        {
            var digit = int.Parse(text.AsSpan(at, 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (digit >= radix)
            {
                break;
            }

            value = (value * radix) + digit;
        }

        return value;
    }
}
