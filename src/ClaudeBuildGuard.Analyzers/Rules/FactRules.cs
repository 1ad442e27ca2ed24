using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ClaudeBuildGuard.Analyzers.Rules;

/// <summary>
/// Facts for the audit of authorisation code (control H6). An analyzer may write no file, so each fact is a diagnostic of information
/// severity with properties, which the compiler writes into its own error log (SARIF). Reported only where a project asks:
/// <c>ClaudeBuildGuardAuthFacts=true</c>.
/// </summary>
internal static class FactRules
{
    /// <summary>A fact, not a defect.</summary>
    public static readonly DiagnosticDescriptor Fact = new(
        "CBG7900",
        "Authorisation fact",
        "{0} '{1}': {2}, from {3}",
        "ClaudeBuildGuard.Facts", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7900"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>True when the project asks for facts.</summary>
    public static bool AreAsked(AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.ClaudeBuildGuardAuthFacts", out var value) &&
        bool.TryParse(value, out var asked) && asked;

    /// <summary>One fact.</summary>
    /// <param name="location">Where it is in the code.</param>
    /// <param name="kind">What it is about, such as <c>Route</c> or <c>Query</c>.</param>
    /// <param name="name">Which one.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="from">Where that comes from.</param>
    public static Diagnostic Of(Location location, string kind, string name, string decision, string from)
    {
        var properties = System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty
            .Add("kind", kind).Add("name", name).Add("decision", decision).Add("from", from);
        return Diagnostic.Create(Fact, location, properties, kind, name, decision, from);
    }
}
