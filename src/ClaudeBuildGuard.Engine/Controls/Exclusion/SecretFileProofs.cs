using System.Text;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>What the content of a file must show before its name counts. Each answers in linear time and keeps nothing.</summary>
internal static partial class SecretFileProofs
{
    private static readonly string[] PublicBlocks =
    [
        "CERTIFICATE", "PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST", "X509 CRL", "DH PARAMETERS", "EC PARAMETERS",
        "TRUSTED CERTIFICATE", "X509 CERTIFICATE", "PKCS7", "CMS", "PGP PUBLIC KEY BLOCK", "PGP SIGNATURE",
    ];

    /// <summary>True unless every block of the file is a public one.</summary>
    public static bool IsNotPublicPem(string text)
    {
        var blocks = PemHeader().EnumerateMatches(text);
        var any = false;
        foreach (var block in blocks)
        {
            any = true;
            var header = text.AsSpan(block.Index + "-----BEGIN ".Length, block.Length - "-----BEGIN -----".Length);
            if (Array.IndexOf(PublicBlocks, header.ToString()) < 0)
            {
                return true;
            }
        }

        return !any;
    }

    /// <summary>True for a key; false for a public key and for the presentations that share the ending <c>.key</c>.</summary>
    public static bool IsKeyText(string text)
    {
        if (text.StartsWith("PK\u0003\u0004", StringComparison.Ordinal))
        {
            return false;
        }

        return PemHeader().IsMatch(text) ? IsNotPublicPem(text) : !text.StartsWith("ssh-", StringComparison.Ordinal);
    }

    /// <summary>False for a file whose values are encrypted in place.</summary>
    public static bool IsNotEncrypted(string text) =>
        !text.Contains("ENC[AES256", StringComparison.Ordinal) && !text.Contains("$ANSIBLE_VAULT", StringComparison.Ordinal);

    /// <summary>True when the file of a package manager or registry gives a password rather than a reference to one.</summary>
    public static bool HoldsRegistryPassword(string text)
    {
        foreach (var match in RegistryPassword().EnumerateMatches(text))
        {
            var found = text.AsSpan(match.Index, match.Length);
            var value = found[(found.LastIndexOfAny("=:\"") + 1)..].Trim("'\" \t");
            if (IsValue(value.ToString(), []))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when some name that speaks of a secret is given a value that is neither a reference nor a placeholder.</summary>
    public static bool HoldsAssignedSecret(string text)
    {
        foreach (Match match in AssignedSecret().Matches(text))
        {
            if (!Note().IsMatch(match.Groups["text"].Value) && IsValue(match.Groups["value"].Value, match.Groups["name"].Value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a text of one word that is neither a reference nor a placeholder.</summary>
    public static bool IsOneValue(string text)
    {
        var value = text.AsSpan().Trim();
        return value.Length is >= 6 and <= 4096 && value.IndexOfAny(" \t\r\n") < 0 && IsValue(value.ToString(), []);
    }

    /// <summary>False for a public certificate and for one word that is a reference or a placeholder: whoever says that a file is a secret may still keep none in it.</summary>
    public static bool MayBeValue(string text)
    {
        var value = text.AsSpan().Trim();
        return PemHeader().IsMatch(text) ? IsNotPublicPem(text)
            : value.Length > 0 && (value.IndexOfAny(" \t\r\n") >= 0 || IsValue(value.ToString(), []));
    }

    /// <summary>Asks what the credential scanner asks, so that both say the same of one value.</summary>
    private static bool IsValue(string value, ReadOnlySpan<char> name)
    {
        // One of these in front says enough where a blank cut the rest off.
        if (value.Length < 6 || value[0] is '<' or '{' or '%' or '$' or '*')
        {
            return false;
        }

        var plain = value.Trim('_', '-', '.', '*', 'x', 'X');
        return plain.Length >= 6
            && plain.Distinct().Count() > 3
            && !IsStandIn(Encoding.UTF8.GetBytes(value), name)
            && !IsStandIn(Encoding.UTF8.GetBytes(plain), name)
            && !value.Contains("your", StringComparison.OrdinalIgnoreCase)
            && !value.Contains("keyvault", StringComparison.OrdinalIgnoreCase)
            && !value.StartsWith("http", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsStandIn(ReadOnlySpan<byte> value, ReadOnlySpan<char> name) => Reference.Is(value) || Placeholder.Is(value, name);

    [GeneratedRegex("-----BEGIN [A-Z0-9 ]{1,40}-----", RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex PemHeader();

    [GeneratedRegex(
        """(_authToken|_password|_auth|npmAuthToken|ClearTextPassword"?\s+value|"auth"|password)\s*[=:]\s*["']?[^"'\s]+""",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 2000)]
    private static partial Regex RegistryPassword();

    // 'text' goes to the end of the quoted text or of the part of a connection string, 'value' to a blank in it.
    [GeneratedRegex(
        """(?<name>password|passwd|pwd|secret|token|api_?-?key|private_?-?key|access_?-?key|account_?key|shared_?access_?key|client-key-data)["']?\s*[:=]\s*["']?(?=(?<text>[^"'\r\n;]*))(?<value>[^"'\s;,&]+)""",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 2000)]
    private static partial Regex AssignedSecret();

    // "overridden by env", "set in the portal": words beside each other are a note. Of a passphrase the scanner decides.
    [GeneratedRegex(@"^\p{L}+(?:[ '-]\p{L}+)* \p{L}+[.!]?$", RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Note();
}
