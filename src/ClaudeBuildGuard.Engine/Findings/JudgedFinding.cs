namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>A finding with what the verdict added: its severity and its name across builds.</summary>
/// <param name="Finding">The finding as a control reported it.</param>
/// <param name="Severity">The severity after configuration and mode.</param>
/// <param name="Fingerprint">See <see cref="Findings.Fingerprint"/>.</param>
public sealed record JudgedFinding(Finding Finding, Severity Severity, string Fingerprint)
{
    /// <summary>The code.</summary>
    public string Id => Finding.Diagnostic.Id;

    /// <summary>Where it is.</summary>
    public Location Location => Finding.Location;
}
