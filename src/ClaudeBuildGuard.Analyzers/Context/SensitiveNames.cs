namespace ClaudeBuildGuard.Analyzers.Context;

/// <summary>Tells from a name whether its value is a secret, and what kind.</summary>
internal static class SensitiveNames
{
    private static readonly HashSet<string> Passwords = new(StringComparer.Ordinal) { "password", "passwd", "pwd", "passphrase", "passcode" };

    private static readonly HashSet<string> Secrets = new(StringComparer.Ordinal) { "secret", "apikey", "cvv", "cvc", "ssn", "accesstoken", "refreshtoken", "idtoken" };

    /// <summary>Two words that are a secret together, the second at the end of the name.</summary>
    private static readonly HashSet<string> Pairs = new(StringComparer.Ordinal)
    {
        "api key", "access token", "refresh token", "id token", "bearer token", "auth token", "jwt token", "reset token", "session token",
        "client secret", "private key", "signing key", "encryption key", "secret key", "access key", "connection string", "card number", "security number",
        "pin code", "one time",
    };

    /// <summary>Words before "password" in a value that is typed a second time by the same person.</summary>
    private static readonly HashSet<string> Repeats = new(StringComparer.Ordinal)
    {
        "confirm", "confirmation", "confirmed", "repeat", "repeated", "retype", "again", "verify", "new", "old", "current", "second", "2", "default", "same",
    };

    /// <summary>Words for a value that the secret was taken out of.</summary>
    private static readonly HashSet<string> Removed = new(StringComparer.Ordinal)
    {
        "masked", "redacted", "sanitized", "sanitised", "scrubbed", "obfuscated", "anonymized", "anonymised", "without",
    };

    /// <summary>Words in the name of a cookie that lets its holder in.</summary>
    private static readonly HashSet<string> CredentialCookies = new(StringComparer.Ordinal)
    {
        "auth", "authentication", "session", "jwt", "token", "refreshtoken", "accesstoken", "sessionid", "sid",
    };

    /// <summary>True for the name of a password itself: not its hash, length, policy or the question whether there is one.</summary>
    public static bool IsPassword(string name)
    {
        var words = Words.Of(name);
        return words.Count > 0 && Passwords.Contains(words[words.Count - 1]) && !IsQuestion(words);
    }

    /// <summary>True for a password or the hash of one.</summary>
    public static bool IsPasswordOrHash(string name)
    {
        var words = Words.Of(name);
        return IsPassword(name) || (words.Count > 1 && words[words.Count - 1] is "hash" or "hashed" or "digest" && words.Any(Passwords.Contains));
    }

    /// <summary>True for a password that somebody types a second time.</summary>
    public static bool IsRepeatedPassword(string name) => Words.Of(name).Any(Repeats.Contains);

    /// <summary>True for what names an account, which a password is not to be like.</summary>
    public static bool IsAccountName(string name)
    {
        var words = Words.Of(name);
        return words.Count > 0 && words[words.Count - 1] is "email" or "mail" or "name" or "username" or "login" or "phone";
    }

    /// <summary>True for the name of a cookie that lets its holder in.</summary>
    public static bool IsCredentialCookie(string name)
    {
        var words = Words.Of(name);
        return words.Any(CredentialCookies.Contains) && !words.Any(w => w is "xsrf" or "csrf" or "antiforgery" or "theme");
    }

    /// <summary>True for the name of any secret; not of what is left of one to be shown.</summary>
    public static bool IsSecret(string name)
    {
        var words = Words.Of(name);
        return !words.Any(Removed.Contains) && !(words.Contains("user") && words.Contains("facing")) &&
            (IsPassword(name) ||
            (words.Count > 0 && Secrets.Contains(words[words.Count - 1]) && !IsQuestion(words)) ||
            (words.Count > 1 && Pairs.Contains($"{words[words.Count - 2]} {words[words.Count - 1]}") && !IsQuestion(words)));
    }

    private static bool IsQuestion(IReadOnlyList<string> words) =>
        words[0] is "has" or "is" or "use" or "uses" or "requires" or "require" or "can" or "should" or "no" or "masked" or "redacted" or "hashed" or "encrypted";
}
