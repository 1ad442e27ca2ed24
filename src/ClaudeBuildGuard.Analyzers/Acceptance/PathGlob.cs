using System.Text;
using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Analyzers.Acceptance;

/// <summary>
/// A glob of the configuration over paths with <c>/</c> separators: <c>*</c> stays in one directory, <c>**</c> does not, a <c>/</c> at the
/// end means everything below. The engine asks a library for the same; an analyzer brings none along.
/// </summary>
internal static class PathGlob
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>True when the glob matches the whole path.</summary>
    public static bool Matches(string glob, string path)
    {
        var segments = (glob.EndsWith("/", StringComparison.Ordinal) ? glob + "**" : glob).Replace('\\', '/').TrimStart('/').Split('/');
        var pattern = new StringBuilder("^");
        for (var i = 0; i < segments.Length; i++)
        {
            var isLast = i == segments.Length - 1;
            if (segments[i] == ".")
            {
                continue;
            }

            pattern.Append(segments[i] == "**"
                ? isLast ? ".*" : "(?:.*/)?"
                : Regex.Escape(segments[i]).Replace(@"\*", "[^/]*") + (isLast ? string.Empty : "/"));
        }

        return Regex.IsMatch(path, pattern.Append('$').ToString(), RegexOptions.CultureInvariant, Limit);
    }
}
