using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Encodings;

/// <summary>Recognises UTF-16, with and without a byte order mark, and UTF-32 with one, and turns them into UTF-8.</summary>
internal static class WideText
{
    private const int Sample = 512;

    private static readonly Encoding BigEndianUtf32 = new UTF32Encoding(bigEndian: true, byteOrderMark: false);

    /// <summary>The encoding of a content in UTF-16 or UTF-32; null for anything else.</summary>
    public static Encoding? Of(ReadOnlySpan<byte> content)
    {
        if (content is [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] && AreCodePoints(content, isLittle: content[0] != 0))
        {
            return content[0] != 0 ? Encoding.UTF32 : BigEndianUtf32;
        }

        if (content is [0xFF, 0xFE, ..])
        {
            return Encoding.Unicode;
        }

        if (content is [0xFE, 0xFF, ..])
        {
            return Encoding.BigEndianUnicode;
        }

        // Western text in UTF-16 has a zero in every pair, always on the same side.
        var head = content[..Math.Min(Sample, content.Length & ~1)];
        if (head.Length < 16 || head.IndexOf((byte)0) is < 0 or > 3)
        {
            return null;
        }

        int even = 0, odd = 0;
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }

        var pairs = head.Length / 2;
        return odd > pairs * 3 / 4 && even == 0 ? Encoding.Unicode : even > pairs * 3 / 4 && odd == 0 ? Encoding.BigEndianUnicode : null;
    }

    /// <summary>The content in UTF-8, without its byte order mark.</summary>
    public static byte[] ToUtf8(ReadOnlySpan<byte> content, Encoding encoding)
    {
        var unit = encoding is UTF32Encoding ? 4 : 2;
        var body = content[(content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? 2 : 0)..];
        body = unit == 4 ? content[4..] : body;
        return Encoding.UTF8.GetBytes(encoding.GetString(body[..(body.Length & -unit)]));
    }

    // No code point needs the highest byte of its four; text in UTF-16 that begins with a zero does not look so.
    private static bool AreCodePoints(ReadOnlySpan<byte> content, bool isLittle)
    {
        for (var i = 0; i + 4 <= Math.Min(Sample, content.Length); i += 4)
        {
            if (content[isLittle ? i + 3 : i] != 0)
            {
                return false;
            }
        }

        return true;
    }
}
