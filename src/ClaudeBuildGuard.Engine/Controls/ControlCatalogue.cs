namespace ClaudeBuildGuard.Engine.Controls;

/// <summary>Every control.</summary>
internal static class ControlCatalogue
{
    /// <summary>The controls, one a line.</summary>
    public static IReadOnlyList<IControl> All { get; } =
    [
        new AnalyzerConfiguration.AnalyzerConfigurationControl(),
        new Exclusion.ExclusionControl(),
        new Credentials.WorkingTreeCredentialControl(),
        new Credentials.HistoryCredentialControl(),
        new Policy.PolicyControl(),
        new PermissionSkipping.PermissionSkippingControl(),
        new Injection.InjectionControl(),
        new Sandbox.SandboxControl(),
        new AgentConfiguration.AgentConfigurationControl(),
        new Review.ReviewControl(),
    ];
}
