using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Rules;

/// <summary>Whose rows a query reads (control E5).</summary>
internal static class TenantRules
{
    private const string Category = "ClaudeBuildGuard.Tenant";

    /// <summary>Query over tenant data without a tenant filter.</summary>
    public static readonly DiagnosticDescriptor QueryWithoutTenant = new(
        "CBG7201",
        "Query over tenant data without a tenant filter",
        "This query over '{0}' names no {1}, and the model has no query filter for it: " +
        "it reaches every tenant's rows. " +
        "Add HasQueryFilter to the model, or the condition to the query.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7201"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>Tenant filter switched off.</summary>
    public static readonly DiagnosticDescriptor FilterSwitchedOff = new(
        "CBG7202",
        "Tenant filter switched off",
        "IgnoreQueryFilters over '{0}' switches off the tenant filter too, and the query names no {1}. " +
        "Remove it, name the one filter to ignore, or add the condition.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7202"));

    /// <summary>SQL over tenant data without a tenant condition.</summary>
    public static readonly DiagnosticDescriptor SqlWithoutTenant = new(
        "CBG7203",
        "SQL over tenant data without a tenant condition",
        "This SQL works on '{0}' and names no {1}; model filters do not reach it. Add the condition.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7203"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
