using System.Buffers;

namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>
/// Private keys as text: PEM, OpenSSH, PGP armor and PuTTY. A block is a key when its base64 decodes to the structure that its label
/// promises; an ellipsis, a placeholder or a certificate under the label of a key is none. Source: token-formats, P20.
/// </summary>
internal static class PrivateKeyText
{
    private const int ShortestKey = 32;

    /// <summary>Characters at the end of a block that are given up where it cannot be decoded whole.</summary>
    private const int LongestEnd = 24;

    /// <summary>Bytes from which chance and a hand on the keyboard are told apart.</summary>
    private const int ShortestAltered = 44;

    /// <summary>What shows that a block was shortened, masked or is filled in at run time.</summary>
    private static readonly ByteClass NotInArmor = ByteClass.OfRanges(".*<>{}$%[]");

    /// <summary>
    /// Judges from <c>-----BEGIN</c> to the end of the END line. Proven: an unencrypted key. Undecided: a key protected by a passphrase,
    /// or one that was cut. Disproved: no key.
    /// </summary>
    public static ProofOutcome Armored(ReadOnlySpan<byte> block) => OfBlock(block, wantsAltered: false);

    /// <summary>
    /// Judges a whole block that <see cref="Armored"/> takes for no key. Undecided: between its marker lines stand random bytes and nothing
    /// else, so somebody put a key there and then changed or enciphered it. Disproved: a key, an excerpt, a sample, a placeholder.
    /// </summary>
    public static ProofOutcome Altered(ReadOnlySpan<byte> block) => OfBlock(block, wantsAltered: true);

    private static ProofOutcome OfBlock(ReadOnlySpan<byte> block, bool wantsAltered)
    {
        if (!Split(block, out var label, out var body, out var isClosed) || body.Length > KeyArmor.Longest || (wantsAltered && (!isClosed || body.IndexOfAny(NotInArmor) >= 0)))
        {
            return ProofOutcome.Disproved;
        }

        var isEncrypted = label.IndexOf("ENCRYPTED"u8) >= 0 || body.IndexOf("4,ENCRYPTED"u8) >= 0;
        var isPgp = label.IndexOf("PGP"u8) >= 0;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(body.Length, 64));
        try
        {
            var length = Decode(SkipHeaders(body), buffer, out var checksum);
            if (length < ShortestKey)
            {
                return ProofOutcome.Disproved;
            }

            var bytes = buffer.AsSpan(0, length);
            var outcome = isPgp ? Pgp(bytes, checksum)
                : bytes.StartsWith("openssh-key-v1\0"u8) ? OpenSsh(bytes)
                : isEncrypted ? ProofOutcome.Undecided
                : Der(bytes, isClosed);
            return !wantsAltered ? outcome
                : outcome == ProofOutcome.Disproved && length >= ShortestAltered && IsRandom(bytes) && !IsExcerpt(bytes) ? ProofOutcome.Undecided
                : ProofOutcome.Disproved;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>
    /// Judges the base64 of a private key that stands without the lines of PEM around it, as code keeps it. Proven: a whole unencrypted key.
    /// </summary>
    public static ProofOutcome Bare(ReadOnlySpan<byte> text)
    {
        if (text.Length > KeyArmor.Longest)
        {
            return ProofOutcome.Disproved;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            var length = TextEncodings.FromBase64(text, buffer);
            return length >= ShortestKey && Der(buffer.AsSpan(0, length), isClosed: true) == ProofOutcome.Proven ? ProofOutcome.Proven : ProofOutcome.Disproved;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    // As many different bytes as chance gives, less a tenth, and about half of them above 127.
    private static bool IsRandom(ReadOnlySpan<byte> bytes)
    {
        Span<bool> seen = stackalloc bool[256];
        var different = 0;
        var high = 0;
        foreach (var value in bytes)
        {
            different += seen[value] ? 0 : 1;
            seen[value] = true;
            high += value >> 7;
        }

        var expected = 256 * (1 - Math.Pow(255.0 / 256, bytes.Length));
        return different >= 0.9 * expected && high > 0.3 * bytes.Length && high < 0.7 * bytes.Length;
    }

    // The beginning of a key whose remainder a manual left out: a SEQUENCE of two bytes of length, then the version.
    private static bool IsExcerpt(ReadOnlySpan<byte> bytes) =>
        bytes is [0x30, 0x82, _, _, 0x02, 0x01, 0x00 or 0x01, ..] && ((bytes[2] << 8) | bytes[3]) > 2 * bytes.Length;

    /// <summary>
    /// Judges a PuTTY key file from its first line on: it holds private lines, and says whether they are encrypted.
    /// </summary>
    public static ProofOutcome Putty(ReadOnlySpan<byte> file) =>
        !HasPrivateLines(file) ? ProofOutcome.Disproved
        : file.IndexOf("Encryption: none"u8) >= 0 ? ProofOutcome.Proven
        : ProofOutcome.Undecided;

    // The number behind the name, which code that writes such files puts there at run time.
    private static bool HasPrivateLines(ReadOnlySpan<byte> file)
    {
        var at = file.IndexOf("Private-Lines:"u8);
        return at >= 0 && file[(at + 14)..].TrimStart((byte)' ') is [>= (byte)'0' and <= (byte)'9', ..];
    }

    private static ProofOutcome Der(ReadOnlySpan<byte> bytes, bool isClosed)
    {
        // SEQUENCE, its length, then the version: INTEGER 0 or 1. An encrypted PKCS#8 begins with another SEQUENCE instead.
        if (bytes[0] != 0x30)
        {
            return ProofOutcome.Disproved;
        }

        var header = 2;
        long declared = bytes[1];
        if (declared >= 0x80)
        {
            var octets = bytes[1] & 0x7F;
            if (octets is 0 or > 3)
            {
                return ProofOutcome.Disproved;
            }

            declared = 0;
            for (var index = 0; index < octets; index++)
            {
                declared = (declared << 8) | bytes[header++];
            }
        }

        // Less than half of what it says it holds, and then the END line, is an excerpt as manuals print it.
        var content = bytes[header..];
        return content.StartsWith((ReadOnlySpan<byte>)[0x30]) ? ProofOutcome.Undecided
            : content.Length < 3 || content[0] != 2 || content[1] != 1 || content[2] > 1 ? ProofOutcome.Disproved
            : declared == content.Length ? ProofOutcome.Proven
            : isClosed && declared > 2L * content.Length ? ProofOutcome.Disproved
            : ProofOutcome.Undecided;
    }

    private static ProofOutcome OpenSsh(ReadOnlySpan<byte> bytes)
    {
        // Behind the magic: the length of the cipher's name in four bytes, and the name.
        var cipher = bytes[15..];
        return cipher.StartsWith("\0\0\0\x04none"u8) ? ProofOutcome.Proven
            : cipher.StartsWith("\0\0\0"u8) ? ProofOutcome.Undecided
            : ProofOutcome.Disproved;
    }

    private static ProofOutcome Pgp(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> checksum)
    {
        // Bit 7 marks a packet; its tag is 5 (secret key) or 7 (secret subkey) in the old or the new layout.
        var tag = (bytes[0] & 0xC0) == 0xC0 ? bytes[0] & 0x3F : (bytes[0] >> 2) & 0x0F;
        if ((bytes[0] & 0x80) == 0 || tag is not (5 or 7))
        {
            return ProofOutcome.Disproved;
        }

        Span<byte> stored = stackalloc byte[3];
        if (checksum.Length != 4 || TextEncodings.FromBase64(checksum, stored) != 3)
        {
            return ProofOutcome.Undecided;
        }

        var expected = (uint)((stored[0] << 16) | (stored[1] << 8) | stored[2]);
        return CyclicRedundancy.Crc24(bytes) == expected ? ProofOutcome.Proven : ProofOutcome.Disproved;
    }

    private static bool Split(ReadOnlySpan<byte> block, out ReadOnlySpan<byte> label, out ReadOnlySpan<byte> body, out bool isClosed)
    {
        label = default;
        body = default;
        isClosed = false;
        var begin = block.IndexOf("-----BEGIN "u8);
        if (begin < 0)
        {
            return false;
        }

        var rest = block[(begin + 11)..];
        var close = rest.IndexOf("-----"u8);
        if (close is < 0 or > 40)
        {
            return false;
        }

        label = rest[..close];
        rest = rest[(close + 5)..];
        var end = rest.IndexOf("-----END"u8);
        isClosed = end >= 0;
        body = isClosed ? rest[..end] : rest;
        return label.IndexOf("PRIVATE KEY"u8) >= 0;
    }

    /// <summary>Header fields (<c>Proc-Type:</c>, <c>DEK-Info:</c>, <c>Version:</c>, <c>Comment:</c>) end before the base64.</summary>
    private static ReadOnlySpan<byte> SkipHeaders(ReadOnlySpan<byte> body)
    {
        while (true)
        {
            var colon = body.IndexOf(": "u8);
            if (colon < 0)
            {
                return body;
            }

            var rest = body[colon..];
            var newline = rest.IndexOf((byte)'\n');
            var escaped = rest.IndexOf("\\n"u8);
            var end = newline < 0 ? escaped + 2 : escaped < 0 || newline < escaped ? newline + 1 : escaped + 2;
            if (end <= 1)
            {
                return body;
            }

            body = rest[end..];
        }
    }

    // A block that was cut in the middle, or changed at its end, has spill bits. Its beginning still says what it is.
    private static int Decode(ReadOnlySpan<byte> body, Span<byte> buffer, out ReadOnlySpan<byte> checksum)
    {
        var length = KeyArmor.Decode(body, buffer, out checksum);
        for (var trimmed = body.TrimEnd("= \t\r\n\"'\\nr"u8); length < 0 && trimmed.Length > 0 && body.Length - trimmed.Length < LongestEnd; trimmed = trimmed[..^1])
        {
            length = KeyArmor.Decode(trimmed, buffer, out _);
        }

        return length;
    }
}
