using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Reporting;
using Microsoft.Build.Framework;

namespace ClaudeBuildGuard.Tasks;

/// <summary>Ends the run: the verdict over what was examined, as items, and as the files that the user asked for.</summary>
[MSBuildMultiThreadableTask]
public sealed class ConcludeVerdict : GuardTask
{
    /// <summary>Everything that is wrong and that nobody accepted.</summary>
    [Output]
    public ITaskItem[] Findings { get; private set; } = [];

    /// <summary>Where SARIF goes; empty writes none. A relative path is relative to the root.</summary>
    public string SarifFile { get; set; } = string.Empty;

    /// <summary>Where the HTML report goes; empty writes none. A relative path is relative to the root.</summary>
    public string ReportFile { get; set; } = string.Empty;

    private protected override bool Run()
    {
        using var session = BuildSession.Take(this, Options())
            ?? throw new InvalidOperationException("The verdict was asked for before a part was examined.");
        var verdict = session.Verdict();
        Findings = [.. verdict.Findings.Select((finding, ordinal) => Item(finding).ToItem(ordinal))];
        foreach (var fact in verdict.Facts)
        {
            Log.LogMessage(MessageImportance.Low, "ClaudeBuildGuard: {0}", fact);
        }

        Log.LogMessage(MessageImportance.Normal, "{0}", TextReport.Summary(verdict));
        return WriteFiles(verdict);
    }

    private bool WriteFiles(Verdict verdict)
    {
        try
        {
            VerdictFiles.Write(verdict, File(SarifFile), File(ReportFile), Options().Today);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var invalid = GuardDiagnostics.ConfigurationInvalid;
            Log.LogError(
                null, invalid.Id, null, invalid.HelpLink, RepositoryRoot, 0, 0, 0, 0, "{0}",
                $"A report of the guard could not be written: {e.Message} Mend ClaudeBuildGuardSarifFile or ClaudeBuildGuardReportFile.");
            return false;
        }
    }

    private string? File(string path) => path.Length == 0 ? null : Absolute(path);

    private FindingItem Item(JudgedFinding finding)
    {
        var location = finding.Location;
        return new FindingItem(
            finding.Severity.ToString(),
            finding.Id,
            Path.GetFullPath(location.Path, RepositoryRoot),
            (location.Line, location.Column, location.EndLine, location.EndColumn),
            finding.Finding.Text,
            finding.Finding.Diagnostic.HelpLink);
    }
}
