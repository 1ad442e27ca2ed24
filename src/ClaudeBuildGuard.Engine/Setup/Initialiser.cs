using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Setup;

/// <summary>What <c>init</c> did.</summary>
/// <param name="Plan">What was planned.</param>
/// <param name="Before">The verdict before.</param>
/// <param name="After">The verdict after; the same as <paramref name="Before"/> when nothing was written.</param>
/// <param name="Restored">True when the result was worse, so that the old files were put back.</param>
public sealed record SetupResult(SetupPlan Plan, Verdict Before, Verdict After, bool Restored);

/// <summary>Plans and writes what is missing in a repository. Never loses what a file holds.</summary>
public static class Initialiser
{
    /// <summary>The areas that <c>--only</c> takes.</summary>
    public static IReadOnlyList<string> Areas { get; } = [.. SetupCatalogue.All.Select(s => s.Area).Distinct()];

    /// <summary>Plans and writes nothing.</summary>
    /// <param name="options">The repository.</param>
    /// <param name="areas">Areas to plan; none plans those that this repository has use for.</param>
    /// <param name="cancellation">Cancels.</param>
    public static SetupPlan Plan(GuardOptions options, IReadOnlyCollection<string> areas, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(areas);
        return Plan(options, SetupCatalogue.All, areas, cancellation);
    }

    private static SetupPlan Plan(
        GuardOptions options, IReadOnlyList<ISetup> setups, IReadOnlyCollection<string> areas, CancellationToken cancellation)
    {
        using var session = GuardSession.Open(options, SilentLog.Instance, cancellation);
        var plan = new SetupPlan(options.RepositoryRoot, LeftOut(session.Repository));
        foreach (var setup in setups)
        {
            cancellation.ThrowIfCancellationRequested();
            if (areas.Count == 0 ? setup.ByDefault(session.Repository) : areas.Contains(setup.Area))
            {
                setup.Plan(session.Repository, plan);
            }
            else if (areas.Count == 0 && setup.WhyLeftOut is { } reason)
            {
                plan.Note(string.Empty, reason);
            }
        }

        return plan;
    }

    // From the root of the working tree, as a sparse checkout counts; a root below it is judged without.
    private static IReadOnlyList<string> LeftOut(RepositoryView repository) =>
        repository.Git is { } git && repository.Root == git.WorkTree ? [.. GitIndex.EntriesOrNone(git).Where(e => e.IsLeftOut).Select(e => e.Path)] : [];

    /// <summary>
    /// Plans, writes, and judges again. Where the result has more errors than before, the old files are put back: a setup that does
    /// harm is worse than none.
    /// </summary>
    /// <exception cref="IOException">A file cannot be written; what was written before it is put back.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static SetupResult Apply(GuardOptions options, IReadOnlyCollection<string> areas, IGuardLog log, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(areas);
        return Apply(options, SetupCatalogue.All, areas, log, cancellation);
    }

    /// <summary>As above, with the areas that a test brings.</summary>
    internal static SetupResult Apply(
        GuardOptions options, IReadOnlyList<ISetup> setups, IReadOnlyCollection<string> areas, IGuardLog log, CancellationToken cancellation)
    {
        var agentFiles = options with { Parts = GuardParts.AgentFiles };
        var before = Guard.Judge(agentFiles, log, cancellation);
        var plan = Plan(options, setups, areas, cancellation);
        if (plan.Files.Count == 0)
        {
            return new SetupResult(plan, before, before, Restored: false);
        }

        var backups = new List<(string FullPath, byte[]? Content)>();
        try
        {
            foreach (var file in plan.Files)
            {
                var full = plan.FullPath(file.Path);
                var content = plan.Bytes(file);
                backups.Add((full, File.Exists(full) ? File.ReadAllBytes(full) : null));
                Write(full, content);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Restore(backups);
            throw;
        }

        var after = Guard.Judge(agentFiles, log, cancellation);
        var worse = after.Errors > before.Errors;
        if (worse)
        {
            Restore(backups);
        }

        return new SetupResult(plan, before, after, worse);
    }

    // Written beside the target and moved over it, so that a reader never sees half a file.
    private static void Write(string full, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = full + ".claude-build-guard.tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, full, overwrite: true);
    }

    private static void Restore(List<(string FullPath, byte[]? Content)> backups)
    {
        foreach (var (full, content) in backups)
        {
            if (content is null)
            {
                File.Delete(full);
            }
            else
            {
                Write(full, content);
            }
        }
    }
}
