using System.Collections.Concurrent;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>A repository as controls see it: its files, its objects, and what its owner configured. Read-only.</summary>
public sealed class RepositoryView : IDisposable
{
    private readonly Dictionary<string, RepositoryFile> _byPath;
    private readonly ConcurrentDictionary<Type, Lazy<object>> _derived = [];

    internal RepositoryView(
        GuardOptions options, GuardConfiguration configuration, string? gitDirectory, IReadOnlyList<RepositoryFile> files, IObjectSource? objects)
    {
        Options = options;
        Configuration = configuration;
        Root = options.RepositoryRoot;
        GitDirectory = gitDirectory;
        Files = files;
        Objects = objects;
        _byPath = files.ToDictionary(f => f.Path, StringComparer.Ordinal);
    }

    /// <summary>What was asked.</summary>
    public GuardOptions Options { get; }

    /// <summary>What the repository's owner configured.</summary>
    public GuardConfiguration Configuration { get; }

    /// <summary>The absolute path of the directory that is judged.</summary>
    public string Root { get; }

    /// <summary>The git directory; null when the root is in no repository.</summary>
    public string? GitDirectory { get; }

    /// <summary>
    /// Every file below the root in ordinal order of path, git-ignored ones included, without the git directory, build output and
    /// restored packages.
    /// </summary>
    public IReadOnlyList<RepositoryFile> Files { get; }

    /// <summary>The object database; null when there is none or it cannot be read.</summary>
    public IObjectSource? Objects { get; }

    /// <summary>The file at a path relative to the root with <c>/</c> separators; null when there is none.</summary>
    public RepositoryFile? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>A model of the repository that several controls share, computed on first use and once.</summary>
    /// <param name="compute">Called at most once for a type; must depend on the repository alone.</param>
    internal T Derive<T>(Func<RepositoryView, T> compute)
        where T : class =>
        (T)_derived.GetOrAdd(typeof(T), _ => new Lazy<object>(() => compute(this))).Value;

    /// <summary>Opens a repository. What cannot be judged is reported, never thrown.</summary>
    internal static RepositoryView Open(
        GuardOptions options, GuardConfiguration configuration, IFindings findings, CancellationToken cancellation)
    {
        var files = WorkingTree.Walk(options.RepositoryRoot, findings, cancellation);
        return new RepositoryView(options, configuration, null, files, null);
    }

    /// <inheritdoc/>
    public void Dispose() => (Objects as IDisposable)?.Dispose();
}
