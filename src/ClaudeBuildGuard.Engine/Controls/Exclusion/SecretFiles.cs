using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Controls.Credentials;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>A file of the working tree that holds secrets.</summary>
/// <param name="File">The file.</param>
/// <param name="Kind">What it was recognised as.</param>
internal sealed record SecretFile(RepositoryFile File, SecretFileKind Kind)
{
    /// <summary>Its path.</summary>
    public string Path => File.Path;
}

/// <summary>The secret files of a repository: tracked or not, ignored by git or not, since the agent reads all of them.</summary>
internal sealed class SecretFiles
{
    /// <summary>Configuration and keys are shorter: a longer file is none of those whose content decides.</summary>
    private const int LongestProof = 2 * 1024 * 1024;

    private readonly HashSet<string> _paths;

    private SecretFiles(ImmutableArray<SecretFile> all, ImmutableArray<SecretFile> doubtful, ImmutableArray<RepositoryFile> lookalikes)
    {
        All = all;
        ToExclude = [.. all, .. doubtful];
        _paths = all.Select(s => s.Path).ToHashSet(StringComparer.Ordinal);
        Lookalikes = lookalikes;
    }

    /// <summary>The secret files in ordinal order of path.</summary>
    public ImmutableArray<SecretFile> All { get; }

    /// <summary>
    /// Those, and files that git ignores in which something may be a credential: nobody is told to exclude them, and where a team does, or lets
    /// <c>init</c> do it, that counts.
    /// </summary>
    public ImmutableArray<SecretFile> ToExclude { get; }

    /// <summary>True when the file is one of them.</summary>
    public bool Contains(string path) => _paths.Contains(path);

    /// <summary>Files that a pattern for secrets may hide although they hold none: templates, public certificates.</summary>
    public ImmutableArray<RepositoryFile> Lookalikes { get; }

    /// <summary>The secret files of a repository, found once for all who ask.</summary>
    public static SecretFiles Of(RepositoryView repository) => repository.Derive(Find);

    private static SecretFiles Find(RepositoryView repository)
    {
        var configured = new SecretFileKind("configured", "secrets, says claude-build-guard.json", repository.Configuration.SecretFiles, [], null);
        var acquitted = new PathGlobs(repository.Configuration.NotSecretFiles);
        var byName = SecretFileKinds.All;
        var secret = ImmutableArray.CreateBuilder<SecretFile>();
        var lookalikes = ImmutableArray.CreateBuilder<RepositoryFile>();
        foreach (var file in repository.Files)
        {
            if (file.Length == 0 || file.LinkTarget is not null)
            {
                continue;
            }

            if (configured.FitsName(file.Path))
            {
                secret.Add(new SecretFile(file, configured));
                continue;
            }

            var kind = SecretFileKinds.MayFit(file.Path) ? byName.FirstOrDefault(k => k.FitsName(file.Path) && IsProven(k, file)) : null;
            if (kind is not null && !acquitted.Matches(file.Path))
            {
                secret.Add(new SecretFile(file, kind));
            }
            else if (kind is not null || LooksAlike(file))
            {
                lookalikes.Add(file);
            }
        }

        var known = secret.Select(s => s.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var path in ComposeSecrets.Of(repository))
        {
            if (repository.Find(path) is { LinkTarget: null, Length: > 0 } file && !acquitted.Matches(path) && !IsTemplate(file) && known.Add(path))
            {
                secret.Add(new SecretFile(file, SecretFileKinds.Composed));
            }
        }

        var doubtful = new List<SecretFile>();
        foreach (var (path, hits) in TreeCredentials.Of(repository, repository.Cancellation).ByPath)
        {
            if (known.Contains(path) || repository.Find(path) is not { LinkTarget: null } file || acquitted.Matches(path))
            {
                continue;
            }

            var standing = hits.Where(h => TreeCredentials.Settings(repository).Stands(h, path)).ToList();
            if (standing.Exists(h => CredentialSeverity.Of(h, path) == Severity.Error))
            {
                if (KindByContent(file) is { } kind)
                {
                    secret.Add(new SecretFile(file, kind));
                }
            }
            else if (standing.Count > 0 && file.IsIgnored)
            {
                doubtful.Add(new SecretFile(file, SecretFileKinds.PerhapsLocal));
            }
        }

        secret.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        known.UnionWith(secret.Select(s => s.Path));
        return new SecretFiles(
            secret.ToImmutable(), [.. doubtful.OrderBy(s => s.Path, StringComparer.Ordinal)], [.. lookalikes.Where(f => !known.Contains(f.Path))]);
    }

    /// <summary>
    /// What a file is in which the credential scanner found one: its kind by name where the content decides about that kind, local values
    /// where git ignores it. Null for any other file: its credential is the scan's finding, and excluding source code would not mend it.
    /// </summary>
    private static SecretFileKind? KindByContent(RepositoryFile file) =>
        (SecretFileKinds.MayFit(file.Path) ? SecretFileKinds.All.FirstOrDefault(k => k.IsAssignment && k.FitsName(file.Path)) : null)
        ?? (file.IsIgnored ? SecretFileKinds.Local : null);

    /// <summary>A value that is none yet: what a developer is told to put the real one in the place of.</summary>
    private static bool IsTemplate(RepositoryFile file) =>
        SecretFileKinds.IsTemplate(file.Path) || (file.Length <= LongestProof && file.TryReadText(new FindingCollector(), out var text) && !SecretFileProofs.MayBeValue(text));

    private static bool LooksAlike(RepositoryFile file) =>
        file.Name.StartsWith(".env", StringComparison.OrdinalIgnoreCase)
        || file.Name.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
        || file.Name.EndsWith(".key", StringComparison.OrdinalIgnoreCase);

    private static bool IsProven(SecretFileKind kind, RepositoryFile file)
    {
        if (kind.Proof is not { } proof || file.Length > LongestProof)
        {
            return kind.Proof is null;
        }

        try
        {
            return proof(file.Text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or RegexMatchTimeoutException)
        {
            // What cannot be read here cannot be acquitted either; the scan of the working tree reports it as not judged.
            return true;
        }
    }
}
