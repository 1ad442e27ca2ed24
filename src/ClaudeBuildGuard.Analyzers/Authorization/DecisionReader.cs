using ClaudeBuildGuard.Analyzers.Context;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authorization;

/// <summary>Reads decisions from attributes and from the calls that build an endpoint.</summary>
internal sealed class DecisionReader(KnownTypes types)
{
    private static readonly HashSet<string> GateWords = new(StringComparer.Ordinal)
    {
        "auth", "authorize", "authorized", "authorization", "authenticated", "authentication", "permission", "permissions", "role", "roles", "policy",
        "scope", "claim", "apikey", "secured", "protected", "admin", "signature", "hmac",
    };

    private readonly INamedTypeSymbol? _authorize = types.Find("Microsoft.AspNetCore.Authorization.IAuthorizeData");
    private readonly INamedTypeSymbol? _anonymous = types.Find("Microsoft.AspNetCore.Authorization.IAllowAnonymous");
    private readonly INamedTypeSymbol? _filter = types.Find("Microsoft.AspNetCore.Mvc.Filters.IAuthorizationFilter");
    private readonly INamedTypeSymbol? _asyncFilter = types.Find("Microsoft.AspNetCore.Mvc.Filters.IAsyncAuthorizationFilter");
    private readonly INamedTypeSymbol? _antiforgery = types.Find("Microsoft.AspNetCore.Antiforgery.IAntiforgeryMetadata");

    /// <summary>The decision that a symbol's own attributes make. Anonymous wins, as it does at run time.</summary>
    public Decision OfAttributes(ISymbol symbol, string where)
    {
        var decision = Decision.None;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type)
            {
                continue;
            }

            if (type.Is(_anonymous))
            {
                return new Decision(DecisionKind.Anonymous, $"[{Short(type)}] on {where}");
            }

            if (type.Is(_authorize) || IsGate(attribute, type))
            {
                decision = new Decision(DecisionKind.Authorize, $"[{Short(type)}] on {where}");
            }
        }

        return decision;
    }

    /// <summary>The decision of a type or of what it derives from; the nearest wins, except that anonymous wins over all.</summary>
    public Decision OfType(INamedTypeSymbol type, string where)
    {
        var decision = Decision.None;
        foreach (var t in type.WithBases())
        {
            var own = OfAttributes(t, SymbolEqualityComparer.Default.Equals(t, type) ? where : $"its base class {t.Name}");
            if (own.Kind == DecisionKind.Anonymous)
            {
                return own;
            }

            decision = decision.Or(own);
        }

        return decision;
    }

    /// <summary>True when the symbol carries the platform's own authorisation data without naming schemes, which people combine with anonymous access.</summary>
    public bool HasPlainAuthorize(ISymbol symbol) =>
        symbol.GetAttributes().Any(a => a.AttributeClass.Is(_authorize) && a.NamedArguments.All(n => n.Key != "AuthenticationSchemes"));

    /// <summary>The decision that a call on an endpoint, a route or a group makes.</summary>
    public Decision OfCall(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        if (name == "AllowAnonymous")
        {
            return new Decision(DecisionKind.Anonymous, "AllowAnonymous()");
        }

        if (name == "RequireAuthorization")
        {
            return new Decision(DecisionKind.Authorize, "RequireAuthorization()");
        }

        if (name == "WithMetadata")
        {
            var types = call.Descendants().OfType<IObjectCreationOperation>().Select(c => c.Type).ToList();
            return types.Any(t => t.Is(_anonymous)) ? new Decision(DecisionKind.Anonymous, "WithMetadata")
                : types.Any(t => t.Is(_authorize)) ? new Decision(DecisionKind.Authorize, "WithMetadata")
                : Decision.None;
        }

        // A filter or an extension of the project's own, named for what it does.
        var named = name.StartsWith("AddEndpointFilter", StringComparison.Ordinal)
            ? call.TargetMethod.TypeArguments.Any(t => IsGateName(t.Name)) || call.Arguments.Any(a => a.Value.Syntax.ToString() is var text && text.Length < 200 && Words.Of(text).Any(GateWords.Contains))
            : name is not ("RequireCors" or "RequireHost" or "RequireRateLimiting") && !name.StartsWith("Map", StringComparison.Ordinal) && !name.StartsWith("Use", StringComparison.Ordinal) && IsGateName(name);
        return named ? new Decision(DecisionKind.Authorize, $"{name}()") : Decision.None;
    }

    /// <summary>True when a name says that what it names checks the caller.</summary>
    public static bool IsGateName(string name)
    {
        var words = Words.Of(name);
        return words.Any(GateWords.Contains) || (words.Contains("api") && words.Contains("key"));
    }

    /// <summary>A filter that authorises, directly or through <c>TypeFilter</c> and <c>ServiceFilter</c>, or an attribute named for it.</summary>
    private bool IsGate(AttributeData attribute, INamedTypeSymbol type)
    {
        if (type.Is(_antiforgery) || type.Name.IndexOf("Antiforgery", StringComparison.OrdinalIgnoreCase) >= 0 || type.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) == true)
        {
            return false;
        }

        return IsFilter(type) || attribute.ConstructorArguments.Any(a => a.Kind == TypedConstantKind.Type && a.Value is INamedTypeSymbol argument && (IsFilter(argument) || IsGateName(argument.Name))) ||
            type.TypeArguments.Any(t => IsGateName(t.Name)) || IsGateName(Short(type));
    }

    private bool IsFilter(ITypeSymbol type) => type.Name != "AutoValidateAntiforgeryTokenAttribute" && (type.Is(_filter) || type.Is(_asyncFilter));

    private static string Short(INamedTypeSymbol type) =>
        type.Name.EndsWith("Attribute", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - "Attribute".Length) : type.Name;
}
