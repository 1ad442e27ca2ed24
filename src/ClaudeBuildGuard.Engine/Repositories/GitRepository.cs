namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>
/// Where a repository keeps what, and in which format. Found from the file system alone: environment variables such as
/// <c>GIT_DIR</c> do not apply, because a verdict must not depend on them, and the owner of the directory does not matter, because
/// nothing that is read is executed.
/// </summary>
public sealed class GitRepository
{
    private const int LargestPointerFile = 64 * 1024;

    private static readonly string[] KnownExtensions =
    [
        "noop", "noop-v1", "preciousobjects", "partialclone", "worktreeconfig", "objectformat", "refstorage", "compatobjectformat",
        "relativeworktrees", "submodulepathconfig",
    ];

    private GitRepository(string gitDirectory, string commonDirectory, string? workTree, GitConfigFile config)
    {
        GitDirectory = gitDirectory;
        CommonDirectory = commonDirectory;
        WorkTree = workTree;
        Config = config;
    }

    /// <summary>The git directory of this working tree: holds its HEAD and index.</summary>
    public string GitDirectory { get; }

    /// <summary>The git directory that all working trees of the repository share: holds objects and refs.</summary>
    public string CommonDirectory { get; }

    /// <summary>The top of the working tree; null in a bare repository.</summary>
    public string? WorkTree { get; }

    /// <summary>The shared configuration file.</summary>
    internal GitConfigFile Config { get; }

    /// <summary>The directory of the object database.</summary>
    public string ObjectsDirectory => Path.Combine(CommonDirectory, "objects");

    /// <summary>Bytes of an object id: 20 for SHA-1, 32 for SHA-256.</summary>
    public int IdLength => string.Equals(Config.Find("extensions", "objectformat"), "sha256", StringComparison.OrdinalIgnoreCase) ? 32 : 20;

    /// <summary>True when refs are kept in tables instead of files.</summary>
    public bool HasRefTables => string.Equals(Config.Find("extensions", "refstorage"), "reftable", StringComparison.OrdinalIgnoreCase);

    /// <summary>The file that lists where a shallow clone's history is cut.</summary>
    public string ShallowFile => Path.Combine(CommonDirectory, "shallow");

    /// <summary>True when some remote promises objects that need not be here (a partial clone).</summary>
    public bool IsPartial =>
        Config.Find("extensions", "partialclone") is not null
        || Config.Entries.Any(e => e is { Section: "remote", Name: "promisor" or "partialclonefilter" });

    /// <summary>True when names of files are compared without case.</summary>
    public bool IgnoresCase => Config.Find("core", "ignorecase") is null ? OperatingSystem.IsWindows() : Config.IsTrue("core", "ignorecase");

    /// <summary>Why the object database cannot be read although the repository was found; null when it can.</summary>
    internal string? Unsupported
    {
        get
        {
            var version = Config.Find("core", "repositoryformatversion") ?? "0";
            if (version is not ("0" or "1"))
            {
                return $"its repository format version is '{version}', and only 0 and 1 are known";
            }

            var format = Config.Find("extensions", "objectformat");
            if (format is not null && format.ToUpperInvariant() is not ("SHA1" or "SHA256"))
            {
                return $"its object format '{format}' is not known";
            }

            return UnknownExtension is { } unknown ? $"it uses the extension '{unknown}', which is not known"
                : Directory.Exists(ObjectsDirectory) ? null
                : $"it has no object directory '{ObjectsDirectory}'";
        }
    }

    /// <summary>An extension of the format that is not known here; null when there is none.</summary>
    internal string? UnknownExtension =>
        Config.Find("core", "repositoryformatversion") == "1"
            ? Config.Entries.FirstOrDefault(e => e.Section == "extensions" && !KnownExtensions.Contains(e.Name))?.Name
            : null;

    /// <summary>Finds the repository that a directory belongs to, looking upwards as git does.</summary>
    /// <returns>The repository; null when there is none.</returns>
    /// <exception cref="InvalidDataException">There is one and it is damaged; the message says how.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static GitRepository? Discover(string directory)
    {
        for (var at = Path.GetFullPath(directory); at is not null; at = Path.GetDirectoryName(at))
        {
            if (OpenAt(at) is { } repository)
            {
                return repository;
            }
        }

        return null;
    }

    /// <summary>The repository whose working tree begins at exactly this directory, or that this directory is; null when there is none.</summary>
    /// <exception cref="InvalidDataException">See <see cref="Discover"/>.</exception>
    /// <exception cref="IOException">See <see cref="Discover"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">See <see cref="Discover"/>.</exception>
    internal static GitRepository? OpenAt(string directory)
    {
        var dotGit = Path.Combine(directory, ".git");
        if (File.Exists(dotGit))
        {
            var pointed = ReadPointer(dotGit, "gitdir: ");
            return LooksLikeGitDirectory(pointed)
                ? Open(pointed, directory)
                : throw new InvalidDataException($"'{dotGit}' points to '{pointed}', which is no git directory");
        }

        if (LooksLikeGitDirectory(dotGit))
        {
            return Open(dotGit, directory);
        }

        // A bare repository, or the root given is a git directory itself.
        return LooksLikeGitDirectory(directory) && Directory.Exists(Path.Combine(directory, "refs")) ? Open(directory, null) : null;
    }

    private static GitRepository Open(string gitDirectory, string? workTree)
    {
        var common = CommonOf(gitDirectory);
        var config = GitConfigFile.Read(Path.Combine(common, "config"));
        if (workTree is not null && gitDirectory == common && config.IsTrue("core", "bare"))
        {
            workTree = null;
        }

        return new GitRepository(gitDirectory, common, workTree, config);
    }

    private static string CommonOf(string gitDirectory)
    {
        var pointer = Path.Combine(gitDirectory, "commondir");
        return File.Exists(pointer) ? ReadPointer(pointer, string.Empty) : gitDirectory;
    }

    private static bool LooksLikeGitDirectory(string directory) =>
        (File.Exists(Path.Combine(directory, "HEAD")) || new FileInfo(Path.Combine(directory, "HEAD")).LinkTarget is not null)
        && Directory.Exists(Path.Combine(CommonOf(directory), "objects"));

    private static string ReadPointer(string path, string prefix)
    {
        var length = RegularFile.LengthOf(path);
        if (length is <= 0 or > LargestPointerFile)
        {
            throw new InvalidDataException($"'{path}' holds {Math.Max(0, length)} bytes and names no git directory");
        }

        var text = TextDecoding.Decode(File.ReadAllBytes(path)).TrimEnd('\r', '\n');
        if (!text.StartsWith(prefix, StringComparison.Ordinal) || text.Length == prefix.Length || text.Contains('\0', StringComparison.Ordinal))
        {
            throw new InvalidDataException($"'{path}' does not say '{prefix}' and a path");
        }

        return Path.GetFullPath(text[prefix.Length..], Path.GetDirectoryName(path)!);
    }
}
