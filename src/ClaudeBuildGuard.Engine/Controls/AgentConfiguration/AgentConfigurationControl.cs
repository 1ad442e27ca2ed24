using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.ClaudeCode;
using ClaudeBuildGuard.Engine.Controls.PermissionSkipping;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>What the agent runs and what runs the agent: settings, hooks, servers, plugins, skills, and pipelines that start the client.</summary>
internal sealed class AgentConfigurationControl : IControl
{
    /// <inheritdoc/>
    public GuardParts Part => GuardParts.AgentFiles;

    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Diagnostics => AgentConfigurationDiagnostics.All;

    /// <inheritdoc/>
    public void Examine(RepositoryView repository, IFindings findings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(findings);
        var pipelines = PipelineCatalogue.Of(repository);
        foreach (var problem in pipelines.Problems)
        {
            findings.Report(problem);
        }

        foreach (var file in ClientFiles.Settings(repository))
        {
            Examine(file, findings, reporter => Settings(file, repository, reporter));
        }

        foreach (var file in ClientFiles.Servers(repository))
        {
            Examine(file, findings, reporter =>
            {
                if (YamlFile.ReadJson(file, findings) is { IsObject: true } servers)
                {
                    new ServerJudge(reporter).Judge(servers, file.Path);
                }
            });
        }

        var names = ClientNames.Of(repository);
        foreach (var file in repository.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (file.Name == "hooks.json" && file.Path.EndsWith("hooks/hooks.json", StringComparison.Ordinal))
            {
                // A plugin brings its hooks in a file of their own.
                Examine(file, findings, reporter =>
                {
                    if (YamlFile.ReadJson(file, findings) is { } hooks)
                    {
                        new HookJudge(repository, reporter).Judge(hooks["hooks"], v => v.Span.In(file.Path));
                    }
                });
            }
            else if (file.LinkTarget is null && file.Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && names.For(file).FirstOrDefault(ScannedFile.IsAgentMarkdown) is { } name)
            {
                Examine(file, findings, reporter =>
                {
                    if (YamlFile.Text(file, findings) is { } text)
                    {
                        new SkillJudge(reporter).Judge(file.Path, name, text);
                    }
                });
            }
        }

        foreach (var pipeline in pipelines.Pipelines)
        {
            Examine(repository.Find(pipeline.Path)!, findings, reporter =>
            {
                if (pipeline.Service == PipelineService.GitHub)
                {
                    new WorkflowJudge(repository, reporter).Judge(pipeline);
                }
                else
                {
                    new OtherPipelineJudge(repository, reporter).Judge(pipeline);
                }
            });
        }
    }

    // What cannot be judged in its time is a finding; the other files are judged all the same.
    private static void Examine(RepositoryFile file, IFindings findings, Action<Reporter> judge)
    {
        try
        {
            judge(new Reporter(findings));
        }
        catch (RegexMatchTimeoutException e)
        {
            findings.Report(file.Unreadable(e));
        }
    }

    private static void Settings(RepositoryFile file, RepositoryView repository, Reporter reporter)
    {
        var isLocal = file.Name == "settings.local.json";
        if (isLocal && file.IsTracked)
        {
            reporter.Report(
                AgentConfigurationDiagnostics.PersonalFileCommitted,
                new Location(file.Path),
                $"'{file.Path}' holds what one person approved on one machine, and is committed.",
                $"Run {TypedPath.Command("git rm --cached", file.Path)} and add the name to '.gitignore'.",
                "tracked");
        }

        // A file that is no strict JSON is reported by the control of exclusion: the client drops it as a whole.
        if (YamlFile.ReadJson(file, new FindingCollector()) is { IsObject: true } settings)
        {
            new SettingsJudge(repository, reporter).Judge(settings, v => v.Span.In(file.Path), isShared: !isLocal || file.IsTracked);
        }
    }
}
