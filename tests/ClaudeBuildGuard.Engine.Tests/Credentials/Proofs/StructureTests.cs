using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Proofs;
using ClaudeBuildGuard.Testing;
using ClaudeBuildGuard.Testing.Corpus;

namespace ClaudeBuildGuard.Engine.Tests.Credentials.Proofs;

/// <summary>Tokens that are judged by what their body decodes to.</summary>
public class StructureTests
{
    private readonly TokenMint _mint = new(5);

    [Test]
    public void A_nuget_key_is_proven_by_its_version_and_its_spill_bits()
    {
        var key = _mint.NuGetKey();
        Assert.That(Judge(NuGetApiKey.Judge, key), Is.EqualTo(ProofOutcome.Proven));
        Assert.That(Judge(NuGetApiKey.Judge, key[..3] + "z" + key[4..]), Is.EqualTo(ProofOutcome.Disproved), "the version's low bits");
        Assert.That(Judge(NuGetApiKey.Judge, key[..19] + "b" + key[20..]), Is.EqualTo(ProofOutcome.Disproved), "spill bits of the first part");
        Assert.That(Judge(NuGetApiKey.Judge, key[..45] + "b"), Is.EqualTo(ProofOutcome.Disproved), "spill bits of the second part");
        Assert.That(Judge(NuGetApiKey.Judge, key[..^1]), Is.EqualTo(ProofOutcome.Disproved), "one character short");
        Assert.That(Judge(NuGetApiKey.Judge, key[..30] + key[30..].ToUpperInvariant()), Is.EqualTo(ProofOutcome.Disproved), "two letter cases");
    }

    [Test]
    public void A_web_token_is_proven_by_a_header_with_an_algorithm_and_claims()
    {
        Assert.That(Judge(JsonWebToken.Judge, _mint.JsonWebToken()), Is.EqualTo(ProofOutcome.Proven));
        Assert.That(Judge(JsonWebToken.Judge, _mint.JsonWebToken(header: "{\"typ\":\"JWT\"}")), Is.EqualTo(ProofOutcome.Disproved), "no algorithm");
        Assert.That(Judge(JsonWebToken.Judge, _mint.JsonWebToken(header: "{\"alg\":\"none\"}")), Is.EqualTo(ProofOutcome.Disproved), "signed by nobody");
        Assert.That(Judge(JsonWebToken.Judge, _mint.JsonWebToken(claims: "[1,2,3]")), Is.EqualTo(ProofOutcome.Disproved), "no object");
        Assert.That(Judge(JsonWebToken.Judge, _mint.JsonWebToken(claims: "{\"a\":")), Is.EqualTo(ProofOutcome.Disproved), "no JSON");
        Assert.That(Judge(JsonWebToken.Judge, "eyJ.eyJ."), Is.EqualTo(ProofOutcome.Disproved));
        Assert.That(Judge(JsonWebToken.TeamCity, _mint.TeamCityToken()), Is.EqualTo(ProofOutcome.Proven));
    }

    [Test]
    public void Jfrog_keys_decode_to_their_length_and_their_fields()
    {
        Assert.That(Judge(DecodedStructure.JFrogApiKey, _mint.JFrogApiKey()), Is.EqualTo(ProofOutcome.Proven));
        Assert.That(Judge(DecodedStructure.JFrogApiKey, _mint.JFrogApiKey()[..^2]), Is.EqualTo(ProofOutcome.Disproved));
        Assert.That(Judge(DecodedStructure.JFrogApiKey, _mint.JFrogApiKey()[..^1] + "0"), Is.EqualTo(ProofOutcome.Disproved), "no base58");
        Assert.That(Judge(DecodedStructure.JFrogReference, _mint.JFrogReference()), Is.EqualTo(ProofOutcome.Proven));
        Assert.That(
            Judge(DecodedStructure.JFrogReference, Convert.ToBase64String(Encoding.ASCII.GetBytes("reftkn:xx:" + new string('1', 38)))),
            Is.EqualTo(ProofOutcome.Disproved));
    }

    [Test]
    public void A_discord_token_begins_with_a_snowflake()
    {
        Assert.That(Judge(DecodedStructure.DiscordBot, _mint.DiscordBot()), Is.EqualTo(ProofOutcome.Proven));
        Assert.That(Judge(DecodedStructure.DiscordBot, "MTIzYWJjZGVmZ2hpams.AbCdEf." + new string('x', 27)), Is.EqualTo(ProofOutcome.Disproved), "letters");
    }

    [Test]
    public void A_pypi_token_is_a_macaroon_of_pypi()
    {
        Assert.That(Judge(DecodedStructure.PyPi, _mint.PyPi()), Is.EqualTo(ProofOutcome.Proven));
        Assert.That(Judge(DecodedStructure.PyPi, _mint.PyPi("test.pypi.org")), Is.EqualTo(ProofOutcome.Proven));
        Assert.That(Judge(DecodedStructure.PyPi, _mint.PyPi("example.org")), Is.EqualTo(ProofOutcome.Disproved));
    }

    [Test]
    public void An_aws_key_id_with_a_digit_outside_base32_is_disproved_and_a_right_one_names_its_account()
    {
        var id = "AK" + "IA" + _mint.Text(TokenMint.Base32Upper, 16);
        Assert.That(Judge(DecodedStructure.AwsAccessKeyId, id), Is.EqualTo(ProofOutcome.Undecided));
        Assert.That(Judge(DecodedStructure.AwsAccessKeyId, id[..10] + "8" + id[11..]), Is.EqualTo(ProofOutcome.Disproved));
        Assert.That(DecodedStructure.AwsAccount(Encoding.ASCII.GetBytes("AS" + "IAY34FZKBOKMUTVV7A")), Is.EqualTo(609629065308L));
    }

    [Test]
    public void A_signature_of_shared_access_has_thirty_two_bytes()
    {
        var signature = Convert.ToBase64String(_mint.Bytes(32));
        Assert.That(Judge(AzureSharedAccessSignature.Judge, Uri.EscapeDataString(signature)), Is.EqualTo(ProofOutcome.Undecided));
        Assert.That(Judge(AzureSharedAccessSignature.Judge, signature), Is.EqualTo(ProofOutcome.Undecided));
        Assert.That(Judge(AzureSharedAccessSignature.Judge, Uri.EscapeDataString(Convert.ToBase64String(_mint.Bytes(31)))), Is.EqualTo(ProofOutcome.Disproved));
        Assert.That(Judge(AzureSharedAccessSignature.Judge, "%zz" + signature), Is.EqualTo(ProofOutcome.Disproved));
    }

    [Test]
    public void A_legacy_azure_key_with_the_signature_of_a_newer_one_is_left_to_its_checksum()
    {
        var key = _mint.AzureIdentifiable(64, "+A" + "St", "Default0");
        Assert.That(Judge(AzureIdentifiableKey.LegacyLong, key), Is.EqualTo(ProofOutcome.Disproved));
        Assert.That(Judge(AzureIdentifiableKey.LegacyLong, Convert.ToBase64String(_mint.Bytes(64))), Is.EqualTo(ProofOutcome.Undecided));
        Assert.That(Judge(AzureIdentifiableKey.LegacyShort, Convert.ToBase64String(_mint.Bytes(32))), Is.EqualTo(ProofOutcome.Undecided));
        Assert.That(Judge(AzureIdentifiableKey.LegacyShort, Convert.ToBase64String(_mint.Bytes(33))), Is.EqualTo(ProofOutcome.Disproved));
    }

    [Test]
    public void Pem_keys_are_proven_in_every_way_that_text_carries_them()
    {
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var pem in (string[])[rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportRSAPrivateKeyPem(), curve.ExportECPrivateKeyPem(), curve.ExportPkcs8PrivateKeyPem()])
        {
            Assert.That(Judge(PrivateKeyText.Armored, pem), Is.EqualTo(ProofOutcome.Proven));
            Assert.That(Judge(PrivateKeyText.Armored, pem.Replace("\n", "\r\n", StringComparison.Ordinal)), Is.EqualTo(ProofOutcome.Proven));
            Assert.That(Judge(PrivateKeyText.Armored, pem.Replace("\n", "\\n", StringComparison.Ordinal)), Is.EqualTo(ProofOutcome.Proven), "JSON");
            Assert.That(Judge(PrivateKeyText.Armored, pem.Replace("\n", "\\\\n", StringComparison.Ordinal)), Is.EqualTo(ProofOutcome.Proven), "JSON in JSON");
            Assert.That(Judge(PrivateKeyText.Armored, pem.Replace("\n", "\\n\" +\n    \"", StringComparison.Ordinal)), Is.EqualTo(ProofOutcome.Proven), "concatenated");
            Assert.That(Judge(PrivateKeyText.Armored, pem.Replace("\n", "&#10;", StringComparison.Ordinal)), Is.EqualTo(ProofOutcome.Proven), "XML");
            Assert.That(Judge(PrivateKeyText.Armored, pem.Replace("\n", " ", StringComparison.Ordinal)), Is.EqualTo(ProofOutcome.Proven), "one line");
            Assert.That(Judge(PrivateKeyText.Armored, pem.Replace("\n", "\n      ", StringComparison.Ordinal)), Is.EqualTo(ProofOutcome.Proven), "YAML");
            Assert.That(Judge(PrivateKeyText.Armored, pem[..120]), Is.EqualTo(ProofOutcome.Undecided), "cut");
            Assert.That(Judge(PrivateKeyText.Armored, pem[..100].TrimEnd() + "\n-----END PRIVATE KEY-----"), Is.EqualTo(ProofOutcome.Disproved), "an excerpt");
        }
    }

    [Test]
    public void An_encrypted_key_is_no_open_key_and_a_certificate_is_none()
    {
        using var rsa = RSA.Create(2048);
        var encrypted = rsa.ExportEncryptedPkcs8PrivateKeyPem("a passphrase", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        Assert.That(Judge(PrivateKeyText.Armored, encrypted), Is.EqualTo(ProofOutcome.Undecided));
        Assert.That(Judge(PrivateKeyText.Armored, rsa.ExportSubjectPublicKeyInfoPem()), Is.EqualTo(ProofOutcome.Disproved));
        Assert.That(
            Judge(PrivateKeyText.Armored, rsa.ExportSubjectPublicKeyInfoPem().Replace("PUBLIC", "PRIVATE", StringComparison.Ordinal)),
            Is.Not.EqualTo(ProofOutcome.Proven));
        const string Begin = "-----BEGIN PRIVATE " + "KEY-----";
        Assert.That(Judge(PrivateKeyText.Armored, Begin + "\n...\n-----END PRIVATE KEY-----"), Is.EqualTo(ProofOutcome.Disproved), "an ellipsis");
        Assert.That(Judge(PrivateKeyText.Armored, Begin + "\n" + new string('A', 200) + "\n-----END PRIVATE KEY-----"), Is.EqualTo(ProofOutcome.Disproved), "filler");
    }

    [Test]
    public void A_block_of_random_bytes_is_an_altered_key_and_an_excerpt_or_a_mask_is_none()
    {
        const string Begin = "-----BEGIN RSA PRIVATE " + "KEY-----\n";
        const string End = "\n-----END RSA PRIVATE KEY-----";
        using var rsa = RSA.Create(2048);
        var key = rsa.ExportRSAPrivateKeyPem();
        var random = Convert.ToBase64String(_mint.Bytes(1190), Base64FormattingOptions.InsertLineBreaks);
        Assert.Multiple(() =>
        {
            Assert.That(Judge(PrivateKeyText.Altered, Begin + random + End), Is.EqualTo(ProofOutcome.Undecided));
            Assert.That(Judge(PrivateKeyText.Altered, Begin + "MII" + random[3..] + End), Is.EqualTo(ProofOutcome.Undecided), "the first letters were left");
            Assert.That(Judge(PrivateKeyText.Altered, (Begin + random + End).Replace("\n", "\\n", StringComparison.Ordinal)), Is.EqualTo(ProofOutcome.Undecided), "JSON");
            Assert.That(Judge(PrivateKeyText.Altered, key), Is.EqualTo(ProofOutcome.Disproved), "a key as it was made");
            Assert.That(Judge(PrivateKeyText.Altered, key[..160] + End), Is.EqualTo(ProofOutcome.Disproved), "an excerpt");
            Assert.That(Judge(PrivateKeyText.Altered, Begin + random), Is.EqualTo(ProofOutcome.Disproved), "no end");
            Assert.That(Judge(PrivateKeyText.Altered, Begin + random[..300] + "\n...\n" + random[300..] + End), Is.EqualTo(ProofOutcome.Disproved), "an ellipsis");
            Assert.That(Judge(PrivateKeyText.Altered, Begin + string.Concat(Enumerable.Repeat("Zm9vYmFy", 60)) + End), Is.EqualTo(ProofOutcome.Disproved), "filler");
            Assert.That(Judge(PrivateKeyText.Altered, Begin + Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("put your own key here ", 9)))) + End), Is.EqualTo(ProofOutcome.Disproved), "a sentence");
        });
    }

    [Test]
    public void Openssh_pgp_and_putty_keys_say_whether_they_are_open()
    {
        Assert.That(Judge(PrivateKeyText.Armored, _mint.OpenSshKey()), Is.EqualTo(ProofOutcome.Proven));
        Assert.That(Judge(PrivateKeyText.Armored, _mint.OpenSshKey("aes256-ctr")), Is.EqualTo(ProofOutcome.Undecided));
        var pgp = _mint.PgpBlock();
        Assert.That(Judge(PrivateKeyText.Armored, pgp), Is.EqualTo(ProofOutcome.Proven));
        Assert.That(Judge(PrivateKeyText.Armored, pgp[..60] + (pgp[60] == 'A' ? 'B' : 'A') + pgp[61..]), Is.EqualTo(ProofOutcome.Disproved), "the armor's checksum");
        const string Putty = "PuTTY-User-" + "Key-File-3: ssh-ed25519\nEncryption: {0}\nComment: me\nPublic-Lines: 2\nAAAA\nPrivate-Lines: 1\nAAAA\n";
        Assert.That(Judge(PrivateKeyText.Putty, string.Format(null, Putty, "none")), Is.EqualTo(ProofOutcome.Proven));
        Assert.That(Judge(PrivateKeyText.Putty, string.Format(null, Putty, "aes256-cbc")), Is.EqualTo(ProofOutcome.Undecided));
    }

    [Test]
    public void A_strong_name_file_is_a_key_pair_only_with_its_private_half()
    {
        byte[] blob = [7, 2, 0, 0, 0, 0x24, 0, 0, .. "RSA2"u8, 0, 4, 0, 0, 1, 0, 1, 0, .. _mint.Bytes(576)];
        Assert.That(PrivateKeyFile.StrongName(blob), Is.EqualTo(ProofOutcome.Proven));
        Assert.That(PrivateKeyFile.StrongName(blob.AsSpan(0, 300)), Is.EqualTo(ProofOutcome.Undecided));
        blob[0] = 6;
        Assert.That(PrivateKeyFile.StrongName(blob), Is.EqualTo(ProofOutcome.Disproved), "a public key");
    }

    [Test]
    public void A_pkcs12_file_is_proven_when_it_opens_with_the_empty_password()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(60));
        Assert.That(PrivateKeyFile.Pkcs12(certificate.Export(X509ContentType.Pfx)), Is.EqualTo(ProofOutcome.Proven), "null");
        Assert.That(PrivateKeyFile.Pkcs12(certificate.Export(X509ContentType.Pfx, string.Empty)), Is.EqualTo(ProofOutcome.Proven), "empty");
        Assert.That(PrivateKeyFile.Pkcs12(certificate.Export(X509ContentType.Pfx, _mint.Text(TokenMint.Alphanumeric, 20))), Is.EqualTo(ProofOutcome.Undecided));
        Assert.That(PrivateKeyFile.Pkcs12(certificate.RawData), Is.EqualTo(ProofOutcome.Disproved), "a certificate");
        for (var round = 0; round < 200; round++)
        {
            var broken = certificate.Export(X509ContentType.Pfx);
            broken[_mint.Number(broken.Length)] ^= (byte)(1 + _mint.Number(255));
            Assert.That(() => PrivateKeyFile.Pkcs12(broken), Throws.Nothing);
        }
    }

    [Test]
    public void A_pkcs12_file_in_base64_is_judged_whole_or_by_its_first_line()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(60));
        var open = Convert.ToBase64String(certificate.Export(X509ContentType.Pfx, string.Empty));
        var closed = Convert.ToBase64String(certificate.Export(X509ContentType.Pfx, _mint.Text(TokenMint.Alphanumeric, 20)));
        Assert.Multiple(() =>
        {
            Assert.That(Judge(PrivateKeyFile.Pkcs12Base64, open), Is.EqualTo(ProofOutcome.Proven));
            Assert.That(Judge(PrivateKeyFile.Pkcs12Base64, closed), Is.EqualTo(ProofOutcome.Undecided));
            Assert.That(Judge(PrivateKeyFile.Pkcs12Base64, closed[..64]), Is.EqualTo(ProofOutcome.Undecided), "wrapped");
            Assert.That(Judge(PrivateKeyFile.Pkcs12Base64, Convert.ToBase64String(certificate.RawData)), Is.Not.EqualTo(ProofOutcome.Proven), "a certificate");
            Assert.That(TokenSampler.Scan($"$c = \"{closed}\"", "deploy.ps1").Single().Kind.Id, Is.EqualTo("pkcs12-base64"));
            Assert.That(TokenSampler.Scan(string.Join('\n', closed.Chunk(76).Select(c => new string(c))), "pfx.b64").Single().Kind.Id, Is.EqualTo("pkcs12-base64"));
            Assert.That(TokenSampler.Scan($"$c = \"{Convert.ToBase64String(certificate.RawData)}\"", "deploy.ps1"), Is.Empty);
        });
    }

    [Test]
    public void A_key_in_DER_is_proven_and_its_public_half_disproved()
    {
        using var rsa = RSA.Create(2048);
        using var short256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var long521 = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        byte[][] keys = [rsa.ExportPkcs8PrivateKey(), rsa.ExportRSAPrivateKey(), short256.ExportPkcs8PrivateKey(), short256.ExportECPrivateKey(), long521.ExportPkcs8PrivateKey(), long521.ExportECPrivateKey()];
        byte[][] others = [rsa.ExportSubjectPublicKeyInfo(), rsa.ExportRSAPublicKey(), short256.ExportSubjectPublicKeyInfo(), rsa.ExportPkcs8PrivateKey()[..400]];
        Assert.Multiple(() =>
        {
            Assert.That(keys.Select(k => PrivateKeyFile.Der(k)), Is.All.EqualTo(ProofOutcome.Proven));
            Assert.That(others.Select(k => PrivateKeyFile.Der(k)), Is.All.EqualTo(ProofOutcome.Disproved));
            Assert.That(keys.Select(k => TokenSampler.Scan(k, "certs/a.key").Count), Is.All.EqualTo(1));
            Assert.That(others.SelectMany(k => TokenSampler.Scan(k, "certs/a.key")), Is.Empty);
        });
    }

    [TestCase("{{ \"alg\": \"RS256\", \"d\": \"{0}\", \"dp\": \"{1}\", \"dq\": \"{1}\", \"e\": \"AQAB\", \"kid\": \"{2}\", \"kty\": \"RSA\", \"n\": \"{0}\" }}", "json-web-key")]
    [TestCase("{{\"kty\":\"RSA\",\"n\":\"{0}\",\"e\":\"AQAB\",\"d\":\"{0}\"}}", "json-web-key")]
    [TestCase("{{ \"kty\" : \"RSA\", \"n\" : \"{0}\", \"d\" : \"{0}\" }}", "json-web-key")]
    [TestCase("{{\"kty\":\"RSA\",\"n\":\"{0}\",\"e\":\"AQAB\"}}", "")]
    [TestCase("{{ \"KeyId\": \"{2}\", \"Parameters\": {{ \"DP\": \"{1}\", \"InverseQ\": \"{3}\", \"Modulus\": \"{3}\" }} }}", "rsa-parameters")]
    [TestCase("{{ \"Parameters\": {{ \"Exponent\": \"AQAB\", \"Modulus\": \"{3}\" }} }}", "")]
    public void A_key_in_JSON_is_found_in_whatever_order_its_members_stand(string file, string rule)
    {
        var text = string.Format(
            System.Globalization.CultureInfo.InvariantCulture, file, TokenSampler.Run("X", 342, 3), TokenSampler.Run("X", 171, 4), TokenSampler.Run("H", 32, 5), Convert.ToBase64String(_mint.Bytes(128)));
        Assert.That(string.Join(' ', TokenSampler.Scan(text, "tempkey.jwk").Select(h => h.Kind.Id)), Is.EqualTo(rule));
    }

    private static ProofOutcome Judge(Proof proof, string token) => proof(Encoding.ASCII.GetBytes(token));
}
