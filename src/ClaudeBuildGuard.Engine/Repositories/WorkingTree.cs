using System.IO.Enumeration;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>A directory whose files are not judged, unless git tracks them.</summary>
/// <param name="Path">Relative to the root, with <c>/</c> separators.</param>
/// <param name="Reason">What it is, such as <c>build output</c>.</param>
public sealed record ExcludedDirectory(string Path, string Reason);

/// <summary>
/// The files below a directory, as the agent could open them. Symbolic links are files that hold their target: none is followed,
/// so no loop can be met. Build output and restored packages are passed over, except for what git tracks in them. Files of
/// submodules and of other repositories below are judged like the rest, with their own index; another working tree of the same
/// repository is not, since it is judged by its own builds.
/// </summary>
internal sealed class WorkingTree
{
    private readonly string _root;
    private readonly GitRepository? _repository;
    private readonly IFindings _findings;
    private readonly CancellationToken _cancellation;
    private readonly List<RepositoryFile> _files = [];
    private readonly List<ExcludedDirectory> _excluded = [];
    private TrackedFiles _tracked;
    private IgnoredFiles _ignored;

    private WorkingTree(string root, GitRepository? repository, IFindings findings, CancellationToken cancellation)
    {
        _root = root;
        _repository = repository;
        _tracked = repository is null ? TrackedFiles.None : TrackedFiles.Of(repository, root, string.Empty, findings);
        _ignored = IgnoredFiles.Of(repository, root, string.Empty);
        _findings = findings;
        _cancellation = cancellation;
    }

    /// <summary>Walks the tree.</summary>
    /// <param name="root">The absolute path where to begin.</param>
    /// <param name="repository">The repository it belongs to; null when there is none.</param>
    /// <param name="findings">What cannot be read is reported here.</param>
    /// <param name="cancellation">Ends the walk.</param>
    /// <returns>The files in ordinal order of path, and what was passed over.</returns>
    public static (IReadOnlyList<RepositoryFile> Files, IReadOnlyList<ExcludedDirectory> Excluded) Walk(
        string root, GitRepository? repository, IFindings findings, CancellationToken cancellation)
    {
        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (repository is not null && repository.WorkTree is null)
        {
            return ([], []);
        }

        var walk = new WorkingTree(root, repository, findings, cancellation);
        walk.Directory(root, string.Empty, default);
        walk._files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return (walk._files, walk._excluded);
    }

    private void Directory(string full, string prefix, Surroundings above)
    {
        _cancellation.ThrowIfCancellationRequested();
        List<Entry> entries;
        try
        {
            entries = List(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var path = prefix.TrimEnd('/');
            _findings.Report(new Finding(
                GuardDiagnostics.FileNotJudged,
                new Location(path),
                $"The directory '{(path.Length == 0 ? "." : path)}' could not be listed, so nothing below it was judged: {e.Message}",
                "Make it readable for the user who builds."));
            return;
        }

        var here = Surroundings.Of(entries, full, above);
        if (prefix.Length > 0 && _tracked.HasNothingBelow(prefix) && here.IsRestoredPackage)
        {
            _excluded.Add(new ExcludedDirectory(prefix.TrimEnd('/'), "restored packages"));
            return;
        }

        foreach (var entry in entries)
        {
            var path = prefix + entry.Name;
            if (entry is { Name: ".gitignore", IsDirectory: false })
            {
                _ignored.Add(prefix, Path.Join(full, entry.Name));
            }

            if (entry.Name.Equals(".git", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!entry.IsDirectory)
            {
                AddFile(path, Path.Join(full, entry.Name), entry);
            }
            else if (here.WhyExcluded(entry.Name) is { } reason)
            {
                _excluded.Add(new ExcludedDirectory(path, reason));
                AddTrackedBelow(path + "/");
            }
            else
            {
                Subdirectory(Path.Join(full, entry.Name), path + "/", here);
            }
        }
    }

    private void Subdirectory(string full, string prefix, Surroundings here)
    {
        var (outerTracked, outerIgnored) = (_tracked, _ignored);
        if (Path.Exists(Path.Join(full, ".git")))
        {
            try
            {
                if (GitRepository.OpenAt(full) is { WorkTree: not null } nested)
                {
                    if (nested.CommonDirectory == _repository?.CommonDirectory)
                    {
                        _excluded.Add(new ExcludedDirectory(prefix.TrimEnd('/'), "another working tree of this repository"));
                        AddTrackedBelow(prefix);
                        return;
                    }

                    _tracked = TrackedFiles.Of(nested, full, prefix, _findings);
                    _ignored = IgnoredFiles.Of(nested, full, prefix);
                }
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                // Its files are judged all the same; only what its own index says is not known.
                _tracked = TrackedFiles.None;
            }
        }

        Directory(full, prefix, here);
        (_tracked, _ignored) = (outerTracked, outerIgnored);
    }

    private void AddFile(string path, string full, Entry entry) =>
        _files.Add(new RepositoryFile(path, full, entry.Length, entry.LastWriteTimeUtc)
        {
            LinkTarget = entry.IsLink ? new FileInfo(full).LinkTarget ?? string.Empty : null,
            IsTracked = _tracked.Contains(path),
            Ignored = _ignored,
        });

    private void AddTrackedBelow(string prefix)
    {
        foreach (var path in _tracked.Below(prefix))
        {
            var full = Path.Join(_root, path.Replace('/', Path.DirectorySeparatorChar));
            var file = new FileInfo(full);
            if (file.Exists || file.LinkTarget is not null)
            {
                var isLink = file.Attributes.HasFlag(FileAttributes.ReparsePoint);
                AddFile(path, full, new Entry(file.Name, IsDirectory: false, isLink, isLink ? 0 : file.Length, file.LastWriteTimeUtc));
            }
        }
    }

    private static List<Entry> List(string directory)
    {
        var entries = new FileSystemEnumerable<Entry>(
            directory,
            static (ref FileSystemEntry entry) =>
            {
                var isLink = entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && IsLink(ref entry);
                var isDirectory = entry.IsDirectory && !isLink;
                return new Entry(
                    entry.FileName.ToString(),
                    isDirectory,
                    isLink,
                    isDirectory || isLink ? 0 : entry.Length,
                    isDirectory ? default : entry.LastWriteTimeUtc.UtcDateTime);
            },
            new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false });
        return [.. entries];
    }

    /// <summary>
    /// A reparse point that is a link. Windows also marks files of cloud stores and deduplicated volumes as reparse points; those
    /// are read like any other.
    /// </summary>
    private static bool IsLink(ref FileSystemEntry entry) => !OperatingSystem.IsWindows() || entry.ToFileSystemInfo().LinkTarget is not null;

    /// <summary>What a directory holds. A link's length is 0.</summary>
    private sealed record Entry(string Name, bool IsDirectory, bool IsLink, long Length, DateTime LastWriteTimeUtc);

    /// <summary>What the files of a directory say about the directories beside them.</summary>
    private readonly struct Surroundings
    {
        private readonly bool _hasProject;
        private readonly bool _isArtifactsOutput;
        private readonly bool _allowsArtifacts;

        private Surroundings(bool hasProject, bool allowsArtifacts, bool isArtifactsOutput, bool isRestoredPackage)
        {
            _hasProject = hasProject;
            _allowsArtifacts = allowsArtifacts;
            _isArtifactsOutput = isArtifactsOutput;
            IsRestoredPackage = isRestoredPackage;
        }

        /// <summary>True when a package manager unpacked this directory.</summary>
        public bool IsRestoredPackage { get; }

        public static Surroundings Of(List<Entry> entries, string full, Surroundings above)
        {
            var name = Path.GetFileName(full);
            var hasProject = false;
            var allowsArtifacts = false;
            var isRestored = false;
            foreach (var entry in entries)
            {
                if (entry.IsDirectory)
                {
                    continue;
                }

                var extension = Path.GetExtension(entry.Name.AsSpan());
                hasProject |= extension.EndsWith("proj", StringComparison.OrdinalIgnoreCase);
                allowsArtifacts |= entry.Name.Equals("Directory.Build.props", StringComparison.OrdinalIgnoreCase);
                isRestored |= entry.Name is ".nupkg.metadata" or "pyvenv.cfg"
                    || (extension.Equals(".nupkg", StringComparison.OrdinalIgnoreCase)
                        && Path.GetFileNameWithoutExtension(entry.Name.AsSpan()).Equals(name, StringComparison.OrdinalIgnoreCase));
            }

            var isArtifactsOutput = above._allowsArtifacts
                && name.Equals("artifacts", StringComparison.OrdinalIgnoreCase)
                && UsesArtifactsOutput(Path.Join(Path.GetDirectoryName(full), "Directory.Build.props"));
            return new Surroundings(hasProject, allowsArtifacts, isArtifactsOutput, isRestored);
        }

        /// <summary>Why the directory of that name is passed over; null when it is judged.</summary>
        public string? WhyExcluded(string name)
        {
            if ((_hasProject && IsAny(name, "bin", "obj")) || (_isArtifactsOutput && IsAny(name, "bin", "obj", "publish", "package")))
            {
                return "build output";
            }

            return IsAny(name, "node_modules", "bower_components", "jspm_packages") ? "restored packages" : null;
        }

        private static bool IsAny(string name, params ReadOnlySpan<string> names)
        {
            foreach (var candidate in names)
            {
                if (name.Equals(candidate, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }

        private static bool UsesArtifactsOutput(string props)
        {
            try
            {
                return File.ReadAllText(props).Contains("Artifacts", StringComparison.OrdinalIgnoreCase);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }
}
