using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>What the content of a file must show before its name counts. Each answers in linear time and keeps nothing.</summary>
internal static partial class SecretFileProofs
{
    private static readonly string[] PublicBlocks =
    [
        "CERTIFICATE", "PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST", "X509 CRL", "DH PARAMETERS", "EC PARAMETERS",
        "TRUSTED CERTIFICATE", "PKCS7",
    ];

    private static readonly string[] WeakValues =
    [
        "password", "passwd", "secret", "changeme", "change_me", "postgres", "guest", "admin", "root", "test", "none", "null", "true", "false", "example",
        "placeholder", "redacted", "string", "todo", "undefined", "empty", "default", "dummy", "pass", "value", "token", "apikey",
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
            if (IsValue(value.ToString()))
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
            if (IsValue(match.Groups["value"].Value))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsValue(string value)
    {
        if (value.Length < 6 || value[0] is '<' or '{' or '%' or '$' or '*' || value.Contains("${", StringComparison.Ordinal) || value.Contains("{{", StringComparison.Ordinal))
        {
            return false;
        }

        var plain = value.Trim('_', '-', '.', '*', 'x', 'X');
        return plain.Length >= 6
            && !WeakValues.Contains(plain, StringComparer.OrdinalIgnoreCase)
            && !value.Contains("your", StringComparison.OrdinalIgnoreCase)
            && !value.Contains("example", StringComparison.OrdinalIgnoreCase)
            && !value.Contains("keyvault", StringComparison.OrdinalIgnoreCase)
            && !value.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            && plain.Distinct().Count() > 3;
    }

    [GeneratedRegex("-----BEGIN [A-Z0-9 ]{1,40}-----", RegexOptions.None, matchTimeoutMilliseconds: 2000)]
    private static partial Regex PemHeader();

    [GeneratedRegex(
        """(_authToken|_password|_auth|npmAuthToken|ClearTextPassword"?\s+value|"auth"|password)\s*[=:]\s*["']?[^"'\s]+""",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 2000)]
    private static partial Regex RegistryPassword();

    [GeneratedRegex(
        """(password|passwd|pwd|secret|token|api_?-?key|private_?-?key|access_?-?key|account_?key|shared_?access_?key|client-key-data)["']?\s*[:=]\s*["']?(?<value>[^"'\s;,&]+)""",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 2000)]
    private static partial Regex AssignedSecret();
}
