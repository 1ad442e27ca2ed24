namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>By what a finding was silenced.</summary>
public enum SilencedBy
{
    /// <summary>A marker in the source line or the line above.</summary>
    InlineMarker,

    /// <summary>A suppression in the configuration.</summary>
    Configuration,

    /// <summary>The baseline file.</summary>
    Baseline,

    /// <summary>A file that the repository keeps for another scanner, such as <c>.gitleaksignore</c>.</summary>
    OtherScanner,
}

/// <summary>A finding that a person accepted, with the reason they gave.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="By">What silenced it.</param>
/// <param name="Reason">The reason that was written down.</param>
public sealed record SilencedFinding(JudgedFinding Finding, SilencedBy By, string Reason);
