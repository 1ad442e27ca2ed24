using System.Buffers.Binary;

namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>
/// Azure service keys with a signature and a checksum of Marvin inside ("highly identifiable secrets", first version): storage,
/// Cosmos DB, messaging, Redis, search, functions and others. The four bytes at the end are Marvin over all bytes before them.
/// Source: token-formats, P6.
/// </summary>
internal static class AzureIdentifiableKey
{
    /// <summary>Azure Storage.</summary>
    public static ProofOutcome Storage(ReadOnlySpan<byte> key) => Judge(key, 64, "Default0"u8);

    /// <summary>Azure Batch.</summary>
    public static ProofOutcome Batch(ReadOnlySpan<byte> key) => Judge(key, 64, "AbAcct00"u8);

    /// <summary>Azure Machine Learning, classic web services.</summary>
    public static ProofOutcome MachineLearningClassic(ReadOnlySpan<byte> key) => Judge(key, 64, "Classic0"u8);

    /// <summary>Azure Cosmos DB: master, read-only, system, resource and encryption keys.</summary>
    public static ProofOutcome Cosmos(ReadOnlySpan<byte> key) =>
        Judge(key, 64, "MastRW00MastRO00SystRW00SystRO00SysAll00Resour00Encryp00"u8);

    /// <summary>Azure API Management: direct, subscription, gateway and repository keys.</summary>
    public static ProofOutcome ApiManagement(ReadOnlySpan<byte> key) => Judge(key, 64, "Tenant00IoTHub00Gateway00GitKey00"u8);

    /// <summary>Service Bus, Event Hubs and Relay.</summary>
    public static ProofOutcome Messaging(ReadOnlySpan<byte> key) =>
        Judge(key, 32, "Send0000Manage00Listen00System00Unknown0"u8);

    /// <summary>IoT Hub, device provisioning and device keys.</summary>
    public static ProofOutcome IotHub(ReadOnlySpan<byte> key) => Judge(key, 32, "IoTHub00DpsKey00Device00"u8);

    /// <summary>Azure Cache for Redis.</summary>
    public static ProofOutcome Redis(ReadOnlySpan<byte> key) => Judge(key, 32, "Access00"u8);

    /// <summary>Azure Container Registry.</summary>
    public static ProofOutcome ContainerRegistry(ReadOnlySpan<byte> key) => Judge(key, 39, "ACRDflt0"u8);

    /// <summary>Azure AI Search, query and admin keys.</summary>
    public static ProofOutcome Search(ReadOnlySpan<byte> key) => Judge(key, 39, "Query000PAdmin00"u8);

    /// <summary>Azure Functions: master, system and function keys, in the URL alphabet.</summary>
    public static ProofOutcome Functions(ReadOnlySpan<byte> key) => Judge(key, 40, "Master00System00Functi00"u8);

    /// <summary>
    /// A key of a service whose seeds the sources do not list: the signature and shape stay its only evidence, unless one of the
    /// known seeds fits.
    /// </summary>
    public static ProofOutcome EventGrid(ReadOnlySpan<byte> key) =>
        Judge(key, 32, "Default0Access00Send0000Manage00Listen00System00Unknown0"u8) == ProofOutcome.Proven
            ? ProofOutcome.Proven
            : ProofOutcome.Undecided;

    /// <summary>
    /// A 64-byte key from before the signatures. One that carries a signature of the newer keys is disproved here: its checksum has to
    /// be judged, and it is by the rule of that service.
    /// </summary>
    public static ProofOutcome LegacyLong(ReadOnlySpan<byte> key) =>
        Legacy(key, 64, 76, "+AStACDb+ABa+AMCAPIM"u8);

    /// <summary>A 32-byte key from before the signatures. See <see cref="LegacyLong"/>.</summary>
    public static ProofOutcome LegacyShort(ReadOnlySpan<byte> key) =>
        Legacy(key, 32, 33, "+ASb+AEh+ARmAIoTAzCaAZEG"u8);

    private static ProofOutcome Legacy(ReadOnlySpan<byte> key, int length, int offset, ReadOnlySpan<byte> signatures)
    {
        Span<byte> bytes = stackalloc byte[64];
        if (TextEncodings.FromBase64(key, bytes) != length)
        {
            return ProofOutcome.Disproved;
        }

        for (; signatures.Length >= 4; signatures = signatures[4..])
        {
            if (key.Slice(offset, 4).SequenceEqual(signatures[..4]))
            {
                return ProofOutcome.Disproved;
            }
        }

        return ProofOutcome.Undecided;
    }

    private static ProofOutcome Judge(ReadOnlySpan<byte> key, int length, ReadOnlySpan<byte> seeds)
    {
        Span<byte> bytes = stackalloc byte[64];
        if (TextEncodings.FromBase64(key, bytes) != length)
        {
            return ProofOutcome.Disproved;
        }

        var stored = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(length - 4)..length]);
        for (; seeds.Length >= 8; seeds = seeds[8..])
        {
            if (Marvin.Hash32(bytes[..(length - 4)], Marvin.Seed(seeds)) == stored)
            {
                return ProofOutcome.Proven;
            }
        }

        return ProofOutcome.Disproved;
    }
}
