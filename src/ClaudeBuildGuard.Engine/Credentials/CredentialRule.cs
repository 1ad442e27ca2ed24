using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>
/// One kind of credential that is known by its looks. A declaration: the scanner does the work.
/// </summary>
/// <remarks>
/// A rule is found in one of two ways. When its <see cref="Shape"/> holds a literal of at least two characters at a fixed distance
/// from its start, that literal is the anchor and the shape is matched around it; <see cref="Near"/>, if given, must then also stand
/// close by. When the shape has no such literal, the words of <see cref="Near"/> are the anchors and the shape is looked for as a
/// value within <see cref="Reach"/> bytes after them.
/// </remarks>
internal sealed record CredentialRule : CredentialKind
{
    /// <summary>The <see cref="Reach"/> of most rules. Bytes.</summary>
    public const int UsualReach = 96;

    /// <summary>What it looks like. See <see cref="TokenShape.Parse"/> for the notation.</summary>
    public required TokenShape Shape { get; init; }

    /// <summary>
    /// Words of which one must stand near: on the same line before or after the value, or on one of the two lines above. Compared
    /// without letter case, at least three characters each. Write every spelling (<c>dd_api_key</c>, <c>dd-api-key</c>, <c>ddapikey</c>).
    /// </summary>
    public ImmutableArray<string> Near { get; init; } = [];

    /// <summary>How many bytes after a word of <see cref="Near"/> a value is looked for when the shape has no literal.</summary>
    public int Reach { get; init; } = UsualReach;

    /// <summary>A second thing that must stand within some lines; null asks for none.</summary>
    public Companion? Companion { get; init; }

    /// <summary>
    /// File names it is limited to (<c>.npmrc</c>, <c>*.pubxml.user</c>, <c>key-*.xml</c>; one <c>*</c>, without letter case);
    /// empty is every file.
    /// </summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The offline proof; null has none. <see cref="ProofOutcome.Disproved"/> drops the match, <see cref="ProofOutcome.Proven"/> makes it proven.</summary>
    public Proof? Proof { get; init; }

    /// <summary>Says whether a match has expired; null when it does not say.</summary>
    public Expiry? Expiry { get; init; }

    /// <summary>How sure a match is before its proof.</summary>
    public Confidence Confidence { get; init; } = Confidence.Specific;

    /// <summary>
    /// Bits of Shannon entropy for each character that the secret part must have; 0 leaves it to the general test for placeholders,
    /// repeated and sequential text, which every match passes through.
    /// </summary>
    public double MinimumEntropy { get; init; }

    /// <summary>True when the literals of the shape match without letter case.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>What must not stand directly before a match.</summary>
    public Boundary Left { get; init; } = Boundary.Word;

    /// <summary>What must not stand directly after a match, beyond the characters of the shape's own last class.</summary>
    public Boundary Right { get; init; } = Boundary.Word;

    /// <summary>Where its facts come from: <c>token-formats 31</c>, or the provider's page.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// Documentation samples and public constants that are never reported. A prefix of at least eight characters of the secret part
    /// is enough; nothing that a scanner would flag stands here.
    /// </summary>
    public ImmutableArray<string> PublicConstants { get; init; } = [];
}

/// <summary>A second thing that must stand close to a match: the other half of a pair, a host, a user name.</summary>
/// <param name="Shape">What it looks like.</param>
/// <param name="WithinLines">How many lines before or after the match it may stand; 0 is the same line.</param>
internal sealed record Companion(TokenShape Shape, int WithinLines = 5);

/// <summary>What may not touch a match.</summary>
internal enum Boundary
{
    /// <summary>Anything may.</summary>
    None = 0,

    /// <summary>No letter, digit or underscore. An escape (<c>\n</c>, <c>%3D</c>) before the match does not count as a letter.</summary>
    Word,

    /// <summary>No letter, digit, <c>_ - + / .</c> either: for runs without a mark of their own.</summary>
    Run,
}

/// <summary>What takes the place of a literal in a .NET project.</summary>
internal static class Replacements
{
    /// <summary>For anything that configuration can hold.</summary>
    public const string Default =
        "Read it from configuration instead: 'dotnet user-secrets set NAME VALUE' on a developer's machine, an environment variable or Azure Key Vault elsewhere.";

    /// <summary>For what a managed identity makes unnecessary.</summary>
    public const string ManagedIdentity =
        "Use a managed identity (DefaultAzureCredential of Azure.Identity) so that no key exists; where one must, keep it in Azure Key Vault or user secrets.";

    /// <summary>For what a pipeline holds.</summary>
    public const string PipelineSecret =
        "Keep it as a secret of the pipeline and pass it by an environment variable; prefer trusted publishing or a workload identity, which need no stored key.";

    /// <summary>For keys and certificates.</summary>
    public const string CertificateStore =
        "Keep the key in Azure Key Vault or the machine's certificate store, and load it by name; git-ignore the file.";

    /// <summary>One of them by the name that rules write; null when there is none of that name.</summary>
    public static string? Named(ReadOnlySpan<char> name) => name switch
    {
        "(managed identity)" => ManagedIdentity,
        "(pipeline secret)" => PipelineSecret,
        "(certificate store)" => CertificateStore,
        _ => null,
    };
}
