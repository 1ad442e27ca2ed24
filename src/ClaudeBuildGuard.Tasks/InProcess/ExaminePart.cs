using ClaudeBuildGuard.Engine;
using Microsoft.Build.Framework;

namespace ClaudeBuildGuard.Tasks;

/// <summary>
/// Examines one part of the repository. The session that it opens is kept for the next part and ends with
/// <see cref="ConcludeVerdict"/>, or with the build when that is never reached.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class ExaminePart : GuardTask
{
    /// <summary>Which part: a name of <see cref="GuardParts"/>.</summary>
    [Required]
    public string Part { get; set; } = string.Empty;

    private protected override bool Run()
    {
        var options = Options();
        var session = BuildSession.Of(this, options) ?? BuildSession.Keep(this, GuardSession.Open(options, new BuildGuardLog(Log), Cancellation));
        session.Examine(Enum.Parse<GuardParts>(Part) & options.Parts, Cancellation);
        return true;
    }
}
