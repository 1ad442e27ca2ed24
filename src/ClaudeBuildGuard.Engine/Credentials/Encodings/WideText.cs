using System.Text;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Credentials.Encodings;

/// <summary>Recognises UTF-16, with and without a byte order mark, and UTF-32 with one, and turns them into UTF-8; takes the mark off UTF-8.</summary>
internal static class WideText
{
    private const int Sample = 512;

    /// <summary>The encoding of a content in UTF-16 or UTF-32; null for anything else.</summary>
    public static Encoding? Of(ReadOnlySpan<byte> content)
    {
        if (TextDecoding.Utf32Of(content) is { } wide)
        {
            return wide;
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

    /// <summary>A text in UTF-8 without the byte order mark, which is no part of its first line. What is no text is handed back as it is.</summary>
    /// <param name="content">The text as it is stored.</param>
    /// <param name="mark">Bytes of the mark that was left out; null where all bytes are others, because the text was in another encoding.</param>
    public static ReadOnlyMemory<byte> Plain(ReadOnlyMemory<byte> content, out int? mark)
    {
        if (Of(content.Span) is { } encoding)
        {
            mark = null;
            return ToUtf8(content.Span, encoding);
        }

        mark = content.Span.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        return content[mark.Value..];
    }

    private static byte[] ToUtf8(ReadOnlySpan<byte> content, Encoding encoding)
    {
        var unit = encoding is UTF32Encoding ? 4 : 2;
        var body = content[(unit == 4 ? 4 : content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? 2 : 0)..];
        return Encoding.UTF8.GetBytes(encoding.GetString(body[..(body.Length & -unit)]));
    }
}
