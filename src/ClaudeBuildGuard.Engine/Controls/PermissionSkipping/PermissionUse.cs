using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>A place where permission checks are switched off, with what surrounds it.</summary>
/// <param name="Location">The place of the spelling.</param>
/// <param name="Spelling">As written, such as <c>--permission-mode bypassPermissions</c>.</param>
internal sealed record PermissionUse(Location Location, string Spelling)
{
    /// <summary>Who does it, as the subject of a sentence: <c>Job 'review'</c>, <c>This script</c>.</summary>
    public string Subject { get; init; } = "This file";

    /// <summary>Where it runs when it runs in no container, as the end of a sentence: <c>on the runner itself</c>.</summary>
    public string Place { get; init; } = "on the machine of whoever uses the repository";

    /// <summary>The container it runs in; null when the repository names none.</summary>
    public ContainerProfile? Container { get; init; }

    /// <summary>True when a sandbox that needs no container definition holds it, such as Docker Sandboxes.</summary>
    public bool IsContained { get; init; }

    /// <summary>True when it is not known whether anything starts what stands there.</summary>
    public bool IsUnsure { get; init; }

    /// <summary>What near it reaches production, each as a noun phrase; empty when nothing does.</summary>
    public IReadOnlyList<string> Production { get; init; } = [];

    /// <summary>True for a variable that only lifts the client's refusal to run as root (<c>IS_SANDBOX</c>).</summary>
    public bool IsRootGuard { get; init; }

    /// <summary>What it lacks of a sandbox; empty when it is in one.</summary>
    public IReadOnlyList<string> Gaps => IsContained ? [] : Container is null ? ["runs in no container"] : Container.Gaps();
}
