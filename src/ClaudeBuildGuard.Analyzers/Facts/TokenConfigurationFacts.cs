using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Facts;

/// <summary>
/// Every token, cookie and session configuration for the audit (control H6): issuer, audience, lifetime, where the key comes from, metadata,
/// clock skew, cookie flags. Only where a project asks for facts.
/// </summary>
internal sealed class TokenConfigurationFacts : SecurityCheck
{
    private static readonly (string Protection, string[] Properties)[] OfTokens =
    [
        ("issuer", ["ValidateIssuer", "ValidIssuer", "ValidIssuers", "IssuerValidator"]),
        ("audience", ["ValidateAudience", "ValidAudience", "ValidAudiences", "AudienceValidator", "Audience"]),
        ("lifetime", ["ValidateLifetime", "LifetimeValidator", "RequireExpirationTime"]),
        ("clock skew 5 minutes", ["ClockSkew"]),
    ];

    private static readonly (string Protection, string[] Properties) OfMetadata = ("metadata over HTTPS", ["RequireHttpsMetadata"]);

    private static readonly (string Protection, string[] Properties) OfKeys =
        ("keys of the authority", ["IssuerSigningKey", "IssuerSigningKeys", "IssuerSigningKeyResolver", "SignatureValidator"]);

    private static readonly (string Protection, string[] Properties)[] OfCookies =
    [
        ("lifetime 14 days", ["ExpireTimeSpan"]), ("HttpOnly", ["HttpOnly"]), ("Secure as the request", ["SecurePolicy"]), ("SameSite Lax", ["SameSite"]),
    ];

    private static readonly (string Protection, string[] Properties)[] OfIssued = [("no expiry", ["expires"]), ("no signature", ["signingCredentials"])];

    /// <summary>The calls that configure, with the protections that each has.</summary>
    private static readonly Dictionary<string, (string Protection, string[] Properties)[]> Calls = new(StringComparer.Ordinal)
    {
        ["AddJwtBearer"] = [.. OfTokens, OfKeys, OfMetadata],
        ["AddOpenIdConnect"] = [OfKeys, OfMetadata, ("PKCE", ["UsePkce"]), ("nonce", ["RequireNonce"]), ("state", ["RequireState", "RequireStateValidation"])],
        ["AddOAuth"] = [("state", []), ("PKCE only where it is set", ["UsePkce"])],
        ["AddCookie"] = OfCookies,
        ["ConfigureApplicationCookie"] = OfCookies,
        ["AddIdentityCookies"] = OfCookies,
        ["AddSession"] = [("idle for 20 minutes", ["IdleTimeout"]), ("HttpOnly", ["HttpOnly"]), ("Secure never", ["SecurePolicy"]), ("SameSite Lax", ["SameSite"])],
        ["AddBearerToken"] = [("lifetime 1 hour", ["BearerTokenExpiration"]), ("refresh for 14 days", ["RefreshTokenExpiration"])],
        ["Configure"] = [],
        ["PostConfigure"] = [],
    };

    /// <summary>The types whose properties are told, and those of them that are told.</summary>
    private static readonly Dictionary<string, HashSet<string>> Told = new(StringComparer.Ordinal)
    {
        ["TokenValidationParameters"] = Set("ValidateIssuer ValidIssuer ValidIssuers IssuerValidator ValidateAudience ValidAudience ValidAudiences AudienceValidator ValidateLifetime LifetimeValidator RequireExpirationTime ValidateIssuerSigningKey IssuerSigningKey IssuerSigningKeys IssuerSigningKeyResolver IssuerSigningKeyValidator SignatureValidator RequireSignedTokens ClockSkew TokenDecryptionKey ValidAlgorithms"),
        ["JwtBearerOptions"] = Set("Authority MetadataAddress RequireHttpsMetadata Audience"),
        ["OpenIdConnectOptions"] = Set("Authority MetadataAddress RequireHttpsMetadata ClientSecret UsePkce ResponseType MaxAge"),
        ["OpenIdConnectProtocolValidator"] = Set("RequireNonce RequireState RequireStateValidation"),
        ["OAuthOptions"] = Set("ClientSecret UsePkce"),
        ["CookieAuthenticationOptions"] = Set("ExpireTimeSpan SlidingExpiration"),
        ["CookieBuilder"] = Set("HttpOnly SecurePolicy SameSite MaxAge Expiration Domain"),
        ["SessionOptions"] = Set("IdleTimeout"),
        ["BearerTokenOptions"] = Set("BearerTokenExpiration RefreshTokenExpiration"),
        ["SecurityTokenDescriptor"] = Set("Issuer Audience Expires SigningCredentials"),
    };

    private static readonly HashSet<string> Secret = Set("IssuerSigningKey IssuerSigningKeys ClientSecret TokenDecryptionKey SigningCredentials");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } = ImmutableArray.Create(FactRules.Fact);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        if (!FactRules.AreAsked(inspection.Options))
        {
            return;
        }

        var found = new ConcurrentDictionary<SyntaxNode, TokenConfiguration>();
        inspection.OnCall((_, call) =>
        {
            if (IsConfiguration(call) && Calls[call.TargetMethod.Name].Length > 0)
            {
                Of(call);
            }
        });
        inspection.OnAssignment((_, assignment) =>
        {
            var property = ((IPropertyReferenceOperation)assignment.Target).Property;
            if (Told.TryGetValue(property.ContainingType.Name, out var names) && names.Contains(property.Name) && Scope(assignment) is { } scope)
            {
                var isSecret = Secret.Contains(property.Name);
                var origin = Origins.Of(assignment.Value, isSecret);
                Of(scope).Add(assignment.Syntax.SpanStart, property.Name, origin, IsWeak(property.Name, assignment.Value, origin, isSecret));
            }
        });
        inspection.OnCreation((_, creation) =>
        {
            if (creation.Type?.Name == "JwtSecurityToken" && creation.Arguments.Length > 1)
            {
                var configuration = Of(creation);
                foreach (var argument in creation.Arguments.Where(a => a.ArgumentKind != ArgumentKind.DefaultValue && a.Parameter?.Name is "issuer" or "audience" or "expires" or "signingCredentials"))
                {
                    var isSecret = argument.Parameter!.Name == "signingCredentials";
                    var origin = Origins.Of(argument.Value, isSecret);
                    configuration.Add(argument.Syntax.SpanStart, argument.Parameter.Name, origin, IsWeak(argument.Parameter.Name, argument.Value, origin, isSecret));
                }
            }
        });
        inspection.OnEnd(end =>
        {
            foreach (var configuration in found.Values)
            {
                var expected = Calls.TryGetValue(configuration.Kind, out var known) ? known : configuration.Kind == "TokenValidationParameters" ? OfTokens : configuration.Kind == "JwtSecurityToken" ? OfIssued : [];
                end.Report(FactRules.Of(configuration.Place, "Token configuration", configuration.Kind, configuration.Decision, configuration.Describe(expected)));
            }
        });

        TokenConfiguration Of(IOperation scope) => found.GetOrAdd(scope.Syntax, _ => new TokenConfiguration(Name(scope), Place(scope)));
    }

    /// <summary>The call that an assignment configures something for, else the object that it initialises, else the method it stands in.</summary>
    private static IOperation? Scope(IOperation assignment)
    {
        var around = assignment.Around().ToList();
        return around.OfType<IInvocationOperation>().FirstOrDefault(IsConfiguration) ??
            around.OfType<IObjectCreationOperation>().LastOrDefault(o => o.Type is { } type && Told.ContainsKey(type.Name)) ?? around.LastOrDefault();
    }

    private static bool IsConfiguration(IInvocationOperation call) =>
        Calls.ContainsKey(call.TargetMethod.Name) && !call.TargetMethod.DeclaringSyntaxReferences.Any() &&
        (call.TargetMethod.Name is not ("Configure" or "PostConfigure") || Configured(call) is not null);

    private static string? Configured(IInvocationOperation call) =>
        (call.TargetMethod.TypeArguments.FirstOrDefault() ?? (call.Receiver()?.Type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault())?.Name is { } name && Told.ContainsKey(name) ? name : null;

    private static string Name(IOperation scope) => scope switch
    {
        IInvocationOperation { TargetMethod.Name: "Configure" or "PostConfigure" } call => Configured(call) ?? call.TargetMethod.Name,
        IInvocationOperation call => call.TargetMethod.Name,
        IObjectCreationOperation { Type: { } type } => type.Name,
        _ => "settings in a method",
    };

    private static Location Place(IOperation scope) =>
        scope.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name.GetLocation() : scope.Syntax.GetLocation();

    private static bool IsWeak(string property, IOperation value, string origin, bool isSecret) =>
        property is "SignatureValidator" || Lambdas.ReturnsTrue(value) || Lambdas.ReturnsOwnParameter(value) ||
        (isSecret && origin.IndexOf("a literal", StringComparison.Ordinal) >= 0) ||
        (value.IsConstant(false) && (property.StartsWith("Validate", StringComparison.Ordinal) || property.StartsWith("Require", StringComparison.Ordinal) || property is "UsePkce" or "HttpOnly")) ||
        (property is "SecurePolicy" or "SameSite" && origin is "None") ||
        (property is "Authority" or "MetadataAddress" && origin.StartsWith("'http://", StringComparison.Ordinal)) ||
        origin is "unlimited";

    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.Ordinal);
}
