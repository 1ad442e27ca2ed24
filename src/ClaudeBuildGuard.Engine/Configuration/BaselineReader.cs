using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Configuration;

/// <summary>Reads <c>claude-build-guard.baseline.json</c>. A mistake in it is CBG0004 with its line.</summary>
internal static class BaselineReader
{
    /// <summary>The entries of a repository's baseline; none when there is no file.</summary>
    public static IReadOnlyList<BaselineEntry> Read(string root, IFindings findings)
    {
        var file = Path.Combine(root, Baseline.FileName);
        if (!File.Exists(file))
        {
            return [];
        }

        string text;
        try
        {
            text = TextDecoding.Decode(File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(findings, default, $"The baseline cannot be read: {e.Message}");
            return [];
        }

        var (document, error) = JsonText.Parse(text, JsonDialect.Strict);
        if (error is not null)
        {
            Report(findings, new TextSpan(error.Line, error.Column, 0, 0), $"The baseline is not JSON: it {error.Message}.");
            return [];
        }

        if (document!["version"]?.Text != "1" || document["findings"] is not { IsArray: true } list)
        {
            Report(findings, document.Span, "The baseline must hold \"version\": 1 and an array \"findings\".");
            return [];
        }

        var entries = new List<BaselineEntry>();
        foreach (var item in list.Items)
        {
            if (item["fingerprint"]?.AsString is { Length: > 0 } fingerprint
                && item["code"]?.AsString is { Length: > 0 } code
                && item["path"]?.AsString is { } path
                && item["reason"]?.AsString?.Trim() is { Length: > 0 } reason)
            {
                entries.Add(new BaselineEntry(fingerprint, code, path, reason, item.Span.Line));
            }
            else
            {
                Report(findings, item.Span, "A baseline entry needs code, path, fingerprint and a reason.");
            }
        }

        return entries;
    }

    private static void Report(IFindings findings, TextSpan span, string message) =>
        findings.Report(new Finding(
            GuardDiagnostics.ConfigurationInvalid,
            span.In(Baseline.FileName),
            message,
            "Write it again: claude-build-guard baseline (or dotnet build -t:ClaudeBuildGuardBaseline).")
        {
            Identity = message,
        });
}
