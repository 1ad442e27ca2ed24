using System.Text;

namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>Bytes to text, without loss of a position: by byte order mark, else UTF-8, else Latin-1.</summary>
public static class TextDecoding
{
    /// <summary>Bytes that are looked at to believe a mark.</summary>
    private const int Sample = 512;

    private static readonly Encoding BigEndianUtf32 = new UTF32Encoding(bigEndian: true, byteOrderMark: false);

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a whole file. A byte order mark is not part of the text.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        if (Utf32Of(bytes) is { } wide)
        {
            return wide.GetString(bytes[4..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode.GetString(bytes[2..]);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        }

        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>The encoding of a content in UTF-32 with its byte order mark of four bytes; null for anything else, also for bytes that only begin like one.</summary>
    internal static Encoding? Utf32Of(ReadOnlySpan<byte> bytes)
    {
        var isLittle = bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]);
        if (!isLittle && !bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
        {
            return null;
        }

        // No code point needs the highest byte of its four; text in UTF-16 that begins with a zero does not look so.
        for (var i = isLittle ? 3 : 0; i < Math.Min(Sample, bytes.Length); i += 4)
        {
            if (bytes[i] != 0)
            {
                return null;
            }
        }

        return isLittle ? Encoding.UTF32 : BigEndianUtf32;
    }
}
