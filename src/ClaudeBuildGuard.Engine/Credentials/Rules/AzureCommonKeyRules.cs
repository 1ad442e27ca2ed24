using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Azure keys in the common annotated format (CASK). Source: token-formats, rows 14, 21, 22, 24, 26 and 27.</summary>
internal static class AzureCommonKeyRules
{
    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "azure-devops-pat",
            Provider = "Azure DevOps",
            Title = "Azure DevOps personal access token",
            Shape = "{N52}JQQJ9{[9DH]}{N18}AZDO{N4-8}",
            Proof = AzureCommonKey.Judge,
            Opens = "the repositories, pipelines and feeds that its scopes name, as its owner",
            Rotate = "Revoke it at https://dev.azure.com/ORGANISATION/_usersSettings/tokens and make a new one with the fewest scopes.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 22, P7",
        },
        new()
        {
            Id = "azure-ai-services-key",
            Provider = "Azure AI services",
            Title = "Azure OpenAI or AI services key",
            Shape = "{N52}JQQJ9{[9DH]}{N18}ACOG{N4-8}",
            Proof = AzureCommonKey.Judge,
            Opens = "the model or AI service, at the cost of its owner",
            Rotate = "Run 'az cognitiveservices account keys regenerate --name NAME --resource-group GROUP --key-name key1' (then key2).",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 24, P7",
        },
        new()
        {
            Id = "azure-app-configuration-key",
            Provider = "Azure App Configuration",
            Title = "Azure App Configuration key",
            Shape = "{N52}JQQJ9{[9DH]}{N18}AZAC{N4-8}",
            Proof = AzureCommonKey.Judge,
            Opens = "every setting of the store",
            Rotate = "Run 'az appconfig credential regenerate --name NAME --id ID'.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 26, P7",
        },
        new()
        {
            Id = "azure-maps-key",
            Provider = "Azure Maps",
            Title = "Azure Maps shared key",
            Shape = "{N52}JQQJ9{[9DH]}{N18}AZMP{N4-8}",
            Proof = AzureCommonKey.Judge,
            Opens = "the maps account, at the cost of its owner",
            Rotate = "Run 'az maps account keys renew --name NAME --resource-group GROUP --key primary'.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 27, P7",
        },
        new()
        {
            Id = "azure-communication-key",
            Provider = "Azure Communication Services",
            Title = "Azure Communication Services key",
            Shape = "{N52}JQQJ9{[9DH]}{N18}AZCS{N4-8}",
            Proof = AzureCommonKey.Judge,
            Opens = "sending mail and messages and calling in the name of the resource",
            Rotate = "Run 'az communication regenerate-key --name NAME --resource-group GROUP --key-type primary'.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 27, P7",
        },
        new()
        {
            Id = "azure-mixed-reality-key",
            Provider = "Azure Mixed Reality",
            Title = "Azure Mixed Reality key",
            Shape = "{N52}JQQJ9{[9DH]}{N18}AZMR{N4-8}",
            Proof = AzureCommonKey.Judge,
            Opens = "the mixed reality account",
            Rotate = "Regenerate both keys under Keys of the mixed reality account in the Azure portal, primary and secondary in turn.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 27, P7",
        },
        new()
        {
            Id = "azure-fluid-relay-key",
            Provider = "Azure Fluid Relay",
            Title = "Azure Fluid Relay key",
            Shape = "{N52}JQQJ9{[9DH]}{N18}AZFR{N4-8}",
            Proof = AzureCommonKey.Judge,
            Opens = "every document of the Fluid Relay server",
            Rotate = "Regenerate both keys under Keys of the Fluid Relay server in the Azure portal, primary and secondary in turn.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 27, P7",
        },
        new()
        {
            Id = "azure-sql-service-key",
            Provider = "Azure SQL",
            Title = "Azure SQL service key",
            Shape = "{N52}JQQJ9{[9DH]}{N18}msql{N4-8}",
            Proof = AzureCommonKey.Judge,
            Opens = "the SQL service as its service account",
            Rotate = "Regenerate both keys under Keys of the SQL resource in the Azure portal, primary and secondary in turn.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 27, P7",
        },
        new()
        {
            Id = "azure-event-grid-common-key",
            Provider = "Azure Event Grid",
            Title = "Azure Event Grid key",
            Shape = "{N52}JQQJ9{[9DH]}{N18}AZEG{N4-8}",
            Proof = AzureCommonKey.Judge,
            Opens = "publishing events to the topic or domain",
            Rotate = "Regenerate the key under Access keys of the topic, or run 'az eventgrid topic key regenerate'.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 14 and 21, P7",
        },
        new()
        {
            Id = "azure-common-key",
            Provider = "Azure",
            Title = "Azure key in the common annotated format",
            Shape = "{N52}JQQJ9{[9DH]}{N26-30}",
            Proof = AzureCommonKey.Judge,
            Opens = "the Azure resource that issued it; characters 77 to 80 name the provider",
            Rotate = "Regenerate both keys under Keys of the resource in the Azure portal, primary and secondary in turn.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 21, P7",
        },
    ];
}
