namespace ClaudeBuildGuard.Engine.Credentials.Formats;

/// <summary>What a token of a line is.</summary>
internal enum LineTokenKind
{
    /// <summary>A name, a number, an option: letters, digits and what joins them.</summary>
    Word = 0,

    /// <summary>A literal in quotes.</summary>
    Text,

    /// <summary>Any other character.</summary>
    Sign,
}

/// <summary>A token of a piece of text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first byte, of a literal that of its opening quote.</param>
/// <param name="End">One past its last byte.</param>
/// <param name="QuoteLength">Bytes of the quotes on either side.</param>
/// <param name="IsVerbatim">True when a backslash in the literal means itself.</param>
internal readonly record struct LineToken(LineTokenKind Kind, int Start, int End, int QuoteLength = 0, bool IsVerbatim = false)
{
    /// <summary>Where the content of a literal begins.</summary>
    public int InnerStart => Start + QuoteLength;

    /// <summary>One past the content of a literal.</summary>
    public int InnerEnd => End - QuoteLength;

    /// <summary>The character of a sign; 0 for any other token.</summary>
    public byte Sign(ReadOnlySpan<byte> text) => Kind == LineTokenKind.Sign ? text[Start] : (byte)0;
}
