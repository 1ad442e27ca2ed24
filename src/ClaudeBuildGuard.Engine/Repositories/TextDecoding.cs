using System.Text;

namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>Bytes to text, without loss of a position: by byte order mark, else UTF-8, else Latin-1.</summary>
public static class TextDecoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a whole file. A byte order mark is not part of the text.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return Encoding.UTF8.GetString(bytes[3..]);
        }

        if (Utf32(bytes) is { } wide)
        {
            return wide;
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

    /// <summary>The text of a content in UTF-32 with its byte order mark; null for anything else, also for bytes that only begin like one.</summary>
    public static string? Utf32(ReadOnlySpan<byte> bytes)
    {
        var isLittle = bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]);
        if (bytes.Length % 4 != 0 || (!isLittle && !bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF])))
        {
            return null;
        }

        try
        {
            return new UTF32Encoding(bigEndian: !isLittle, byteOrderMark: false, throwOnInvalidCharacters: true).GetString(bytes[4..]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
