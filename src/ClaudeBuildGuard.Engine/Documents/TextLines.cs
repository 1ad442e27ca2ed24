using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Documents;

/// <summary>From a UTF-16 offset in a text to line and column.</summary>
internal sealed class TextLines
{
    private readonly ImmutableArray<int> _starts;

    public TextLines(string text)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            starts.Add(at + 1);
        }

        _starts = starts.ToImmutable();
    }

    /// <summary>How many lines there are; a text without a line feed has one.</summary>
    public int Count => _starts.Length;

    /// <summary>The 1-based line and column of an offset.</summary>
    public (int Line, int Column) Position(int offset)
    {
        var found = _starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, offset - _starts[line] + 1);
    }

    /// <summary>The offset at which a 1-based line starts.</summary>
    public int Start(int line) => _starts[line - 1];

    /// <summary>The location of a piece of the text in a file.</summary>
    /// <param name="path">The file, relative to the repository root.</param>
    /// <param name="start">Offset of the first character.</param>
    /// <param name="length">How many UTF-16 units it holds.</param>
    public Location Locate(string path, int start, int length)
    {
        var (line, column) = Position(start);
        var (endLine, endColumn) = Position(start + length);
        return new Location(path, line, column, endLine, endColumn);
    }
}
