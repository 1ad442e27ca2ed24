using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>Chooses what reads the objects of a repository.</summary>
internal static class ObjectSources
{
    /// <summary>The source for a repository; null, with a finding, when nothing can read it. Opening reads nothing yet.</summary>
    public static IObjectSource? Open(GitRepository repository, IFindings findings)
    {
        if (repository.Unsupported is not { } reason)
        {
            return new ObjectDatabase(repository.ObjectsDirectory, repository.IdLength);
        }

        // An extension that is not known here may be known to the git that is installed. Only git can say so.
        if (repository.UnknownExtension is not null && GitExecutable.Find(repository) is { } git && GitProcessObjectSource.CanRead(repository, git))
        {
            return new GitProcessObjectSource(repository, git);
        }

        findings.Report(new Finding(
            GuardDiagnostics.RepositoryCannotBeJudged,
            Location.Repository,
            $"The history in '{repository.CommonDirectory}' cannot be judged: {reason}.",
            "Run 'git fsck' there; if git can read it, update git and ClaudeBuildGuard."));
        return null;
    }
}
