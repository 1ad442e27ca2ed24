using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Rules;

/// <summary>Who may do what (control E4).</summary>
internal static class AuthorizationRules
{
    private const string Category = "ClaudeBuildGuard.Authorization";

    /// <summary>Endpoint without an authorisation decision.</summary>
    public static readonly DiagnosticDescriptor NoDecision = new(
        "CBG7101",
        "Endpoint without an authorisation decision",
        "{0} '{1}' says nothing about who may call it, and no fallback policy, convention or group does. Add {2}.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7101"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>Endpoint lacks what its siblings have.</summary>
    public static readonly DiagnosticDescriptor NeighbourLacksDecision = new(
        "CBG7102",
        "Endpoint lacks what its siblings have",
        "{0} '{1}' has no authorisation decision; {2} of its {3} siblings have one. Add {4}.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7102"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>AllowAnonymous cancels Authorize.</summary>
    public static readonly DiagnosticDescriptor AnonymousCancelsAuthorize = new(
        "CBG7103",
        "AllowAnonymous cancels Authorize",
        "{0} asks for authorisation, but {1} allows anonymous callers, and that always wins: " +
        "the endpoint is open. " +
        "Remove one of them.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7103"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>Write endpoint open to anonymous callers.</summary>
    public static readonly DiagnosticDescriptor AnonymousWrite = new(
        "CBG7104",
        "Write endpoint open to anonymous callers",
        "{0} '{1}' changes data and is opened to anonymous callers although {2} asks for authorisation. " +
        "Remove the exception, or keep it with a reason.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7104"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
