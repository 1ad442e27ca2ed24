using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Permissions;

/// <summary>Where the path of a file rule is anchored.</summary>
internal enum RuleAnchor
{
    /// <summary>The directory in which the session was started; a single name matches at any depth.</summary>
    WorkingDirectory,

    /// <summary><c>/x</c>: the project's root for the project's and the local file, the client's own directory for the user's.</summary>
    Source,

    /// <summary><c>//x</c>: the root of the file system.</summary>
    FileSystem,

    /// <summary><c>~/x</c>: the home directory.</summary>
    Home,
}

/// <summary>The path of a <c>Read</c> or <c>Edit</c> rule, as the client turns it into a pattern.</summary>
/// <param name="Anchor">What it is relative to.</param>
/// <param name="Pattern">The pattern in gitignore syntax, relative to the anchor.</param>
internal readonly record struct RulePath(RuleAnchor Anchor, string Pattern)
{
    /// <summary>True for a rule that takes files out of earlier rules of the same list.</summary>
    public bool IsNegated => Pattern.StartsWith('!');

    /// <summary>True when 2.1.330 honours the pattern and 2.1.197 does not.</summary>
    public bool IsVersionDependent => Pattern is ['!' or '#', ..];

    /// <summary>Reads what stands in the parentheses of a file rule.</summary>
    /// <remarks>
    /// <c>x/**</c> means the directory <c>x</c>: that is why <c>secrets/**</c>, a name without an inner slash then, matches at any depth.
    /// Source: real-client, "Which files a deny rule covers".
    /// </remarks>
    public static RulePath Parse(string specifier)
    {
        var path = specifier;
        var anchor = RuleAnchor.WorkingDirectory;
        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            (anchor, path) = (RuleAnchor.FileSystem, path[1..]);
        }
        else if (path.StartsWith("~/", StringComparison.Ordinal))
        {
            (anchor, path) = (RuleAnchor.Home, path[1..]);
        }
        else if (path.StartsWith('/'))
        {
            anchor = RuleAnchor.Source;
        }
        else if (path.StartsWith("./", StringComparison.Ordinal))
        {
            path = path[2..];
        }

        while (path.Contains("//", StringComparison.Ordinal))
        {
            path = path.Replace("//", "/", StringComparison.Ordinal);
        }

        if (path.EndsWith("/**", StringComparison.Ordinal) && path.Length > 3)
        {
            path = path[..^3];
        }

        return new RulePath(anchor, path);
    }

    /// <summary>The compiled pattern; null when it can match nothing.</summary>
    /// <remarks>
    /// Where the client's patterns differ from those of an ignore file, as measured: <c>#</c> begins no comment (2.1.330), <c>[!a]</c> and
    /// <c>[^a]</c> do not negate but match their members, POSIX classes and <c>\?</c> match nothing, nor does a
    /// backslash before a letter, a digit or a slash or a class that is not plainly one, a star at the end is one even behind
    /// a backslash, behind a leading <c>**/</c> the next <c>**</c> is one directory (<c>**/**/.env</c> leaves that of the root open), and
    /// <c>x/**/</c> is the directory <c>x</c> beside the anchor with all that it holds, not its subdirectories alone, and three stars and
    /// more between slashes are one.
    /// </remarks>
    /// <param name="ordinal">The rule's place in its list, kept as the pattern's line.</param>
    /// <param name="older">Whether it is compiled as the older of the measured versions does: no negation, and <c>#</c> is a comment.</param>
    public IgnorePattern? Compile(int ordinal, bool older)
    {
        if (!IsPlain(Pattern) || (older && IsVersionDependent))
        {
            return null;
        }

        var pattern = string.Join('/', (Pattern.EndsWith("\\*", StringComparison.Ordinal) ? Pattern[..^2] + "*" : Pattern).Split('/').Select(part => part.Length > 2 && part.Trim('*').Length == 0 ? "*" : part))
            .Replace("[!", "[\\!", StringComparison.Ordinal)
            .Replace("[^", "[\\^", StringComparison.Ordinal);
        if (pattern.TrimStart('!').TrimStart('/').StartsWith("**/**/", StringComparison.Ordinal))
        {
            var second = pattern.IndexOf("**/**/", StringComparison.Ordinal) + "**/".Length;
            pattern = pattern.Remove(second, 1);
        }

        // x/**/ and x/ with blanks behind have a slash within: they are anchored.
        var isAnchored = pattern.EndsWith(' ') && pattern.TrimEnd(' ').EndsWith('/');
        while (pattern.EndsWith("/**/", StringComparison.Ordinal) && pattern.TrimStart('!').Length > "/**/".Length)
        {
            (pattern, isAnchored) = (pattern[..^"**/".Length], true);
        }

        if (isAnchored && !pattern.TrimStart('!').StartsWith('/'))
        {
            pattern = pattern.StartsWith('!') ? "!/" + pattern[1..] : "/" + pattern;
        }

        return IgnorePattern.Parse(pattern.StartsWith('#') ? "\\" + pattern : pattern, ordinal, ignoreCase: true);
    }

    // The client makes a regular expression of the pattern: what is an escape or no class there matches nothing, or everything fails.
    private static bool IsPlain(string pattern)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
                if (i < pattern.Length && (char.IsAsciiLetterOrDigit(pattern[i]) || pattern[i] is '/' or '?'))
                {
                    return false;
                }
            }
            else if (pattern[i] == '[')
            {
                var close = pattern.IndexOf(']', i + 1);
                var members = close < 0 ? [] : pattern.AsSpan(i + 1, close - i - 1);
                if (members.IsEmpty || members.IndexOfAny('[', '\\', '/') >= 0 || HoldsReversedRange(members))
                {
                    return false;
                }

                i = close;
            }
        }

        return true;
    }

    private static bool HoldsReversedRange(ReadOnlySpan<char> members)
    {
        for (var i = 1; i + 1 < members.Length; i++)
        {
            if (members[i] == '-')
            {
                if (members[i - 1] > members[i + 1])
                {
                    return true;
                }

                i++;
            }
        }

        return false;
    }
}
