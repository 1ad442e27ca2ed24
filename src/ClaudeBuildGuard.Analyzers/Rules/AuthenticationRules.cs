using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Rules;

/// <summary>Who somebody is: tokens, cookies, passwords, secrets (controls E1, E2, E3).</summary>
internal static class AuthenticationRules
{
    private const string Category = "ClaudeBuildGuard.Authentication";

    /// <summary>Token signature is not checked.</summary>
    public static readonly DiagnosticDescriptor SignatureNotChecked = new(
        "CBG7002",
        "Token signature is not checked",
        "{0}: any token that anybody writes is accepted. Remove it and give the handler the issuer's key.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7002"));

    /// <summary>Token validation is weakened.</summary>
    public static readonly DiagnosticDescriptor TokenValidationWeakened = new(
        "CBG7003",
        "Token validation is weakened",
        "{0}: a check that the handler would make is skipped. Remove it, or check for real.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7003"));

    /// <summary>Identity metadata over plain HTTP.</summary>
    public static readonly DiagnosticDescriptor MetadataOverHttp = new(
        "CBG7004",
        "Identity metadata over plain HTTP",
        "{0}: " +
        "whoever is on the network can replace the keys that tokens are checked with. " +
        "Use https, and allow http only under IsDevelopment().",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7004"));

    /// <summary>Secret written into the code.</summary>
    public static readonly DiagnosticDescriptor SecretInCode = new(
        "CBG7005",
        "Secret written into the code",
        "The {0} is written into the code ({1} characters): " +
        "whoever reads the repository has it. " +
        "Read it from configuration or a vault, and replace the old one.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7005"));

    /// <summary>Known secret used where configuration is missing.</summary>
    public static readonly DiagnosticDescriptor FallbackSecret = new(
        "CBG7006",
        "Known secret used where configuration is missing",
        "The {0} falls back to a text in the code ({1} characters) where configuration has none: " +
        "a forgotten setting then opens the application. " +
        "Throw an exception instead.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7006"));

    /// <summary>Session, cookie or token lives too long.</summary>
    public static readonly DiagnosticDescriptor LifetimeUnlimited = new(
        "CBG7007",
        "Session, cookie or token lives too long",
        "{0} is {1}, more than {2}: a stolen one stays good that long. Shorten it, and renew it while it is used.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7007"));

    /// <summary>Cookie protection switched off.</summary>
    public static readonly DiagnosticDescriptor CookieUnprotected = new(
        "CBG7008",
        "Cookie protection switched off",
        "{0}: {1}. Remove it, or set the protecting value.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7008"));

    /// <summary>Sign-out leaves the session alive.</summary>
    public static readonly DiagnosticDescriptor SignOutIncomplete = new(
        "CBG7009",
        "Sign-out leaves the session alive",
        "'{0}' {1}: who copied the cookie or token goes on using it. {2}.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7009"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>Password hashed with a fast hash.</summary>
    public static readonly DiagnosticDescriptor FastPasswordHash = new(
        "CBG7010",
        "Password hashed with a fast hash",
        "'{0}' is hashed with {1}: " +
        "graphics cards try billions of passwords a second against it. " +
        "Use PasswordHasher<TUser>, bcrypt or argon2.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7010"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>Password compared with an operator.</summary>
    public static readonly DiagnosticDescriptor PasswordCompared = new(
        "CBG7011",
        "Password compared with an operator",
        "'{0}' is compared with {1}: " +
        "a stored password is either readable or an unsalted hash, and the time taken tells how much of it matched. " +
        "Use PasswordHasher<TUser>.VerifyHashedPassword, or CryptographicOperations.FixedTimeEquals over hashes.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7011"));

    /// <summary>Too few iterations for a password.</summary>
    public static readonly DiagnosticDescriptor TooFewIterations = new(
        "CBG7012",
        "Too few iterations for a password",
        "{0} is {1}; at least {2} is needed today. Raise it, and rehash at the next sign-in.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7012"));

    /// <summary>OAuth safeguard switched off.</summary>
    public static readonly DiagnosticDescriptor OAuthCheckOff = new(
        "CBG7013",
        "OAuth safeguard switched off",
        "{0}: {1}. Remove it.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7013"));

    /// <summary>Redirect address taken from the request.</summary>
    public static readonly DiagnosticDescriptor RedirectFromRequest = new(
        "CBG7014",
        "Redirect address taken from the request",
        "'{0}' comes from the request and becomes the redirect address unchecked: " +
        "a link to this site can send people, and their codes, anywhere. " +
        "Check it with Url.IsLocalUrl, use LocalRedirect, or look it up in a list.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7014"));

    /// <summary>Server certificate accepted unchecked.</summary>
    public static readonly DiagnosticDescriptor CertificateUnchecked = new(
        "CBG7015",
        "Server certificate accepted unchecked",
        "{0} accepts every certificate: " +
        "whoever is on the network can read and change the traffic. " +
        "Remove it; for a private authority add its root to the trust store.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7015"));

    /// <summary>Token that can be forged or guessed.</summary>
    public static readonly DiagnosticDescriptor ForgeableToken = new(
        "CBG7016",
        "Token that can be forged or guessed",
        "{0}: {1}. {2}.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7016"));
}
