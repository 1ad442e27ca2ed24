using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine;

/// <summary>The one entry: judges a repository. The build, the command line and the hook call nothing else.</summary>
public static class Guard
{
    /// <summary>Judges the parts that <paramref name="options"/> names.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled. Nothing else is thrown for any repository.</exception>
    public static Verdict Judge(GuardOptions options, IGuardLog log, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var session = GuardSession.Open(options, log, cancellation);
        session.Examine(options.Parts, cancellation);
        return session.Verdict();
    }
}
