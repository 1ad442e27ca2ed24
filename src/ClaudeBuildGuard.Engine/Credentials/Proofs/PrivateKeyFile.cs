using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>Private keys as binary files: strong-name keys and PKCS#12. Source: token-formats, P20, rows 44 and 45.</summary>
internal static class PrivateKeyFile
{
    /// <summary>A PKCS#12 file that asks for more rounds of its key derivation is not tried: the time of a build is bounded.</summary>
    public const int MostRounds = 20_000;

    /// <summary>Files above this many bytes are not read as a key.</summary>
    public const int LargestFile = 1024 * 1024;

    private const string Data = "1.2.840.113549.1.7.1";

    /// <summary>
    /// Judges a CryptoAPI blob of an RSA key pair, which is what <c>sn -k</c> writes. A file that holds only the public key is
    /// disproved.
    /// </summary>
    public static ProofOutcome StrongName(ReadOnlySpan<byte> file)
    {
        if (file.Length < 20 || !file.StartsWith((ReadOnlySpan<byte>)[7, 2, 0, 0, 0, 0x24, 0, 0]) || !file[8..].StartsWith("RSA2"u8))
        {
            return ProofOutcome.Disproved;
        }

        var bits = BinaryPrimitives.ReadInt32LittleEndian(file[12..]);
        return bits is >= 384 and <= 16384 && file.Length == 20 + (bits / 16 * 9) ? ProofOutcome.Proven : ProofOutcome.Undecided;
    }

    /// <summary>
    /// Judges a PKCS#12 file. Proven: its MAC verifies with the empty password, so whoever has the file has the key. Undecided: a
    /// password protects it. Disproved: no PKCS#12.
    /// </summary>
    public static ProofOutcome Pkcs12(ReadOnlySpan<byte> file)
    {
        if (file.Length is < 32 or > LargestFile || file[0] != 0x30)
        {
            return ProofOutcome.Disproved;
        }

        try
        {
            // Read in place: nothing is copied of what turns out to be something else.
            AsnDecoder.ReadSequence(file, AsnEncodingRules.BER, out var start, out var length, out var consumed);
            var pfx = file.Slice(start, length);
            if (!AsnDecoder.TryReadInt32(pfx, AsnEncodingRules.BER, out var version, out var used) || version != 3)
            {
                return ProofOutcome.Disproved;
            }

            pfx = pfx[used..];
            AsnDecoder.ReadSequence(pfx, AsnEncodingRules.BER, out start, out length, out used);
            var safe = pfx.Slice(start, length);
            pfx = pfx[used..];

            // The derivation of the key costs: it is tried where the file is all there is, not at every place of a larger one.
            if (AsnDecoder.ReadObjectIdentifier(safe, AsnEncodingRules.BER, out used) != Data || pfx.IsEmpty || consumed != file.Length)
            {
                return ProofOutcome.Undecided;
            }

            var content = new AsnReader(safe[used..].ToArray(), AsnEncodingRules.BER).ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadOctetString();
            var mac = new AsnReader(pfx.ToArray(), AsnEncodingRules.BER).ReadSequence();
            return IsOpenWithEmptyPassword(content, mac) ? ProofOutcome.Proven : ProofOutcome.Undecided;
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            return ProofOutcome.Disproved;
        }
    }

    private static bool IsOpenWithEmptyPassword(byte[] content, AsnReader macData)
    {
        var digestInfo = macData.ReadSequence();
        var algorithm = digestInfo.ReadSequence().ReadObjectIdentifier() switch
        {
            "1.3.14.3.2.26" => HashAlgorithmName.SHA1,
            "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
            "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
            "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
            _ => default,
        };
        var stored = digestInfo.ReadOctetString();
        var salt = macData.ReadOctetString();
        var rounds = 1;
        if ((macData.HasData && !macData.TryReadInt32(out rounds)) || rounds is < 1 or > MostRounds || algorithm.Name is null)
        {
            return false;
        }

        // "No password" is no bytes for some writers and the two zero bytes of an empty BMP string for others.
        foreach (var password in (byte[][])[[], [0, 0]])
        {
            var key = DeriveMacKey(algorithm, password, salt, rounds);
            using var mac = IncrementalHash.CreateHMAC(algorithm, key);
            mac.AppendData(content);
            if (CryptographicOperations.FixedTimeEquals(mac.GetHashAndReset(), stored))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The key derivation of RFC 7292, appendix B, for purpose 3 (MAC) and one block of output.</summary>
    private static byte[] DeriveMacKey(HashAlgorithmName algorithm, byte[] password, byte[] salt, int rounds)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        var block = hash.HashLengthInBytes > 32 ? 128 : 64;
        var input = new byte[block + Extended(salt.Length, block) + Extended(password.Length, block)];
        input.AsSpan(0, block).Fill(3);
        Repeat(salt, input.AsSpan(block, Extended(salt.Length, block)));
        Repeat(password, input.AsSpan(block + Extended(salt.Length, block)));
        hash.AppendData(input);
        var key = hash.GetHashAndReset();
        for (var round = 1; round < rounds; round++)
        {
            hash.AppendData(key);
            hash.TryGetHashAndReset(key, out _);
        }

        return key;
    }

    private static int Extended(int length, int block) => (length + block - 1) / block * block;

    private static void Repeat(ReadOnlySpan<byte> pattern, Span<byte> destination)
    {
        for (var index = 0; index < destination.Length; index++)
        {
            destination[index] = pattern[index % pattern.Length];
        }
    }
}
