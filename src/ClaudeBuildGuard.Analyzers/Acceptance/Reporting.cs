using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ClaudeBuildGuard.Analyzers.Acceptance;

/// <summary>
/// The one way from a check to the compiler. What the team says of a finding (mode, severity, marker, suppression) is said here, so that
/// it holds for the analyzers as it does for the rest of the guard. The compiler then applies what the project says of its warnings.
/// </summary>
internal static class Reporting
{
    /// <summary>Reports a finding in code.</summary>
    public static void Report(this OperationAnalysisContext context, Diagnostic diagnostic)
    {
        if (Weigh(diagnostic, context.Options, context.CancellationToken) is { } weighed)
        {
            context.ReportDiagnostic(weighed);
        }
    }

    /// <summary>Reports a finding in a declaration.</summary>
    public static void Report(this SymbolAnalysisContext context, Diagnostic diagnostic)
    {
        if (Weigh(diagnostic, context.Options, context.CancellationToken) is { } weighed)
        {
            context.ReportDiagnostic(weighed);
        }
    }

    /// <summary>Reports a finding that is known when everything was seen.</summary>
    public static void Report(this CompilationAnalysisContext context, Diagnostic diagnostic)
    {
        if (Weigh(diagnostic, context.Options, context.CancellationToken) is { } weighed)
        {
            context.ReportDiagnostic(weighed);
        }
    }

    // Findings are few: the configuration is read for each instead of being kept.
    private static Diagnostic? Weigh(Diagnostic diagnostic, AnalyzerOptions options, CancellationToken cancellation)
    {
        var configuration = AcceptedFindings.Of(options, cancellation);
        var report = configuration.Severities.TryGetValue(diagnostic.Id, out var configured) ? configured : ReportOf(diagnostic.Severity);
        if (report == ReportDiagnostic.Suppress)
        {
            return null;
        }

        if (report == ReportDiagnostic.Error && IsReportOnly(options))
        {
            report = ReportDiagnostic.Warn;
        }

        var reason = MarkerComment.ReasonOf(diagnostic, cancellation) ?? configuration.ReasonOf(diagnostic);
        return reason is null && report == ReportOf(diagnostic.Severity) ? diagnostic : Changed(diagnostic, SeverityOf(report), reason);
    }

    private static bool IsReportOnly(AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.ClaudeBuildGuardMode", out var mode) &&
        mode.Equals("report", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same finding with another severity; one with a reason is kept for the compiler's log (SARIF) only.</summary>
    private static Diagnostic Changed(Diagnostic diagnostic, DiagnosticSeverity severity, string? reason) => Diagnostic.Create(
        diagnostic.Id,
        diagnostic.Descriptor.Category,
        diagnostic.GetMessage(CultureInfo.InvariantCulture),
        severity,
        diagnostic.DefaultSeverity,
        isEnabledByDefault: true,
        warningLevel: severity == DiagnosticSeverity.Error ? 0 : 1,
        isSuppressed: reason is not null,
        diagnostic.Descriptor.Title,
        diagnostic.Descriptor.Description,
        diagnostic.Descriptor.HelpLinkUri,
        diagnostic.Location,
        diagnostic.AdditionalLocations,
        diagnostic.Descriptor.CustomTags,
        reason is null ? diagnostic.Properties : diagnostic.Properties.SetItem("reason", reason));

    private static ReportDiagnostic ReportOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => ReportDiagnostic.Error,
        DiagnosticSeverity.Warning => ReportDiagnostic.Warn,
        DiagnosticSeverity.Info => ReportDiagnostic.Info,
        _ => ReportDiagnostic.Hidden,
    };

    private static DiagnosticSeverity SeverityOf(ReportDiagnostic report) => report switch
    {
        ReportDiagnostic.Error => DiagnosticSeverity.Error,
        ReportDiagnostic.Warn => DiagnosticSeverity.Warning,
        ReportDiagnostic.Info => DiagnosticSeverity.Info,
        _ => DiagnosticSeverity.Hidden,
    };
}
