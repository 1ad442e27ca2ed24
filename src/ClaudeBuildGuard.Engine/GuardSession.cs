using System.Diagnostics;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Controls;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Judging;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine;

/// <summary>
/// One run over one repository: opened once, examined part by part, judged at the end. The build examines in three targets so that
/// each shows as progress; everyone else calls <see cref="Guard.Judge"/>.
/// </summary>
public sealed class GuardSession : IDisposable
{
    private readonly FindingCollector _findings;
    private readonly IGuardLog _log;
    private GuardParts _examined;

    private GuardSession(GuardOptions options, IGuardLog log, FindingCollector findings, RepositoryView repository)
    {
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
        var findings = new FindingCollector();
        var configuration = ConfigurationReader.Read(options, DiagnosticCatalogue.All, findings);
        var repository = RepositoryView.Open(options, configuration, findings, cancellation);
        log.Detail($"opened {options.RepositoryRoot}: {repository.Files.Count} files in {watch.ElapsedMilliseconds} ms");
        return new GuardSession(options, log, findings, repository);
    }

    /// <summary>Runs the controls of some parts, side by side.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public void Examine(GuardParts parts, CancellationToken cancellation)
    {
        var controls = ControlCatalogue.All.Where(c => parts.HasFlag(c.Part)).ToArray();
        var options = new ParallelOptions { CancellationToken = cancellation };
        Parallel.ForEach(controls, options, control => Examine(control, cancellation));
        _examined |= parts;
    }

    /// <summary>The verdict over everything that was examined so far.</summary>
    public Verdict Verdict() => Judgement.Of(_findings.Sorted(), _findings.Facts(), Repository, _examined);

    /// <inheritdoc/>
    public void Dispose() => Repository.Dispose();

    private void Examine(IControl control, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var name = control.GetType().Name;
        try
        {
            control.Examine(Repository, _findings, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A bug of ours must neither pass in silence nor take the build down with a stack trace. The exception's message is left
            // out: it may quote what was being read.
            _findings.Report(new Finding(
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
