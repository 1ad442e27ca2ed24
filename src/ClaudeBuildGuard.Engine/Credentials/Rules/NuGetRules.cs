using System.Collections.Immutable;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>NuGet feeds. Source: token-formats, rows 31 to 34.</summary>
internal static class NuGetRules
{
    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "nuget-api-key-v4",
            Provider = "NuGet",
            Title = "NuGet.org API key (version 4)",
            Shape = "oy2{[a-p]}{T15}{[aq]}{T25}{[aeimquy4]}",
            Opens = "publishing new versions of every package that its glob covers",
            Rotate = "Delete the key at https://www.nuget.org/account/apikeys and make a new one limited to the packages and days it is needed.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 31",
        },
    ];
}
