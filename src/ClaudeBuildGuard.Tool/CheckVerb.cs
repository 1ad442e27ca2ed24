using ClaudeBuildGuard.Engine;

namespace ClaudeBuildGuard.Tool;

/// <summary><c>check</c>: what the build does.</summary>
internal static class CheckVerb
{
    public static int Run(GuardOptions options, Answer answer, bool history, CancellationToken cancellation)
    {
        var parts = history ? GuardParts.All : GuardParts.All & ~GuardParts.History;
        return answer.Give(Guard.Judge(options with { Parts = parts }, new TerminalLog(), cancellation));
    }
}
