namespace ClaudeBuildGuard.Engine.Setup;

/// <summary>Every area of <c>init</c>, in the order in which they plan: a later one sees what an earlier one wrote.</summary>
internal static class SetupCatalogue
{
    /// <summary>The areas, one a line.</summary>
    public static IReadOnlyList<ISetup> All { get; } =
    [
        new Exclusion.IgnoreSetup(),
        new Exclusion.SettingsSetup(),
        new PolicySetup(),
        new ReviewSetup(),
        new Sandbox.SandboxSetup(),
    ];
}
