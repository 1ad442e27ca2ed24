using System.Text;

namespace ClaudeBuildGuard.Engine.Documents;

/// <summary>From a byte offset in UTF-8 text to line and column.</summary>
internal sealed class LineTable
{
    private readonly byte[] _bytes;
    private readonly List<int> _starts = [0];

    public LineTable(byte[] utf8)
    {
        _bytes = utf8;
        for (var at = Array.IndexOf(utf8, (byte)'\n'); at >= 0; at = Array.IndexOf(utf8, (byte)'\n', at + 1))
        {
            _starts.Add(at + 1);
        }
    }

    /// <summary>The 1-based line and column (in UTF-16 units) of a byte.</summary>
    public (int Line, int Column) Position(int offset)
    {
        var found = _starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, Column(line + 1, offset - _starts[line]));
    }

    /// <summary>The 1-based column of a byte of a line.</summary>
    /// <param name="line">1-based.</param>
    /// <param name="byteInLine">0-based.</param>
    public int Column(int line, int byteInLine)
    {
        var start = _starts[Math.Clamp(line - 1, 0, _starts.Count - 1)];
        return Encoding.UTF8.GetCharCount(_bytes, start, Math.Clamp(byteInLine, 0, _bytes.Length - start)) + 1;
    }
}
