using System.Diagnostics;
using ClaudeBuildGuard.Engine.Controls;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Judging;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.State;

namespace ClaudeBuildGuard.Engine;

/// <summary>
/// One run over one repository: opened once, examined part by part, judged at the end. The build examines in three targets so that
/// each shows as progress; everyone else calls <see cref="Guard.Judge"/>.
/// </summary>
public sealed class GuardSession : IDisposable
{
    private static readonly GuardParts[] EachPart = [GuardParts.AgentFiles, GuardParts.WorkingTree, GuardParts.History];

    private readonly FindingCollector _findings;
    private readonly IGuardLog _log;
    private readonly FindingMemory _memory;
    private readonly RepositoryKey _key;
    private GuardParts _examined;

    private GuardSession(GuardOptions options, IGuardLog log, FindingCollector findings, RepositoryView repository, DateTime opened)
    {
        _memory = new FindingMemory(repository, log);
        _key = new RepositoryKey(repository, opened);
        Options = options;
        _log = log;
        _findings = findings;
        Repository = repository;
    }

    /// <summary>What was asked.</summary>
    public GuardOptions Options { get; }

    /// <summary>The repository.</summary>
    public RepositoryView Repository { get; }

    /// <summary>Opens a repository and its configuration. What cannot be judged is a finding of the verdict.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static GuardSession Open(GuardOptions options, IGuardLog log, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);
        var watch = Stopwatch.StartNew();
        var opened = DateTime.UtcNow;
        var findings = new FindingCollector();
        var configuration = LoadedConfiguration.Of(options, findings);
        var repository = RepositoryView.Open(options, configuration, findings, cancellation);
        repository.Log = log;
        log.Detail($"opened {options.RepositoryRoot}: {repository.Files.Count} files in {watch.ElapsedMilliseconds} ms");
        return new GuardSession(options, log, findings, repository, opened);
    }

    /// <summary>Judges some parts. A part in which nothing changed since the last run is recalled, not judged again.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public void Examine(GuardParts parts, CancellationToken cancellation)
    {
        foreach (var part in EachPart)
        {
            if (!parts.HasFlag(part))
            {
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            var watch = Stopwatch.StartNew();
            Repository.IsTreeJudged = _examined.HasFlag(GuardParts.WorkingTree);
            var key = _key.Of(part);
            var recalled = key is not null && _memory.Recall(part, key, _findings);
            if (!recalled)
            {
                Examine(part, key, cancellation);
            }

            _log.Detail($"{part}: {(recalled ? "nothing changed" : "judged")} in {watch.ElapsedMilliseconds} ms");
            _examined |= part;
        }
    }

    /// <summary>The verdict over everything that was examined so far.</summary>
    public Verdict Verdict()
    {
        // What was left out on purpose stays visible: a clean verdict without history is not one with it.
        string[] left = _examined.HasFlag(GuardParts.History) ? [] : ["The history was not judged."];
        return Judgement.Of(_findings.Sorted(), [.. _findings.Facts(), .. left], Repository, _examined);
    }

    /// <inheritdoc/>
    public void Dispose() => Repository.Dispose();

    // The controls of a part run side by side.
    private void Examine(GuardParts part, byte[]? key, CancellationToken cancellation)
    {
        var found = new FindingCollector();
        var controls = ControlCatalogue.All.Where(c => c.Part == part).ToArray();
        Parallel.ForEach(controls, new ParallelOptions { CancellationToken = cancellation }, c => Examine(c, found, cancellation));
        var (findings, facts) = (found.Sorted(), found.Facts());
        foreach (var finding in findings)
        {
            _findings.Report(finding);
        }

        foreach (var fact in facts)
        {
            _findings.Note(fact);
        }

        if (key is not null && !findings.Any(f => f.Diagnostic == GuardDiagnostics.GuardFailed || HistoryCompleteness.MayBeRepaired(f)))
        {
            _memory.Remember(part, key, findings, found.LastingFacts());
        }
    }

    private void Examine(IControl control, FindingCollector findings, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var name = control.GetType().Name;
        try
        {
            control.Examine(Repository, findings, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A bug of ours must neither pass in silence nor take the build down with a stack trace. The exception's message is left
            // out: it may quote what was being read.
            findings.Report(new Finding(
                GuardDiagnostics.GuardFailed,
                Location.Repository,
                $"{name} failed with {e.GetType().Name} at {Origin(e)}, so what it judges was not judged.",
                "This is a bug of ClaudeBuildGuard: please report it with this line.")
            {
                Identity = $"{name} {e.GetType().Name}",
            });
        }

        _log.Detail($"{name}: {watch.ElapsedMilliseconds} ms");
    }

    private static string Origin(Exception e)
    {
        var frame = new StackTrace(e, fNeedFileInfo: false).GetFrames().FirstOrDefault();
        var method = frame?.GetMethod();
        return method is null ? "an unknown place" : $"{method.DeclaringType?.Name}.{method.Name}";
    }
}
