using ClaudeBuildGuard.Engine;
using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace ClaudeBuildGuard.Tasks;

/// <summary>What every task over the engine has in common: the options, the log, and an end within a second of Ctrl+C.</summary>
public abstract class GuardTask : MSBuildTask, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The absolute path of the directory that is judged.</summary>
    [Required]
    public string RepositoryRoot { get; set; } = string.Empty;

    /// <summary>The configuration file; empty is the one at the root. A relative path is relative to the root.</summary>
    public string ConfigurationFile { get; set; } = string.Empty;

    /// <summary><c>enforce</c> or <c>report</c>.</summary>
    public string Mode { get; set; } = string.Empty;

    /// <summary><c>full</c> or <c>none</c>.</summary>
    public string History { get; set; } = string.Empty;

    /// <summary>True when the result leaves the machine.</summary>
    public bool Shipping { get; set; }

    /// <summary>Ends the run.</summary>
    private protected CancellationToken Cancellation => _cancellation.Token;

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        NeutralLibraries.Find();
        try
        {
            return Run() && !Log.HasLoggedErrors;
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            // Whoever pressed Ctrl+C knows it.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancellation.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The work. May end with <see cref="OperationCanceledException"/>.</summary>
    private protected abstract bool Run();

    /// <summary>The properties of the build as options of the engine.</summary>
    private protected GuardOptions Options() =>
        new()
        {
            RepositoryRoot = RepositoryRoot,
            ConfigurationFile = ConfigurationFile.Length == 0 ? null : Absolute(ConfigurationFile),
            ReportOnly = Mode.Equals("report", StringComparison.OrdinalIgnoreCase),
            Parts = History.Equals("none", StringComparison.OrdinalIgnoreCase) ? GuardParts.All & ~GuardParts.History : GuardParts.All,
            Shipping = Shipping,
        };

    /// <summary>A path of the build's properties: relative to the root, never to the current directory, which belongs to nobody in a build.</summary>
    private protected string Absolute(string path) => Path.GetFullPath(path, RepositoryRoot);
}
