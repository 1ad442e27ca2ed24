using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Judging;

/// <summary>
/// The marker <c>claude-build-guard:allow CODE reason</c> on the line of a finding or on the line above it.
/// </summary>
internal static class InlineMarker
{
    private const string Word = "claude-build-guard:allow";

    /// <summary>The reason that a marker gives for this finding; null when there is none, empty when the marker lacks a reason.</summary>
    public static string? Reason(Finding finding, RepositoryView repository)
    {
        if (finding.Location.Line == 0 || repository.Find(finding.Location.Path) is not { } file || file.Length > RepositoryFile.LargestWholeFile)
        {
            return null;
        }

        string text;
        try
        {
            text = file.Text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        if (!text.Contains(Word, StringComparison.Ordinal))
        {
            return null;
        }

        var number = 0;
        string? reason = null;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (number > finding.Location.Line)
            {
                break;
            }

            if (number >= finding.Location.Line - 1)
            {
                reason = Reason(line, finding.Diagnostic.Id) ?? reason;
            }
        }

        return reason;
    }

    private static string? Reason(ReadOnlySpan<char> line, string code)
    {
        var at = line.IndexOf(Word, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var rest = line[(at + Word.Length)..].TrimStart();
        if (!rest.StartsWith(code, StringComparison.Ordinal))
        {
            return null;
        }

        // What closes the comment is not part of the reason.
        return rest[code.Length..].Trim().TrimEnd("*/->\"',; ").ToString();
    }
}
