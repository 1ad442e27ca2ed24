using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Credentials.OtherScanners;

/// <summary>Which text the expressions of an allow-list are held against.</summary>
internal enum AllowlistTarget
{
    /// <summary>The secret itself.</summary>
    Secret = 0,

    /// <summary>All that the rule matched; for the product's own rules, which match no more than the secret, its line.</summary>
    Match,

    /// <summary>The lines that the finding stands on.</summary>
    Line,
}

/// <summary>An allow-list of <c>.gitleaks.toml</c>: paths, commits, expressions and words of which one, or each kind, must apply.</summary>
internal sealed record GitleaksAllowlist
{
    /// <summary>The file and line that it stands in, and its own description, as a report names it.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required Location Place { get; init; }

    /// <summary>The rules it is for, by gitleaks' names; empty is every rule.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>True when every kind of test that it has must apply, false when one is enough.</summary>
    public bool NeedsAll { get; init; }

    /// <summary>Full ids of commits, lower case.</summary>
    public ImmutableArray<string> Commits { get; init; } = [];

    /// <summary>Expressions over the path.</summary>
    public ImmutableArray<GoRegex> Paths { get; init; } = [];

    /// <summary>Expressions over <see cref="Target"/>.</summary>
    public ImmutableArray<GoRegex> Expressions { get; init; } = [];

    /// <summary>What the expressions are held against.</summary>
    public AllowlistTarget Target { get; init; }

    /// <summary>Words that a secret must not contain, without letter case.</summary>
    public ImmutableArray<string> StopWords { get; init; } = [];

    /// <summary>True when what the text alone decides speaks for acceptance. The rest is decided by <see cref="Accepts"/>.</summary>
    /// <param name="secret">The secret, one character a byte.</param>
    /// <param name="match">What the rule matched.</param>
    /// <param name="line">The lines of the finding.</param>
    public bool FitsText(string secret, string match, string line)
    {
        var target = Target switch
        {
            AllowlistTarget.Secret => secret,
            AllowlistTarget.Match => match,
            _ => line,
        };
        var expression = Expressions.Any(e => IsMatch(e, target));
        var word = StopWords.Any(w => secret.Contains(w, StringComparison.OrdinalIgnoreCase));
        return NeedsAll ? (Expressions.IsEmpty || expression) && (StopWords.IsEmpty || word) : expression || word;
    }

    /// <summary>True when a finding is accepted.</summary>
    /// <param name="fitsText">What <see cref="FitsText"/> said of it.</param>
    /// <param name="path">Where it stands; empty when that is no file.</param>
    /// <param name="commit">The commit that brought it in; empty in the working tree.</param>
    public bool Accepts(bool fitsText, string path, string commit)
    {
        var byPath = path.Length > 0 && Paths.Any(e => IsMatch(e, path));
        var byCommit = commit.Length > 0 && Commits.Contains(commit);
        return NeedsAll ? fitsText && (Paths.IsEmpty || byPath) && (Commits.IsEmpty || byCommit) : fitsText || byPath || byCommit;
    }

    private static bool IsMatch(GoRegex expression, string text)
    {
        try
        {
            return expression.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // Not decided is not accepted: the finding is reported.
            return false;
        }
    }
}
