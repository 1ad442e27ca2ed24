namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>
/// The textual encodings of token bodies, decoded strictly: a character outside the alphabet, or spill bits that an encoder would
/// have left zero, end the decoding with -1. Nothing is allocated.
/// </summary>
internal static class TextEncodings
{
    /// <summary>
    /// Decodes base64 with either alphabet (<c>+ /</c> or <c>- _</c>), padded or not. Returns the number of bytes, or -1.
    /// </summary>
    public static int FromBase64(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        var body = text;
        while (body.Length > 0 && body[^1] == (byte)'=' && text.Length - body.Length < 2)
        {
            body = body[..^1];
        }

        return Regroup(body, 6, Base64Value, destination);
    }

    /// <summary>Decodes RFC 4648 base32 in one letter case, without padding. Returns the number of bytes, or -1.</summary>
    public static int FromBase32(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        var lower = text.IndexOfAnyInRange((byte)'a', (byte)'z') >= 0;
        return lower && text.IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0 ? -1 : Regroup(text, 5, Base32Value, destination);
    }

    /// <summary>Decodes base58 in Bitcoin's alphabet, big-endian. Returns the number of bytes, or -1.</summary>
    public static int FromBase58(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        var length = 0;
        foreach (var character in text)
        {
            var carry = Alphabet.IndexOf((char)character, StringComparison.Ordinal);
            if (carry < 0)
            {
                return -1;
            }

            // destination holds the number so far, least significant byte first.
            for (var index = 0; index < length; index++)
            {
                carry += destination[index] * 58;
                destination[index] = (byte)carry;
                carry >>= 8;
            }

            if (carry > 0)
            {
                if (length == destination.Length)
                {
                    return -1;
                }

                destination[length++] = (byte)carry;
            }
        }

        foreach (var character in text)
        {
            if (character != (byte)'1')
            {
                break;
            }

            if (length == destination.Length)
            {
                return -1;
            }

            destination[length++] = 0;
        }

        destination[..length].Reverse();
        return length;
    }

    private static int Regroup(ReadOnlySpan<byte> text, int width, Func<byte, int> valueOf, Span<byte> destination)
    {
        uint pending = 0;
        var bits = 0;
        var length = 0;
        foreach (var character in text)
        {
            var value = valueOf(character);
            if (value < 0)
            {
                return -1;
            }

            pending = (pending << width) | (uint)value;
            bits += width;
            if (bits >= 8)
            {
                if (length == destination.Length)
                {
                    return -1;
                }

                bits -= 8;
                destination[length++] = (byte)(pending >> bits);
                pending &= (1u << bits) - 1;
            }
        }

        // What is left over is padding of the encoder: fewer bits than a character, and all zero.
        return bits < width && pending == 0 ? length : -1;
    }

    private static int Base64Value(byte character) => character switch
    {
        >= (byte)'A' and <= (byte)'Z' => character - 'A',
        >= (byte)'a' and <= (byte)'z' => character - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => character - '0' + 52,
        (byte)'+' or (byte)'-' => 62,
        (byte)'/' or (byte)'_' => 63,
        _ => -1,
    };

    private static int Base32Value(byte character) => character switch
    {
        >= (byte)'a' and <= (byte)'z' => character - 'a',
        >= (byte)'A' and <= (byte)'Z' => character - 'A',
        >= (byte)'2' and <= (byte)'7' => character - '2' + 26,
        _ => -1,
    };
}
