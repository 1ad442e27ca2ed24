using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Rules;

/// <summary>What leaves through logs and answers (control F1).</summary>
internal static class DisclosureRules
{
    private const string Category = "ClaudeBuildGuard.Disclosure";

    /// <summary>Sensitive value logged.</summary>
    public static readonly DiagnosticDescriptor SensitiveValueLogged = new(
        "CBG7301",
        "Sensitive value logged",
        "'{0}' goes into the log: " +
        "logs are kept, copied and read by many. " +
        "Log that it was there, or its owner's identifier.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7301"));

    /// <summary>Exception detail returned to the client.</summary>
    public static readonly DiagnosticDescriptor ExceptionToClient = new(
        "CBG7302",
        "Exception detail returned to the client",
        "{0} goes to the client: " +
        "it tells paths, queries and versions. " +
        "Log it, and answer with a problem that names a trace identifier.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7302"));

    /// <summary>Developer detail switched on everywhere.</summary>
    public static readonly DiagnosticDescriptor DeveloperDetail = new(
        "CBG7303",
        "Developer detail switched on everywhere",
        "{0} is not limited to development: {1}. Put it under IsDevelopment().",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7303"));
}
