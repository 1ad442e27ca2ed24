using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Controls;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine;

/// <summary>The one entry: judges a repository. The build, the command line and the hook call nothing else.</summary>
public static class Guard
{
    /// <summary>Judges the parts that <paramref name="options"/> names.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled. Nothing else is thrown for any repository.</exception>
    public static Verdict Judge(GuardOptions options, IGuardLog log, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);
        var findings = new FindingCollector();
        var configuration = GuardConfiguration.Default;
        using var repository = RepositoryView.Open(options, configuration, findings, cancellation);
        foreach (var control in ControlCatalogue.All.Where(c => options.Parts.HasFlag(c.Part)))
        {
            control.Examine(repository, findings, cancellation);
        }

        return Judgement.Of(findings.Sorted(), options, configuration);
    }
}
