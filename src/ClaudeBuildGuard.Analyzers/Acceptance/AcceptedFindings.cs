using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ClaudeBuildGuard.Analyzers.Acceptance;

/// <summary>
/// What <c>claude-build-guard.json</c> says of the analyzers' findings. The package hands the file to the compiler as an additional file,
/// with the way from its directory to the root of the repository as metadata.
/// </summary>
internal sealed class AcceptedFindings
{
    private const string Metadata = "build_metadata.AdditionalFiles.ClaudeBuildGuardRoot";

    private static readonly AcceptedFindings None = new(string.Empty, new Dictionary<string, object?>());

    private readonly string _root;
    private readonly List<(string Code, string Path, string Reason)> _suppressions = [];

    private AcceptedFindings(string root, IReadOnlyDictionary<string, object?> settings)
    {
        _root = root;
        foreach (var severity in ObjectOf(settings, "severities"))
        {
            if (ReportOf(severity.Value as string) is { } report)
            {
                Severities[severity.Key] = report;
            }
        }

        var entries = settings.TryGetValue("suppressions", out var list) && list is List<object?> items ? items : [];
        foreach (var entry in entries.OfType<IReadOnlyDictionary<string, object?>>())
        {
            // A fingerprint names a finding of the engine.
            if (TextOf(entry, "code") is { } code && TextOf(entry, "reason")?.Trim() is { Length: > 0 } reason && !entry.ContainsKey("fingerprint") && Holds(entry))
            {
                _suppressions.Add((code, TextOf(entry, "path") ?? string.Empty, reason));
            }
        }
    }

    /// <summary>Severity by code, over every default.</summary>
    public Dictionary<string, ReportDiagnostic> Severities { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads what a compilation is given.</summary>
    public static AcceptedFindings Of(AnalyzerOptions options, CancellationToken cancellation)
    {
        foreach (var file in options.AdditionalFiles)
        {
            if (options.AnalyzerConfigOptionsProvider.GetOptions(file).TryGetValue(Metadata, out var wayToRoot) && wayToRoot.Length > 0 &&
                file.GetText(cancellation) is { } text && SettingsReader.Read(text.ToString()) is { } settings)
            {
                return new AcceptedFindings(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file.Path) ?? string.Empty, wayToRoot)), settings);
            }
        }

        return None;
    }

    /// <summary>Why a finding is accepted; null where no entry says so.</summary>
    public string? ReasonOf(Diagnostic diagnostic)
    {
        var path = _suppressions.Count == 0 ? null : PathOf(diagnostic);
        foreach (var (code, glob, reason) in _suppressions)
        {
            if (code == diagnostic.Id && (glob.Length == 0 || (path is not null && PathGlob.Matches(glob, path))))
            {
                return reason;
            }
        }

        return null;
    }

    private string? PathOf(Diagnostic diagnostic)
    {
        var root = _root.Replace('\\', '/').TrimEnd('/') + "/";
        var path = diagnostic.Location.SourceTree?.FilePath.Replace('\\', '/');
        return path is not null && path.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? path.Substring(root.Length) : null;
    }

    private static bool Holds(IReadOnlyDictionary<string, object?> entry) =>
        !entry.ContainsKey("expires") ||
        (DateTime.TryParseExact(TextOf(entry, "expires"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) && last >= DateTime.UtcNow.Date);

    private static ReportDiagnostic? ReportOf(string? word) => word switch
    {
        "error" => ReportDiagnostic.Error,
        "warning" => ReportDiagnostic.Warn,
        "information" => ReportDiagnostic.Info,
        "none" => ReportDiagnostic.Suppress,
        _ => null,
    };

    private static IReadOnlyDictionary<string, object?> ObjectOf(IReadOnlyDictionary<string, object?> settings, string name) =>
        settings.TryGetValue(name, out var value) && value is IReadOnlyDictionary<string, object?> members ? members : new Dictionary<string, object?>();

    private static string? TextOf(IReadOnlyDictionary<string, object?> entry, string name) => entry.TryGetValue(name, out var value) ? value as string : null;
}
