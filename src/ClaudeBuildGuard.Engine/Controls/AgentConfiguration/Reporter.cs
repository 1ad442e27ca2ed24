using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>Takes the findings of one file, one for each code and place.</summary>
/// <param name="findings">Where they go.</param>
internal sealed class Reporter(IFindings findings)
{
    private readonly HashSet<(string, Location)> _seen = [];

    /// <summary>Reports a finding.</summary>
    public void Report(Diagnostic diagnostic, Location location, string message, string fix, string identity, Severity? severity = null) =>
        Report(new Finding(diagnostic, location, message, fix) { Identity = identity, Severity = severity });

    /// <summary>Reports a finding.</summary>
    public void Report(Finding finding)
    {
        if (_seen.Add((finding.Diagnostic.Id, finding.Location)))
        {
            findings.Report(finding);
        }
    }
}
