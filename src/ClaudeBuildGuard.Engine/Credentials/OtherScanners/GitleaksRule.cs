using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Credentials.OtherScanners;

/// <summary>A rule of <c>.gitleaks.toml</c>: an expression with its secret group, entropy, keywords and path, or a path alone.</summary>
internal sealed class GitleaksRule : IPatternRule
{
    private readonly GoRegex? _expression;
    private readonly GoRegex? _path;
    private readonly bool _anyPath;
    private readonly string _file;

    /// <param name="id">Its name.</param>
    /// <param name="title">What it finds, in its own words.</param>
    /// <param name="file">The file that it stands in.</param>
    /// <param name="expression">What a match looks like; null finds the file itself.</param>
    /// <param name="path">The paths it is limited to; null is every path.</param>
    public GitleaksRule(string id, string title, string file, GoRegex? expression, GoRegex? path)
        : this(
            new CustomKind
            {
                Id = id,
                Provider = string.Empty,
                Title = $"match of the rule '{id}' of '{file}'",
                Opens = title.Length > 0 ? $"what that rule is about: \"{title.TrimEnd('.')}\"" : "what that rule is there to guard",
                Rotate = "Revoke it where it was issued and make a new one.",
            },
            file,
            expression,
            path,
            anyPath: false)
    {
    }

    private GitleaksRule(CustomKind kind, string file, GoRegex? expression, GoRegex? path, bool anyPath)
    {
        Kind = kind;
        _file = file;
        _expression = expression;
        _path = path;
        _anyPath = anyPath;
    }

    /// <inheritdoc/>
    public CredentialKind Kind { get; }

    /// <summary>Words of which one must stand in the text, without letter case; empty asks for none.</summary>
    public ImmutableArray<string> Keywords { get; init; } = [];

    /// <inheritdoc/>
    public ImmutableArray<string> Anchors => _expression is null ? [] : Keywords;

    /// <summary>The group that is the secret; 0 is the first that is not empty, or the whole match.</summary>
    public int SecretGroup { get; init; }

    /// <summary>Bits per character that the secret must exceed; 0 asks nothing.</summary>
    public double Entropy { get; init; }

    /// <summary>All that decides what it finds; changes when that does.</summary>
    public string Definition => string.Join('\0', [Kind.Id, $"{_expression}", $"{_path}", string.Create(CultureInfo.InvariantCulture, $"{SecretGroup} {Entropy}"), .. Keywords]);

    /// <inheritdoc/>
    public IPatternRule OfUnknownPath() => _path is null
        ? this
        : new GitleaksRule((CustomKind)Kind, _file, _expression, _path, anyPath: true) { Keywords = Keywords, SecretGroup = SecretGroup, Entropy = Entropy };

    /// <inheritdoc/>
    public void Match(in PatternText text, string path, ICollection<RawHit> found, int most, ICollection<string> dropped)
    {
        // The file that says what to look for is no place to find it.
        if (path == _file || (_path is not null && !_anyPath && !_path.IsMatch(path)))
        {
            return;
        }

        if (_expression is null)
        {
            found.Add(RawHit.OfFile(Kind));
            return;
        }

        var characters = text.Characters;
        if (!Keywords.IsEmpty && !Keywords.Any(k => characters.Contains(k, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        try
        {
            for (var match = _expression.Match(characters); match.Success && found.Count < most; match = match.NextMatch())
            {
                Add(text, match, found);
            }
        }
        catch (RegexMatchTimeoutException)
        {
            dropped.Add($"the rule '{Kind.Id}' for gitleaks exceeded its time limit");
        }
    }

    private void Add(in PatternText text, Match match, ICollection<RawHit> found)
    {
        var (start, length) = (match.Index, match.Length);
        for (var group = Math.Max(1, SecretGroup); group < match.Groups.Count; group++)
        {
            if (match.Groups[group].Length > 0)
            {
                (start, length) = (match.Groups[group].Index, match.Groups[group].Length);
                break;
            }

            if (SecretGroup > 0)
            {
                return;
            }
        }

        var secret = text.Bytes.Slice(start, length);
        if (length > 0 && (Entropy <= 0 || TokenText.Entropy(secret) > Entropy))
        {
            found.Add(RawHit.Of(Kind, Confidence.Specific, start, length, secret, string.Empty) with { MatchStart = match.Index, MatchLength = match.Length });
        }
    }
}
