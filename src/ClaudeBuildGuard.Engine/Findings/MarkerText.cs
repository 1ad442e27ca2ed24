namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>The marker <c>claude-build-guard:allow CODE reason</c> as it stands in a line of a file.</summary>
/// <param name="Code">The code, as written.</param>
/// <param name="Reason">Why the finding is accepted; empty when none is given.</param>
/// <param name="Column">Where the marker begins, 1-based.</param>
/// <param name="IsInComment">
/// True when it stands in a comment and not in a literal or in the text of a document, which only speaks of markers.
/// </param>
internal readonly record struct MarkerText(string Code, string Reason, int Column, bool IsInComment)
{
    /// <summary>How a marker begins.</summary>
    public const string Word = "claude-build-guard:allow";

    private static readonly string[] CommentOpenings = ["//", "#", "--", "<!--", "/*", "@*", "(*", "REM ", "rem "];

    private static readonly string[] DocumentEndings = [".md", ".markdown", ".mdx", ".rst", ".adoc", ".txt", ".html", ".htm"];

    /// <summary>The marker of a line; null when there is none.</summary>
    /// <param name="line">The line.</param>
    /// <param name="path">The file that it stands in.</param>
    public static MarkerText? Of(ReadOnlySpan<char> line, string path)
    {
        var at = line.IndexOf(Word, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var rest = line[(at + Word.Length)..].TrimStart();
        var end = 0;
        while (end < rest.Length && char.IsAsciiLetterOrDigit(rest[end]))
        {
            end++;
        }

        // What closes the comment is not part of the reason.
        var reason = rest[end..].Trim().TrimEnd("*/->\"',; ").ToString();
        return new MarkerText(rest[..end].ToString(), reason, at + 1, IsComment(line[..at], path));
    }

    private static bool IsComment(ReadOnlySpan<char> before, string path)
    {
        if ((before.Count('"') - before.Count("\\\"")) % 2 != 0 || before.Count('`') % 2 != 0)
        {
            return false;
        }

        foreach (var ending in DocumentEndings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return before.LastIndexOf("<!--", StringComparison.Ordinal) > before.LastIndexOf("-->", StringComparison.Ordinal);
            }
        }

        foreach (var opening in CommentOpenings)
        {
            if (before.Contains(opening, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return before.TrimStart() is [(';' or '*' or '\'' or '%'), ..] || before.Contains(" ;", StringComparison.Ordinal) || before.Contains(" '", StringComparison.Ordinal);
    }
}
