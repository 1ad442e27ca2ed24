using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Atlassian and Bitbucket. Source: token-formats, rows 67 to 70 and 178.</summary>
internal static class AtlassianRules
{
    private const string RotateAtlassian =
        "Revoke it at https://id.atlassian.com/manage-profile/security/api-tokens and make a new one with the fewest scopes.";

    private const string RotateBitbucket =
        "Revoke it under Personal settings, App passwords (or Access tokens of the repository or workspace) in Bitbucket.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "atlassian-api-token",
            Provider = "Atlassian",
            Title = "Atlassian API token",
            Shape = "ATATT3{X150-250}={HU8}",
            Proof = TrailingChecksum.Atlassian,
            Opens = "Jira, Confluence and the other products of the site, as its owner",
            Rotate = RotateAtlassian,
            Source = "token-formats 70, P3",
        },
        new()
        {
            Id = "bitbucket-access-token",
            Provider = "Bitbucket",
            Title = "Bitbucket repository or workspace access token",
            Shape = "ATCTT3{X100-250}={HU8}",
            Proof = TrailingChecksum.Atlassian,
            Opens = "the repositories it was made for",
            Rotate = RotateBitbucket,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 68, P3",
        },
        new()
        {
            Id = "bitbucket-app-password",
            Provider = "Bitbucket",
            Title = "Bitbucket app password",
            Shape = "ATBB{N24}{HU8}",
            Proof = TrailingChecksum.Atlassian,
            Opens = "the repositories that its scopes name, as its owner",
            Rotate = RotateBitbucket,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 67, P3",
        },
        new()
        {
            Id = "bitbucket-data-center-token",
            Provider = "Bitbucket",
            Title = "Bitbucket Data Center access token",
            Shape = "BBDC-{B44}",
            Proof = DecodedStructure.BitbucketDataCenter,
            Opens = "the repositories it was made for",
            Rotate = "Revoke it under Manage account, HTTP access tokens.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 69",
        },
        new()
        {
            Id = "jira-data-center-token",
            Provider = "Atlassian",
            Title = "Jira or Confluence Data Center personal access token",
            Shape = "{B44}",
            Near = ["jira", "confluence"],
            Proof = DecodedStructure.NumberAndBytes,
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the server, as its owner",
            Rotate = "Revoke it under Personal access tokens of the user's profile.",
            Source = "token-formats 178",
        },
        new()
        {
            Id = "atlassian-api-token-legacy",
            Provider = "Atlassian",
            Title = "Atlassian API token",
            Shape = "{N24}",
            Near = [
                "jira", "jira_token", "jira_api", "jira_key", "jira-token", "jira-api", "jiratoken", "jiraapi", "atlassian_token",
                "atlassian_api", "atlassian-api", "atlassiantoken", "confluence_token", "confluence_api", "confluencetoken",
                "jira:apitoken", "jira__apitoken",
            ],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "Jira and Confluence of the site, as its owner",
            Rotate = RotateAtlassian,
            Source = "token-formats 70",
        },
        new()
        {
            Id = "bitbucket-client-secret",
            Provider = "Bitbucket",
            Title = "Bitbucket OAuth consumer secret",
            Shape = "{X32-64}",
            Near = [
                "bitbucket_client_secret", "bitbucket_secret", "bitbucketsecret", "bitbucket-secret", "bitbucket_client",
                "bitbucketclientsecret",
            ],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the workspace, as the OAuth consumer",
            Rotate = "Delete the OAuth consumer under Workspace settings and add a new one.",
            Source = "token-formats 67",
        },
        new()
        {
            Id = "trello-token",
            Provider = "Trello",
            Title = "Trello token",
            Shape = "ATTA{H64}{HU8}",
            Proof = TrailingChecksum.Atlassian,
            Opens = "the boards of the user",
            Rotate = "Revoke it under Applications at https://trello.com/my/account.",
            Source = "token-formats 178",
        },
        new()
        {
            Id = "trello-api-key",
            Provider = "Trello",
            Title = "Trello API key or token",
            Shape = "{H32}",
            Near = ["trello_key", "trello_api", "trello-api", "trelloapi", "trello_token", "trellokey", "trello_secret"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the boards of the user, together with the token",
            Rotate = "Regenerate it at https://trello.com/power-ups/admin.",
            Source = "token-formats 178",
        },
    ];
}
