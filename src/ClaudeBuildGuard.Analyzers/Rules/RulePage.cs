namespace ClaudeBuildGuard.Analyzers.Rules;

/// <summary>Where the page of a rule stands: the same place as those of the engine's diagnostics.</summary>
internal static class RulePage
{
    private const string Pages = "https://github.com/claude-build-guard/claude-build-guard/blob/main/docs/rules/";

    /// <summary>The address of a rule's page.</summary>
    public static string Of(string id) => $"{Pages}{id}.md";
}
