namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>
/// The NuGet.org API key of the fourth version: <c>oy2</c> and 43 more base32 characters of one letter case. They are two base32
/// texts, 12 bytes (20 characters) beginning with the version and 16 bytes (26 characters), so that the fourth character holds
/// random bits only in its low half and the last characters of both parts have spill bits that must be zero.
/// Source: token-formats, P9.
/// </summary>
internal static class NuGetApiKey
{
    /// <summary>Judges 46 characters. Marker, version and spill bits are 22 bits of structure that chance does not meet.</summary>
    public static ProofOutcome Judge(ReadOnlySpan<byte> key)
    {
        Span<byte> bytes = stackalloc byte[16];
        return key.Length == 46
            && TextEncodings.FromBase32(key[..20], bytes) == 12
            && bytes[0] == (byte)'v'
            && bytes[1] == (byte)'4'
            && TextEncodings.FromBase32(key[20..], bytes) == 16
            && IsOneCase(key)
                ? ProofOutcome.Proven
                : ProofOutcome.Disproved;
    }

    private static bool IsOneCase(ReadOnlySpan<byte> key) =>
        key.IndexOfAnyInRange((byte)'a', (byte)'z') < 0 || key.IndexOfAnyInRange((byte)'A', (byte)'Z') < 0;
}
