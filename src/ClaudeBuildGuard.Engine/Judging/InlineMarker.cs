using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Judging;

/// <summary>
/// The marker <c>claude-build-guard:allow CODE reason</c> on the line of a finding or on the line above it.
/// </summary>
internal static class InlineMarker
{
    /// <summary>The marker that silences a finding, with its line; null when there is none with a reason.</summary>
    public static (int Line, string Reason)? Of(Finding finding, RepositoryView repository)
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

        if (!text.Contains(MarkerText.Word, StringComparison.Ordinal))
        {
            return null;
        }

        var number = 0;
        (int Line, string Reason)? found = null;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (number > finding.Location.Line)
            {
                break;
            }

            if (number >= finding.Location.Line - 1 && MarkerText.Of(line, file.Path) is { Reason.Length: > 0 } marker && marker.Code == finding.Diagnostic.Id)
            {
                found = (number, marker.Reason);
            }
        }

        return found;
    }
}
