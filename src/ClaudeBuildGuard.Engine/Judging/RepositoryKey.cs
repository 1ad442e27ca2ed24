using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Judging;

/// <summary>
/// A hash over everything that the findings of a part can depend on: this engine, the options, the configuration, each file's path,
/// size and time, and for history the refs and objects of the repository. Equal keys, equal findings.
/// </summary>
internal sealed class RepositoryKey
{
    // A write shortly after a file was read may leave size and time as they were: file systems keep time in steps of up to two seconds.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private readonly RepositoryView _repository;
    private readonly DateTime _opened;
    private (byte[] Hash, DateTime Youngest)? _tree;

    /// <param name="repository">The repository.</param>
    /// <param name="opened">When its files were listed, UTC.</param>
    public RepositoryKey(RepositoryView repository, DateTime opened)
    {
        _repository = repository;
        _opened = opened;
    }

    /// <summary>The key of a part, 32 bytes; null when a file is so young that its time proves nothing yet.</summary>
    public byte[]? Of(GuardParts part)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (tree, youngest) = _tree ??= HashTree();
        Add(hash, part.ToString());
        if (part == GuardParts.History)
        {
            // What still stands in the tree is a finding of the history only where the tree is not judged with it.
            Add(hash, _repository.IsTreeJudged ? "with the tree" : "alone");
        }

        hash.AppendData(tree);
        foreach (var outside in Outside(_repository, part))
        {
            youngest = Later(youngest, AddFile(hash, outside));
        }

        return youngest > _opened - Step ? null : hash.GetHashAndReset();
    }

    // What every part depends on: engine, options, the files below the root.
    private (byte[] Hash, DateTime Youngest) HashTree()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var options = _repository.Options;
        Add(hash, $"{typeof(RepositoryKey).Assembly.ManifestModule.ModuleVersionId} {options.Shipping} {options.Today:O} {options.UserHome} {options.History}");
        Add(hash, $"{_repository.Root}\n{options.ConfigurationFile}");
        var youngest = DateTime.MinValue;
        Span<byte> numbers = stackalloc byte[17];
        foreach (var file in _repository.Files)
        {
            Add(hash, file.Path);
            BinaryPrimitives.WriteInt64LittleEndian(numbers, file.Length);
            BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], file.LastWriteTimeUtc.Ticks);
            numbers[16] = file.IsTracked ? (byte)1 : (byte)0;
            hash.AppendData(numbers);
            if (file.LinkTarget is { } target)
            {
                Add(hash, target);
            }

            youngest = Later(youngest, file.LastWriteTimeUtc);
        }

        foreach (var directory in _repository.Excluded)
        {
            Add(hash, directory.Path);
        }

        return (hash.GetHashAndReset(), youngest);
    }

    // Files beyond the working tree that findings depend on.
    private static IEnumerable<string> Outside(RepositoryView repository, GuardParts part)
    {
        var options = repository.Options;
        if (options.ConfigurationFile is { } named)
        {
            yield return named;
        }

        if (options.UserHome is { } home)
        {
            yield return Path.Combine(home, ".claude", "settings.json");
            yield return Path.Combine(home, ".claude.json");
        }

        var userHome = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        yield return Path.Combine(userHome, ".gitconfig");
        yield return Path.Combine(userHome, ".config", "git", "config");
        yield return Path.Combine(userHome, ".config", "git", "ignore");
        if (repository.Git is not { } git)
        {
            yield break;
        }

        yield return Path.Combine(git.CommonDirectory, "config");
        yield return Path.Combine(git.CommonDirectory, "info", "exclude");
        yield return git.ShallowFile;
        if (part != GuardParts.History)
        {
            yield break;
        }

        yield return Path.Combine(git.GitDirectory, "HEAD");
        yield return Path.Combine(git.GitDirectory, "index");
        yield return Path.Combine(git.CommonDirectory, "HEAD");
        foreach (var file in repository.GitFiles)
        {
            yield return file.FullPath;
        }

        yield return Path.Combine(git.ObjectsDirectory, "info", "alternates");
        foreach (var below in new[] { "refs", "reftable", "worktrees" })
        {
            foreach (var file in FilesBelow(Path.Combine(git.CommonDirectory, below)))
            {
                yield return file;
            }
        }

        foreach (var below in new[] { "pack", "info" })
        {
            foreach (var file in FilesBelow(Path.Combine(git.ObjectsDirectory, below)))
            {
                yield return file;
            }
        }

        // So does a large file that Git LFS fetches, but for one of 256 that begins like another.
        foreach (var directory in DirectoriesBelow(Path.Combine(git.CommonDirectory, "lfs", "objects")).Order(StringComparer.Ordinal))
        {
            yield return directory;
        }

        // A loose object that comes or goes changes the time of its directory; there are at most 256 of those.
        foreach (var directory in DirectoriesBelow(git.ObjectsDirectory).Order(StringComparer.Ordinal))
        {
            yield return directory;
        }
    }

    private static IEnumerable<string> FilesBelow(string directory) =>
        Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
                .Order(StringComparer.Ordinal)
            : [];

    private static IEnumerable<string> DirectoriesBelow(string directory) =>
        Directory.Exists(directory) ? Directory.EnumerateDirectories(directory) : [];

    private static DateTime AddFile(IncrementalHash hash, string path)
    {
        var file = new FileInfo(path);
        var exists = file.Exists || Directory.Exists(path);
        Add(hash, !exists ? path : string.Create(
            CultureInfo.InvariantCulture, $"{path}\n{(file.Exists ? file.Length : 0)} {file.LastWriteTimeUtc.Ticks}"));
        return exists ? file.LastWriteTimeUtc : DateTime.MinValue;
    }

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private static void Add(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData("\0"u8);
    }
}
