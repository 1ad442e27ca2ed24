using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>Says of a file or object that a part of it was not judged, so that no bound is a silent one.</summary>
internal static class PartlyJudged
{
    /// <summary>The one finding of a content.</summary>
    /// <param name="path">Where it stands; empty when that is not known.</param>
    /// <param name="name">What the message calls it.</param>
    /// <param name="reasons">Each once.</param>
    public static Finding Of(string path, string name, IReadOnlyList<string> reasons) =>
        new(
            GuardDiagnostics.FileNotJudged,
            path.Length > 0 ? new Location(path) : Location.Repository,
            $"A part of {name} was not judged for credentials, for {(reasons.Count == 1 ? "one reason" : $"{reasons.Count} reasons")}: {string.Join("; ", reasons)}.",
            "Mend or split it, mend the rule, or name the file under 'scan.exclude' in claude-build-guard.json.")
        {
            Identity = $"credentials in a part of {name}",
        };
}
