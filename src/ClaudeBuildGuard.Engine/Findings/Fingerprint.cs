using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>
/// What names a finding across builds, clones and moved lines: code, path and identity, hashed. It is the
/// <c>partialFingerprints</c> of SARIF and the key of the baseline.
/// </summary>
/// <remarks>
/// A credential contributes to its finding's identity only through <see cref="SecretTag"/>: sixteen bits. A baseline is committed,
/// so whoever holds it holds every key it could be hashed with; a full hash of a weak password could be searched for. Sixteen bits
/// cannot: each guess fits with a chance of 1 in 65,536, so any dictionary leaves thousands of candidates. They still notice that
/// the value was replaced, with a chance of error of 1 in 65,536. See docs/design/fingerprints.md.
/// </remarks>
public static class Fingerprint
{
    /// <summary>The fingerprint of a finding: 32 lower-case hexadecimal characters.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="ordinal">0 for the first finding with the same code, path and identity, 1 for the second, and so on.</param>
    public static string Of(Finding finding, int ordinal)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var text = $"{finding.Diagnostic.Id}\n{finding.Location.Path}\n{finding.Identity}\n{ordinal}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 16).ToLowerInvariant();
    }

    /// <summary>Sixteen bits of a keyed hash of a secret, as four hexadecimal characters.</summary>
    /// <param name="ruleId">The credential rule, which keys the hash.</param>
    /// <param name="secret">The bytes of the credential.</param>
    public static string SecretTag(string ruleId, ReadOnlySpan<byte> secret)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes("ClaudeBuildGuard secret tag " + ruleId), secret, hash);
        return BinaryPrimitives.ReadUInt16BigEndian(hash).ToString("x4", System.Globalization.CultureInfo.InvariantCulture);
    }
}
