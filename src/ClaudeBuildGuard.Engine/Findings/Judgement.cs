using ClaudeBuildGuard.Engine.Configuration;

namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>From findings to a verdict: severity, suppressions, baseline, mode.</summary>
internal static class Judgement
{
    public static Verdict Of(IReadOnlyList<Finding> findings, GuardOptions options, GuardConfiguration configuration)
    {
        var ordinals = new Dictionary<(string, string, string), int>();
        var judged = new List<JudgedFinding>();
        foreach (var finding in findings)
        {
            var key = (finding.Diagnostic.Id, finding.Location.Path, finding.Identity);
            var ordinal = ordinals[key] = ordinals.GetValueOrDefault(key, -1) + 1;
            var severity = configuration.Severities.TryGetValue(finding.Diagnostic.Id, out var configured)
                ? configured
                : finding.Severity ?? finding.Diagnostic.DefaultSeverity;
            if (options.ReportOnly && severity == Severity.Error)
            {
                severity = Severity.Warning;
            }

            if (severity != Severity.None)
            {
                judged.Add(new JudgedFinding(finding, severity, Fingerprint.Of(finding, ordinal)));
            }
        }

        return new Verdict(options.RepositoryRoot, judged, [], []);
    }
}
