using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories.History;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>A repository as controls see it: its files, its objects, and what its owner configured. Read-only.</summary>
public sealed class RepositoryView : IDisposable
{
    private readonly Dictionary<string, RepositoryFile> _byPath;
    private readonly ConcurrentDictionary<Type, Lazy<object>> _derived = [];

    internal RepositoryView(
        GuardOptions options,
        GuardConfiguration configuration,
        GitRepository? git,
        IReadOnlyList<RepositoryFile> files,
        IReadOnlyList<ExcludedDirectory> excluded,
        IObjectSource? objects)
    {
        Options = options;
        Configuration = configuration;
        Root = options.RepositoryRoot;
        Git = git;
        Files = files;
        Excluded = excluded;
        Objects = objects;
        _byPath = new Dictionary<string, RepositoryFile>(files.Count, StringComparer.Ordinal);
        foreach (var file in files)
        {
            // Two names that are no valid text may decode to the same path; both stay in the list.
            _byPath.TryAdd(file.Path, file);
        }
    }

    /// <summary>What was asked.</summary>
    public GuardOptions Options { get; }

    /// <summary>What the repository's owner configured.</summary>
    public GuardConfiguration Configuration { get; }

    /// <summary>The absolute path of the directory that is judged.</summary>
    public string Root { get; }

    /// <summary>Where git keeps what; null when the root is in no repository or in one that cannot be opened.</summary>
    public GitRepository? Git { get; }

    /// <summary>The git directory; null when the root is in no repository.</summary>
    public string? GitDirectory => Git?.GitDirectory;

    /// <summary>
    /// Every file below the root in ordinal order of path, git-ignored ones included, without the git directory, build output and
    /// restored packages.
    /// </summary>
    public IReadOnlyList<RepositoryFile> Files { get; }

    /// <summary>The directories whose files are not in <see cref="Files"/>, unless git tracks them, each with the reason.</summary>
    public IReadOnlyList<ExcludedDirectory> Excluded { get; }

    /// <summary>The object database; null when there is none, when it cannot be read, or when history is not judged.</summary>
    public IObjectSource? Objects { get; }

    /// <summary>The text files of the git directory itself: configuration, reflogs, messages in the making, hooks.</summary>
    public IEnumerable<RepositoryFile> GitFiles => Git is null ? [] : Repositories.GitFiles.Of(Git);

    /// <summary>The files that Git LFS keeps in the git directory.</summary>
    internal IEnumerable<RepositoryFile> LargeFiles => Git is null ? [] : Repositories.GitFiles.OfLargeFiles(Git);

    /// <summary>Says where objects are in the history: up to one pass over commits and trees, so it is asked once, for all hits together.</summary>
    /// <returns>A trace for each id; none when there is no object database.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public IReadOnlyDictionary<ObjectId, ObjectTrace> Trace(IReadOnlyCollection<ObjectId> ids, CancellationToken cancellation) =>
        Git is null || Objects is null ? ImmutableDictionary<ObjectId, ObjectTrace>.Empty : HistoryTracer.Trace(Git, Objects, ids, Links, cancellation);

    /// <summary>Ends work that the run's caller no longer waits for; for models that <see cref="Derive"/> computes.</summary>
    internal CancellationToken Cancellation { get; private init; }

    /// <summary>How commits and directories hang together, where a scan has read that on its way; null where tracing has to read it.</summary>
    internal LinkCollector? Links { get; set; }

    /// <summary>
    /// True when this run has judged the working tree already: only then may the history leave to CBG3001 what still stands there.
    /// </summary>
    internal bool IsTreeJudged { get; set; }

    /// <summary>Where long pieces of work say how far they are.</summary>
    internal IGuardLog Log { get; set; } = SilentLog.Instance;

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
        var git = Discover(options, findings);
        var (files, excluded) = WorkingTree.Walk(options.RepositoryRoot, git, findings, cancellation);
        var objects = git is not null && options.Parts.HasFlag(GuardParts.History) ? ObjectSources.Open(git, findings) : null;
        return new RepositoryView(options, configuration, git, files, excluded, objects) { Cancellation = cancellation };
    }

    /// <inheritdoc/>
    public void Dispose() => Objects?.Dispose();

    private static GitRepository? Discover(GuardOptions options, IFindings findings)
    {
        try
        {
            var git = GitRepository.Discover(options.RepositoryRoot);
            if (git is null && options.Parts.HasFlag(GuardParts.History))
            {
                findings.Report(new Finding(
                    GuardDiagnostics.RepositoryCannotBeJudged,
                    Location.Repository,
                    $"'{options.RepositoryRoot}' is in no git repository, so there is no history to judge and nothing says which files are shared.",
                    "Run 'git init' there, or build with ClaudeBuildGuardHistory=none to judge the files alone."));
            }

            return git;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            findings.Report(new Finding(
                GuardDiagnostics.RepositoryCannotBeJudged,
                Location.Repository,
                $"The git repository of '{options.RepositoryRoot}' cannot be opened: {e.Message.TrimEnd('.')}.",
                "Run 'git status' there: it names what has to be repaired."));
            return null;
        }
    }
}
