using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>NuGet feeds. Source: token-formats, rows 31 to 34.</summary>
internal static class NuGetRules
{
    private const string RotateNuGet =
        "Delete the key at https://www.nuget.org/account/apikeys and make a new one limited to the packages and days it is needed.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "nuget-api-key-v4",
            Provider = "NuGet",
            Title = "NuGet.org API key (version 4)",
            Shape = "oy2{[a-p]}{T15}{[aq]}{T25}{[aeimquy4]}",
            Proof = NuGetApiKey.Judge,
            Opens = "publishing new versions of every package that its glob covers",
            Rotate = RotateNuGet,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 31, P9",
        },
        new()
        {
            Id = "nuget-api-key-v4-upper",
            Provider = "NuGet",
            Title = "NuGet.org API key (version 4)",
            Shape = "OY2{[A-P]}{TU15}{[AQ]}{TU25}{[AEIMQUY4]}",
            Proof = NuGetApiKey.Judge,
            Opens = "publishing new versions of every package that its glob covers",
            Rotate = RotateNuGet,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 31, P9",
        },
        new()
        {
            Id = "nuget-api-key-v5",
            Provider = "NuGet",
            Title = "NuGet.org API key (version 5)",
            Shape = "{N52}JQQJ9{[9DH]}{N18}NUGT{N4-8}",
            Proof = AzureCommonKey.Judge,
            Opens = "publishing new versions of every package that it covers",
            Rotate = RotateNuGet,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 32, P7",
        },
        new()
        {
            Id = "nuget-clear-text-password",
            Provider = "NuGet",
            Title = "password of a package source in clear text",
            Shape = "ClearTextPassword\"{S0-2}value=\"({V4-200})\"",
            IgnoreCase = true,
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "the private package feed, as the user beside it",
            Rotate = "Revoke the token or change the password at the feed, then remove it from NuGet.config.",
            Replacement = "Use the Azure Artifacts credential provider, or refer to an environment variable in NuGet.config: <add key=\"ClearTextPassword\" value=\"%FEED_TOKEN%\" />.",
            Source = "token-formats 33",
        },
        new()
        {
            Id = "nuget-push-key",
            Provider = "NuGet",
            Title = "API key on a push command",
            Shape = "{=--api-key |-k |-ApiKey |-apikey |--api-key=}({[A-Za-z0-9-]20-80})",
            Near = ["nuget push", "nuget.exe push", "nuget setapikey", "nuget delete"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.None,
            Opens = "publishing packages to the feed",
            Rotate = "Revoke the key at the feed and make a new one for the pipeline alone.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 34",
        },
    ];
}
