using System.Buffers;
using System.Globalization;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>Undoes the escapes of literals. What cannot be undone stays as written.</summary>
internal static class Literal
{
    /// <summary>Appends a literal with backslash escapes undone (<c>\n \t \" \\ \uXXXX \xXX</c>).</summary>
    public static void AppendUnescaped(ReadOnlySpan<byte> raw, ArrayBufferWriter<byte> output)
    {
        Span<byte> encoded = stackalloc byte[4];
        while (!raw.IsEmpty)
        {
            var slash = raw.IndexOf((byte)'\\');
            if (slash < 0 || slash + 1 >= raw.Length)
            {
                output.Write(raw);
                return;
            }

            output.Write(raw[..slash]);
            var kind = raw[slash + 1];
            var used = 2;
            switch (kind)
            {
                case (byte)'n':
                    output.Write("\n"u8);
                    break;
                case (byte)'r':
                    output.Write("\r"u8);
                    break;
                case (byte)'t':
                    output.Write("\t"u8);
                    break;
                case (byte)'u' or (byte)'x' when HexRun(raw[(slash + 2)..], kind == 'u' ? 4 : 2) is > 0 and var digits
                    && Rune.TryCreate(int.Parse(Encoding.ASCII.GetString(raw.Slice(slash + 2, digits)), NumberStyles.HexNumber, CultureInfo.InvariantCulture), out var rune):
                    output.Write(encoded[..rune.EncodeToUtf8(encoded)]);
                    used += digits;
                    break;
                default:
                    output.Write(raw.Slice(slash + 1, 1));
                    break;
            }

            raw = raw[(slash + used)..];
        }
    }

    /// <summary>Appends XML text with its entities undone.</summary>
    public static void AppendXml(ReadOnlySpan<byte> raw, ArrayBufferWriter<byte> output)
    {
        if (raw.IndexOf((byte)'&') < 0)
        {
            output.Write(raw);
            return;
        }

        output.Write(Encoding.UTF8.GetBytes(System.Net.WebUtility.HtmlDecode(Encoding.UTF8.GetString(raw))));
    }

    private static int HexRun(ReadOnlySpan<byte> text, int wanted)
    {
        var length = 0;
        while (length < wanted && length < text.Length && char.IsAsciiHexDigit((char)text[length]))
        {
            length++;
        }

        return length == wanted ? length : 0;
    }
}
