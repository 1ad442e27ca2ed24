using ClaudeBuildGuard.Engine.Findings;
using Microsoft.Build.Framework;

namespace ClaudeBuildGuard.Tasks;

/// <summary>Ends the run: the verdict over what was examined, as items, and as the files that the user asked for.</summary>
[MSBuildMultiThreadableTask]
public sealed class ConcludeVerdict : GuardTask
{
    /// <summary>Everything that is wrong and that nobody accepted.</summary>
    [Output]
    public ITaskItem[] Findings { get; private set; } = [];

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

        Log.LogMessage(MessageImportance.Normal, "ClaudeBuildGuard: {0}", Summary(verdict));
        return true;
    }

    private static string Summary(Verdict verdict) =>
        $"judged {verdict.RepositoryRoot}: {verdict.Errors} errors, {verdict.Warnings} warnings, {verdict.Silenced.Count} accepted";

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
