using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Configuration;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>What a rule of the user's own finds.</summary>
internal sealed record CustomKind : CredentialKind;

/// <summary>
/// A rule of the configuration: a literal prefix or a regular expression with a time limit, asked only where a keyword stands.
/// </summary>
internal sealed class CustomRule : IPatternRule
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(500);

    private readonly CustomCredentialRule _rule;

    // What the configuration gives as a sample is none of the credentials that it is a sample of: it stands in that file itself.
    private readonly ImmutableArray<string> _samples;
    private readonly PathGlobs _paths;
    private readonly Regex? _pattern;

    public CustomRule(CustomCredentialRule rule)
    {
        _rule = rule;
        _samples = [.. rule.Matches.Select(m => new PatternText(Encoding.UTF8.GetBytes(m)).Characters)];
        Anchors = rule.Prefix.Length > 0 ? [rule.Prefix] : rule.Keywords;
        _paths = new PathGlobs(rule.Paths);
        var pattern = rule.Pattern.Length > 0 ? rule.Pattern : $"(?<![A-Za-z0-9_]){Regex.Escape(rule.Prefix)}[^\\s\"'`<>,;]{{4,}}";
        try
        {
            _pattern = new Regex(pattern, RegexOptions.CultureInvariant, TimeLimit);
        }
        catch (ArgumentException)
        {
            // The reader of the configuration says that the expression is invalid; here it finds nothing.
            _pattern = null;
        }

        Kind = new CustomKind
        {
            Id = rule.Id,
            Provider = string.Empty,
            Title = rule.Title.Length > 0 ? rule.Title : rule.Id,
            Opens = "what this project's own rule says",
            Rotate = "Revoke it where it was issued and make a new one.",
        };
    }

    /// <inheritdoc/>
    public CredentialKind Kind { get; }

    /// <inheritdoc/>
    public ImmutableArray<string> Anchors { get; }

    /// <inheritdoc/>
    public IPatternRule OfUnknownPath() => _rule.Paths.IsEmpty ? this : new CustomRule(_rule with { Paths = [] });

    /// <summary>Whether the rule finds something in each of some samples, wherever those might stand.</summary>
    public static IEnumerable<bool> Try(CustomCredentialRule rule, IEnumerable<string> samples)
    {
        // Without samples of its own: those are what it leaves alone.
        var tried = new CustomRule(rule with { Paths = [], Matches = [] });
        foreach (var sample in samples)
        {
            var found = new List<RawHit>();
            tried.Match(new PatternText(Encoding.UTF8.GetBytes(sample)), string.Empty, found, most: 1, []);
            yield return found.Count > 0;
        }
    }

    /// <inheritdoc/>
    public void Match(in PatternText text, string path, ICollection<RawHit> found, int most, ICollection<string> dropped)
    {
        if (_pattern is null || (_rule.Paths.Length > 0 && path.Length > 0 && !_paths.Matches(path)))
        {
            return;
        }

        var characters = text.Characters;
        if ((_rule.Prefix.Length > 0 && !characters.Contains(_rule.Prefix, StringComparison.Ordinal))
            || (_rule.Keywords.Length > 0 && !_rule.Keywords.Any(k => characters.Contains(k, StringComparison.OrdinalIgnoreCase))))
        {
            return;
        }

        try
        {
            for (var match = _pattern.Match(characters); match.Success && found.Count < most; match = match.NextMatch())
            {
                var group = match.Groups.Count > 1 && match.Groups[1].Success ? match.Groups[1] : match;
                var secret = text.Bytes.Slice(group.Index, group.Length);
                if (group.Length > 0 && !IsSample(match.Value) && characters.AsSpan(match.Index, match.Length).StartsWith(_rule.Prefix) && TokenText.Entropy(secret) >= _rule.MinimumEntropy)
                {
                    found.Add(RawHit.Of(Kind, Confidence.Specific, group.Index, group.Length, secret, string.Empty));
                }
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // The time of everybody's build is bounded.
            dropped.Add($"the rule '{Kind.Id}' of the configuration exceeded its time limit of {TimeLimit.TotalMilliseconds:0} ms");
        }
    }

    private bool IsSample(string match) => _samples.Any(s => s.Contains(match, StringComparison.Ordinal));
}
