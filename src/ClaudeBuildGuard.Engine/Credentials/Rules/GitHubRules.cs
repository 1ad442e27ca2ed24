using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>GitHub. Source: token-formats, rows 53 to 59.</summary>
internal static class GitHubRules
{
    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "github-pat",
            Provider = "GitHub",
            Title = "GitHub personal access token (classic)",
            Shape = "ghp_{N36}",
            Proof = TrailingChecksum.GitHub,
            Opens = "every repository, package and organisation that its scopes name, as its owner",
            Rotate = "Revoke it at https://github.com/settings/tokens and issue a new one with the fewest scopes that do; the security log shows its use.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 53, P1",
        },
        new()
        {
            Id = "github-oauth-token",
            Provider = "GitHub",
            Title = "GitHub OAuth access token",
            Shape = "gho_{N36}",
            Proof = TrailingChecksum.GitHub,
            Opens = "what the user granted to the application",
            Rotate = "Revoke the application's grant at https://github.com/settings/applications; its owner resets the client secret too.",
            Source = "token-formats 54, P1",
        },
        new()
        {
            Id = "github-app-user-token",
            Provider = "GitHub",
            Title = "GitHub App user token",
            Shape = "ghu_{N36}",
            Proof = TrailingChecksum.GitHub,
            Opens = "what the app may do in the name of the user",
            Rotate = "Revoke the app's grant at https://github.com/settings/apps/authorizations; it expires after eight hours by default.",
            Source = "token-formats 55, P1",
        },
        new()
        {
            Id = "github-app-installation-token",
            Provider = "GitHub",
            Title = "GitHub App installation token",
            Shape = "ghs_{N36-255}",
            Proof = TrailingChecksum.GitHubInstallation,
            MinimumEntropy = 3.0,
            Opens = "the repositories of the installation, for up to an hour",
            Rotate = "It expires within an hour; revoke it at once with DELETE /installation/token and find out how it came to be written down.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 56",
        },
        new()
        {
            Id = "github-refresh-token",
            Provider = "GitHub",
            Title = "GitHub App refresh token",
            Shape = "ghr_{N76}",
            Proof = TrailingChecksum.GitHub,
            Opens = "making new user tokens for six months",
            Rotate = "Revoke the app's grant at https://github.com/settings/apps/authorizations and reset the client secret of the app.",
            Source = "token-formats 57, P1",
        },
        new()
        {
            Id = "github-fine-grained-pat",
            Provider = "GitHub",
            Title = "GitHub fine-grained personal access token",
            Shape = "github_pat_{N22}_{N59}",
            MinimumEntropy = 3.0,
            Opens = "the repositories it was made for, as its owner",
            Rotate = "Revoke it at https://github.com/settings/personal-access-tokens and issue a new one with the fewest permissions that do.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 58",
        },
        new()
        {
            Id = "github-client-secret",
            Provider = "GitHub",
            Title = "GitHub OAuth or App client secret",
            Shape = "{H40}",
            Near = [
                "github_client_secret", "githubclientsecret", "github-client-secret", "github_secret", "githubsecret",
                "github:clientsecret", "github__clientsecret", "gh_client_secret", "github_oauth",
            ],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "signing users in as the application",
            Rotate = "Generate a new client secret under Developer settings of its owner and delete the old one.",
            Source = "token-formats 59",
        },
    ];
}
