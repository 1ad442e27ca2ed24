using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Controls.Sandbox;
using ClaudeBuildGuard.Engine.Documents;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>Secrets in the strings of agent configuration: by name, by header, in addresses, and in JSON that stands inside a string.</summary>
internal static partial class LiteralSecrets
{
    private const int DeepestJson = 3;

    /// <summary>Every string below a value that holds a secret, with what names it.</summary>
    public static IEnumerable<(JsonElement Value, string What)> In(JsonElement root)
    {
        foreach (var place in root.Descendants())
        {
            if (place.Value.AsString is { } text && What(place.IsMember ? place.Name : string.Empty, text, DeepestJson) is { } what)
            {
                yield return (place.Value, what);
            }
        }
    }

    /// <summary>What a value is when it is a secret, as a noun phrase; null when it is none.</summary>
    public static string? What(string name, string text, int depth = DeepestJson)
    {
        if (SecretValue.IsLiteralSecret(name, text, strict: false))
        {
            return $"a value for '{name}'";
        }

        if (Default().Match(text) is { Success: true } fallback && SecretValue.IsLiteralSecret(name.Length == 0 ? "token" : name, fallback.Groups["value"].Value, strict: false))
        {
            return $"a default for '{name}'";
        }

        if (Header().Match(text) is { Success: true } header && IsLiteral(header.Groups["value"].Value))
        {
            return "an authorization header";
        }

        if (Query().Match(text) is { Success: true } query && IsLiteral(query.Groups["value"].Value))
        {
            return "a token in an address";
        }

        if (UserInfo().Match(text) is { Success: true } user && IsLiteral(user.Groups["value"].Value))
        {
            return "a password in an address";
        }

        if (Argument().Match(text) is { Success: true } argument && IsLiteral(argument.Groups["value"].Value))
        {
            return "a secret among the arguments";
        }

        return depth > 0 && Nested(text) is { } root ? InNested(root, depth) : null;
    }

    private static string? InNested(JsonElement root, int depth)
    {
        foreach (var place in root.Descendants())
        {
            if (place.Value.AsString is { } text && What(place.IsMember ? place.Name : string.Empty, text, depth - 1) is { } what)
            {
                return $"{what} inside JSON in a string";
            }
        }

        return null;
    }

    private static JsonElement? Nested(string text)
    {
        var trimmed = text.AsSpan().Trim();
        return trimmed.Length > 2 && trimmed[0] is '{' or '[' ? JsonText.Parse(text, JsonDialect.Strict).Root : null;
    }

    private static bool IsLiteral(string value) => SecretValue.IsLiteralSecret("token", value, strict: false);

    [GeneratedRegex(@"^(?:[\w-]+:\s*)?(?:Bearer|Basic|Token|ApiKey)\s+(?<value>[^\s$""']{12,})$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Header();

    [GeneratedRegex(@"[?&](?:token|access_token|api_?key|key|secret|auth|password)=(?<value>[^&\s$]{8,})", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Query();

    [GeneratedRegex(@"^[a-z][a-z0-9+.-]*://[^/\s:@]*:(?<value>[^@/\s$]{8,})@", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"^--?(?:token|api-?key|password|secret|access-token|auth|pat|client-secret)=(?<value>[^\s$]{8,})$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Argument();

    [GeneratedRegex(@"\$\{\w+:-(?<value>[^}]{8,})\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Default();
}
