using System.Buffers.Binary;

namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>Tokens whose last characters are a CRC-32 of what stands before them.</summary>
internal static class TrailingChecksum
{
    /// <summary>
    /// GitHub and npm: four characters of marker, a body, six base62 characters that are the CRC-32 of the body.
    /// Source: token-formats, P1; verified there on six public GitHub vectors.
    /// </summary>
    public static ProofOutcome GitHub(ReadOnlySpan<byte> token) =>
        token.Length < 11
            ? ProofOutcome.Disproved
            : Judge(PositionalNotation.Is(token[^6..], CyclicRedundancy.Crc32(token[4..^6]), PositionalNotation.DigitsUpperLower));

    /// <summary>
    /// GitHub installation tokens: the checksum proves the classic form; its absence disproves nothing, because newer ones lack it.
    /// Source: token-formats, P1.
    /// </summary>
    public static ProofOutcome GitHubInstallation(ReadOnlySpan<byte> token) =>
        GitHub(token) == ProofOutcome.Proven ? ProofOutcome.Proven : ProofOutcome.Undecided;

    /// <summary>
    /// Grafana service account: <c>glsa_</c> and 32 characters, then <c>_</c> and their CRC-32, least significant byte first, in hex.
    /// Source: token-formats, P2.
    /// </summary>
    public static ProofOutcome Grafana(ReadOnlySpan<byte> token)
    {
        if (token.Length != 46 || token[37] != (byte)'_')
        {
            return ProofOutcome.Disproved;
        }

        var checksum = BinaryPrimitives.ReverseEndianness(CyclicRedundancy.Crc32(token[..37]));
        return Judge(PositionalNotation.Is(token[38..], checksum, PositionalNotation.HexLower));
    }

    /// <summary>
    /// Atlassian and Bitbucket Cloud (<c>ATATT3</c>, <c>ATCTT3</c>, <c>ATBB</c>): the last eight characters are upper-case hex of the
    /// CRC-32 of all before them, the <c>=</c> of the longer forms included. Source: token-formats, P3.
    /// </summary>
    public static ProofOutcome Atlassian(ReadOnlySpan<byte> token) =>
        token.Length < 16
            ? ProofOutcome.Disproved
            : Judge(PositionalNotation.Is(token[^8..], CyclicRedundancy.Crc32(token[..^8]), PositionalNotation.HexUpper));

    /// <summary>
    /// GitLab routable tokens: <c>marker payload . [01 .] length(2) checksum(7)</c>, length and CRC-32 of all before in base 36.
    /// The length counts the characters of the payload. Source: token-formats, P4.
    /// </summary>
    /// <remarks>A token without the version in its middle is of the time before it; its checksum proves it and disproves nothing.</remarks>
    public static ProofOutcome GitLabRoutable(ReadOnlySpan<byte> token)
    {
        if (token.Length < 20)
        {
            return ProofOutcome.Disproved;
        }

        var holds = PositionalNotation.Is(token[^7..], CyclicRedundancy.Crc32(token[..^7]), PositionalNotation.DigitsLower);
        return !holds && token[^13..^9].SequenceEqual(".01."u8) ? ProofOutcome.Disproved : holds ? ProofOutcome.Proven : ProofOutcome.Undecided;
    }

    /// <summary>Zuplo: <c>zpka_</c>, 32 characters, <c>_</c>, their CRC-32 in hex. Source: token-formats, P11.</summary>
    public static ProofOutcome Zuplo(ReadOnlySpan<byte> token) =>
        token.Length != 46 || token[37] != (byte)'_'
            ? ProofOutcome.Disproved
            : Judge(PositionalNotation.Is(token[38..], CyclicRedundancy.Crc32(token[5..37]), PositionalNotation.HexLower));

    /// <summary>
    /// Confluent Cloud: <c>cflt</c>, 54 characters, the first six characters of the base64 of their CRC-32, least significant byte
    /// first. Source: token-formats, P12.
    /// </summary>
    public static ProofOutcome Confluent(ReadOnlySpan<byte> token)
    {
        if (token.Length != 64)
        {
            return ProofOutcome.Disproved;
        }

        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, CyclicRedundancy.Crc32(token[4..58]));
        Span<byte> written = stackalloc byte[8];
        System.Buffers.Text.Base64.EncodeToUtf8(checksum, written, out _, out _);
        return Judge(written[..6].SequenceEqual(token[58..]));
    }

    /// <summary>Vercel since 2025: four characters of marker, 50 characters, base62 CRC-32. Source: token-formats, P13.</summary>
    public static ProofOutcome Vercel(ReadOnlySpan<byte> token) => token.Length == 60 ? GitHub(token) : ProofOutcome.Disproved;

    /// <summary>
    /// Apify: the CRC-32 covers the marker <c>apify_api_</c> too, and base62 counts lower case before upper case.
    /// Source: token-formats, P14.
    /// </summary>
    public static ProofOutcome Apify(ReadOnlySpan<byte> token) =>
        token.Length != 46
            ? ProofOutcome.Disproved
            : Judge(PositionalNotation.Is(token[40..], CyclicRedundancy.Crc32(token[..40]), PositionalNotation.DigitsLowerUpper));

    private static ProofOutcome Judge(bool holds) => holds ? ProofOutcome.Proven : ProofOutcome.Disproved;
}
