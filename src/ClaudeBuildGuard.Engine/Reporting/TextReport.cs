using System.Globalization;
using System.Text;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Reporting;

/// <summary>One canonical line a finding (<c>file(line,column): error CODE: text</c>), then a summary. Editors and MSBuild both read it.</summary>
public static class TextReport
{
    internal static string Write(Verdict verdict)
    {
        var text = new StringBuilder();
        foreach (var finding in verdict.Findings)
        {
            text.Append(Line(finding)).Append('\n');
        }

        foreach (var silenced in verdict.Silenced)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"accepted: {Where(silenced.Finding.Location)}: {silenced.Finding.Id}: {OneLine.Of(silenced.Reason)}\n");
        }

        foreach (var fact in verdict.Facts)
        {
            text.Append(OneLine.Of(fact)).Append('\n');
        }

        return text.Append(Summary(verdict)).Append('\n').ToString();
    }

    /// <summary>The canonical line of a finding.</summary>
    public static string Line(JudgedFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var severity = finding.Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "info",
        };
        return $"{Where(finding.Location)}: {severity} {finding.Id}: {OneLine.Of(finding.Finding.Text)}";
    }

    /// <summary>The last line a person reads.</summary>
    public static string Summary(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var counts = $"{Counted.Of(verdict.Errors, "error")}, {Counted.Of(verdict.Warnings, "warning")}, {verdict.Silenced.Count} accepted";
        return verdict.ExitStatus == 2 ? $"ClaudeBuildGuard could not judge everything: {counts}." : $"ClaudeBuildGuard: {counts}.";
    }

    private static string Where(Location location) =>
        location switch
        {
            { Path.Length: 0 } => "ClaudeBuildGuard",
            { Line: 0 } => OneLine.Of(location.Path),
            { Column: 0 } => string.Create(CultureInfo.InvariantCulture, $"{OneLine.Of(location.Path)}({location.Line})"),
            { EndLine: > 0, EndColumn: > 0 } => string.Create(
                CultureInfo.InvariantCulture,
                $"{OneLine.Of(location.Path)}({location.Line},{location.Column},{location.EndLine},{location.EndColumn})"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{OneLine.Of(location.Path)}({location.Line},{location.Column})"),
        };
}
