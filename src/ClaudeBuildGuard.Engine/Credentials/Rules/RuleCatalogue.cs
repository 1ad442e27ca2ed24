using System.Collections.Immutable;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Every rule of the product, one family a line.</summary>
internal static class RuleCatalogue
{
    /// <summary>The rules.</summary>
    public static ImmutableArray<CredentialRule> All { get; } =
    [
        .. AwsRules.All,
        .. GitHubRules.All,
        .. NuGetRules.All,
    ];
}
