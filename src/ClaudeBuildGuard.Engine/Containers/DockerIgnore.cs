using System.Text;
using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>
/// A <c>.dockerignore</c>: patterns from the root of the build context, <c>*</c> and <c>?</c> within a name, <c>**</c> over directories,
/// <c>!</c> for exceptions, the last match counts. It differs from an ignore file of git: a name alone matches at the root only.
/// </summary>
internal sealed class DockerIgnore
{
    private readonly List<(Regex Pattern, bool Excludes)> _rules = [];

    /// <summary>Reads the text of the file.</summary>
    public DockerIgnore(string text)
    {
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var excludes = line[0] != '!';
            var pattern = (excludes ? line : line[1..]).Trim().Trim('/');
            pattern = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern;
            if (pattern.Length > 0 && Translate(pattern) is { } regex)
            {
                _rules.Add((regex, excludes));
            }
        }
    }

    /// <summary>Tells for paths from the root of the build context whether a source of <c>COPY</c> with a pattern in it names them; null for a source without one.</summary>
    public static Func<string, bool>? Pattern(string source)
    {
        var pattern = source.StartsWith("./", StringComparison.Ordinal) ? source[2..] : source.TrimStart('/');
        return pattern.AsSpan().IndexOfAny('*', '?', '[') >= 0 && Translate(pattern) is { } regex ? path => Matches(regex, path) : null;
    }

    /// <summary>True when a path, relative to the build context, does not reach the builder.</summary>
    public bool Excludes(string path)
    {
        var excluded = false;
        foreach (var (pattern, excludes) in _rules)
        {
            if (excludes != excluded && Matches(pattern, path))
            {
                excluded = excludes;
            }
        }

        return excluded;
    }

    // A pattern that matches a directory covers what is in it.
    private static bool Matches(Regex pattern, string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            if (pattern.IsMatch(path[..end]))
            {
                return true;
            }
        }

        return pattern.IsMatch(path);
    }

    private static Regex? Translate(string pattern)
    {
        var text = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i++;
                    if (i + 1 < pattern.Length && pattern[i + 1] == '/')
                    {
                        i++;
                        text.Append("(?:.*/)?");
                    }
                    else
                    {
                        text.Append(".*");
                    }

                    break;
                case '*':
                    text.Append("[^/]*");
                    break;
                case '?':
                    text.Append("[^/]");
                    break;
                case '[' when pattern.IndexOf(']', i) is > 0 and var close:
                    text.Append(pattern.AsSpan(i, close - i + 1));
                    i = close;
                    break;
                case '\\' when i + 1 < pattern.Length:
                    text.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    text.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        try
        {
            return new Regex(text.Append('$').ToString(), RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(250));
        }
        catch (ArgumentException)
        {
            // A class that is no class: the builder refuses the file too.
            return null;
        }
    }
}
