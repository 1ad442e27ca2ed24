using System.Buffers.Binary;

namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>
/// The common annotated security key of Azure (CASK): 84 base62 characters that say which provider issued them and when, and end in a
/// checksum. A key of a provider that nobody here has heard of is proven all the same.
/// </summary>
/// <remarks>
/// Layout: 52 random, <c>JQQJ9</c> and one of <c>9</c> (primary), <c>D</c> (derived), <c>H</c> (hashed), 2 date, 12 platform,
/// 4 reserved by the provider, 4 signature of the provider, 4 checksum; the long form adds four characters. Source: token-formats, P7.
/// </remarks>
internal static class AzureCommonKey
{
    /// <summary>Characters of the usual form.</summary>
    public const int Length = 84;

    /// <summary>Characters of the long form.</summary>
    public const int LongLength = 88;

    /// <summary>Where <c>JQQJ9</c> stands.</summary>
    public const int MarkerOffset = 52;

    /// <summary>Judges 84 or 88 characters.</summary>
    public static ProofOutcome Judge(ReadOnlySpan<byte> key)
    {
        Span<byte> bytes = stackalloc byte[60];
        if (key.Length is not (Length or LongLength)
            || !key[MarkerOffset..].StartsWith("JQQJ9"u8)
            || key[57] is not ((byte)'9' or (byte)'D' or (byte)'H')
            || TextEncodings.FromBase64(key[..80], bytes) != 60)
        {
            return ProofOutcome.Disproved;
        }

        // The four bytes stand least significant first and are then read as one big-endian number.
        var checksum = BinaryPrimitives.ReverseEndianness(Marvin.Hash32(bytes, Marvin.Seed("Default0"u8)));
        return Matches(key[80..84], checksum)
            ? ProofOutcome.Proven
            : key.Length == LongLength ? ProofOutcome.Undecided : ProofOutcome.Disproved;
    }

    /// <summary>
    /// A NuGet.org key of the fifth version is a CASK key of provider <c>NUGT</c> whose platform field begins with <c>N5</c>, an
    /// environment and a type. Source: token-formats, row 32.
    /// </summary>
    public static ProofOutcome NuGet(ReadOnlySpan<byte> key) =>
        key.Length >= Length && key[60..].StartsWith("N5"u8) && key[76..].StartsWith("NUGT"u8)
            ? Judge(key)
            : ProofOutcome.Disproved;

    /// <summary>
    /// The first four base62 digits. A zero byte in front is written as a digit of its own by some encoders and dropped by others;
    /// a number of fewer digits is filled with zeros on the right. Both spellings are taken.
    /// </summary>
    private static bool Matches(ReadOnlySpan<byte> written, uint checksum)
    {
        Span<byte> digits = stackalloc byte[32];
        var length = PositionalNotation.Write(checksum, PositionalNotation.DigitsUpperLower, digits);
        digits[length..].Fill((byte)'0');
        if (written.SequenceEqual(digits[..4]))
        {
            return true;
        }

        Span<byte> led = stackalloc byte[40];
        led.Fill((byte)'0');
        var leadingZeroBytes = System.Numerics.BitOperations.LeadingZeroCount(checksum) / 8;
        digits[..length].CopyTo(led[leadingZeroBytes..]);
        return leadingZeroBytes > 0 && written.SequenceEqual(led[..4]);
    }
}
