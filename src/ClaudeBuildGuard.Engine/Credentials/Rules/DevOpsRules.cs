using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Azure DevOps and the tools around a .NET release. Source: token-formats, rows 23 and 35.</summary>
internal static class DevOpsRules
{
    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "azure-devops-pat-legacy",
            Provider = "Azure DevOps",
            Title = "Azure DevOps personal access token",
            Shape = "{T52}",
            Near = [
                "cleartextpassword", "dev.azure.com", "studio.com", "azure_devops", "azuredevops", "azure-devops",
                "pkgs.dev", "vss_nuget", "accesstoken", "access_token", "personalaccesstoken", "personal_access_token",
                "ado_pat", "adopat", "azdo", "vsts", "tfs_pat", "api_token", "apitoken",
            ],
            Reach = 160,
            Proof = AzureDevOpsPat.Judge,
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the repositories, pipelines and feeds that its scopes name, as its owner",
            Rotate = "Revoke it at https://dev.azure.com/ORGANISATION/_usersSettings/tokens and make a new one with the fewest scopes.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 23, P5",
        },
        new()
        {
            Id = "octopus-api-key",
            Provider = "Octopus Deploy",
            Title = "Octopus Deploy API key",
            Shape = "API-{UD25-27}",
            MinimumEntropy = 3.4,
            Opens = "deployments and variables, as the user it belongs to",
            Rotate = "Revoke it under My profile, My API keys of Octopus and make a new one for a service account.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 35",
        },
    ];
}
