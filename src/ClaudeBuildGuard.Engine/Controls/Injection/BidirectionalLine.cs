namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>A line with bidirectional controls, judged once however many it holds.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="End">Offset after its last character; 0 for no line.</param>
/// <param name="IsHonest">
/// True when embeddings and isolates close on the line and it holds right-to-left words: that is how such text is quoted.
/// </param>
internal readonly record struct BidirectionalLine(int Start, int End, bool IsHonest)
{
    /// <summary>True when an offset lies on the line.</summary>
    public bool Holds(int offset) => offset >= Start && offset < End;

    /// <summary>The line around an offset.</summary>
    public static BidirectionalLine Around(string text, int offset)
    {
        var start = offset == 0 ? 0 : text.LastIndexOf('\n', offset - 1) + 1;
        var end = text.IndexOf('\n', offset);
        end = end < 0 ? text.Length : end;
        var depth = 0;
        var rightToLeft = false;
        for (var i = start; i < end && depth >= 0; i++)
        {
            depth += text[i] is '\u202A' or '\u202B' or '\u2066' or '\u2067' or '\u2068' ? 1 : text[i] is '\u202C' or '\u2069' ? -1 : 0;
            rightToLeft |= ScriptFacts.IsRightToLeft(text[i]);
        }

        return new BidirectionalLine(start, end, depth == 0 && rightToLeft);
    }
}
