using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>Chooses what reads the objects of a repository.</summary>
internal static class ObjectSources
{
    /// <summary>The source for a repository; null, with a finding, when nothing can read it. Opening reads nothing yet.</summary>
    public static IObjectSource? Open(GitRepository repository, IFindings findings)
    {
        if (repository.Unsupported is { } reason)
        {
            findings.Report(new Finding(
                GuardDiagnostics.RepositoryCannotBeJudged,
                Location.Repository,
                $"The history in '{repository.CommonDirectory}' cannot be judged: {reason}.",
                "Run 'git fsck' there; if git can read it, update ClaudeBuildGuard."));
            return null;
        }

        return GitExecutable.Find(repository) is { } git ? new GitProcessObjectSource(repository, git) : null;
    }
}
