using System.Globalization;
using System.Text;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Reporting;

/// <summary>Lines that a CI service turns into annotations.</summary>
internal static class CommandReport
{
    /// <summary>GitHub Actions: <c>::error file=…,line=…,title=…::text</c>.</summary>
    public static string GitHub(Verdict verdict)
    {
        var text = new StringBuilder();
        foreach (var finding in verdict.Findings)
        {
            var command = finding.Severity switch
            {
                Severity.Error => "error",
                Severity.Warning => "warning",
                _ => "notice",
            };
            text.Append(
                CultureInfo.InvariantCulture,
                $"::{command} {GitHubPlace(finding.Location)}title={finding.Id}::{GitHubData(finding.Finding.Text)}\n");
        }

        return text.Append(TextReport.Summary(verdict)).Append('\n').ToString();
    }

    /// <summary>Azure Pipelines: <c>##vso[task.logissue type=error;sourcepath=…;linenumber=…;code=…]text</c>.</summary>
    public static string Azure(Verdict verdict)
    {
        var text = new StringBuilder();
        foreach (var finding in verdict.Findings.Where(f => f.Severity > Severity.Information))
        {
            var type = finding.Severity == Severity.Error ? "error" : "warning";
            text.Append(
                CultureInfo.InvariantCulture,
                $"##vso[task.logissue type={type};{AzurePlace(finding.Location)}code={finding.Id};]{OneLine.Of(finding.Finding.Text)}\n");
        }

        return text.Append(TextReport.Summary(verdict)).Append('\n').ToString();
    }

    private static string GitHubPlace(Location location)
    {
        if (location.Path.Length == 0)
        {
            return string.Empty;
        }

        var file = $"file={GitHubData(location.Path).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal)},";
        return location.Line == 0
            ? file
            : string.Create(CultureInfo.InvariantCulture, $"{file}line={location.Line},col={Math.Max(1, location.Column)},");
    }

    private static string AzurePlace(Location location) =>
        location.Path.Length == 0
            ? string.Empty
            : string.Create(
                CultureInfo.InvariantCulture,
                $"sourcepath={AzureProperty(location.Path)};linenumber={Math.Max(1, location.Line)};columnnumber={Math.Max(1, location.Column)};");

    // What a terminal obeys is escaped too: a name of a file may hold it.
    private static string GitHubData(string text) => OneLine.Of(text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal));

    private static string AzureProperty(string text) => OneLine.Of(text
        .Replace("%", "%AZP25", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("]", "%5D", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal));
}
