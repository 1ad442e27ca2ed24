using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Azure Storage, Cosmos DB and signatures. Source: token-formats, rows 1 to 7, 42 and 49.</summary>
internal static class AzureStorageRules
{
    private const string RotateAzureStorage =
        "Run 'az storage account keys renew --account-name NAME --key primary' (then secondary), or use Access keys of the storage account in the Azure portal.";

    private const string RotateAzureCosmosDB =
        "Run 'az cosmosdb keys regenerate --name NAME --resource-group GROUP --key-kind primary' (then secondary), or use Keys of the account in the Azure portal.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "azure-storage-key",
            Provider = "Azure Storage",
            Title = "Azure Storage account key",
            Shape = "{B76}+ASt{B5}{[AQgw]}==",
            Proof = AzureIdentifiableKey.Storage,
            Left = Boundary.Word,
            Opens = "every blob, queue, table and file share of the storage account, for reading, writing and deleting",
            Rotate = RotateAzureStorage,
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 1, P6",
        },
        new()
        {
            Id = "azure-storage-key-legacy",
            Provider = "Azure Storage",
            Title = "Azure Storage account key",
            Shape = "AccountKey={S0-1}({B85}{[AQgw]}==)",
            Proof = AzureIdentifiableKey.LegacyLong,
            IgnoreCase = true,
            Opens = "every blob, queue, table and file share of the storage account, for reading, writing and deleting",
            Rotate = RotateAzureStorage,
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 2 and 3",
            PublicConstants = ["Eby8vdM02xNO", "C2y6yDjf5/R+ob0N8A7Cgv30"],
        },
        new()
        {
            Id = "azure-storage-key-named",
            Provider = "Azure Storage",
            Title = "Azure Storage account key",
            Shape = "{B85}{[AQgw]}==",
            Near = [
                "accountkey", "account_key", "account-key", "storage_key", "storage-key", "storagekey", "core.windows.net",
                "azure_storage", "storageaccesskey", "storage_access_key", "storage_account",
            ],
            Proof = AzureIdentifiableKey.LegacyLong,
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "every blob, queue, table and file share of the storage account, for reading, writing and deleting",
            Rotate = RotateAzureStorage,
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 2",
            PublicConstants = ["Eby8vdM02xNO", "C2y6yDjf5/R+ob0N8A7Cgv30"],
        },
        new()
        {
            Id = "azure-sas",
            Provider = "Azure Storage",
            Title = "Azure shared access signature",
            Shape = "sig=({[A-Za-z0-9%+/]40-126}{=%3D|%3d|=})",
            Near = ["sv=20", "&se=", "&sp=", "&sr=", "&st=", "skn=", "?se=", "?sp=", "?sr=", "?st=", "sr=", "se=1", "se=20"],
            Proof = AzureSharedAccessSignature.Judge,
            Opens = "what its permissions (sp=) name, until its expiry (se=)",
            Rotate = "Rotate the account key it was signed with, or delete the stored access policy it names; a user delegation signature ends with 'az storage account revoke-delegation-keys'.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 4",
        },
        new()
        {
            Id = "azure-logic-app-url",
            Provider = "Azure Logic Apps",
            Title = "Azure Logic Apps or Power Automate trigger URL",
            Shape = "sig=({X43})",
            Near = ["logic.azure.com", "powerplatform.com", "/triggers/"],
            Confidence = Confidence.Specific,
            Opens = "starting the workflow with any payload",
            Rotate = "Regenerate the access key under Workflow settings (Access keys) of the logic app; the old URL stops working.",
            Source = "token-formats 49",
        },
        new()
        {
            Id = "azure-cosmos-key",
            Provider = "Azure Cosmos DB",
            Title = "Azure Cosmos DB account key",
            Shape = "{B76}ACDb{B5}{[AQgw]}==",
            Proof = AzureIdentifiableKey.Cosmos,
            Opens = "every database of the Cosmos DB account",
            Rotate = RotateAzureCosmosDB,
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 5, P6",
        },
        new()
        {
            Id = "azure-cosmos-key-legacy",
            Provider = "Azure Cosmos DB",
            Title = "Azure Cosmos DB account key",
            Shape = "{B85}{[AQgw]}==",
            Near = [
                "ments.azure.com", "cosmos", "accountendpoint", "authkey", "auth_key", "masterkey", "master_key",
                "ocumentdb",
            ],
            Proof = AzureIdentifiableKey.LegacyLong,
            Confidence = Confidence.Specific,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "every database of the Cosmos DB account",
            Rotate = RotateAzureCosmosDB,
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 6",
            PublicConstants = ["C2y6yDjf5/R+ob0N8A7Cgv30", "Eby8vdM02xNO"],
        },
    ];
}
