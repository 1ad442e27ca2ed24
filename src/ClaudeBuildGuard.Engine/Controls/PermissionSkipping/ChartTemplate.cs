using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Templates of Helm and Jinja, which are no YAML before they are filled in.</summary>
internal static partial class ChartTemplate
{
    /// <summary>
    /// The text with each placeholder replaced by as many characters: a line that is nothing else becomes blank, another placeholder a word. What
    /// stands beside them can then be read at its place.
    /// </summary>
    public static string Blanked(string text)
    {
        if (!text.Contains("{{", StringComparison.Ordinal) && !text.Contains("{%", StringComparison.Ordinal))
        {
            return text;
        }

        // Where YAML itself is read, a placeholder in quotes may stay as it is; it does no harm as a word either.
        var lines = Control().Replace(text, static m => new string(' ', m.Length));
        return Placeholder().Replace(lines, static m => new string('x', m.Length));
    }

    [GeneratedRegex(@"(?<=^[ \t]*)(?:\{\{[^\n]*?\}\}|\{%[^\n]*?%\})(?=[ \t]*\r?$)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Control();

    [GeneratedRegex(@"\{\{[^\n]*?\}\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
