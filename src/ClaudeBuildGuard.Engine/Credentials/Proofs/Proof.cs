namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>What an offline proof says about a token of the right shape.</summary>
internal enum ProofOutcome
{
    /// <summary>The token cannot have been issued: its checksum or structure is wrong. It is no finding.</summary>
    Disproved,

    /// <summary>The proof does not apply to this variant of the format. Shape and context decide.</summary>
    Undecided,

    /// <summary>The checksum or structure holds: the token was issued, or made by its issuer's algorithm.</summary>
    Proven,
}

/// <summary>
/// Judges a whole token, marker included, without network and without side effect. It never throws, whatever the bytes.
/// </summary>
/// <param name="token">The token as it stands in the text, in ASCII.</param>
internal delegate ProofOutcome Proof(ReadOnlySpan<byte> token);
