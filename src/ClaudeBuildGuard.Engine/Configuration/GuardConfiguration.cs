using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Configuration;

/// <summary>What people wrote in <c>claude-build-guard.json</c>. Every member has a default: an absent file is a valid configuration.</summary>
public sealed record GuardConfiguration
{
    /// <summary>The defaults.</summary>
    public static GuardConfiguration Default { get; } = new();

    /// <summary>Severity by code, over every default.</summary>
    public IReadOnlyDictionary<string, Severity> Severities { get; init; } = new Dictionary<string, Severity>(StringComparer.Ordinal);

    /// <summary>Patterns in ignore-file syntax of files that hold secrets in this project, beyond what is recognised.</summary>
    public ImmutableArray<string> SecretFiles { get; init; } = [];

    /// <summary>Globs of files that hold no secret although their name says so.</summary>
    public ImmutableArray<string> NotSecretFiles { get; init; } = [];

    /// <summary>Globs of paths whose content is not scanned for credentials, in tree and history. Counted in the verdict.</summary>
    public ImmutableArray<string> ScanExclude { get; init; } = [];

    /// <summary>Accepted findings.</summary>
    public ImmutableArray<SuppressionEntry> Suppressions { get; init; } = [];

    /// <summary>Documented exceptions for permission skipping (control C5).</summary>
    public ImmutableArray<PermissionSkippingEntry> PermissionSkipping { get; init; } = [];

    /// <summary>Globs of security-critical files, beyond what is found (control F3).</summary>
    public ImmutableArray<string> SecurityCritical { get; init; } = [];

    /// <summary>Credential rules of the user's own.</summary>
    public ImmutableArray<CustomCredentialRule> CredentialRules { get; init; } = [];

    /// <summary>Base addresses that agents and helpers may talk to beyond the model's own API.</summary>
    public ImmutableArray<string> AllowedHosts { get; init; } = [];

    /// <summary>True accepts an incomplete history on <c>pack</c>, <c>publish</c> and in CI.</summary>
    public bool AcceptIncompleteHistory { get; init; }
}

/// <summary>A finding that a person accepts.</summary>
/// <param name="Code">The diagnostic's code.</param>
/// <param name="Path">Glob of paths it covers; empty covers every path.</param>
/// <param name="Reason">Why; never empty.</param>
/// <param name="Expires">The last day on which it holds; null holds for ever.</param>
/// <param name="Fingerprint">The one finding it covers; empty covers every finding of that code in that path.</param>
/// <param name="Line">Where the entry stands in the configuration file, 1-based.</param>
public sealed record SuppressionEntry(string Code, string Path, string Reason, DateOnly? Expires, string Fingerprint, int Line);

/// <summary>A documented exception for permission skipping.</summary>
/// <param name="Path">The file that holds the use.</param>
/// <param name="Environment">Where it runs, in the words of the person who wrote it.</param>
/// <param name="AuthorisedBy">Who authorises it.</param>
/// <param name="Reason">Why it is needed.</param>
/// <param name="Expires">The last day on which it holds; required.</param>
/// <param name="Line">Where the entry stands in the configuration file, 1-based.</param>
public sealed record PermissionSkippingEntry(
    string Path, string Environment, string AuthorisedBy, string Reason, DateOnly Expires, int Line);

/// <summary>A credential rule of the user's own.</summary>
/// <param name="Id">Its name, lower case with hyphens.</param>
/// <param name="Title">What it finds.</param>
/// <param name="Prefix">A literal that every match begins with; empty when <paramref name="Pattern"/> stands alone.</param>
/// <param name="Pattern">A .NET regular expression run with a time limit; empty when <paramref name="Prefix"/> stands alone.</param>
/// <param name="Keywords">Words of which one must stand near, at least four characters each.</param>
/// <param name="MinimumEntropy">Bits per character of the match; 0 asks nothing.</param>
/// <param name="Paths">Globs it is limited to; empty is everywhere.</param>
/// <param name="Matches">Samples that must match, checked on load.</param>
/// <param name="DoesNotMatch">Samples that must not match, checked on load.</param>
/// <param name="Line">Where the entry stands in the configuration file, 1-based.</param>
public sealed record CustomCredentialRule(
    string Id,
    string Title,
    string Prefix,
    string Pattern,
    ImmutableArray<string> Keywords,
    double MinimumEntropy,
    ImmutableArray<string> Paths,
    ImmutableArray<string> Matches,
    ImmutableArray<string> DoesNotMatch,
    int Line);
