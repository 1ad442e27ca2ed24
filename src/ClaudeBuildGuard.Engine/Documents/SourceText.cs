namespace ClaudeBuildGuard.Engine.Documents;

/// <summary>A text taken out of a file, each of its lines with the place where it stood.</summary>
internal sealed class SourceText
{
    private readonly IReadOnlyList<(int Line, int Column)> _starts;
    private readonly List<int> _offsets;

    private SourceText(string text, IReadOnlyList<(int Line, int Column)> starts, List<int> offsets)
    {
        Text = text;
        _starts = starts;
        _offsets = offsets;
    }

    private SourceText(string text, IReadOnlyList<(int Line, int Column)> starts)
        : this(text, starts, [0])
    {
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            _offsets.Add(at + 1);
        }
    }

    /// <summary>No text.</summary>
    public static SourceText Empty { get; } = new(string.Empty, [(0, 0)]);

    /// <summary>The text; lines end with <c>\n</c>.</summary>
    public string Text { get; }

    /// <summary>A text whose first line stands at a place and whose further lines begin at column 1 of the lines after it.</summary>
    public static SourceText At(string text, int line, int column)
    {
        var starts = new List<(int, int)> { (line, column) };
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            starts.Add((++line, 1));
        }

        return new SourceText(text, starts);
    }

    /// <summary>A text that stands in one line of the file although it may hold line breaks, as an escaped string does.</summary>
    public static SourceText InOneLine(string text, int line, int column) => new(text, [(line, column)]);

    /// <summary>A text from lines that each know their place.</summary>
    public static SourceText Of(IReadOnlyList<(string Text, int Line, int Column)> lines) =>
        lines.Count == 0
            ? Empty
            : new SourceText(string.Join('\n', lines.Select(l => l.Text)), [.. lines.Select(l => (l.Line, l.Column))]);

    /// <summary>The same places under another text of the same length, of which single characters were replaced.</summary>
    public SourceText Overwritten(string text) => new(text, _starts, _offsets);

    /// <summary>The place of a line and column of this text, both 1-based, in the file that it stands in.</summary>
    public (int Line, int Column) Place(int line, int column) =>
        Place(line > _offsets.Count ? Text.Length : _offsets[Math.Max(line, 1) - 1] + column - 1);

    /// <summary>The place of a character, 1-based; for an escaped string the place of the string.</summary>
    public (int Line, int Column) Place(int offset)
    {
        var found = _offsets.BinarySearch(Math.Clamp(offset, 0, Text.Length));
        var index = found >= 0 ? found : ~found - 1;
        if (_starts.Count == 1 && index > 0)
        {
            return _starts[0];
        }

        var (line, column) = _starts[Math.Min(index, _starts.Count - 1)];
        return (line, column + Math.Max(0, offset - _offsets[index]));
    }
}
