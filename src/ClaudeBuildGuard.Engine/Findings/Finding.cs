using System.Collections.Immutable;

namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>
/// One thing that is wrong. Holds no secret: a message shows at most the first four characters of a credential and its length.
/// </summary>
/// <param name="Diagnostic">Which kind of finding.</param>
/// <param name="Location">Where it is.</param>
/// <param name="Message">What is wrong, in whole sentences that name the file's part that proves it.</param>
/// <param name="Fix">The next command to type or the edit to make, in whole sentences.</param>
public sealed record Finding(Diagnostic Diagnostic, Location Location, string Message, string Fix)
{
    /// <summary>A severity that this very finding has; null takes the diagnostic's default. The configuration overrules both.</summary>
    public Severity? Severity { get; init; }

    /// <summary>
    /// What stays the same about this finding when lines move: the rule text, the key's name.
    /// Never derived from a secret alone: see <see cref="Fingerprint"/>.
    /// </summary>
    public string Identity { get; init; } = string.Empty;

    /// <summary>Who accepted it already; null when nobody did. It is then counted and listed as accepted.</summary>
    public Acceptance? Accepted { get; init; }

    /// <summary>
    /// The findings that another part of the guard makes of the same thing, where that part was not asked: when each of them is silenced,
    /// so is this one. A credential of the history that still stands in the tree is accepted there (CBG3001).
    /// </summary>
    public IReadOnlyList<Finding> InPlaceOf { get; init; } = [];

    /// <summary>
    /// Of a finding about an inline marker: the code that the marker is for. The finding holds only when every part was judged and the
    /// marker silenced nothing of that code. Empty for any other finding.
    /// </summary>
    public string UnlessSilenced { get; init; } = string.Empty;

    /// <summary>Further facts for SARIF and JSON, such as <c>provider</c>, <c>confidence</c>, <c>commit</c>, <c>author</c>, <c>date</c>.</summary>
    public ImmutableSortedDictionary<string, string> Properties { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The sentence a user reads: message, then what to do.</summary>
    public string Text => Fix.Length == 0 ? Message : $"{Message} {Fix}";
}
