using ClaudeBuildGuard.Engine.Containers;

namespace ClaudeBuildGuard.Engine.Workflows;

/// <summary>Which steps of a pipeline run the client.</summary>
internal static class AgentSteps
{
    /// <summary>The action of the client's own makers.</summary>
    public const string Action = "anthropics/claude-code-action";

    /// <summary>The action beneath it, which checks nobody's rights.</summary>
    public const string BaseAction = "anthropics/claude-code-base-action";

    /// <summary>The action that reviews a pull request for security.</summary>
    public const string ReviewAction = "anthropics/claude-code-security-review";

    /// <summary>True when a step runs the client, by an action or by a command.</summary>
    public static bool Starts(PipelineStep step) => UsesAction(step) || step.Commands.Any(AgentEvidence.Starts);

    /// <summary>True when a step runs the client by an action, its makers' or a copy.</summary>
    public static bool UsesAction(PipelineStep step)
    {
        var name = NameOf(step);
        return name is Action or BaseAction or ReviewAction || name.EndsWith("/claude-code-action", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("/claude-code-base-action", StringComparison.OrdinalIgnoreCase) || name == Action + "/base-action";
    }

    /// <summary>The action without its version.</summary>
    public static string NameOf(PipelineStep step) => step.Uses.Split('@')[0];

    /// <summary>The version of the action; empty when none is given.</summary>
    public static string VersionOf(PipelineStep step) => step.Uses.Contains('@', StringComparison.Ordinal) ? step.Uses[(step.Uses.IndexOf('@', StringComparison.Ordinal) + 1)..].Trim() : string.Empty;
}
