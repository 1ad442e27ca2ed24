using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>GitLab. Source: token-formats, rows 60 to 66.</summary>
internal static class GitLabRules
{
    private const string RotateGitLab =
        "Revoke it under Access tokens of the user, project or group in GitLab, or run 'curl --request DELETE /api/v4/personal_access_tokens/self' with it; make a new one with the fewest scopes.";

    private const string RotateGitLab2 =
        "Reset the runner's token under Settings, CI/CD, Runners, or delete the runner and register it again.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "gitlab-pat",
            Provider = "GitLab",
            Title = "GitLab access token",
            Shape = "glpat-{X20}",
            MinimumEntropy = 3.0,
            Opens = "the projects and groups that its scopes name, as its owner",
            Rotate = RotateGitLab,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 60",
        },
        new()
        {
            Id = "gitlab-routable-pat",
            Provider = "GitLab",
            Title = "GitLab access token",
            Shape = "glpat-{X27-300}.{=01.|}{LD9}",
            Proof = TrailingChecksum.GitLabRoutable,
            MinimumEntropy = 3.0,
            Opens = "the projects and groups that its scopes name, as its owner",
            Rotate = RotateGitLab,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 61, P4",
        },
        new()
        {
            Id = "gitlab-deploy-token",
            Provider = "GitLab",
            Title = "GitLab deploy token",
            Shape = "gldt-{X20}",
            MinimumEntropy = 3.0,
            Opens = "the repository, packages and registry of the project or group",
            Rotate = RotateGitLab,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 62",
        },
        new()
        {
            Id = "gitlab-runner-token",
            Provider = "GitLab",
            Title = "GitLab runner authentication token",
            Shape = "glrt-{X20}",
            MinimumEntropy = 3.0,
            Opens = "taking the jobs of the runner, with their variables",
            Rotate = RotateGitLab2,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 63",
        },
        new()
        {
            Id = "gitlab-runner-token-routable",
            Provider = "GitLab",
            Title = "GitLab runner authentication token",
            Shape = "glrt-t{D}_{X20-300}{=.01.|.|}{LD0-9}",
            MinimumEntropy = 3.0,
            Opens = "taking the jobs of the runner, with their variables",
            Rotate = RotateGitLab2,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 63",
        },
        new()
        {
            Id = "gitlab-runner-registration-token",
            Provider = "GitLab",
            Title = "GitLab runner registration token",
            Shape = "GR1348941{X20}",
            MinimumEntropy = 3.0,
            Opens = "registering runners that receive the jobs and variables of the project",
            Rotate = "Reset the registration token under Settings, CI/CD, Runners.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 63",
        },
        new()
        {
            Id = "gitlab-job-token",
            Provider = "GitLab",
            Title = "GitLab CI job token",
            Shape = "glcbt-{N1-5}_{X20}",
            MinimumEntropy = 3.0,
            Opens = "the project, while its job runs",
            Rotate = RotateGitLab,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 64",
        },
        new()
        {
            Id = "gitlab-trigger-token",
            Provider = "GitLab",
            Title = "GitLab pipeline trigger token",
            Shape = "glptt-{H40}",
            MinimumEntropy = 3.0,
            Opens = "starting pipelines with any variables",
            Rotate = "Revoke it under Settings, CI/CD, Pipeline trigger tokens.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 65",
        },
        new()
        {
            Id = "gitlab-feed-token",
            Provider = "GitLab",
            Title = "GitLab feed token",
            Shape = "glft-{X20}",
            MinimumEntropy = 3.0,
            Opens = "the feeds and calendars of the user",
            Rotate = "Reset the feed token at User settings, Access tokens.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 66",
        },
        new()
        {
            Id = "gitlab-incoming-mail-token",
            Provider = "GitLab",
            Title = "GitLab incoming mail token",
            Shape = "glimt-{X25}",
            MinimumEntropy = 3.0,
            Opens = "making issues by mail in the name of the user",
            Rotate = "Reset the incoming email token at User settings, Access tokens.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 66",
        },
        new()
        {
            Id = "gitlab-agent-token",
            Provider = "GitLab",
            Title = "GitLab Kubernetes agent token",
            Shape = "glagent-{X50}",
            MinimumEntropy = 3.0,
            Opens = "what the agent may do in the cluster",
            Rotate = "Revoke it under Operate, Kubernetes clusters, Access tokens of the agent.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 66",
        },
        new()
        {
            Id = "gitlab-oauth-secret",
            Provider = "GitLab",
            Title = "GitLab OAuth application secret",
            Shape = "gloas-{X64}",
            MinimumEntropy = 3.0,
            Opens = "signing users in as the application",
            Rotate = "Renew the secret on the application's page.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 66",
        },
        new()
        {
            Id = "gitlab-scim-token",
            Provider = "GitLab",
            Title = "GitLab SCIM token",
            Shape = "glsoat-{X20}",
            MinimumEntropy = 3.0,
            Opens = "adding and removing the members of the group",
            Rotate = "Reset the SCIM token under Settings, SAML SSO of the group.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 66",
        },
        new()
        {
            Id = "gitlab-feature-flag-token",
            Provider = "GitLab",
            Title = "GitLab feature flags client token",
            Shape = "glffct-{X20}",
            MinimumEntropy = 3.0,
            Opens = "reading the feature flags of the project",
            Rotate = "Reset the instance id under Deploy, Feature flags, Configure.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 66",
        },
    ];
}
