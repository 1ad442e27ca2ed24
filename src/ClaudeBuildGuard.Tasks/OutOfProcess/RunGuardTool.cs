using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace ClaudeBuildGuard.Tasks;

/// <summary>
/// Runs the packaged tool in a process of its own. For MSBuild.exe on .NET Framework, where the engine cannot load, and for whoever
/// asks for it; the verbs that write into the repository always run so.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class RunGuardTool : ToolTask
{
    private readonly StringBuilder _said = new();
    private string _verdictFile = string.Empty;

    /// <summary>The <c>dotnet</c> that runs the tool.</summary>
    [Required]
    public string DotNetHost { get; set; } = string.Empty;

    /// <summary>The tool's assembly.</summary>
    [Required]
    public string Tool { get; set; } = string.Empty;

    /// <summary><c>build</c>, <c>init</c> or <c>baseline</c>.</summary>
    [Required]
    public string Verb { get; set; } = string.Empty;

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

    /// <summary>Where SARIF goes; empty writes none.</summary>
    public string SarifFile { get; set; } = string.Empty;

    /// <summary>Where the HTML report goes; empty writes none.</summary>
    public string ReportFile { get; set; } = string.Empty;

    /// <summary>Everything that is wrong and that nobody accepted, after <c>build</c>.</summary>
    [Output]
    public ITaskItem[] Findings { get; private set; } = [];

    /// <inheritdoc/>
    protected override string ToolName => "dotnet";

    /// <inheritdoc/>
    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    private bool Judges => Verb == "build";

    /// <inheritdoc/>
    public override bool Execute()
    {
        _verdictFile = Path.Combine(Path.GetTempPath(), $"claude-build-guard-{Guid.NewGuid():N}.json");
        try
        {
            return base.Execute();
        }
        finally
        {
            File.Delete(_verdictFile);
        }
    }

    /// <inheritdoc/>
    protected override string GenerateFullPathToTool() => DotNetHost;

    /// <inheritdoc/>
    protected override string GetWorkingDirectory() => RepositoryRoot;

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands()
    {
        var line = new CommandLineBuilder();
        line.AppendSwitch("exec");
        line.AppendFileNameIfNotNull(Tool);
        line.AppendSwitch(Verb);
        line.AppendSwitchIfNotNull("--repository ", RepositoryRoot);
        AppendPath(line, "--config ", ConfigurationFile);
        if (Judges)
        {
            line.AppendSwitchIfNotNull("--output ", _verdictFile);
            line.AppendSwitchIfNotNull("--mode ", Mode);
            line.AppendSwitchIfNotNull("--history ", History);
            AppendPath(line, "--sarif ", SarifFile);
            AppendPath(line, "--report ", ReportFile);
            if (Shipping)
            {
                line.AppendSwitch("--shipping");
            }
        }

        return line.ToString();
    }

    /// <inheritdoc/>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        // Kept for the error; shown as it is, because a line that looks like an error of a compiler is not one here.
        _said.AppendLine(singleLine);
        Log.LogMessage(Judges ? MessageImportance.Low : MessageImportance.High, "{0}", singleLine);
    }

    /// <inheritdoc/>
    protected override bool HandleTaskExecutionErrors() => Conclude();

    // Exit status 1 and 2 mean that there are findings, not that the tool failed.
    private bool Conclude()
    {
        if (Judges && File.Exists(_verdictFile))
        {
            Findings = [.. VerdictDocument.Read(_verdictFile, RepositoryRoot).Select((finding, ordinal) => finding.ToItem(ordinal))];
            return true;
        }

        Log.LogError(
            null, "CBG0001", null, null, RepositoryRoot, 0, 0, 0, 0, "{0}", $"'claude-build-guard {Verb}' ended with status {ExitCode}. {_said}".TrimEnd());
        return false;
    }

    /// <inheritdoc/>
    protected override int ExecuteTool(string pathToTool, string responseFileCommands, string commandLineCommands)
    {
        var exitCode = base.ExecuteTool(pathToTool, responseFileCommands, commandLineCommands);
        if (exitCode == 0 && Judges)
        {
            Conclude();
        }

        return exitCode;
    }

    private void AppendPath(CommandLineBuilder line, string name, string path)
    {
        if (path.Length > 0)
        {
            line.AppendSwitchIfNotNull(name, Path.Combine(RepositoryRoot, path));
        }
    }
}
