using System.Text;

namespace ClaudeBuildGuard.Engine.Documents;

/// <summary>From a byte offset in UTF-8 text to line and column.</summary>
internal sealed class LineTable
{
    private readonly byte[] _bytes;
    private readonly List<int> _starts = [0];
    private int _lastOffset;
    private int _lastColumn = 1;

    public LineTable(byte[] utf8)
    {
        _bytes = utf8;
        for (var at = Array.IndexOf(utf8, (byte)'\n'); at >= 0; at = Array.IndexOf(utf8, (byte)'\n', at + 1))
        {
            _starts.Add(at + 1);
        }
    }

    /// <summary>The 1-based line and column (in UTF-16 units) of a byte. Asked in rising order, the text is walked once.</summary>
    public (int Line, int Column) Position(int offset)
    {
        var line = LineOf(offset);
        var start = _starts[line];
        var (from, column) = _lastOffset >= start && _lastOffset <= offset ? (_lastOffset, _lastColumn) : (start, 1);
        column += Encoding.UTF8.GetCharCount(_bytes, from, Math.Min(offset, _bytes.Length) - from);
        (_lastOffset, _lastColumn) = (offset, column);
        return (line + 1, column);
    }

    /// <summary>The byte at a place, at most one past the last.</summary>
    /// <param name="line">1-based.</param>
    /// <param name="byteInLine">0-based.</param>
    public int Offset(int line, int byteInLine) => line > _starts.Count ? _bytes.Length : Math.Min(_bytes.Length, _starts[line - 1] + byteInLine);

    private int LineOf(int offset)
    {
        var found = _starts.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }
}
