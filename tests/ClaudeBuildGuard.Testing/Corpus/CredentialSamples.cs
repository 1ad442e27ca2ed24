using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ClaudeBuildGuard.Engine.Credentials;

namespace ClaudeBuildGuard.Testing.Corpus;

/// <summary>
/// A token of a rule, made at run time. Where the rule has a proof the token is minted by the issuer's algorithm, elsewhere it is a
/// random text of the rule's shape.
/// </summary>
internal static class CredentialSamples
{
    private static readonly Dictionary<string, Func<TokenMint, string>> Minted = new(StringComparer.Ordinal)
    {
        ["github-pat"] = m => m.WithBase62Checksum("ghp" + "_", 30),
        ["github-oauth-token"] = m => m.WithBase62Checksum("gho" + "_", 30),
        ["github-app-user-token"] = m => m.WithBase62Checksum("ghu" + "_", 30),
        ["github-refresh-token"] = m => m.WithBase62Checksum("ghr" + "_", 70),
        ["npm-token"] = m => m.WithBase62Checksum("npm" + "_", 30),
        ["vercel-token"] = m => m.WithBase62Checksum("vcp" + "_", 50),
        ["grafana-service-account"] = m => m.GrafanaServiceAccount(),
        ["atlassian-api-token"] = m => m.Atlassian("ATAT" + "T3", 180, "="),
        ["bitbucket-access-token"] = m => m.Atlassian("ATCT" + "T3", 180, "="),
        ["bitbucket-app-password"] = m => m.Atlassian("AT" + "BB", 24, ""),
        ["bitbucket-data-center-token"] = m => "BB" + "DC-" + NumberAndBytes(m),
        ["jira-data-center-token"] = NumberAndBytes,
        ["gitlab-routable-pat"] = m => m.GitLabRoutable(),
        ["zuplo-key"] = m => m.Zuplo(),
        ["confluent-key"] = m => m.Confluent(),
        ["apify-token"] = m => m.Apify(),
        ["azure-devops-pat-legacy"] = m => m.AzureDevOpsPat(),
        ["azure-storage-key"] = m => m.AzureIdentifiable(64, "+A" + "St", "Default0"),
        ["azure-cosmos-key"] = m => m.AzureIdentifiable(64, "AC" + "Db", "MastRW00"),
        ["azure-batch-key"] = m => m.AzureIdentifiable(64, "+A" + "Ba", "AbAcct00"),
        ["azure-ml-classic-key"] = m => m.AzureIdentifiable(64, "+A" + "MC", "Classic0"),
        ["azure-api-management-key"] = m => m.AzureIdentifiable(64, "AP" + "IM", "Tenant00"),
        ["azure-service-bus-key"] = m => m.AzureIdentifiable(32, "+A" + "Sb", "Send0000"),
        ["azure-event-hubs-key"] = m => m.AzureIdentifiable(32, "+A" + "Eh", "Manage00"),
        ["azure-relay-key"] = m => m.AzureIdentifiable(32, "+A" + "Rm", "Listen00"),
        ["azure-iot-key"] = m => m.AzureIdentifiable(32, "AI" + "oT", "IoTHub00"),
        ["azure-redis-key"] = m => m.AzureIdentifiable(32, "Az" + "Ca", "Access00"),
        ["azure-event-grid-key"] = m => m.AzureIdentifiable(32, "AZ" + "EG", "Default0"),
        ["azure-container-registry-password"] = m => m.AzureIdentifiable(39, "+A" + "CR", "ACRDflt0"),
        ["azure-search-key"] = m => m.AzureIdentifiable(39, "Az" + "Se", "Query000"),
        ["azure-functions-key"] = m => m.AzureIdentifiable(40, "Az" + "Fu", "Functi00", url: true),
        ["azure-devops-pat"] = m => m.AzureCommon("AZ" + "DO"),
        ["azure-ai-services-key"] = m => m.AzureCommon("AC" + "OG"),
        ["azure-app-configuration-key"] = m => m.AzureCommon("AZ" + "AC"),
        ["azure-maps-key"] = m => m.AzureCommon("AZ" + "MP"),
        ["azure-communication-key"] = m => m.AzureCommon("AZ" + "CS"),
        ["azure-mixed-reality-key"] = m => m.AzureCommon("AZ" + "MR"),
        ["azure-fluid-relay-key"] = m => m.AzureCommon("AZ" + "FR"),
        ["azure-sql-service-key"] = m => m.AzureCommon("ms" + "ql"),
        ["azure-event-grid-common-key"] = m => m.AzureCommon("AZ" + "EG"),
        ["azure-common-key"] = m => m.AzureCommon("Zq" + "Zq"),
        ["nuget-api-key-v5"] = m => m.AzureCommon("NU" + "GT", "N5PSabcdefgh"),
        ["nuget-api-key-v4"] = m => m.NuGetKey(),
        ["nuget-api-key-v4-upper"] = m => m.NuGetKey().ToUpperInvariant(),
        ["entra-client-secret"] = m => m.EntraClientSecret(m.Number(2) == 0 ? '8' : '7'),
        ["azure-sas"] = m => "sig=" + Uri.EscapeDataString(Convert.ToBase64String(m.Bytes(32))),
        ["azure-storage-key-legacy"] = m => "AccountKey=" + Convert.ToBase64String(m.Bytes(64)),
        ["azure-storage-key-named"] = m => Convert.ToBase64String(m.Bytes(64)),
        ["azure-cosmos-key-legacy"] = m => Convert.ToBase64String(m.Bytes(64)),
        ["azure-shared-access-key"] = m => "SharedAccessKey=" + Convert.ToBase64String(m.Bytes(32)),
        ["azure-messaging-key-named"] = m => Convert.ToBase64String(m.Bytes(32)),
        ["azure-redis-key-legacy"] = m => Convert.ToBase64String(m.Bytes(32)),
        ["azure-signalr-key"] = m => "AccessKey=" + Convert.ToBase64String(m.Bytes(32)),
        ["jfrog-api-key"] = m => m.JFrogApiKey(),
        ["jfrog-reference-token"] = m => m.JFrogReference(),
        ["discord-bot-token"] = m => m.DiscordBot(),
        ["teamcity-token"] = m => m.TeamCityToken(),
        ["json-web-token"] = m => m.JsonWebToken(),
        ["pypi-token"] = m => m.PyPi(),
        ["nats-seed"] = m => m.NatsSeed(),
        ["age-identity"] = m => m.AgeIdentity(),
        ["age-identity-post-quantum"] = m => m.AgeIdentity("age-secret-key-pq-"),
        ["bitcoin-wallet-key"] = m => m.WalletImportFormat(compressed: true),
        ["trello-token"] = m => m.Atlassian("AT" + "TA", 64, "", TokenMint.Hex),
        ["private-key"] = m => m.Number(3) switch { 0 => TokenMint.Pem(), 1 => m.OpenSshKey(), _ => m.PgpBlock() },
        ["private-key-encrypted"] = m => EncryptedPem(m),
        ["private-key-bare"] = _ => BareKey(static rsa => rsa.ExportPkcs8PrivateKey()),
        ["private-key-bare-rsa"] = _ => BareKey(static rsa => rsa.ExportRSAPrivateKey()),
        ["private-key-bare-curve"] = _ => BareCurve(),
        ["pkcs12-base64"] = _ => Convert.ToBase64String(Pfx()),
        ["rsa-parameters"] = m => $"\"InverseQ\":\"{Convert.ToBase64String(m.Bytes(128))}\"",
        ["rsa-key-value"] = m => $"</InverseQ><D>{Convert.ToBase64String(m.Bytes(256))}</D>",
        ["wallet-mnemonic"] = m => m.Mnemonic(),
        ["private-key-altered"] = m => "-----BEGIN " + $"RSA PRIVATE KEY-----\n{string.Join('\n', Enumerable.Range(0, 24).Select(_ => m.Text(TokenMint.Base64, 64)))}\n-----END RSA PRIVATE KEY-----",
        ["putty-private-key"] = m => "PuTTY-User-" + $"Key-File-3: ssh-ed25519\nEncryption: none\nComment: me\nPublic-Lines: 2\n{m.Text(TokenMint.Base64, 64)}\n{m.Text(TokenMint.Base64, 20)}\nPrivate-Lines: 1\n{m.Text(TokenMint.Base64, 48)}\n",
        ["dotnet-data-protection-key"] = m => $"<masterKey p4:requiresEncryption=\"true\" xmlns:p4=\"http://schemas.asp.net/2015/03/dataProtection\">\n  <!-- Warning: the key below is in an unencrypted form. -->\n  <value>{Convert.ToBase64String(m.Bytes(64))}</value>",
    };

    /// <summary>Formats that decode to a structure, of which a changed character may leave enough.</summary>
    private static readonly HashSet<string> Structural = new(StringComparer.Ordinal)
    {
        "nuget-api-key-v4", "nuget-api-key-v4-upper", "entra-client-secret", "azure-storage-key-legacy", "azure-storage-key-named", "azure-sas",
        "azure-cosmos-key-legacy", "azure-shared-access-key", "azure-messaging-key-named", "azure-redis-key-legacy", "azure-signalr-key",
        "azure-event-grid-key", "bitbucket-data-center-token", "jira-data-center-token", "pypi-token", "jfrog-api-key",
        "jfrog-reference-token", "teamcity-token", "discord-bot-token", "json-web-token", "private-key", "private-key-encrypted", "private-key-altered", "private-key-bare", "private-key-bare-rsa", "private-key-bare-curve", "pkcs12-base64", "rsa-parameters", "rsa-key-value", "wallet-mnemonic",
        "putty-private-key", "dotnet-data-protection-key", "dropbox-token-long", "twitter-bearer-token",
    };

    private static readonly Dictionary<string, Func<TokenMint, byte[]>> Files = new(StringComparer.Ordinal)
    {
        ["strong-name-key"] = m => [7, 2, 0, 0, 0, 0x24, 0, 0, .. "RSA2"u8, 0, 4, 0, 0, 1, 0, 1, 0, .. m.Bytes(576)],
        ["pkcs12-file"] = _ => Pfx(),
        ["private-key-der"] = _ => Key(static rsa => rsa.ExportPkcs8PrivateKey()),
        ["private-key-der-rsa"] = _ => Key(static rsa => rsa.ExportRSAPrivateKey()),
        ["private-key-der-curve"] = _ => Curve(ECCurve.NamedCurves.nistP256, static key => key.ExportPkcs8PrivateKey()),
        ["private-key-der-ec"] = _ => Curve(ECCurve.NamedCurves.nistP256, static key => key.ExportECPrivateKey()),
        ["private-key-der-ec-long"] = _ => Curve(ECCurve.NamedCurves.nistP384, static key => key.ExportECPrivateKey()),
    };

    /// <summary>The rules whose credential is a binary file.</summary>
    public static bool IsFile(CredentialRule rule) => Files.ContainsKey(rule.Id);

    /// <summary>A binary credential.</summary>
    public static byte[] File(CredentialRule rule, TokenMint mint) => Files[rule.Id](mint);

    /// <summary>A whole match of the rule, and the secret part of it.</summary>
    public static (string Whole, string Secret) Of(CredentialRule rule, TokenMint mint)
    {
        if (!Minted.TryGetValue(rule.Id, out var minted))
        {
            return new ShapeWriter(mint).Write(rule.Shape.Text);
        }

        var whole = minted(mint);
        var equals = whole.IndexOf('=', StringComparison.Ordinal);
        var hasName = rule.Shape.Text.Contains("=(", StringComparison.Ordinal) || rule.Shape.Text.Contains("1}(", StringComparison.Ordinal);
        return (whole, hasName ? whole[(equals + 1)..] : rule.Id == "rsa-key-value" ? whole[16..^4] : rule.Id == "rsa-parameters" ? whole[12..^1] : whole);
    }

    /// <summary>True when a checksum covers the whole token, so that a change of any character disproves it.</summary>
    public static bool HasChecksum(CredentialRule rule) => Minted.ContainsKey(rule.Id) && !Structural.Contains(rule.Id);

    private static string NumberAndBytes(TokenMint mint) =>
        Convert.ToBase64String([.. Encoding.ASCII.GetBytes($"{100000000000 + mint.Number(int.MaxValue)}:"), .. mint.Bytes(20)]);

    private static string BareCurve()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(curve.ExportPkcs8PrivateKey());
    }

    private static string BareKey(Func<RSA, byte[]> export)
    {
        using var rsa = RSA.Create(2048);
        return Convert.ToBase64String(export(rsa));
    }

    private static string EncryptedPem(TokenMint mint)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportEncryptedPkcs8PrivateKeyPem(mint.Text(TokenMint.Alphanumeric, 20), new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 100));
    }

    private static byte[] Key(Func<RSA, byte[]> export)
    {
        using var rsa = RSA.Create(2048);
        return export(rsa);
    }

    private static byte[] Curve(ECCurve curve, Func<ECDsa, byte[]> export)
    {
        using var key = ECDsa.Create(curve);
        return export(key);
    }

    private static byte[] Pfx()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=corpus", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
        return certificate.Export(X509ContentType.Pfx, string.Empty);
    }
}
