using System.Collections.Concurrent;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Credentials.OtherScanners;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>
/// The credentials of the working tree, found once for every control that asks: the tree's findings, the history's comparison, and
/// the exclusion of files that hold secrets.
/// </summary>
internal sealed class TreeCredentials
{
    private TreeCredentials(
        IReadOnlyDictionary<string, IReadOnlyList<CredentialHit>> byPath, IReadOnlyDictionary<string, Exception> unreadable, IReadOnlyDictionary<string, IReadOnlyList<string>> dropped,
        IReadOnlyCollection<Finding> markers, int excluded, long bytes)
    {
        Dropped = dropped;
        Markers = markers;
        ByPath = byPath;
        Unreadable = unreadable;
        Excluded = excluded;
        Bytes = bytes;
    }

    /// <summary>The hits of each file that has any.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<CredentialHit>> ByPath { get; }

    /// <summary>The files that could not be read, each with the reason.</summary>
    public IReadOnlyDictionary<string, Exception> Unreadable { get; }

    /// <summary>The files of which a part was not judged, each with the reasons.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Dropped { get; }

    /// <summary>Each inline marker, as the finding that it silences nothing.</summary>
    public IReadOnlyCollection<Finding> Markers { get; }

    /// <summary>How many files the configuration excludes.</summary>
    public int Excluded { get; }

    /// <summary>Bytes that were scanned.</summary>
    public long Bytes { get; }

    /// <summary>The credentials of a repository's tree.</summary>
    public static TreeCredentials Of(RepositoryView repository, CancellationToken cancellation) =>
        repository.Derive(view => Scan(view, cancellation));

    /// <summary>The scanner for a repository: the product's rules and those of its configuration.</summary>
    public static CredentialScanner Scanner(RepositoryView repository) => repository.Derive(view => CredentialScanner.For(view.Configuration, Settings(view)));

    /// <summary>What a repository says to other scanners.</summary>
    public static OtherScannerSettings Settings(RepositoryView repository) => repository.Derive(view => OtherScannerSettings.Read(view.Root));

    private static TreeCredentials Scan(RepositoryView repository, CancellationToken cancellation)
    {
        var scanner = Scanner(repository);
        var exclude = new PathGlobs(repository.Configuration.ScanExclude);
        var byPath = new ConcurrentDictionary<string, IReadOnlyList<CredentialHit>>(StringComparer.Ordinal);
        var unreadable = new ConcurrentDictionary<string, Exception>(StringComparer.Ordinal);
        var droppedOf = new ConcurrentDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var markers = new ConcurrentBag<Finding>();
        var excluded = 0;
        var bytes = 0L;
        Parallel.ForEach(repository.Files, new ParallelOptions { CancellationToken = cancellation }, file =>
        {
            if (exclude.Matches(file.Path))
            {
                Interlocked.Increment(ref excluded);
                return;
            }

            try
            {
                var hits = new List<CredentialHit>();
                var dropped = new List<string>();
                var content = PiecewiseScan.File(scanner, file, hits, dropped, cancellation);
                foreach (var marker in UnusedMarkers.Of(content.Span, file.Path))
                {
                    markers.Add(marker);
                }

                if (dropped.Count > 0)
                {
                    droppedOf[file.Path] = dropped;
                }

                Interlocked.Add(ref bytes, file.Length);
                if (hits.Count > 0)
                {
                    byPath[file.Path] = hits;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                unreadable[file.Path] = e;
            }
        });
        return new TreeCredentials(byPath, unreadable, droppedOf, markers, excluded, bytes);
    }
}
