using Microsoft.Extensions.FileSystemGlobbing;

namespace ClaudeBuildGuard.Engine.Configuration;

/// <summary>Globs of the configuration, such as <c>tests/**</c> or <c>**/*.pem</c>, over paths with <c>/</c> separators.</summary>
internal sealed class PathGlobs
{
    private readonly Matcher? _matcher;

    /// <summary>No glob matches nothing.</summary>
    public PathGlobs(IReadOnlyCollection<string> globs)
    {
        if (globs.Count > 0)
        {
            _matcher = new Matcher(StringComparison.Ordinal);
            _matcher.AddIncludePatterns(globs);
        }
    }

    /// <summary>True when one of the globs matches the path.</summary>
    public bool Matches(string path) => _matcher is not null && _matcher.Match(path).HasMatches;
}
