using System.Collections.Immutable;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>
/// Every rule of the product, one family a line. Of two rules that match the same characters equally surely, the earlier one is
/// reported: the particular stand before the general. Words of a
/// rule's neighbourhood are cut to their rare end where their first eight letters, by which the prefilter tells them apart, are common.
/// </summary>
/// <remarks>
/// What has no looks of its own is no rule here: passwords, keys and tokens by their name, connection strings, user and password in a
/// URL, a header or a command line (token-formats, rows 38 to 42, 207 to 211, 219 to 222) are read by <c>Formats</c> and judged by
/// <c>Context</c>, which know placeholders, references and how sure they may be.
/// </remarks>
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
        .. PasswordFileRules.All,
        .. WebTokenRules.All,
    ];
}
