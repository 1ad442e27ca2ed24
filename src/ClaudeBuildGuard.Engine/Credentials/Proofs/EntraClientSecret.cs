namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>
/// The client secret of an Entra application: three characters, a digit, <c>Q~</c>, 31 characters, and for digit 8 three characters
/// of a Marvin checksum of all before them. Source: token-formats, P8.
/// </summary>
internal static class EntraClientSecret
{
    private static ReadOnlySpan<byte> Digits => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~"u8;

    /// <summary>
    /// Proves a secret of digit 8. A checksum that does not fit leaves the question open: the sources do not say in which order the
    /// digits are written, so both orders are tried and neither disproves.
    /// </summary>
    public static ProofOutcome Judge(ReadOnlySpan<byte> secret)
    {
        if (secret.Length < 6 || secret[4] != (byte)'Q' || secret[5] != (byte)'~')
        {
            return ProofOutcome.Disproved;
        }

        if (secret.Length != 40 || secret[3] != (byte)'8')
        {
            return ProofOutcome.Undecided;
        }

        Span<byte> written = stackalloc byte[32];
        var checksum = Marvin.Hash32(secret[..37], Marvin.Seed("AadPwd00"u8));
        var length = PositionalNotation.Write(checksum, Digits, written);
        written[length..].Fill(Digits[0]);
        if (secret[37..].SequenceEqual(written[..3]))
        {
            return ProofOutcome.Proven;
        }

        written[..length].Reverse();
        return secret[37..].SequenceEqual(written[..3]) ? ProofOutcome.Proven : ProofOutcome.Undecided;
    }
}
