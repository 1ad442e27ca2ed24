using ClaudeBuildGuard.Engine.Controls.Exclusion.Routes;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>
/// The promise and its proof: the ignore file names what an agent must not read (B1), the client's settings enforce it (A2, B4).
/// The client reads no ignore file, so a promise that no deny rule repeats is worth nothing.
/// </summary>
internal sealed class ExclusionControl : IControl
{
    /// <inheritdoc/>
    public GuardParts Part => GuardParts.AgentFiles;

    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Diagnostics => ExclusionDiagnostics.All;

    /// <inheritdoc/>
    public void Examine(RepositoryView repository, IFindings findings, CancellationToken cancellation)
    {
        var model = ExclusionModel.Of(repository);
        IgnoreFileCheck.Examine(model, findings);
        SettingsCheck.Examine(model, findings);
        cancellation.ThrowIfCancellationRequested();
        RuleCheck.Examine(model, findings);
        EnforcementCheck.Examine(model, findings);
        UserSecrets.Examine(model, findings);
        VaultOutputCheck.Examine(model, findings);
        RouteCheck.Examine(model, findings);
        StartCheck.Examine(model, findings);
        ImportCheck.Examine(model, findings);
    }
}
