using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Azure services whose keys carry a signature: messaging, IoT, Redis, search, functions and others. Source: token-formats, rows 8 to 20, 47 and 48.</summary>
internal static class AzureServiceKeyRules
{
    private const string RotateAzureCacheforRedis =
        "Run 'az redis regenerate-keys --name NAME --resource-group GROUP --key-type Primary' (then Secondary).";

    private const string RotateAzureFunctions =
        "Renew it under App keys or Function keys of the function app, or run 'az functionapp keys set'.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "azure-service-bus-key",
            Provider = "Azure Service Bus",
            Title = "Azure Service Bus shared access key",
            Shape = "{B33}+ASb{[A-P]}{B5}=",
            Proof = AzureIdentifiableKey.Messaging,
            Opens = "sending, reading or managing every queue and topic that its policy covers",
            Rotate = "Regenerate both keys under Shared access policies of the Service Bus namespace in the Azure portal, or run 'az servicebus namespace authorization-rule keys renew'.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 8, P6",
        },
        new()
        {
            Id = "azure-event-hubs-key",
            Provider = "Azure Event Hubs",
            Title = "Azure Event Hubs shared access key",
            Shape = "{B33}+AEh{[A-P]}{B5}=",
            Proof = AzureIdentifiableKey.Messaging,
            Opens = "sending, reading or managing every event hub that its policy covers",
            Rotate = "Regenerate both keys under Shared access policies of the Event Hubs namespace in the Azure portal, or run 'az eventhubs namespace authorization-rule keys renew'.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 9, P6",
        },
        new()
        {
            Id = "azure-relay-key",
            Provider = "Azure Relay",
            Title = "Azure Relay shared access key",
            Shape = "{B33}+ARm{[A-P]}{B5}=",
            Proof = AzureIdentifiableKey.Messaging,
            Opens = "listening and sending on the relays that its policy covers",
            Rotate = "Regenerate both keys under Shared access policies of the relay in the Azure portal, or run 'az relay namespace authorization-rule keys renew'.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 10, P6",
        },
        new()
        {
            Id = "azure-shared-access-key",
            Provider = "Azure",
            Title = "Azure shared access key",
            Shape = "SharedAccessKey={S0-1}({B42}{[AEIMQUYcgkosw048]}=)",
            Proof = AzureIdentifiableKey.LegacyShort,
            IgnoreCase = true,
            Opens = "what the named policy of the namespace or hub allows, often everything",
            Rotate = "Regenerate both keys of the policy that SharedAccessKeyName names, under Shared access policies of the namespace or hub in the Azure portal.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 11, 12 and 48",
            PublicConstants = ["SAS_KEY_VALUE"],
        },
        new()
        {
            Id = "azure-messaging-key-named",
            Provider = "Azure",
            Title = "Azure shared access key",
            Shape = "{B42}{[AEIMQUYcgkosw048]}=",
            Near = [
                "servicebus.windows.net", "servicebus", "service_bus", "service-bus", "eventhub", "event_hub", "event-hub",
                "azure-devices.net", "sharedaccesskey", "shared_access_key", "iothub", "notificationhub",
            ],
            Proof = AzureIdentifiableKey.LegacyShort,
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "what its policy of the namespace or hub allows, often everything",
            Rotate = "Regenerate both keys of the policy under Shared access policies of the namespace or hub in the Azure portal.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 11",
        },
        new()
        {
            Id = "azure-iot-key",
            Provider = "Azure IoT",
            Title = "Azure IoT Hub, device provisioning or device key",
            Shape = "{B33}AIoT{[A-P]}{B5}=",
            Proof = AzureIdentifiableKey.IotHub,
            Opens = "the hub, the provisioning service or one device, as its policy says",
            Rotate = "Regenerate the keys under Shared access policies of the IoT hub, or 'az iot hub device-identity renew-key' for a device.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 12, P6",
        },
        new()
        {
            Id = "azure-redis-key",
            Provider = "Azure Cache for Redis",
            Title = "Azure Cache for Redis access key",
            Shape = "{B33}AzCa{[A-P]}{B5}=",
            Proof = AzureIdentifiableKey.Redis,
            Opens = "everything in the cache, and its configuration",
            Rotate = RotateAzureCacheforRedis,
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 13, P6",
        },
        new()
        {
            Id = "azure-redis-key-legacy",
            Provider = "Azure Cache for Redis",
            Title = "Azure Cache for Redis access key",
            Shape = "{B42}{[AEIMQUYcgkosw048]}=",
            Near = ["redis.cache.windows.net"],
            Proof = AzureIdentifiableKey.LegacyShort,
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "everything in the cache, and its configuration",
            Rotate = RotateAzureCacheforRedis,
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 13",
        },
        new()
        {
            Id = "azure-event-grid-key",
            Provider = "Azure Event Grid",
            Title = "Azure Event Grid key",
            Shape = "{B33}AZEG{[A-P]}{B5}=",
            Proof = AzureIdentifiableKey.EventGrid,
            Opens = "publishing events to the topic or domain",
            Rotate = "Regenerate the key under Access keys of the topic, or run 'az eventgrid topic key regenerate'.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 14, P6",
        },
        new()
        {
            Id = "azure-container-registry-password",
            Provider = "Azure Container Registry",
            Title = "Azure Container Registry password",
            Shape = "{B42}+ACR{[A-D]}{B5}",
            Proof = AzureIdentifiableKey.ContainerRegistry,
            Opens = "pulling and pushing images, so also replacing what production pulls",
            Rotate = "Run 'az acr credential renew --name NAME --password-name password' (then password2), or switch the admin user off.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 15, P6",
        },
        new()
        {
            Id = "azure-search-key",
            Provider = "Azure AI Search",
            Title = "Azure AI Search key",
            Shape = "{N42}AzSe{[A-D]}{N5}",
            Proof = AzureIdentifiableKey.Search,
            Opens = "querying every index; an admin key also changes and deletes them",
            Rotate = "Run 'az search admin-key renew --service-name NAME --resource-group GROUP --key-kind primary', or delete the query key and make another.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 16, P6",
        },
        new()
        {
            Id = "azure-functions-key",
            Provider = "Azure Functions",
            Title = "Azure Functions access key",
            Shape = "{X44}AzFu{X5}{[AQgw]}==",
            Proof = AzureIdentifiableKey.Functions,
            Opens = "calling the functions; a master key also administers the function app",
            Rotate = RotateAzureFunctions,
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 17, P6",
        },
        new()
        {
            Id = "azure-functions-key-legacy",
            Provider = "Azure Functions",
            Title = "Azure Functions access key",
            Shape = "{X52-54}{=%3D%3D|==}",
            Near = ["azurewebsites.net/api", "x-functions-key"],
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "calling the functions; a master key also administers the function app",
            Rotate = RotateAzureFunctions,
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 17",
        },
        new()
        {
            Id = "azure-batch-key",
            Provider = "Azure Batch",
            Title = "Azure Batch account key",
            Shape = "{B76}+ABa{B5}{[AQgw]}==",
            Proof = AzureIdentifiableKey.Batch,
            Opens = "running any job on the pools of the account",
            Rotate = "Run 'az batch account keys renew --name NAME --resource-group GROUP --key-name primary'.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 18, P6",
        },
        new()
        {
            Id = "azure-ml-classic-key",
            Provider = "Azure Machine Learning",
            Title = "Azure Machine Learning classic web service key",
            Shape = "{B76}+AMC{B5}{[AQgw]}==",
            Proof = AzureIdentifiableKey.MachineLearningClassic,
            Opens = "calling and changing the web service",
            Rotate = "Regenerate the key on the Configure page of the web service.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 19, P6",
        },
        new()
        {
            Id = "azure-api-management-key",
            Provider = "Azure API Management",
            Title = "Azure API Management key",
            Shape = "{B76}APIM{B5}{[AQgw]}==",
            Proof = AzureIdentifiableKey.ApiManagement,
            Opens = "the gateway or the management of the API Management service",
            Rotate = "Regenerate the key under Management API, Gateways, Repository or Subscriptions of the service in the Azure portal.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 20, P6",
        },
        new()
        {
            Id = "azure-subscription-key",
            Provider = "Azure",
            Title = "Azure AI services or API Management subscription key",
            Shape = "{HX32}",
            Near = [
                "ocp-apim-subscription-key", "iption-key", "iptionkey", "iption_key",
                "cognitiveservices.azure.com", "openai.azure.com", "azure_openai", "azureopenai", "azure-openai",
                "cognitive_services", "cognitiveservices", "insights_api",
            ],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the AI service or API behind it, at the cost of its owner",
            Rotate = "Regenerate both keys under Keys and Endpoint of the resource in the Azure portal, or run 'az cognitiveservices account keys regenerate'.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 20 and 25",
        },
        new()
        {
            Id = "azure-signalr-key",
            Provider = "Azure SignalR",
            Title = "Azure SignalR or Web PubSub access key",
            Shape = "AccessKey={S0-1}({B42}{[AEIMQUYcgkosw048]}=)",
            Near = ["service.signalr.net", "webpubsub.azure.com", "communication.azure.com"],
            IgnoreCase = true,
            Opens = "connecting as any user and sending to every client",
            Rotate = "Run 'az signalr key renew --name NAME --resource-group GROUP --key-type primary' ('az webpubsub key regenerate' for Web PubSub).",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 47",
        },
        new()
        {
            Id = "azure-app-configuration-secret",
            Provider = "Azure App Configuration",
            Title = "Azure App Configuration connection string",
            Shape = "Secret={S0-1}({B36-100}{===|=|})",
            Near = ["azconfig.io"],
            IgnoreCase = true,
            Opens = "every setting of the store, and through references the names of its vaults",
            Rotate = "Run 'az appconfig credential regenerate --name NAME --id ID'.",
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 26",
        },
        new()
        {
            Id = "azure-app-insights",
            Provider = "Azure Application Insights",
            Title = "Application Insights connection string",
            Shape = "InstrumentationKey=({UUID})",
            Near = ["IngestionEndpoint="],
            Ceiling = Severity.Information,
            IgnoreCase = true,
            Opens = "writing telemetry to the resource; reading is not possible with it",
            Rotate = "Make a new Application Insights resource, or require Entra authentication for ingestion.",
            Source = "token-formats 46",
        },
    ];
}
