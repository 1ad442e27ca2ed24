using System.Collections.Immutable;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>
/// Every rule of the product, one family a line. Of two rules that match the same characters equally surely, the earlier one is
/// reported: the particular stand before the general.
/// </summary>
internal static class RuleCatalogue
{
    /// <summary>The rules.</summary>
    public static ImmutableArray<CredentialRule> All { get; } =
    [
        .. NuGetRules.All,
        .. DevOpsRules.All,
        .. EntraRules.All,
        .. AzureStorageRules.All,
        .. AzureServiceKeyRules.All,
        .. AzureCommonKeyRules.All,
        .. DotNetConfigurationRules.All,
        .. GitHubRules.All,
        .. GitLabRules.All,
        .. AtlassianRules.All,
        .. PackageRegistryRules.All,
        .. ContinuousIntegrationRules.All,
        .. AwsRules.All,
        .. GoogleRules.All,
        .. CloudRules.All,
        .. InfrastructureRules.All,
        .. AiVendorRules.All,
        .. MessagingRules.All,
        .. SaasRules.All,
        .. PaymentRules.All,
        .. MonitoringRules.All,
        .. PrivateKeyRules.All,
        .. WebTokenRules.All,
        .. ConnectionRules.All,
    ];
}
