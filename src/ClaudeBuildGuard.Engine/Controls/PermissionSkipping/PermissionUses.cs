using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.State;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Every use of a repository.</summary>
internal sealed class PermissionUses
{
    private readonly FindingCollector _problems = new();
    private readonly ContainerCatalogue _containers;

    private PermissionUses(RepositoryView repository)
    {
        _containers = ContainerCatalogue.Of(repository);
        var finder = new PermissionUseFinder(repository, _problems);
        var all = new List<PermissionUse>();
        var clean = new CleanFiles(repository, "agent-code");
        foreach (var file in repository.Files)
        {
            repository.Cancellation.ThrowIfCancellationRequested();
            var isRemembered = ScannedFile.IsRemembered(finder.KindOf(file));
            if (isRemembered && clean.Knows(file))
            {
                continue;
            }

            var before = _problems.Count + _containers.ProblemCount;
            try
            {
                PermissionUse[] uses = [.. finder.In(file).DistinctBy(u => (u.Location.Line, u.Spelling, u.IsRootGuard))];
                all.AddRange(uses);

                // What is a use only by other files is never clean by itself.
                if (isRemembered && uses.Length == 0 && _problems.Count + _containers.ProblemCount == before && !finder.IsPending(file))
                {
                    clean.Add(file);
                }
            }
            catch (RegexMatchTimeoutException e)
            {
                _problems.Report(file.Unreadable(e));
            }
        }

        clean.Save();
        all.AddRange(finder.ByOthers());
        All = [.. all.OrderBy(u => u.Location.Path, StringComparer.Ordinal)];
    }

    /// <summary>The uses, by file.</summary>
    public IReadOnlyList<PermissionUse> All { get; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<Finding> Problems => [.. _problems.Sorted(), .. _containers.Problems];

    /// <summary>The uses of a repository; looked for on first use.</summary>
    public static PermissionUses Of(RepositoryView repository) => repository.Derive(static r => new PermissionUses(r));
}
