namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>Numbers written in the digits that token formats use for their checksums.</summary>
internal static class PositionalNotation
{
    /// <summary>Digits first, then upper, then lower case: GitHub, npm, Vercel, Azure.</summary>
    public static ReadOnlySpan<byte> DigitsUpperLower => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8;

    /// <summary>Digits first, then lower, then upper case: Apify.</summary>
    public static ReadOnlySpan<byte> DigitsLowerUpper => "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8;

    /// <summary>Base 36 in lower case: GitLab.</summary>
    public static ReadOnlySpan<byte> DigitsLower => "0123456789abcdefghijklmnopqrstuvwxyz"u8;

    /// <summary>Base 16 in lower case.</summary>
    public static ReadOnlySpan<byte> HexLower => "0123456789abcdef"u8;

    /// <summary>Base 16 in upper case.</summary>
    public static ReadOnlySpan<byte> HexUpper => "0123456789ABCDEF"u8;

    /// <summary>
    /// Whether <paramref name="text"/> is <paramref name="value"/>, most significant digit first, padded on the left with the
    /// zero digit to the width of the text.
    /// </summary>
    public static bool Is(ReadOnlySpan<byte> text, uint value, ReadOnlySpan<byte> digits)
    {
        var radix = (uint)digits.Length;
        for (var index = text.Length - 1; index >= 0; index--)
        {
            if (text[index] != digits[(int)(value % radix)])
            {
                return false;
            }

            value /= radix;
        }

        return value == 0;
    }

    /// <summary>Writes the digits of <paramref name="value"/> without padding; returns how many.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">The digits, zero first.</param>
    /// <param name="destination">At least 32 bytes.</param>
    public static int Write(uint value, ReadOnlySpan<byte> digits, Span<byte> destination)
    {
        var radix = (uint)digits.Length;
        var length = 0;
        do
        {
            destination[length++] = digits[(int)(value % radix)];
            value /= radix;
        }
        while (value != 0);

        destination[..length].Reverse();
        return length;
    }
}
