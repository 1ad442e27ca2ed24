using System.Collections.Immutable;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>GitHub. Source: token-formats, rows 53 to 59.</summary>
internal static class GitHubRules
{
    private const string Revoke = "Revoke it at https://github.com/settings/tokens and issue a new one with the fewest scopes that do.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "github-pat",
            Provider = "GitHub",
            Title = "GitHub personal access token (classic)",
            Shape = "ghp_{N36}",
            Opens = "every repository, package and organisation that its scopes name, as its owner",
            Rotate = Revoke,
            Source = "token-formats 53",
        },
        new()
        {
            Id = "github-fine-grained-pat",
            Provider = "GitHub",
            Title = "GitHub fine-grained personal access token",
            Shape = "github_pat_{N22}_{N59}",
            Opens = "the repositories it was made for, as its owner",
            Rotate = "Revoke it at https://github.com/settings/personal-access-tokens and issue a new one with the fewest permissions that do.",
            Source = "token-formats 58",
        },
    ];
}
