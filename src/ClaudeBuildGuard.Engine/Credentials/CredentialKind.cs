using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>What a person must know about one kind of credential.</summary>
public abstract record CredentialKind
{
    private protected CredentialKind()
    {
    }

    /// <summary>Its name in reports, SARIF and baselines: lower case with hyphens, provider first. Never changed once shipped.</summary>
    public required string Id { get; init; }

    /// <summary>Who issues it, as the provider writes itself; empty when anybody may.</summary>
    public required string Provider { get; init; }

    /// <summary>What it is, as a noun phrase without an article: <c>GitHub personal access token</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The most that a finding may weigh: test-mode keys, public-by-design keys and identifiers weigh less than an error.</summary>
    public Severity Ceiling { get; init; } = Severity.Error;

    /// <summary>What somebody who holds it can reach, as the end of the sentence "It opens …".</summary>
    public required string Opens { get; init; }

    /// <summary>Where and how it is revoked and issued again, as a whole sentence in the imperative.</summary>
    public required string Rotate { get; init; }

    /// <summary>What replaces the literal in a .NET project, as a whole sentence in the imperative.</summary>
    public string Replacement { get; init; } = Replacements.Default;
}
