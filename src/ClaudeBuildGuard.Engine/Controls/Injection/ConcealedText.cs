using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>Text that a rendered page or an editor's window does not show.</summary>
internal static partial class ConcealedText
{
    /// <summary>Elements that hide what they hold, with the text they hold.</summary>
    public static IEnumerable<(int Start, int Length, string Text)> Find(string text)
    {
        foreach (Match match in HidingElement().Matches(text))
        {
            if (match.Groups[2].Value.Trim().Length > 0)
            {
                yield return (match.Index, match.Length, match.Groups[2].Value);
            }
        }

        foreach (Match match in LinkComment().Matches(text))
        {
            yield return (match.Index, match.Length, match.Groups[1].Value);
        }
    }

    /// <summary>Text pushed out of sight by white space.</summary>
    public static IEnumerable<(int Start, int Length)> FindPushed(string text)
    {
        foreach (Match match in Pushed().Matches(text))
        {
            if (!match.Value.TrimStart().StartsWith('|'))
            {
                yield return (match.Index, match.Length);
            }
        }
    }

    [GeneratedRegex(
        """<(\w+)\b(?=[^>]{0,400}?(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])|color\s*(?::|=\s*["']?)\s*(?:white\b|transparent\b|#fff(?:fff)?\b)))[^>]{0,800}>([^<]{1,4000})""",
        RegexOptions.IgnoreCase)]
    private static partial Regex HidingElement();

    // [//]: # (text) and its kin: a link definition that no page shows.
    [GeneratedRegex("""^[ ]{0,3}\[(?://|comment|_|\.)\]:\s*(?:#|<>|/)\s*[("'](.{1,4000})[)"']\s*$""", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex LinkComment();

    // By blanks of any width on its line, or by empty lines.
    [GeneratedRegex(
        @"(?<=\S)[ \t\u00A0\u2000-\u200A\u3000]{200,}\S[^\n]{0,200}|^[ \t\u00A0\u2000-\u200A\u3000]{200,}\S[^\n]{0,200}|(?<=\S[ \t\r]{0,20}\n)(?:[ \t\r]{0,20}\n){200,}[ \t]*\S[^\n]{0,200}",
        RegexOptions.Multiline)]
    private static partial Regex Pushed();
}
