using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ClaudeBuildGuard.Analyzers.Authentication;

/// <summary>The properties of the platform that are weak with some values, one a line.</summary>
internal static class WeakSettings
{
    private const string Tokens = "Microsoft.IdentityModel.Tokens.TokenValidationParameters";
    private const string Jwt = "Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions";
    private const string OpenId = "Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions";
    private const string OAuth = "Microsoft.AspNetCore.Authentication.OAuth.OAuthOptions";
    private const string Protocol = "Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectProtocolValidator";
    private const string CookieScheme = "Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions";
    private const string Cookie = "Microsoft.AspNetCore.Http.CookieBuilder";

    private static readonly HashSet<string> SessionCookies = new(StringComparer.Ordinal)
    {
        "CookieAuthenticationOptions.Cookie", "SessionOptions.Cookie", "AntiforgeryOptions.Cookie",
    };

    private static readonly HashSet<string> ProtocolCookies = new(StringComparer.Ordinal)
    {
        "RemoteAuthenticationOptions.CorrelationCookie", "OpenIdConnectOptions.NonceCookie",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<WeakSetting> All { get; } =
    [
        new(Tokens, "RequireSignedTokens", AuthenticationRules.SignatureNotChecked, When(false)),
        new(Tokens, "SignatureValidator", AuthenticationRules.SignatureNotChecked, WhenLambda(Lambdas.ReturnsTokenUnread, "SignatureValidator returns the token without checking it")),
        new(Tokens, "SignatureValidatorUsingConfiguration", AuthenticationRules.SignatureNotChecked, WhenLambda(Lambdas.ReturnsTokenUnread, "SignatureValidatorUsingConfiguration returns the token without checking it")),

        new(Tokens, "ValidateIssuerSigningKey", AuthenticationRules.TokenValidationWeakened, When(false)),
        new(Tokens, "IssuerSigningKeyValidator", AuthenticationRules.TokenValidationWeakened, WhenLambda(Lambdas.ReturnsTrue, "IssuerSigningKeyValidator answers true for every key")),
        new(Tokens, "IssuerSigningKeyValidatorUsingConfiguration", AuthenticationRules.TokenValidationWeakened, WhenLambda(Lambdas.ReturnsTrue, "IssuerSigningKeyValidatorUsingConfiguration answers true for every key")),
        new(Tokens, "AlgorithmValidator", AuthenticationRules.TokenValidationWeakened, WhenLambda(Lambdas.ReturnsTrue, "AlgorithmValidator answers true for every algorithm")),
        new(Tokens, "IssuerValidator", AuthenticationRules.TokenValidationWeakened, WhenLambda(Lambdas.ReturnsOwnParameter, "IssuerValidator returns whatever issuer the token names")),

        new(Jwt, "RequireHttpsMetadata", AuthenticationRules.MetadataOverHttp, When(false)),
        new(OpenId, "RequireHttpsMetadata", AuthenticationRules.MetadataOverHttp, When(false)),
        new(Jwt, "Authority", AuthenticationRules.MetadataOverHttp, WhenPlainHttp),
        new(Jwt, "MetadataAddress", AuthenticationRules.MetadataOverHttp, WhenPlainHttp),
        new(OpenId, "Authority", AuthenticationRules.MetadataOverHttp, WhenPlainHttp),
        new(OpenId, "MetadataAddress", AuthenticationRules.MetadataOverHttp, WhenPlainHttp),

        new(CookieScheme, "ExpireTimeSpan", AuthenticationRules.LifetimeUnlimited, WhenLongerThanASession),
        new("Microsoft.AspNetCore.Builder.SessionOptions", "IdleTimeout", AuthenticationRules.LifetimeUnlimited, WhenLongerThanASession),
        new("Microsoft.AspNetCore.Authentication.BearerToken.BearerTokenOptions", "BearerTokenExpiration", AuthenticationRules.LifetimeUnlimited, WhenLongerThanASession),
        new("Microsoft.AspNetCore.Identity.DataProtectionTokenProviderOptions", "TokenLifespan", AuthenticationRules.LifetimeUnlimited, WhenLongerThanASession),
        new("Microsoft.AspNetCore.Identity.SecurityStampValidatorOptions", "ValidationInterval", AuthenticationRules.LifetimeUnlimited, WhenLongerThanASession),
        new("Microsoft.AspNetCore.Authentication.AuthenticationProperties", "ExpiresUtc", AuthenticationRules.LifetimeUnlimited, WhenExpiringLate),
        new("Microsoft.IdentityModel.Tokens.SecurityTokenDescriptor", "Expires", AuthenticationRules.LifetimeUnlimited, WhenExpiringLate),
        new("Microsoft.IdentityModel.Tokens.TokenHandler", "SetDefaultTimesOnTokenCreation", AuthenticationRules.LifetimeUnlimited, WhenNoExpiryIsSet),
        new(Tokens, "ClockSkew", AuthenticationRules.LifetimeUnlimited, v => Spans.Length(v.Value) is { } skew && skew > TimeSpan.FromMinutes(10) ? [v.Target.Property.Name, Lengths.Shown(skew), "10 minutes"] : null),

        new(Cookie, "HttpOnly", AuthenticationRules.CookieUnprotected, v => v.Is(false) && Guarded(v, SessionCookies, ProtocolCookies) ? [v.Shown, "script on the page can read the cookie"] : null),
        new(Cookie, "SecurePolicy", AuthenticationRules.CookieUnprotected, v => v.Member == "None" && Guarded(v, SessionCookies, ProtocolCookies) ? [v.Shown, "the cookie is sent over plain HTTP"] : null),
        new(Cookie, "SameSite", AuthenticationRules.CookieUnprotected, v => v.Member is "None" or "Unspecified" && Guarded(v, SessionCookies) ? [v.Shown, "other sites' requests carry the cookie"] : null),

        new(OpenId, "UsePkce", AuthenticationRules.OAuthCheckOff, When(false, "an intercepted code can be exchanged by whoever has it")),
        new(OAuth, "UsePkce", AuthenticationRules.OAuthCheckOff, When(false, "an intercepted code can be exchanged by whoever has it")),
        new(Protocol, "RequireNonce", AuthenticationRules.OAuthCheckOff, When(false, "an identity token can be replayed")),
        new(Protocol, "RequireState", AuthenticationRules.OAuthCheckOff, When(false, "an attacker's answer can be planted in the user's browser")),
        new(Protocol, "RequireStateValidation", AuthenticationRules.OAuthCheckOff, When(false, "an attacker's answer can be planted in the user's browser")),
        new(OpenId, "ResponseType", AuthenticationRules.OAuthCheckOff, v => v.Value.Text() is { } type && type.Split(' ').Contains("token") ? [v.Shown, "the implicit flow puts the access token into the address bar and the history"] : null),

        new("System.Net.Http.HttpClientHandler", "ServerCertificateCustomValidationCallback", AuthenticationRules.CertificateUnchecked, WhenAcceptingAll),
        new("System.Net.Security.SslClientAuthenticationOptions", "RemoteCertificateValidationCallback", AuthenticationRules.CertificateUnchecked, WhenAcceptingAll),
        new("System.Net.ServicePointManager", "ServerCertificateValidationCallback", AuthenticationRules.CertificateUnchecked, WhenAcceptingAll),
        new("System.Net.HttpWebRequest", "ServerCertificateValidationCallback", AuthenticationRules.CertificateUnchecked, WhenAcceptingAll),
        new("System.Net.WebSockets.ClientWebSocketOptions", "RemoteCertificateValidationCallback", AuthenticationRules.CertificateUnchecked, WhenAcceptingAll),
        new("MailKit.MailService", "ServerCertificateValidationCallback", AuthenticationRules.CertificateUnchecked, WhenAcceptingAll),
        new("RestSharp.RestClientOptions", "RemoteCertificateValidationCallback", AuthenticationRules.CertificateUnchecked, WhenAcceptingAll),

        new("Microsoft.AspNetCore.Identity.PasswordHasherOptions", "IterationCount", AuthenticationRules.TooFewIterations, v => v.Value.Number() is { } count && count < v.Settings.FewestIterations ? [v.Target.Property.Name, count, v.Settings.FewestIterations] : null),
        new("Microsoft.AspNetCore.Identity.PasswordHasherOptions", "CompatibilityMode", AuthenticationRules.TooFewIterations, v => v.Member == "IdentityV2" ? ["PasswordHasherCompatibilityMode.IdentityV2", "PBKDF2 with 1000 rounds of SHA-1", v.Settings.FewestIterations] : null),
        new("Konscious.Security.Cryptography.Argon2", "MemorySize", AuthenticationRules.TooFewIterations, v => v.Value.Number() is { } size && size < 7168 ? ["Argon2 MemorySize", size, "7168 KiB"] : null),

        new("Microsoft.AspNetCore.SignalR.HubOptions", "EnableDetailedErrors", DisclosureRules.DeveloperDetail, When(true, "exception messages reach every client of the hub")),
        new("Grpc.AspNetCore.Server.GrpcServiceOptions", "EnableDetailedErrors", DisclosureRules.DeveloperDetail, When(true, "exception messages reach every client of the service")),
        new("Microsoft.IdentityModel.Logging.IdentityModelEventSource", "ShowPII", DisclosureRules.DeveloperDetail, When(true, "tokens and personal data are written into exceptions and logs")),
    ];

    private static Func<SettingValue, object[]?> When(bool constant) => v => v.Is(constant) ? [v.Shown] : null;

    private static Func<SettingValue, object[]?> When(bool constant, string consequence) => v => v.Is(constant) ? [v.Shown, consequence] : null;

    private static Func<SettingValue, object[]?> WhenLambda(Func<IOperation, bool> weak, string statement) => v => weak(v.Value) ? [statement] : null;

    private static object[]? WhenAcceptingAll(SettingValue v) =>
        Lambdas.ReturnsTrue(v.Value) || v.Member == "DangerousAcceptAnyServerCertificateValidator" ? [v.Target.Property.Name] : null;

    /// <summary>A single-label host is a container's name on a private network; a loopback address leaves the machine never.</summary>
    private static object[]? WhenPlainHttp(SettingValue v) =>
        v.Value.Text() is { } text && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == "http" && !address.IsLoopback &&
        address.Host.IndexOf('.') > 0 && !address.Host.EndsWith(".localhost", StringComparison.Ordinal) && !address.Host.EndsWith(".internal", StringComparison.Ordinal)
            ? [v.Target.Property.Name + " is " + address.GetLeftPart(UriPartial.Authority)]
            : null;

    /// <summary>
    /// Without the handler's hour of life a token lives for ever, unless something sets its expiry: in the member that describes the token, or
    /// anywhere in the type where this member does not.
    /// </summary>
    private static object[]? WhenNoExpiryIsSet(SettingValue v)
    {
        if (!v.Is(false))
        {
            return null;
        }

        var scope = v.Value.Member();
        if (scope is null || !scope.DescendantTokens().Any(t => t.ValueText == "SecurityTokenDescriptor"))
        {
            scope = v.Value.Syntax.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? v.Value.Syntax.SyntaxTree.GetRoot();
        }

        return scope.DescendantTokens().Any(t => t.ValueText is "Expires" or "expires" or "Exp" or "exp" or "Expiration")
            ? null
            : ["The life of a token without Expires", "unlimited", v.Settings.LongestSessionDays + " days"];
    }

    private static object[]? WhenLongerThanASession(SettingValue v) => TooLong(v, Spans.Length(v.Value));

    private static object[]? WhenExpiringLate(SettingValue v) => TooLong(v, Spans.FromNow(v.Value));

    private static object[]? TooLong(SettingValue v, TimeSpan? length) =>
        length is { } known && known > TimeSpan.FromDays(v.Settings.LongestSessionDays)
            ? [v.Target.Property.Name, Lengths.Shown(known), v.Settings.LongestSessionDays + " days"]
            : null;

    private static bool Guarded(SettingValue v, params HashSet<string>[] owners) =>
        v.Owner is { } owner && owners.Any(set => set.Contains($"{owner.OriginalDefinition.ContainingType.Name}.{owner.Name}"));
}
