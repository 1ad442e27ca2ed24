using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Rules;

/// <summary>What comes in, and from where (controls F1, E4).</summary>
internal static class InputRules
{
    private const string Category = "ClaudeBuildGuard.Input";

    /// <summary>Any origin may send credentials.</summary>
    public static readonly DiagnosticDescriptor CorsAnyOriginWithCredentials = new(
        "CBG7401",
        "Any origin may send credentials",
        "{0} together with AllowCredentials lets every web site act as the signed-in user. " +
        "Name the origins with WithOrigins.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7401"));

    /// <summary>Input reaches a process.</summary>
    public static readonly DiagnosticDescriptor InputToProcess = new(
        "CBG7402",
        "Input reaches a process",
        "'{0}' comes from the request and becomes {1} unchecked: " +
        "the caller decides what runs. " +
        "Choose from a list, and pass values through ArgumentList.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7402"));

    /// <summary>Input reaches a file path.</summary>
    public static readonly DiagnosticDescriptor InputToPath = new(
        "CBG7403",
        "Input reaches a file path",
        "'{0}' comes from the request and becomes a file path unchecked: " +
        "'../' and absolute paths leave the directory. " +
        "Take Path.GetFileName of it, or compare the full path with the root.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7403"));

    /// <summary>Input chooses the types that are created.</summary>
    public static readonly DiagnosticDescriptor InputToDeserializer = new(
        "CBG7404",
        "Input chooses the types that are created",
        "'{0}' comes from the request, and {1} creates the types that it names. " +
        "Use a fixed type, and turn type names off.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7404"));

    /// <summary>Input becomes SQL text.</summary>
    public static readonly DiagnosticDescriptor InputToSql = new(
        "CBG7405",
        "Input becomes SQL text",
        "'{0}' comes from the request and becomes part of the SQL text: " +
        "the caller decides what the database does. " +
        "Pass it as a parameter.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7405"));

    /// <summary>Antiforgery protection switched off.</summary>
    public static readonly DiagnosticDescriptor AntiforgeryOff = new(
        "CBG7406",
        "Antiforgery protection switched off",
        "{0} switches antiforgery off for '{1}', and this application signs people in by cookie: " +
        "another site can send the request for them. " +
        "Remove it.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7406"),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>Text between quotes in SQL.</summary>
    public static readonly DiagnosticDescriptor QuotedText = new(
        "CBG7407",
        "Text between quotes in SQL",
        "'{0}' is written between quotes into the SQL text: " +
        "a quote in it ends the text, and the database runs what follows. " +
        "Pass it as a parameter.",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RulePage.Of("CBG7407"));
}
