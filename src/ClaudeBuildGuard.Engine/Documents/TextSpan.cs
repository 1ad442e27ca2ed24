using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Documents;

/// <summary>A piece of a text. Lines and columns are 1-based, columns count UTF-16 units, the end is one past the last character.</summary>
internal readonly record struct TextSpan(int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>The same place as a finding's location.</summary>
    public Location In(string path) => new(path, Line, Column, EndLine, EndColumn);
}
