using System.Buffers;
using System.Buffers.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>Tokens whose body decodes to something that only their issuer would write there.</summary>
internal static class DecodedStructure
{
    /// <summary>JFrog API key: <c>AKCp…</c>, base58 of exactly 54 bytes. Source: token-formats, P17.</summary>
    public static ProofOutcome JFrogApiKey(ReadOnlySpan<byte> key)
    {
        Span<byte> bytes = stackalloc byte[64];
        return key.Length < 100 && !TokenText.IsSample(key) && TextEncodings.FromBase58(key, bytes) == 54 ? ProofOutcome.Proven : ProofOutcome.Disproved;
    }

    /// <summary>
    /// JFrog reference token: base64 of <c>reftkn:</c>, two digits, <c>:</c>, an expiry in seconds, <c>:</c> and random characters.
    /// Source: token-formats, P17.
    /// </summary>
    public static ProofOutcome JFrogReference(ReadOnlySpan<byte> token)
    {
        Span<byte> text = stackalloc byte[96];
        var length = token.Length > 128 ? -1 : TextEncodings.FromBase64(token, text);
        if (length < 24 || TokenText.IsSample(text[10..length]) || !text.StartsWith("reftkn:"u8) || !IsDigits(text[7..9]) || text[9] != (byte)':')
        {
            return ProofOutcome.Disproved;
        }

        var rest = text[10..length];
        var colon = rest.IndexOf((byte)':');
        return colon > 0 && IsDigits(rest[..colon]) && colon + 1 < rest.Length ? ProofOutcome.Proven : ProofOutcome.Disproved;
    }

    /// <summary>
    /// Discord bot: the part before the first dot is base64 of the bot's snowflake, a decimal number. Source: token-formats, P18.
    /// </summary>
    public static ProofOutcome DiscordBot(ReadOnlySpan<byte> token)
    {
        var dot = token.IndexOf((byte)'.');
        Span<byte> digits = stackalloc byte[32];
        var length = dot is < 4 or > 40 ? -1 : TextEncodings.FromBase64(token[..dot], digits);
        return length is >= 4 and <= 20
            && IsDigits(digits[..length])
            && Utf8Parser.TryParse(digits[..length], out ulong snowflake, out _)
            && snowflake >= 1000
                ? ProofOutcome.Proven
                : ProofOutcome.Disproved;
    }

    /// <summary>
    /// Jira and Bitbucket Data Center tokens: base64 of a decimal number, <c>:</c> and random bytes. The marker of the caller, if
    /// any, is not part of <paramref name="body"/>. Source: token-formats, rows 69 and 178.
    /// </summary>
    public static ProofOutcome NumberAndBytes(ReadOnlySpan<byte> body)
    {
        Span<byte> bytes = stackalloc byte[64];
        var length = body.Length > 84 ? -1 : TextEncodings.FromBase64(body, bytes);
        var colon = length < 0 ? -1 : bytes[..length].IndexOf((byte)':');
        return colon is > 3 and < 20 && IsDigits(bytes[..colon]) && length - colon > 16 ? ProofOutcome.Proven : ProofOutcome.Disproved;
    }

    /// <summary>Bitbucket Data Center HTTP token: <c>BBDC-</c> before <see cref="NumberAndBytes"/>. Source: token-formats, row 69.</summary>
    public static ProofOutcome BitbucketDataCenter(ReadOnlySpan<byte> token) =>
        token.Length > 5 ? NumberAndBytes(token[5..]) : ProofOutcome.Disproved;

    /// <summary>
    /// PyPI: a macaroon of the second version whose location is <c>pypi.org</c> or <c>test.pypi.org</c>. Source: token-formats, P22.
    /// </summary>
    public static ProofOutcome PyPi(ReadOnlySpan<byte> token)
    {
        const int Longest = 4096;
        if (!token.StartsWith("pypi-"u8) || token.Length > Longest)
        {
            return ProofOutcome.Disproved;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(token.Length);
        try
        {
            // The last character may be cut by the text around it: whole groups of four decode without it.
            var body = token[5..];
            var length = TextEncodings.FromBase64(body, buffer);
            if (length < 0)
            {
                length = TextEncodings.FromBase64(body[..(body.Length / 4 * 4)], buffer);
            }

            return length <= 0 ? ProofOutcome.Disproved : JudgeMacaroon(buffer.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>
    /// Tokens whose issuer writes a run of zero bytes, ten or more <c>A</c>, between random parts (Dropbox, X): the run is theirs, and
    /// what is around it must not be filler too. Source: token-formats, rows 190 and 192.
    /// </summary>
    public static ProofOutcome ZeroRun(ReadOnlySpan<byte> token)
    {
        var run = token.IndexOf("AAAAAAAAAA"u8);
        if (run < 0)
        {
            return ProofOutcome.Disproved;
        }

        // A second run is the filler of an image or of a program written as text.
        var rest = token[(run + 10)..].TrimStart((byte)'A');
        return run + 40 < token.Length - rest.Length || rest.IndexOf("AAAAAA"u8) >= 0 || TokenText.IsSample(rest) || TokenText.Entropy(rest) < 3.5 ? ProofOutcome.Disproved : ProofOutcome.Proven;
    }

    /// <summary>
    /// NATS seed: base32 of a prefix byte pair, 32 random bytes and their CRC-16, least significant byte first.
    /// Source: token-formats, row 216.
    /// </summary>
    public static ProofOutcome NatsSeed(ReadOnlySpan<byte> seed)
    {
        Span<byte> bytes = stackalloc byte[40];
        return seed.Length == 58
            && TextEncodings.FromBase32(seed, bytes) == 36
            && (bytes[34] | (bytes[35] << 8)) == CyclicRedundancy.Crc16(bytes[..34])
                ? ProofOutcome.Proven
                : ProofOutcome.Disproved;
    }

    /// <summary>
    /// Bitcoin wallet import format: base58 of a version byte, 32 bytes, an optional 1, and four bytes of their double SHA-256.
    /// Source: token-formats, P21.
    /// </summary>
    public static ProofOutcome WalletImportFormat(ReadOnlySpan<byte> key)
    {
        Span<byte> bytes = stackalloc byte[48];
        if (key.Length is < 50 or > 52)
        {
            return ProofOutcome.Disproved;
        }

        var length = TextEncodings.FromBase58(key, bytes);
        if (length is not (37 or 38) || bytes[0] is not (0x80 or 0xEF) || (length == 38 && bytes[33] != 1))
        {
            return ProofOutcome.Disproved;
        }

        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(bytes[..(length - 4)], hash);
        System.Security.Cryptography.SHA256.HashData(hash, hash);
        return hash[..4].SequenceEqual(bytes[(length - 4)..length]) ? ProofOutcome.Proven : ProofOutcome.Disproved;
    }

    /// <summary>
    /// AWS access key id: the 16 characters behind the marker are base32, so that 0, 1, 8 and 9 disprove. Every such id decodes to an
    /// account number, hence the proof can only disprove. Source: token-formats, P19.
    /// </summary>
    public static ProofOutcome AwsAccessKeyId(ReadOnlySpan<byte> id)
    {
        Span<byte> bytes = stackalloc byte[10];
        return id.Length == 20 && id.IndexOfAnyInRange((byte)'a', (byte)'z') < 0 && TextEncodings.FromBase32(id[4..], bytes) == 10
            ? ProofOutcome.Undecided
            : ProofOutcome.Disproved;
    }

    /// <summary>The 12-digit account number inside an AWS access key id; -1 when the id is none. Source: token-formats, P19.</summary>
    public static long AwsAccount(ReadOnlySpan<byte> id)
    {
        Span<byte> bytes = stackalloc byte[10];
        if (id.Length != 20 || TextEncodings.FromBase32(id[4..], bytes) != 10)
        {
            return -1;
        }

        long number = 0;
        for (var index = 0; index < 6; index++)
        {
            number = (number << 8) | bytes[index];
        }

        // Bit 0 is a flag, the next forty are the account, the last seven belong to the random part.
        return (number >> 7) & 0xFF_FFFF_FFFF;
    }

    private static ProofOutcome JudgeMacaroon(ReadOnlySpan<byte> bytes)
    {
        // Version 2, then field type 1 (location), its length, its text, then field type 2 (identifier).
        if (bytes.Length < 8 || bytes[0] != 2 || bytes[1] != 1 || bytes.Length < 4 + bytes[2])
        {
            return ProofOutcome.Disproved;
        }

        var location = bytes.Slice(3, bytes[2]);
        return !location.SequenceEqual("pypi.org"u8) && !location.SequenceEqual("test.pypi.org"u8) ? ProofOutcome.Disproved
            : bytes[3 + bytes[2]] == 2 ? ProofOutcome.Proven
            : ProofOutcome.Undecided;
    }

    private static bool IsDigits(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
