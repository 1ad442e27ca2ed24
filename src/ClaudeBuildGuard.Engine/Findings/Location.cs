namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>A place in a file.</summary>
/// <param name="Path">Relative to the repository root with <c>/</c> separators; empty for the repository as a whole.</param>
/// <param name="Line">1-based; 0 is the file as a whole.</param>
/// <param name="Column">1-based, in UTF-16 units; 0 is the line as a whole.</param>
/// <param name="EndLine">1-based; 0 when the end is not known.</param>
/// <param name="EndColumn">1-based, one past the last character; 0 when the end is not known.</param>
public readonly record struct Location(string Path, int Line = 0, int Column = 0, int EndLine = 0, int EndColumn = 0)
{
    /// <summary>The repository as a whole.</summary>
    public static Location Repository => new(string.Empty);
}
