using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
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

    /// <summary>
    /// Judges the base64 of a PKCS#12 file as <see cref="Pkcs12"/> does. Undecided too: the first of its lines, where it is wrapped.
    /// </summary>
    public static ProofOutcome Pkcs12Base64(ReadOnlySpan<byte> written)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(written.Length);
        try
        {
            var whole = written.TrimEnd((byte)'=');
            if (Base64.DecodeFromUtf8(whole[..(whole.Length & ~3)], buffer, out _, out var length, isFinalBlock: false) != OperationStatus.Done || length < 16)
            {
                return ProofOutcome.Disproved;
            }

            if ((whole.Length & 3) is > 1 and var rest)
            {
                Span<byte> last = [whole[^rest], whole[^(rest - 1)], rest == 3 ? whole[^1] : (byte)'=', (byte)'='];
                length += Base64.DecodeFromUtf8(last, buffer.AsSpan(length), out _, out var more) == OperationStatus.Done ? more : 0;
            }

            // SEQUENCE with two bytes of length: the shape has made sure of that.
            var declared = 4 + BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(2));
            return length < declared ? ProofOutcome.Undecided : Pkcs12(buffer.AsSpan(0, declared));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>Judges a private key in DER: PKCS#8, PKCS#1 or SEC 1. Proven when it is whole; a public key, a certificate or a beginning alone is disproved.</summary>
    public static ProofOutcome Der(ReadOnlySpan<byte> file)
    {
        try
        {
            AsnDecoder.ReadSequence(file, AsnEncodingRules.DER, out var start, out var length, out _);
            var key = file.Slice(start, length);
            if (!AsnDecoder.TryReadInt32(key, AsnEncodingRules.DER, out var version, out var used) || version is not (0 or 1))
            {
                return ProofOutcome.Disproved;
            }

            key = key[used..];
            var tag = Asn1Tag.Decode(key, out _);
            if (tag.HasSameClassAndValue(Asn1Tag.Sequence))
            {
                // PKCS#8: an algorithm, and the key of its own kind as bytes.
                AsnDecoder.ReadSequence(key, AsnEncodingRules.DER, out _, out _, out used);
                return IsKeyOf(key[used..]) ? ProofOutcome.Proven : ProofOutcome.Disproved;
            }

            if (tag.HasSameClassAndValue(Asn1Tag.Integer))
            {
                // PKCS#1: the modulus, the public exponent, and the private one, as long as the modulus.
                var modulus = AsnDecoder.ReadIntegerBytes(key, AsnEncodingRules.DER, out used).Length;
                key = key[used..];
                AsnDecoder.ReadIntegerBytes(key, AsnEncodingRules.DER, out used);
                var exponent = AsnDecoder.ReadIntegerBytes(key[used..], AsnEncodingRules.DER, out _).Length;
                return modulus >= 64 && exponent > modulus / 2 ? ProofOutcome.Proven : ProofOutcome.Disproved;
            }

            return IsKeyOf(key) ? ProofOutcome.Proven : ProofOutcome.Disproved;
        }
        catch (AsnContentException)
        {
            return ProofOutcome.Disproved;
        }
    }

    // An OCTET STRING of 28 bytes or more.
    private static bool IsKeyOf(ReadOnlySpan<byte> text) =>
        AsnDecoder.TryReadPrimitiveOctetString(text, AsnEncodingRules.DER, out var bytes, out _) && bytes.Length >= 28;

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
