using ClaudeBuildGuard.Engine;
using Microsoft.Build.Framework;

namespace ClaudeBuildGuard.Tasks;

/// <summary>The session that the tasks of one run share. MSBuild holds it for the build and disposes it if the build is cut short.</summary>
internal static class BuildSession
{
    /// <summary>The session of these options; null when none was opened yet.</summary>
    public static GuardSession? Of(GuardTask task, GuardOptions options) =>
        (GuardSession?)task.BuildEngine4.GetRegisteredTaskObject(Key(options), RegisteredTaskObjectLifetime.Build);

    /// <summary>Keeps a session for the tasks that follow.</summary>
    public static GuardSession Keep(GuardTask task, GuardSession session)
    {
        task.BuildEngine4.RegisterTaskObject(Key(session.Options), session, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        return session;
    }

    /// <summary>Takes the session out of the build's hands; the caller disposes it.</summary>
    public static GuardSession? Take(GuardTask task, GuardOptions options) =>
        (GuardSession?)task.BuildEngine4.UnregisterTaskObject(Key(options), RegisteredTaskObjectLifetime.Build);

    // The type makes the key differ between two versions of the package in one build. The day is left out: a build may pass midnight.
    private static object Key(GuardOptions options) => (typeof(BuildSession), options with { Today = default });
}
