using System.Collections.Immutable;

namespace ClaudeBuildGuard.Engine.Credentials.OtherScanners;

/// <summary>A rule that a configuration switches off.</summary>
/// <param name="Rule">Gitleaks' name.</param>
/// <param name="Name">The file and line, as a report names it.</param>
internal sealed record DisabledRule(string Rule, string Name);

/// <summary>What a <c>.gitleaks.toml</c> says, with what it extends.</summary>
internal sealed record GitleaksConfiguration
{
    /// <summary>Its own rules.</summary>
    public ImmutableArray<GitleaksRule> Rules { get; init; } = [];

    /// <summary>Its allow-lists, those of rules included.</summary>
    public ImmutableArray<GitleaksAllowlist> Allowlists { get; init; } = [];

    /// <summary>Rules that are switched off.</summary>
    public ImmutableArray<DisabledRule> Disabled { get; init; } = [];

    /// <summary>Both together; the rules of this one stand before those of the other, which they replace by name.</summary>
    public GitleaksConfiguration With(GitleaksConfiguration other) => new()
    {
        Rules = [.. Rules, .. other.Rules.Where(r => !Rules.Any(o => o.Kind.Id == r.Kind.Id))],
        Allowlists = [.. Allowlists, .. other.Allowlists],
        Disabled = [.. Disabled, .. other.Disabled],
    };
}
