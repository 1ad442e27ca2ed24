using ClaudeBuildGuard.Engine;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace ClaudeBuildGuard.Tasks;

/// <summary>What the engine says of its work, as messages that show at detailed verbosity.</summary>
internal sealed class BuildGuardLog(TaskLoggingHelper log) : IGuardLog
{
    public void Detail(string text) => log.LogMessage(MessageImportance.Low, "ClaudeBuildGuard: {0}", text);

    // The name of the running target is the progress that a build shows; a line for each step would flood a log.
    public void Progress(string work, long done, long total)
    {
    }
}
