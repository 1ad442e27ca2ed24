namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>What hidden characters are for.</summary>
internal enum HiddenKind
{
    /// <summary>Tag characters, which repeat ASCII invisibly.</summary>
    Tags,

    /// <summary>Controls that reorder text on the screen.</summary>
    Bidirectional,

    /// <summary>A run of zero-width characters, long enough to carry text.</summary>
    ZeroWidthRun,

    /// <summary>Variation selectors that select nothing and carry bytes.</summary>
    VariationSelectors,

    /// <summary>Terminal control characters.</summary>
    TerminalControls,

    /// <summary>A single invisible character without use where it stands.</summary>
    Stray,
}

/// <summary>Hidden characters that stand together.</summary>
/// <param name="Kind">What they are for.</param>
/// <param name="Start">Offset of the first.</param>
/// <param name="Length">UTF-16 units.</param>
/// <param name="Count">How many characters.</param>
/// <param name="FirstCodePoint">The first one.</param>
/// <param name="Decoded">The text that they carry; empty when they carry none that can be read.</param>
internal readonly record struct HiddenRun(HiddenKind Kind, int Start, int Length, int Count, int FirstCodePoint, string Decoded);
