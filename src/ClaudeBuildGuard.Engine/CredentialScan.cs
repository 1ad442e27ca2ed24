using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Controls.Credentials;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine;

/// <summary>
/// Credentials alone, of what need be in no repository: a file, a stream, what is staged. A directory and a repository's tree and
/// history are judged by <see cref="Guard.Judge"/> with <see cref="GuardParts.WorkingTree"/> and <see cref="GuardParts.History"/>.
/// </summary>
public static class CredentialScan
{
    /// <summary>Scans a stream to its end, standard input for example.</summary>
    /// <param name="stream">The bytes, in any encoding.</param>
    /// <param name="name">What findings call it; its ending tells the format.</param>
    /// <param name="cancellation">Ends the scan.</param>
    /// <exception cref="OperationCanceledException">The scan was cancelled.</exception>
    public static Verdict Stream(Stream stream, string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        var findings = new FindingCollector();
        try
        {
            var hits = new List<CredentialHit>();
            PiecewiseScan.Stream(CredentialScanner.Default, stream, name, hits, cancellation);
            Report(name, hits, findings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Report(NotJudged(name, e));
        }

        return VerdictOf(Environment.CurrentDirectory, findings);
    }

    /// <summary>Scans one file, in a repository or not.</summary>
    /// <exception cref="OperationCanceledException">The scan was cancelled.</exception>
    public static Verdict File(string path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Stream(stream, path.Replace(Path.DirectorySeparatorChar, '/'), cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var findings = new FindingCollector();
            findings.Report(NotJudged(path, e));
            return VerdictOf(Environment.CurrentDirectory, findings);
        }
    }

    /// <summary>Scans what the index holds: what the next commit will record, whatever the files on disk say.</summary>
    /// <param name="options">The repository.</param>
    /// <param name="cancellation">Ends the scan.</param>
    /// <exception cref="OperationCanceledException">The scan was cancelled.</exception>
    public static Verdict Staged(GuardOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var findings = new FindingCollector();
        using var repository = RepositoryView.Open(options with { Parts = GuardParts.History }, GuardConfiguration.Default, findings, cancellation);
        if (repository.Git is not { } git || repository.Objects is not { } objects)
        {
            return VerdictOf(options.RepositoryRoot, findings);
        }

        try
        {
            var paths = GitIndex.Read(git.GitDirectory, git.IdLength).Where(e => !e.IsSubmodule).ToLookup(e => e.Id, e => e.Path);
            void Visit(in GitObject item)
            {
                foreach (var path in paths[item.Id])
                {
                    var hits = new List<CredentialHit>();
                    CredentialScanner.Default.Scan(item.Content, path, hits);
                    Report(path, hits, findings);
                }
            }

            var query = new ObjectQuery { Types = ObjectTypes.Blobs, Wanted = paths.Contains };
            foreach (var unreadable in objects.Visit(query, Visit, cancellation))
            {
                findings.Report(new Finding(
                    GuardDiagnostics.RepositoryCannotBeJudged,
                    Location.Repository,
                    $"The staged object {unreadable.Id} could not be read: {unreadable.Reason.TrimEnd('.')}.",
                    "Run 'git fsck': it names what has to be repaired."));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            findings.Report(NotJudged("the index", e));
        }

        return VerdictOf(options.RepositoryRoot, findings);
    }

    private static void Report(string path, List<CredentialHit> hits, FindingCollector findings)
    {
        foreach (var hit in hits)
        {
            if (!hit.IsMarkedAllowed)
            {
                findings.Report(CredentialFinding.InTree(path, hit));
            }
        }
    }

    private static Finding NotJudged(string name, Exception reason) =>
        new(GuardDiagnostics.RepositoryCannotBeJudged, new Location(name), $"'{name}' was not judged: {reason.Message.TrimEnd('.')}.", "Make it readable and run the scan again.");

    private static Verdict VerdictOf(string root, FindingCollector findings) =>
        new(root, [.. findings.Sorted().Select(f => new JudgedFinding(f, f.Severity ?? f.Diagnostic.DefaultSeverity, Fingerprint.Of(f, 0)))], [], findings.Facts());
}
