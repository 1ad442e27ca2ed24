using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Private keys as text. Source: token-formats, rows 200 to 205 and 214 to 216.</summary>
internal static class PrivateKeyRules
{
    private const string RotatePrivatekey =
        "Generate a new key pair, replace the public half wherever it is trusted (servers, authorities, accounts), and remove the old one there.";

    private const string RotateAge =
        "Make a new identity with 'age-keygen', encrypt the files again, and remove the old recipient.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "private-key",
            Provider = "Private key",
            Title = "private key",
            Shape = "-----BEGIN {=RSA |EC |DSA |OPENSSH |PGP |ECDSA |ED25519 |SSH2 |PRIVATE |ANY |}PRIVATE KEY{= BLOCK|}-----{[\t-\r -,.-|~]0-400}{=-|}{[\t-\r -,.-|~]0-400}{=-|}{[\t-\r -,.-|~]24-65536}{=-----END |-|}",
            Proof = PrivateKeyText.Armored,
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "whatever trusts its public half: servers, certificates, signatures",
            Rotate = RotatePrivatekey,
            Replacement = Replacements.CertificateStore,
            Source = "token-formats 200 and 202, P20",
            PublicConstants = [],
        },
        new()
        {
            Id = "private-key-encrypted",
            Provider = "Private key",
            Title = "encrypted private key",
            Shape = "-----BEGIN ENCRYPTED PRIVATE KEY-----{[\t-\r -,.-|~]64-65536}{=-----END |-|}",
            Proof = PrivateKeyText.Armored,
            Ceiling = Severity.Warning,
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "whatever trusts its public half, once its passphrase is guessed",
            Rotate = RotatePrivatekey,
            Replacement = Replacements.CertificateStore,
            Source = "token-formats 200, P20",
        },
        new()
        {
            Id = "putty-private-key",
            Provider = "PuTTY",
            Title = "PuTTY private key",
            Shape = "PuTTY-User-Key-File-{D}: {[\t-~]100-8192}",
            Proof = PrivateKeyText.Putty,
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "every server that lists its public half",
            Rotate = RotatePrivatekey,
            Replacement = Replacements.CertificateStore,
            Source = "token-formats 201, P20",
        },
        new()
        {
            Id = "age-identity",
            Provider = "age",
            Title = "age identity",
            Shape = "AGE-SECRET-KEY-1{UD58}",
            Proof = Bech32.Judge,
            Opens = "every file that was encrypted to its recipient",
            Rotate = RotateAge,
            Replacement = Replacements.CertificateStore,
            Source = "token-formats 203, P10",
        },
        new()
        {
            Id = "age-identity-post-quantum",
            Provider = "age",
            Title = "age identity",
            Shape = "AGE-SECRET-KEY-PQ-1{UD58+}",
            Proof = Bech32.Judge,
            Opens = "every file that was encrypted to its recipient",
            Rotate = RotateAge,
            Replacement = Replacements.CertificateStore,
            Source = "token-formats 203, P10",
        },
        new()
        {
            Id = "wireguard-private-key",
            Provider = "WireGuard",
            Title = "WireGuard private key",
            Shape = "PrivateKey{S0-2}={S0-2}({B42}{[AEIMQUYcgkosw048]}=)",
            Near = ["[interface]", "endpoint", "allowedips", "listenport", "[peer]"],
            Confidence = Confidence.Specific,
            Opens = "the tunnel, as this peer",
            Rotate = "Make a new pair with 'wg genkey' and 'wg pubkey', and replace the public half at every peer.",
            Replacement = Replacements.CertificateStore,
            Source = "token-formats 204",
        },
        new()
        {
            Id = "json-web-key",
            Provider = "JSON Web Key",
            Title = "private JSON Web Key",
            Shape = "\"d\"{S0-1}:{S0-1}\"({X40-700})\"",
            Near = ["\"kty\""],
            MinimumEntropy = 3.5,
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "signing and decrypting as the owner of the key",
            Rotate = "Remove the key from the published key set, generate another, and let what it signed expire.",
            Replacement = Replacements.CertificateStore,
            Source = "token-formats 205",
        },
        new()
        {
            Id = "bitcoin-wallet-key",
            Provider = "Bitcoin",
            Title = "Bitcoin private key in wallet import format",
            Shape = "{=5H|5J|5K|Kw|Kx|Ky|Kz|L1|L2|L3|L4|L5}{N49-50}",
            Near = ["bitcoin", "wallet", "privkey", "private_key", "privatekey", "wif_", "btc_", "_wif"],
            Proof = DecodedStructure.WalletImportFormat,
            Opens = "every coin of its address",
            Rotate = "Move the coins to the address of a new key.",
            Source = "token-formats 214, P21",
        },
        new()
        {
            Id = "ethereum-private-key",
            Provider = "Ethereum",
            Title = "Ethereum private key",
            Shape = "0x{H64}",
            Near = ["private_key", "privatekey", "private-key", "wallet_key", "deployer_key", "eth_key", "signer_key", "mnemonic"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.2,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "every coin and contract of its account",
            Rotate = "Move the assets to the account of a new key.",
            Source = "token-formats 214",
        },
        new()
        {
            Id = "totp-seed",
            Provider = "One-time passwords",
            Title = "seed of one-time passwords",
            Shape = "secret=({TU16-64})",
            Near = ["otpauth://"],
            Left = Boundary.None,
            Opens = "the second factor of the account",
            Rotate = "Remove the authenticator of the account and enrol a new one.",
            Source = "token-formats 215",
        },
        new()
        {
            Id = "nats-seed",
            Provider = "NATS",
            Title = "NATS nkey seed",
            Shape = "{=SA|SC|SN|SO|SU|SX|SP}{TU56}",
            Near = ["nats", "nkey", "_seed"],
            Proof = DecodedStructure.NatsSeed,
            Opens = "the NATS account, operator or user",
            Rotate = "Make a new key with 'nsc generate nkey' and replace the public half in the account.",
            Replacement = Replacements.CertificateStore,
            Source = "token-formats 216",
        },
        new()
        {
            Id = "raw-private-key",
            Provider = "Private key",
            Title = "private key of 32 bytes in base64",
            Shape = "{B42}{[AEIMQUYcgkosw048]}=",
            Near = ["private_key", "private-key", "privatekey", "secretkey", "secret_key", "signing_key", "signingkey"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 4.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "whatever trusts its public half",
            Rotate = RotatePrivatekey,
            Replacement = Replacements.CertificateStore,
            Source = "token-formats 204 and 222",
        },
    ];
}
