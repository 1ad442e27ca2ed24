using ClaudeBuildGuard.Analyzers.Context;

namespace ClaudeBuildGuard.Analyzers.Authorization;

/// <summary>Names of endpoints that are public by nature: signing in, being told about errors, health, landing pages.</summary>
internal static class PublicNames
{
    private static readonly HashSet<string> Entrances = new(StringComparer.Ordinal)
    {
        "login", "logon", "logout", "logoff", "signin", "signout", "signup", "register", "registration", "forgot", "reset", "confirm", "confirmation", "resend",
        "verify", "verification", "callback", "webhook", "webhooks", "hook", "token", "tokens", "refresh", "consent", "error", "errors", "denied", "accessdenied",
        "challenge", "external", "contact", "newsletter", "subscribe", "unsubscribe", "csp", "culture", "language", "connect", "authorize", "auth",
        "authenticate", "authentication", "otp", "mfa", "twofactor", "recover", "recovery", "activate", "invite", "invitation", "lockout", "exchange", "antiforgery", "csrf",
    };

    private static readonly HashSet<string> Fronts = new(StringComparer.Ordinal)
    {
        "home", "index", "public", "privacy", "about", "terms", "faq", "imprint", "version", "status", "info", "robots", "sitemap", "favicon", "openapi", "swagger",
        "scalar", "metrics", "live", "liveness", "ready", "readiness", "alive", "health", "healthz", "healthcheck", "ping", "landing", "welcome", "discovery", "jwks",
    };

    /// <summary>True for signing in, registering, call-backs and the like, where an anonymous write is what it is for.</summary>
    public static bool IsEntrance(string name)
    {
        var words = Words.Of(name);
        return words.Any(Entrances.Contains) || Has(words, "sign", "in") || Has(words, "sign", "up") || Has(words, "sign", "out") || Has(words, "log", "in") || Has(words, "log", "out") || Has(words, "log", "off") || Has(words, "two", "factor");
    }

    /// <summary>True for those and for landing pages, health and documents.</summary>
    public static bool IsPublic(string name) => name.Trim('/').Length == 0 || IsEntrance(name) || Words.Of(name).Any(Fronts.Contains);

    private static bool Has(IReadOnlyList<string> words, string first, string second)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i - 1] == first && words[i] == second)
            {
                return true;
            }
        }

        return false;
    }
}
