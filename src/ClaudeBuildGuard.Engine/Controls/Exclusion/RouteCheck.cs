using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>Says when shell commands reach what the Read tool is denied.</summary>
internal static partial class RouteCheck
{
    public static void Examine(ExclusionModel model, IFindings findings)
    {
        var open = model.Secrets.All.Where(s => model.IsDenied(s.Path) && !SecretRoutes.IsConfined(model, s.Path)).ToArray();
        if (open.Length == 0)
        {
            return;
        }

        var unattended = Unattended(model);
        findings.Report(new Finding(
            ExclusionDiagnostics.ShellRoutesOpen,
            new Location(ClientSettings.ProjectPath),
            $"{Grouping.Named(open, s => s.Path)} {(open.Length == 1 ? "is" : "are")} denied to the Read tool, but a shell command such as 'grep -r' or 'python' still reaches {(open.Length == 1 ? "it" : "them")}: "
            + (model.Settings.SandboxConfines ? "the client's sandbox does not name the path." : "the client's sandbox is off, or may be left.")
            + (unattended is null ? string.Empty : $" '{unattended}' lets the agent work without a person who would stop it."),
            "Run 'claude-build-guard init --only settings': it switches the sandbox on and lists the paths.")
        {
            Severity = unattended is null ? null : Severity.Error,
            Identity = "shell",
        });
    }

    /// <summary>What shows that nobody watches the agent: permissions skipped by a setting, or a workflow that runs it.</summary>
    private static string? Unattended(ExclusionModel model)
    {
        if (model.Settings.Scalar("permissions", "defaultMode") is { Value.Text: "bypassPermissions" } mode)
        {
            return mode.File.Path;
        }

        foreach (var file in model.Repository.Files)
        {
            if (file.Path.StartsWith(".github/workflows/", StringComparison.Ordinal) && file is { LinkTarget: null, Length: < 1024 * 1024 })
            {
                try
                {
                    if (RunsAgent().IsMatch(file.Text))
                    {
                        return file.Path;
                    }
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or RegexMatchTimeoutException)
                {
                    // The control that owns workflows reports a file that cannot be read.
                    continue;
                }
            }
        }

        return null;
    }

    [GeneratedRegex(@"^[^#\n]*(uses:\s*['""]?anthropics/claude-code|--dangerously-skip-permissions)", RegexOptions.Multiline, matchTimeoutMilliseconds: 2000)]
    private static partial Regex RunsAgent();
}
