namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks;

/// <summary>What a hook knows beside the event.</summary>
/// <param name="ProjectDirectory">The absolute path of the directory the session was started in; empty takes the event's own.</param>
/// <param name="Home">The absolute path of the home directory; empty when there is none.</param>
/// <param name="IsContainer">True inside a container.</param>
/// <param name="Now">The time, for the audit log and for expiry.</param>
public sealed record HookSurroundings(string ProjectDirectory, string Home, bool IsContainer, DateTimeOffset Now)
{
    /// <summary>Those of this process.</summary>
    public static HookSurroundings OfProcess() => new(
        Environment.GetEnvironmentVariable("CLAUDE_PROJECT_DIR") ?? string.Empty,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        File.Exists("/.dockerenv") || File.Exists("/run/.containerenv"),
        DateTimeOffset.UtcNow);
}
