using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Every use of a repository.</summary>
internal sealed class PermissionUses
{
    /// <summary>Looks through the files; what cannot be read is reported.</summary>
    public PermissionUses(RepositoryView repository, IFindings findings, CancellationToken cancellation)
    {
        var finder = new PermissionUseFinder(repository, findings);
        var all = new List<PermissionUse>();
        foreach (var file in repository.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                all.AddRange([.. finder.In(file).DistinctBy(u => (u.Location.Line, u.Spelling, u.IsRootGuard))]);
            }
            catch (RegexMatchTimeoutException e)
            {
                findings.Report(file.Unreadable(e));
            }
        }

        All = all;
    }

    /// <summary>The uses, by file.</summary>
    public IReadOnlyList<PermissionUse> All { get; }
}
