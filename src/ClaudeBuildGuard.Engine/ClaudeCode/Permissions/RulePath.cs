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
    /// <summary>True for a rule that takes files out of earlier rules of the same list. Clients before 2.1.3xx match nothing with it.</summary>
    public bool IsNegated => Pattern.StartsWith('!');

    /// <summary>Reads what stands in the parentheses of a file rule.</summary>
    /// <remarks>
    /// <c>x/**</c> means the directory <c>x</c>: that is why <c>secrets/**</c>, a name without an inner slash then, matches at any depth.
    /// Source: real-client, "Which files a deny rule covers".
    /// </remarks>
    public static RulePath Parse(string specifier)
    {
        var path = specifier.Replace("\\\\", "/", StringComparison.Ordinal);
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

        if (path.EndsWith("/**", StringComparison.Ordinal) && path.Length > 3)
        {
            path = path[..^3];
        }

        return new RulePath(anchor, path);
    }

    /// <summary>The compiled pattern; null when the client takes it for a comment or for nothing.</summary>
    /// <param name="ordinal">The rule's place in its list, kept as the pattern's line.</param>
    public IgnorePattern? Compile(int ordinal) => IgnorePattern.Parse(Pattern, ordinal, ignoreCase: true);
}
