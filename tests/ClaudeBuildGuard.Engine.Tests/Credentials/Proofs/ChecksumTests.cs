using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Proofs;
using ClaudeBuildGuard.Testing.Corpus;

namespace ClaudeBuildGuard.Engine.Tests.Credentials.Proofs;

/// <summary>Tokens minted by an independent implementation are proven, and no change of one character survives.</summary>
public class ChecksumTests
{
    private static IEnumerable<TestCaseData> Formats()
    {
        static TestCaseData Case(string name, Func<TokenMint, string> mint, Proof proof) => new TestCaseData(mint, proof).SetArgDisplayNames(name);

        yield return Case("GitHub", m => m.WithBase62Checksum("ghp" + "_", 30), TrailingChecksum.GitHub);
        yield return Case("GitHub refresh", m => m.WithBase62Checksum("ghr" + "_", 70), TrailingChecksum.GitHub);
        yield return Case("npm", m => m.WithBase62Checksum("npm" + "_", 30), TrailingChecksum.GitHub);
        yield return Case("Vercel", m => m.WithBase62Checksum("vcp" + "_", 50), TrailingChecksum.Vercel);
        yield return Case("Grafana", m => m.GrafanaServiceAccount(), TrailingChecksum.Grafana);
        yield return Case("Atlassian", m => m.Atlassian("ATAT" + "T3", 180, "="), TrailingChecksum.Atlassian);
        yield return Case("Bitbucket", m => m.Atlassian("AT" + "BB", 24, ""), TrailingChecksum.Atlassian);
        yield return Case("GitLab routable", m => m.GitLabRoutable(), TrailingChecksum.GitLabRoutable);
        yield return Case("Zuplo", m => m.Zuplo(), TrailingChecksum.Zuplo);
        yield return Case("Confluent", m => m.Confluent(), TrailingChecksum.Confluent);
        yield return Case("Apify", m => m.Apify(), TrailingChecksum.Apify);
        yield return Case("Azure DevOps, user", m => m.AzureDevOpsPat(), AzureDevOpsPat.Judge);
        yield return Case("Azure DevOps, application", m => m.AzureDevOpsPat(0x1019F92E), AzureDevOpsPat.Judge);
        yield return Case("Storage", m => m.AzureIdentifiable(64, "+A" + "St", "Default0"), AzureIdentifiableKey.Storage);
        yield return Case("Cosmos", m => m.AzureIdentifiable(64, "AC" + "Db", "MastRO00"), AzureIdentifiableKey.Cosmos);
        yield return Case("Batch", m => m.AzureIdentifiable(64, "+A" + "Ba", "AbAcct00"), AzureIdentifiableKey.Batch);
        yield return Case("Classic", m => m.AzureIdentifiable(64, "+A" + "MC", "Classic0"), AzureIdentifiableKey.MachineLearningClassic);
        yield return Case("API Management", m => m.AzureIdentifiable(64, "AP" + "IM", "Gateway00"[..8]), AzureIdentifiableKey.ApiManagement);
        yield return Case("Service Bus", m => m.AzureIdentifiable(32, "+A" + "Sb", "Manage00"), AzureIdentifiableKey.Messaging);
        yield return Case("Event Hubs", m => m.AzureIdentifiable(32, "+A" + "Eh", "Listen00"), AzureIdentifiableKey.Messaging);
        yield return Case("IoT Hub", m => m.AzureIdentifiable(32, "AI" + "oT", "DpsKey00"), AzureIdentifiableKey.IotHub);
        yield return Case("Redis", m => m.AzureIdentifiable(32, "Az" + "Ca", "Access00"), AzureIdentifiableKey.Redis);
        yield return Case("Container registry", m => m.AzureIdentifiable(39, "+A" + "CR", "ACRDflt0"), AzureIdentifiableKey.ContainerRegistry);
        yield return Case("Search", m => m.AzureIdentifiable(39, "Az" + "Se", "PAdmin00"), AzureIdentifiableKey.Search);
        yield return Case("Functions", m => m.AzureIdentifiable(40, "Az" + "Fu", "System00", url: true), AzureIdentifiableKey.Functions);
        yield return Case("CASK", m => m.AzureCommon("AC" + "OG"), AzureCommonKey.Judge);
        yield return Case("NuGet version 5", m => m.AzureCommon("NU" + "GT", "N5PSabcdefgh"), AzureCommonKey.NuGet);
        yield return Case("age", m => m.AgeIdentity(), Bech32.Judge);
        yield return Case("NATS", m => m.NatsSeed(), DecodedStructure.NatsSeed);
        yield return Case("Wallet", m => m.WalletImportFormat(compressed: true), DecodedStructure.WalletImportFormat);
        yield return Case("Wallet, uncompressed", m => m.WalletImportFormat(compressed: false), DecodedStructure.WalletImportFormat);
        yield return Case("Entra", m => m.EntraClientSecret(), EntraClientSecret.Judge);
    }

    [TestCaseSource(nameof(Formats))]
    public void A_minted_token_is_proven(Func<TokenMint, string> mint, object proof)
    {
        var minted = new TokenMint(31);
        for (var round = 0; round < 400; round++)
        {
            Assert.That(((Proof)proof)(Encoding.ASCII.GetBytes(mint(minted))), Is.EqualTo(ProofOutcome.Proven), $"round {round}");
        }
    }

    [TestCaseSource(nameof(Formats))]
    public void A_change_of_any_one_character_is_not_proven(Func<TokenMint, string> mint, object proof)
    {
        var minted = new TokenMint(7);
        var survivors = 0;
        for (var round = 0; round < 5; round++)
        {
            var token = Encoding.ASCII.GetBytes(mint(minted));
            for (var place = 0; place < token.Length; place++)
            {
                var kept = token[place];
                token[place] = Replacement(kept);
                survivors += ((Proof)proof)(token) == ProofOutcome.Proven && place > 4 ? 1 : 0;
                token[place] = kept;
            }
        }

        // Three or four digits of a checksum are met by chance once in some hundred thousand changes.
        Assert.That(survivors, Is.Zero);
    }

    [TestCaseSource(nameof(Formats))]
    public void A_token_of_any_other_length_or_of_any_bytes_is_judged_without_an_exception(Func<TokenMint, string> mint, object proof)
    {
        var minted = new TokenMint(11);
        var token = Encoding.ASCII.GetBytes(mint(minted));
        // Base64 without its padding is the same key.
        var whole = token.AsSpan().TrimEnd((byte)'=').Length;
        for (var length = 0; length < whole; length++)
        {
            Assert.That(((Proof)proof)(token.AsSpan(0, length)), Is.Not.EqualTo(ProofOutcome.Proven), $"{length}");
        }

        for (var round = 0; round < 200; round++)
        {
            Assert.That(((Proof)proof)(minted.Bytes(minted.Number(200))), Is.Not.EqualTo(ProofOutcome.Proven));
        }
    }

    [Test]
    public void The_checksums_agree_with_their_published_check_values()
    {
        var digits = "123456789"u8;
        Assert.That(CyclicRedundancy.Crc32(digits), Is.EqualTo(0xCBF43926));
        Assert.That(CyclicRedundancy.Crc32(digits[..4], digits[4..]), Is.EqualTo(0xCBF43926));
        Assert.That(CyclicRedundancy.Crc16(digits), Is.EqualTo(0x31C3));
        Assert.That(CyclicRedundancy.Crc24(digits), Is.EqualTo(0x21CF02));
    }

    [TestCase("", 0x30ED35C100CD3C7DUL)]
    [TestCase("AF", 0x48E73FC77D75DDC1UL)]
    [TestCase("E70F", 0xB5F6E1FC485DBFF8UL)]
    [TestCase("37F495", 0xF0B07C789B8CF7E8UL)]
    [TestCase("8642DC59", 0x7008F2E87E9CF556UL)]
    public void Marvin_agrees_with_the_vectors_of_the_runtime(string hex, ulong expected) =>
        Assert.That(Marvin.Hash64(Convert.FromHexString(hex), 0x004FB61A001BDBCC), Is.EqualTo(expected));

    [TestCase("A12UEL5L", true)]
    [TestCase("a12uel5l", true)]
    [TestCase("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", true)]
    [TestCase("split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w", true)]
    [TestCase("A1G7SGD8", false)]
    [TestCase("pzry9x0s0muk", false)]
    [TestCase("1pzry9x0s0muk", false)]
    [TestCase("a12UEL5L", false)]
    public void Bech32_agrees_with_the_vectors_of_its_standard(string text, bool isValid) =>
        Assert.That(Bech32.Judge(Encoding.ASCII.GetBytes(text)) == ProofOutcome.Proven, Is.EqualTo(isValid));

    [Test]
    public void A_github_installation_token_of_the_newer_form_stays_open() =>
        Assert.That(TrailingChecksum.GitHubInstallation(Encoding.ASCII.GetBytes("ghs" + "_" + new TokenMint(1).Text(TokenMint.Alphanumeric, 60))), Is.EqualTo(ProofOutcome.Undecided));

    private static byte Replacement(byte kept) => (char)kept switch
    {
        >= 'a' and < 'z' or >= 'A' and < 'Z' or >= '2' and < '7' => (byte)(kept + 1),
        'z' => (byte)'a',
        'Z' => (byte)'A',
        _ => kept == '2' ? (byte)'3' : (byte)'2',
    };
}
