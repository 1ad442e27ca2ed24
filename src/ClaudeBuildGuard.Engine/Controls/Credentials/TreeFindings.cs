using ClaudeBuildGuard.Engine.Controls.Exclusion;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>A credential of the working tree that CBG3001 reports.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="ValueIdentity">See <see cref="CredentialHit.ValueIdentity"/>.</param>
/// <param name="IsIgnored">True when git ignores the file: it is no part of what others get.</param>
internal sealed record TreeFinding(Finding Finding, ulong ValueIdentity, bool IsIgnored);

/// <summary>What CBG3001 reports, made once: the working tree's control reports it, and the history's leaves those values to it.</summary>
internal sealed class TreeFindings
{
    private TreeFindings(IReadOnlyList<TreeFinding> all, int local)
    {
        All = all;
        Local = local;
    }

    /// <summary>The findings, in the order in which they are judged.</summary>
    public IReadOnlyList<TreeFinding> All { get; }

    /// <summary>How many credentials stand in files that git ignores and that are judged by CBG1102 instead.</summary>
    public int Local { get; }

    /// <summary>The findings of a repository's tree.</summary>
    public static TreeFindings Of(RepositoryView repository, CancellationToken cancellation) => repository.Derive(view => Make(view, cancellation));

    /// <summary>
    /// What a credential of the history is left to: the findings of the same value in files that git does not ignore. What stands in an
    /// ignored file is on this disk alone, and says nothing of what was committed.
    /// </summary>
    public IReadOnlyDictionary<ulong, List<Finding>> Shared()
    {
        var shared = new Dictionary<ulong, List<Finding>>();
        foreach (var finding in All)
        {
            if (finding.IsIgnored)
            {
                continue;
            }

            if (!shared.TryGetValue(finding.ValueIdentity, out var same))
            {
                shared.Add(finding.ValueIdentity, same = []);
            }

            same.Add(finding.Finding);
        }

        return shared;
    }

    private static TreeFindings Make(RepositoryView repository, CancellationToken cancellation)
    {
        var settings = TreeCredentials.Settings(repository);
        var all = new List<TreeFinding>();
        var local = 0;
        foreach (var (path, hits) in TreeCredentials.Of(repository, cancellation).ByPath.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            // A file that git ignores is where local values belong, once the agent is kept out of it: CBG1102 speaks until it is.
            // What may be a credential there is said by a warning instead, until then.
            var isIgnored = repository.Find(path) is { IsIgnored: true };
            if (isIgnored && (SecretFiles.Of(repository).Contains(path) || ExclusionModel.Of(repository).IsDenied(path)))
            {
                local += hits.Count;
                continue;
            }

            foreach (var hit in hits.OrderBy(h => h.Line).ThenBy(h => h.Column))
            {
                if (settings.Judge(CredentialFinding.InTree(path, hit, isIgnored), hit, path, commit: string.Empty) is { } finding)
                {
                    all.Add(new TreeFinding(finding, hit.ValueIdentity, isIgnored));
                }
            }
        }

        return new TreeFindings(all, local);
    }
}
