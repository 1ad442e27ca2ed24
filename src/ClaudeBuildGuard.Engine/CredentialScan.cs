using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Controls.Credentials;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Credentials.OtherScanners;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Judging;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.History;
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
    /// <param name="options">The repository whose configuration holds; where there is neither repository nor configuration the defaults hold.</param>
    /// <param name="cancellation">Ends the scan.</param>
    /// <exception cref="OperationCanceledException">The scan was cancelled.</exception>
    public static Verdict Stream(Stream stream, string name, GuardOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        return Judge(options, isExcludable: false, name, () => stream, cancellation);
    }

    /// <summary>Scans one file, in a repository or not.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The repository whose configuration holds.</param>
    /// <param name="cancellation">Ends the scan.</param>
    /// <exception cref="OperationCanceledException">The scan was cancelled.</exception>
    public static Verdict File(string path, GuardOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        var relative = Path.GetRelativePath(options.RepositoryRoot, Path.GetFullPath(path));
        var name = Path.IsPathRooted(relative) || relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
        return Judge(
            options,
            isExcludable: true,
            name.Replace(Path.DirectorySeparatorChar, '/'),
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete),
            cancellation);
    }

    private static Verdict Judge(GuardOptions options, bool isExcludable, string name, Func<Stream> open, CancellationToken cancellation)
    {
        var findings = new FindingCollector();
        var configuration = LoadedConfiguration.Of(options, findings);
        if (isExcludable && new PathGlobs(configuration.ScanExclude).Matches(name))
        {
            findings.Note($"'{name}' not scanned for credentials, by 'scan.exclude' of the configuration.");
            return VerdictOf(options, configuration, findings, cancellation);
        }

        var settings = OtherScannerSettings.Read(options.RepositoryRoot);
        settings.Report(findings);
        try
        {
            using var stream = open();
            var hits = new List<CredentialHit>();
            var dropped = new List<string>();
            PiecewiseScan.Stream(CredentialScanner.For(configuration, settings), stream, name, hits, dropped, cancellation);
            Report(name, hits, dropped, settings, findings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Report(NotJudged(name, e));
        }

        return VerdictOf(options, configuration, findings, cancellation);
    }

    /// <summary>Scans what the index holds and HEAD does not: what the next commit will add, whatever the files on disk say.</summary>
    /// <param name="options">The repository.</param>
    /// <param name="cancellation">Ends the scan.</param>
    /// <exception cref="OperationCanceledException">The scan was cancelled.</exception>
    public static Verdict Staged(GuardOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var findings = new FindingCollector();
        var configuration = LoadedConfiguration.Of(options, findings);
        using var repository = RepositoryView.Open(options with { Parts = GuardParts.History }, configuration, findings, cancellation);
        if (repository.Git is { } git && repository.Objects is { } objects)
        {
            try
            {
                ExamineStaged(repository, git, objects, findings, cancellation);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                findings.Report(NotJudged("the index", e));
            }
        }

        return Judgement.Of(findings.Sorted(), findings.Facts(), repository, GuardParts.None);
    }

    private static void ExamineStaged(RepositoryView repository, GitRepository git, IObjectSource objects, FindingCollector findings, CancellationToken cancellation)
    {
        var scanner = TreeCredentials.Scanner(repository);
        var settings = TreeCredentials.Settings(repository);
        settings.Report(findings);
        var exclude = new PathGlobs(repository.Configuration.ScanExclude);
        var committed = CommittedFiles.Of(git, objects);
        var changed = GitIndex.Read(git.GitDirectory, git.IdLength).Where(e => !e.IsSubmodule && !committed.Contains((e.Path, e.Id))).ToList();
        var excluded = changed.RemoveAll(e => exclude.Matches(e.Path));
        var paths = changed.ToLookup(e => e.Id, e => e.Path);
        void Visit(in GitObject item)
        {
            foreach (var path in paths[item.Id])
            {
                var hits = new List<CredentialHit>();
                var dropped = new List<string>();
                scanner.Scan(item.Content, path, hits, dropped);
                Report(path, hits, dropped, settings, findings);
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

        findings.Note($"{Counted.Of(changed.Count, "staged file that differs", "staged files that differ")} from HEAD scanned for credentials.");
        if (excluded > 0)
        {
            findings.Note($"{excluded} staged files not scanned for credentials, by 'scan.exclude' of the configuration.");
        }
    }

    private static void Report(string path, List<CredentialHit> hits, List<string> dropped, OtherScannerSettings settings, FindingCollector findings)
    {
        foreach (var hit in hits)
        {
            if (settings.Judge(CredentialFinding.InTree(path, hit), hit, path, commit: string.Empty) is { } finding)
            {
                findings.Report(finding);
            }
        }

        if (dropped.Count > 0)
        {
            findings.Report(PartlyJudged.Of(path, $"'{path}'", dropped));
        }
    }

    private static Finding NotJudged(string name, Exception reason) =>
        new(GuardDiagnostics.RepositoryCannotBeJudged, new Location(name), $"'{name}' was not judged: {reason.Message.TrimEnd('.')}.", "Make it readable and run the scan again.");

    // Suppressions and markers need the repository; a directory that is none is not walked for them.
    private static Verdict VerdictOf(GuardOptions options, GuardConfiguration configuration, FindingCollector findings, CancellationToken cancellation)
    {
        if (configuration == GuardConfiguration.Default && !Path.Exists(Path.Combine(options.RepositoryRoot, ".git")))
        {
            var judged = findings.Sorted().Select(f => new JudgedFinding(f, f.Severity ?? f.Diagnostic.DefaultSeverity, Fingerprint.Of(f, 0))).ToLookup(f => f.Finding.Accepted);
            return new(
                options.RepositoryRoot,
                [.. judged[null]],
                [.. judged.Where(g => g.Key is not null).SelectMany(g => g.Select(f => new SilencedFinding(f, g.Key!.By, g.Key.Reason)))],
                findings.Facts());
        }

        using var repository = RepositoryView.Open(options with { Parts = GuardParts.WorkingTree }, configuration, findings, cancellation);
        return Judgement.Of(findings.Sorted(), findings.Facts(), repository, GuardParts.None);
    }
}
