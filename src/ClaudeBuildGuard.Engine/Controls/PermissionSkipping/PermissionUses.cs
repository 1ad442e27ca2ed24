using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.State;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Every use of a repository.</summary>
internal sealed class PermissionUses
{
    private readonly FindingCollector _problems = new();

    private PermissionUses(RepositoryView repository)
    {
        var finder = new PermissionUseFinder(repository, _problems);
        var all = new List<PermissionUse>();
        var clean = new CleanFiles(repository, "agent-code");
        foreach (var file in repository.Files)
        {
            repository.Cancellation.ThrowIfCancellationRequested();
            var kind = ScannedFile.KindOf(file.Path);
            var isRemembered = kind is ScanKind.Code or ScanKind.NamedSettings;
            if (isRemembered && clean.Knows(file))
            {
                continue;
            }

            try
            {
                PermissionUse[] uses = [.. finder.In(file).DistinctBy(u => (u.Location.Line, u.Spelling, u.IsRootGuard))];
                all.AddRange(uses);

                // Whether a settings file is used, others say: only one that skips nothing is clean by itself.
                if (isRemembered && uses.Length == 0 && IsReadable(file) && (kind == ScanKind.Code || file.Length > ScannedFile.LargestCode || !Spellings.MayOccur(file.Bytes.Span)))
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

        All = all;
    }

    /// <summary>The uses, by file.</summary>
    public IReadOnlyList<PermissionUse> All { get; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<Finding> Problems => _problems.Sorted();

    /// <summary>The uses of a repository; looked for on first use.</summary>
    public static PermissionUses Of(RepositoryView repository) => repository.Derive(static r => new PermissionUses(r));

    // What could not be read was reported, and must be again.
    private static bool IsReadable(RepositoryFile file)
    {
        try
        {
            return file.Length > ScannedFile.LargestCode || file.Bytes.Length >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
