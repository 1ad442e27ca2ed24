using System.Collections.Concurrent;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authorization;

/// <summary>What an application says about all of its endpoints at once. Filled by many threads, read at the end.</summary>
internal sealed class ApplicationFacts(KnownTypes types)
{
    private readonly INamedTypeSymbol? _authorizeFilter = types.Find("Microsoft.AspNetCore.Mvc.Authorization.AuthorizeFilter");
    private readonly INamedTypeSymbol? _authorizationOptions = types.Find("Microsoft.AspNetCore.Authorization.AuthorizationOptions");
    private volatile bool _usesAuthentication;
    private volatile bool _hasFallback;
    private volatile bool _filtersActions;
    private volatile bool _authorizesActions;
    private volatile bool _conventionsOnPages;
    private volatile bool _hasGate;

    /// <summary>True when the application signs people in, or configures who may do what.</summary>
    public bool UsesAuthentication => _usesAuthentication;

    /// <summary>True when every endpoint without a decision falls back to a policy, or passes middleware that is named for checking callers.</summary>
    public bool DecidesForAll => _hasFallback || _hasGate;

    /// <summary>True when a fallback policy decides, which an endpoint that allows anonymous callers cancels for itself.</summary>
    public bool HasFallback => _hasFallback;

    /// <summary>True when the platform's own filter authorises every action, unless the action allows anonymous callers.</summary>
    public bool AuthorizesActions => _authorizesActions;

    /// <summary>True when a global filter authorises every action and page.</summary>
    public bool FiltersActions => _filtersActions;

    /// <summary>True when page conventions decide about folders or pages.</summary>
    public bool ConventionsOnPages => _conventionsOnPages;

    /// <summary>The methods in whose bodies the caller is checked.</summary>
    public ConcurrentDictionary<ISymbol, byte> Checking { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Takes in one call.</summary>
    public void Add(IInvocationOperation call, ISymbol container)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "AddAuthentication" or "AddIdentity" or "AddIdentityCore" or "AddDefaultIdentity" or "AddIdentityApiEndpoints" or "AddAuthorization" or
                "AddAuthorizationBuilder" or "AddMicrosoftIdentityWebAppAuthentication" or "AddMicrosoftIdentityWebApiAuthentication":
                _usesAuthentication = true;
                break;
            case "SetFallbackPolicy" when call.Argument("policy") is not { ConstantValue: { HasValue: true, Value: null } }:
                _hasFallback = true;
                break;
            case "UseMiddleware" when method.TypeArguments.Any(t => DecisionReader.IsGateName(t.Name) && t.IsInSource()):
                _hasGate = true;
                break;
            case "AuthorizeFolder" or "AuthorizePage" or "AuthorizeAreaFolder" or "AuthorizeAreaPage":
                _conventionsOnPages = true;
                break;
            case "Add" when method.TypeArguments.Any(t => t.Is(_authorizeFilter) || (t.IsInSource() && DecisionReader.IsGateName(t.Name))):
                _filtersActions = true;
                _authorizesActions |= method.TypeArguments.Any(t => t.Is(_authorizeFilter));
                break;
        }

        if (ImperativeChecks.Is(call))
        {
            Checking.TryAdd(container, 0);
        }
    }

    /// <summary>Takes in one property that is read.</summary>
    public void Add(IPropertyReferenceOperation property, ISymbol container)
    {
        if (ImperativeChecks.Is(property))
        {
            Checking.TryAdd(container, 0);
        }
    }

    /// <summary>Takes in one object that is made.</summary>
    public void Add(IObjectCreationOperation creation)
    {
        if (creation.Type.Is(_authorizeFilter))
        {
            _filtersActions = true;
            _authorizesActions = true;
        }
    }

    /// <summary>Takes in one assignment.</summary>
    public void Add(IAssignmentOperation assignment)
    {
        if (assignment.Target is IPropertyReferenceOperation { Property: { Name: "FallbackPolicy" } property } && property.ContainingType.Is(_authorizationOptions) &&
            assignment.Value.Bare() is not { ConstantValue: { HasValue: true, Value: null } })
        {
            _hasFallback = true;
        }
    }
}
