using System.Collections.Immutable;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>A rule that users wrote as a regular expression. Immutable and safe for concurrent use.</summary>
internal interface IPatternRule
{
    /// <summary>What it finds.</summary>
    CredentialKind Kind { get; }

    /// <summary>Words of which one stands in every text with a match, without letter case; empty when there is none such.</summary>
    ImmutableArray<string> Anchors { get; }

    /// <summary>The rule for a text whose directory is not known yet: limits of the path are left out.</summary>
    IPatternRule OfUnknownPath();

    /// <summary>Adds every match of a text, and what kept the rule from looking at all of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="found">Receives the hits.</param>
    /// <param name="most">No hit is added beyond this many.</param>
    /// <param name="dropped">Receives the reasons.</param>
    void Match(in PatternText text, string path, ICollection<RawHit> found, int most, ICollection<string> dropped);
}

/// <summary>A text as expressions read it: Latin-1 keeps every offset, because one character is one byte.</summary>
internal readonly ref struct PatternText(ReadOnlySpan<byte> bytes)
{
    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>One character for each byte.</summary>
    public string Characters { get; } = Encoding.Latin1.GetString(bytes);
}
