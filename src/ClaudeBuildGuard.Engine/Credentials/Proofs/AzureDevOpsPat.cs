using System.Buffers.Binary;

namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>
/// The Azure DevOps personal access token of before 2024: 52 lower-case base32 characters without any marker. Four of its 32 bytes
/// are a checksum of the other 28, so an unmarked string is proven or disproved with a chance of error of 2⁻³¹.
/// Source: token-formats, P5.
/// </summary>
internal static class AzureDevOpsPat
{
    private const uint UserToken = 0xE0B9692D;
    private const uint ApplicationToken = 0x1019F92E;

    /// <summary>Judges 52 characters.</summary>
    public static ProofOutcome Judge(ReadOnlySpan<byte> token)
    {
        Span<byte> bytes = stackalloc byte[33];
        if (token.Length != 52 || token.IndexOfAnyInRange((byte)'A', (byte)'Z') >= 0 || TextEncodings.FromBase32(token, bytes) != 32)
        {
            return ProofOutcome.Disproved;
        }

        Span<byte> stored = [bytes[22], bytes[8], bytes[7], bytes[2]];
        Span<byte> covered = stackalloc byte[28];
        var length = 0;
        for (var index = 0; index < 32; index++)
        {
            if (index is not (2 or 7 or 8 or 22))
            {
                covered[length++] = bytes[index];
            }
        }

        var difference = CyclicRedundancy.Crc32(covered) ^ BinaryPrimitives.ReadUInt32LittleEndian(stored);
        return difference is UserToken or ApplicationToken ? ProofOutcome.Proven : ProofOutcome.Disproved;
    }
}
