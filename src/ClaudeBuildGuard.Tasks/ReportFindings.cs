using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace ClaudeBuildGuard.Tasks;

/// <summary>Shows findings as errors, warnings and messages of the build. Fails when one of them was an error to the build.</summary>
[MSBuildMultiThreadableTask]
public sealed class ReportFindings : MSBuildTask
{
    /// <summary>What was found.</summary>
    public ITaskItem[] Findings { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        foreach (var finding in Findings.Select(FindingItem.From))
        {
            Report(finding);
        }

        return !Log.HasLoggedErrors;
    }

    private void Report(FindingItem finding)
    {
        var (line, column, endLine, endColumn) = finding.Span;
        switch (finding.Severity)
        {
            case "Error":
                Log.LogError(null, finding.Code, null, finding.HelpLink, finding.File, line, column, endLine, endColumn, "{0}", finding.Text);
                break;
            case "Warning":
                Log.LogWarning(null, finding.Code, null, finding.HelpLink, finding.File, line, column, endLine, endColumn, "{0}", finding.Text);
                break;
            default:
                Log.LogMessage(
                    null, finding.Code, null, finding.File, line, column, endLine, endColumn, MessageImportance.Normal, "{0}", finding.Text);
                break;
        }
    }
}
