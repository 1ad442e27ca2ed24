namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>
/// Takes the base64 out of an armored block however it was carried into the text: as lines, with <c>\n</c> escapes in JSON, as XML
/// character references, as indented YAML, as string literals that are concatenated.
/// </summary>
internal static class KeyArmor
{
    /// <summary>Armored text above this many characters is not decoded.</summary>
    public const int Longest = 64 * 1024;

    /// <summary>
    /// Copies the base64 characters of <paramref name="body"/> (what stands between the lines BEGIN and END) and decodes them in place.
    /// Returns the number of bytes, or -1 when they are no base64.
    /// </summary>
    /// <param name="body">The text between the two marker lines, without header fields.</param>
    /// <param name="bytes">At least as long as the body; receives the decoded bytes.</param>
    /// <param name="checksum">The four base64 characters of a line that begins with <c>=</c>, or empty.</param>
    public static int Decode(ReadOnlySpan<byte> body, Span<byte> bytes, out ReadOnlySpan<byte> checksum)
    {
        checksum = default;
        var length = 0;
        for (var index = 0; index < body.Length; index++)
        {
            var character = body[index];
            if (character == (byte)'\\' && index + 1 < body.Length)
            {
                // An escape of JSON or C#, perhaps escaped twice. A letter behind it is no base64.
                while (index + 1 < body.Length && body[index + 1] == (byte)'\\')
                {
                    index++;
                }

                if (index + 1 < body.Length && body[index + 1] is (byte)'n' or (byte)'r' or (byte)'t')
                {
                    index++;
                }
            }
            else if (character == (byte)'&' && body[index..].IndexOf((byte)';') is > 0 and < 8 and var end)
            {
                index += end;
            }
            else if (character == (byte)'=' && body.Length - index > 4 && IsBase64(body.Slice(index + 1, 4)))
            {
                checksum = body.Slice(index + 1, 4);
                break;
            }
            else if (IsBase64(character) && !IsConcatenation(body, index))
            {
                bytes[length++] = character;
            }
            else if (character > 127)
            {
                return -1;
            }
        }

        return TextEncodings.FromBase64(bytes[..length], bytes);
    }

    private static bool IsBase64(ReadOnlySpan<byte> text)
    {
        foreach (var character in text)
        {
            if (!IsBase64(character))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBase64(byte character) =>
        char.IsAsciiLetterOrDigit((char)character) || character is (byte)'+' or (byte)'/';

    /// <summary>A plus between blanks or quotation marks joins two literals.</summary>
    private static bool IsConcatenation(ReadOnlySpan<byte> body, int index) =>
        body[index] == (byte)'+'
        && (index == 0 || body[index - 1] is (byte)' ' or (byte)'"' or (byte)'\'' or (byte)'\n' or (byte)'\t')
        && (index + 1 == body.Length || body[index + 1] is (byte)' ' or (byte)'"' or (byte)'\'' or (byte)'\n' or (byte)'\r');
}
