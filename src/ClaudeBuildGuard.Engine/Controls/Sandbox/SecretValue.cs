using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Controls.Sandbox;

/// <summary>
/// Whether a variable's value is a secret that stands there in clear. By name and shape only: tokens of known providers are found by the
/// credential rules wherever they stand.
/// </summary>
internal static partial class SecretValue
{
    /// <summary>True when the name says secret and the value is one.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="value">Its value; null is passed through from outside.</param>
    /// <param name="strict">True asks for a value that only a machine makes up; for files that no agent runs in.</param>
    public static bool IsLiteralSecret(string name, string? value, bool strict)
    {
        var text = value?.Trim().Trim('"', '\'') ?? string.Empty;
        if (text.Length < 6 || !SecretName().IsMatch(name) || NotSecretName().IsMatch(name) || Reference().IsMatch(text) || Placeholder().IsMatch(text))
        {
            return false;
        }

        var embedded = PasswordInside().Match(text);
        if (embedded.Success)
        {
            text = embedded.Groups["value"].Value;
            return text.Length >= 6 && !Reference().IsMatch(text) && !Placeholder().IsMatch(text) && (!strict || IsRandom(text));
        }

        if (text.Contains(' ', StringComparison.Ordinal) || text.StartsWith('/') || text.StartsWith("./", StringComparison.Ordinal))
        {
            return false;
        }

        // A key may be one of a dictionary, a table or a keyboard: its name alone says little.
        return strict || !StrongName().IsMatch(name)
            ? IsRandom(text)
            : text.Length >= 8 && text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetter);
    }

    /// <summary>True when a name says that its value is a secret, without any doubt.</summary>
    public static bool NamesSecret(string name) =>
        SecretName().IsMatch(name) && StrongName().IsMatch(name) && !NotSecretName().IsMatch(name) && !ForBrowsers().IsMatch(name);

    private static bool IsRandom(string text) =>
        text.Length >= 16 && text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetter) && Entropy(text) >= 3.4;

    // Bits per character.
    private static double Entropy(string text) =>
        text.GroupBy(c => c).Select(g => (double)g.Count() / text.Length).Sum(p => -p * Math.Log2(p));

    [GeneratedRegex(@"(?:^|_|-|(?<=[a-z])(?=[A-Z]))(?:api_?key|access_?key|account_?key|secret_?key|private_?key|encryption_?key|signing_?key|key|token|secret|password|passwd|pwd|pat|credentials?|connection_?string|auth)(?:_|$)|ConnectionStrings?__|Password$|Secret$|Token$|ApiKey$|_DSN$|DATABASE_URL$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"password|passwd|pwd|secret|token|api_?-?key|access_?key|account_?key|private_?key|credential|connection", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StrongName();

    [GeneratedRegex(@"(?:_FILE|_PATH|_DIR|_ID|_NAME|_HEADER|_ISSUER|_LENGTH|_LIMIT|_TTL|_EXPIRY|_TYPE|_URL|_ENDPOINT|_ALGORITHM|_PREFIX|_VERSION|_METHOD|_MODE|_HASH|_ENABLED|_SIZE|_COUNT|_TOKENS)$|PUBLIC_?KEY|^MAX_|KEYRING|KEYBOARD|PRIMARY_KEY|CACHE_KEY|KEY_?VAULT", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotSecretName();

    // Prefixes by which build tools put a value into what every visitor loads.
    [GeneratedRegex(@"^(?:NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC|EXPO_PUBLIC|PUBLIC)_", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ForBrowsers();

    [GeneratedRegex(@"\$\{|\$\(|^\$|\{\{|^%\w+%$|^<|^op://|^vault:|^file:|@Microsoft\.KeyVault", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"your|change.?me|example|placeholder|dummy|sample|replace|xxx|\*\*\*|\.\.\.|^(?:test|dev|local|demo|fake|none|null|true|false|default|password|postgres|secret|admin|root|guest)\w{0,12}$|todo|insert|^0+$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?:^|;)\s*(?:Password|Pwd|AccountKey|SharedAccessKey)\s*=\s*(?<value>[^;]+)|^\w+://[^:/@\s]+:(?<value>[^@/\s]+)@", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PasswordInside();
}
