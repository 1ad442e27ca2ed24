namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>
/// Keys that their makers publish: those of emulators and of documentation. Everybody has them, nobody has to change them, and no rule
/// reports them. They are known by their beginnings. Source: token-formats, section 7.
/// </summary>
internal static class PublicConstants
{
    private static readonly byte[][] Beginnings =
    [
        // Azurite and the older storage emulator; the Cosmos DB emulator.
        "Eby8vdM02xNO"u8.ToArray(),
        "C2y6yDjf5/R+ob0N8A7Cgv30"u8.ToArray(),

        // The keys of the AWS documentation.
        "AKIAIOSFODNN7EXAMPLE"u8.ToArray(),
        "wJalrXUtnFEMI/K7MDENG"u8.ToArray(),
        "je7MtGbClwBF/2Zp9Utk/h3yCo8nvb"u8.ToArray(),

        // The value of machine keys that are made at run time.
        "AutoGenerate"u8.ToArray(),

        // Public halves of key pairs: P-256, and RSA of 1024, 2048 and 4096 bits.
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE"u8.ToArray(),
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GN"u8.ToArray(),
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"u8.ToArray(),
        "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8A"u8.ToArray(),

        // Public keys of SSH.
        "AAAAB3NzaC1yc2E"u8.ToArray(), "AAAAB3NzaC1kc3M"u8.ToArray(), "AAAAE2VjZHNhLXNoYTI"u8.ToArray(), "AAAAC3NzaC1lZDI1NTE5"u8.ToArray(),

        // The tokens of the public keys of the framework's assemblies.
        "b77a5c561934e089"u8.ToArray(),
        "31bf3856ad364e35"u8.ToArray(),
        "b03f5f7f11d50a3a"u8.ToArray(),
        "cc7b13ffcd2ddd51"u8.ToArray(),
        "adb9793829ddae60"u8.ToArray(),
        "0738eb9f132ed756"u8.ToArray(),

        // The passwords of the SQL Server container's documentation.
        "YourStrong"u8.ToArray(),
        "yourStrong"u8.ToArray(),

        // The token of jwt.io: of 1234567890, John Doe, under any key and at any time.
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwI"u8.ToArray(),

        // The token of Telegram's documentation.
        "123456:ABC-DEF1234ghIkl"u8.ToArray(),

        // The keys of the test vectors of FIPS 197 and SP 800-38A.
        "2B7E151628AED2A6"u8.ToArray(), "603DEB1015CA71BE"u8.ToArray(), "8E73B0F7DA0E6452"u8.ToArray(),
        "2b7e151628aed2a6"u8.ToArray(), "603deb1015ca71be"u8.ToArray(), "8e73b0f7da0e6452"u8.ToArray(),

        // The tokens and the client of RFC 6749 and RFC 6750.
        "2YotnFZFEjr1zCsicMWp"u8.ToArray(),
        "tGzv3JOkF0XG5Qx2TlKW"u8.ToArray(),
        "gX1fBat3bV"u8.ToArray(),
        "7Fjfp0ZBr1KtDRbnfVdmIw"u8.ToArray(),
        "mF_9.B5f-4.1JqM"u8.ToArray(),

        // The GUID of RFC 4122's successor pages, with any last digits, and the nonce of RFC 6455.
        "550e8400-e29b-41d4-a716-4466554"u8.ToArray(),
        "dGhlIHNhbXBsZSBub25jZQ"u8.ToArray(),

        // The seeds of the documentation of one-time passwords and of RFC 4226.
        "JBSWY3DPEHPK3PXP"u8.ToArray(), "GEZDGNBVGY3TQOJQGEZDGNBV"u8.ToArray(),

        // The test keys of Stripe's documentation.
        "sk_test_4eC39HqLy"u8.ToArray(),
        "sk_test_BQokikJOv"u8.ToArray(),
        "sk_test_tR3PYbcVN"u8.ToArray(),

        // The project keys in the samples and tests of Google's Firebase SDK for Android, which projects copy with their files.
        "AIzaSyabcdefghi"u8.ToArray(), "AIzaSyAnLA7NfeL"u8.ToArray(), "AIzaSyCkEhVjf3p"u8.ToArray(),
        "AIzaSyDMAScliyL"u8.ToArray(), "AIzaSyD3asb-2pE"u8.ToArray(), "AIzaSyAdOS2zB6N"u8.ToArray(),
        "AIzaSyASWm6HmTM"u8.ToArray(), "AIzaSyANUvH9H9B"u8.ToArray(), "AIzaSyA5_iVawFQ"u8.ToArray(),
        "AIzaSyA4UrcGxgw"u8.ToArray(), "AIzaSyDSb51JiIc"u8.ToArray(), "AIzaSyBF2RrAIm4"u8.ToArray(),
        "AIzaSyBcE-OOIbh"u8.ToArray(), "AIzaSyB8qGxt4ec"u8.ToArray(), "AIzaSyA8vmApnrH"u8.ToArray(),

        // Keys that are made to be published: those of Stripe and its like for a page, of Salesforce for an application, and public keys of OpenPGP.
        "pk_live_"u8.ToArray(), "pk_test_"u8.ToArray(), "3MVG9"u8.ToArray(),
        "mQENB"u8.ToArray(), "mQGNB"u8.ToArray(), "mQINB"u8.ToArray(), "mQGiB"u8.ToArray(), "mDMEX"u8.ToArray(), "mDMEY"u8.ToArray(), "mDMEZ"u8.ToArray(),

        // Points and factors of secp256k1, P-256 and Ed25519, and the first accounts of Hardhat and Ganache.
        "0x79be667ef9dcbbac"u8.ToArray(), "0x483ada7726a3c465"u8.ToArray(), "0x7ae96a2b657c0710"u8.ToArray(), "0x5363ad4cc05c30e0"u8.ToArray(),
        "0x6b17d1f2e12c4247"u8.ToArray(), "0x216936d3cd6e53fe"u8.ToArray(), "0x4fe342e2fe1a7f9b"u8.ToArray(), "0x5ac635d8aa3a93e7"u8.ToArray(),
        "0xac0974bec39a17e3"u8.ToArray(), "0x59c6995e998f97a5"u8.ToArray(), "0x5de4111afa1a4b94"u8.ToArray(), "0x4f3edf983ac636a6"u8.ToArray(),
        "ac0974bec39a17e3"u8.ToArray(), "59c6995e998f97a5"u8.ToArray(), "5de4111afa1a4b94"u8.ToArray(), "4f3edf983ac636a6"u8.ToArray(),

        // The topic of a transfer of Ethereum's tokens.
        "0xddf252ad1be2c89b"u8.ToArray(),

        // Programs of Solana that keep tokens.
        "TokenkegQfeZyiNw"u8.ToArray(), "TokenzQdBNbLqP5V"u8.ToArray(), "ATokenGPvbdGVxr1"u8.ToArray(),

        // The password of the proxy in the documentation of npm, which bundles carry along.
        "pas%2As"u8.ToArray(), "pas*s"u8.ToArray(),

        // GitHub's own samples for secret scanning.
        "secret_scanning_ab85fc6f"u8.ToArray(),
    ];

    /// <summary>True for a token of Mapbox that is made for pages. A rule names it; under other names it is no credential.</summary>
    public static bool IsForPages(ReadOnlySpan<byte> value) => value.StartsWith("pk.eyJ"u8);

    /// <summary>True when the value begins as one of them does.</summary>
    public static bool Contains(ReadOnlySpan<byte> value)
    {
        foreach (var beginning in Beginnings)
        {
            if (value.StartsWith(beginning))
            {
                return true;
            }
        }

        return false;
    }
}
