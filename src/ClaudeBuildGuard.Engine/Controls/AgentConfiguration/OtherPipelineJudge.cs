using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>Judges Azure Pipelines and GitLab CI files that run the client.</summary>
internal sealed partial class OtherPipelineJudge(RepositoryView repository, Reporter reporter)
{
    /// <summary>Judges a pipeline.</summary>
    public void Judge(Pipeline pipeline)
    {
        foreach (var job in pipeline.Jobs.Where(j => j.Steps.Any(AgentSteps.Starts)))
        {
            foreach (var step in job.Steps.Where(AgentSteps.Starts))
            {
                EventText(pipeline, step);
                if (IsForReview(pipeline, job) && step.Commands.FirstOrDefault(c => AgentEvidence.Starts(c) && !WorkflowJudge.LimitsSettings(c)) is { } command)
                {
                    reporter.Report(
                        AgentConfigurationDiagnostics.LoadsReviewedSettings,
                        pipeline.At(command.Words[Math.Max(0, AgentEvidence.StartIndex(command))]),
                        "The client loads settings, hooks and servers from the branch under review, and runs them without asking in CI.",
                        "Add '--setting-sources user --strict-mcp-config', or '--bare'.",
                        "settings");
                }
            }

            foreach (var variables in new[] { pipeline.Root["variables"], job.Node["variables"] }.Where(v => v is not null))
            {
                foreach (var entry in variables!.Entries.Where(e => e.Value.IsScalar))
                {
                    Variable(pipeline, entry.Key.Value, entry.Value.Value, pipeline.At(entry.Value));
                }

                foreach (var item in variables.Items.Where(i => i.IsMapping && i["value"] is { IsScalar: true }))
                {
                    Variable(pipeline, item.Text("name") ?? string.Empty, item.Text("value")!, pipeline.At(item["value"]!));
                }
            }
        }
    }

    private void Variable(Pipeline pipeline, string name, string value, Location location)
    {
        if (value.Contains("$(", StringComparison.Ordinal) || value.StartsWith('$'))
        {
            return;
        }

        VariableJudge.Judge(name, value, location, repository.Configuration.AllowedHosts, reporter);
        if (name.Contains("ANTHROPIC", StringComparison.OrdinalIgnoreCase) && LiteralSecrets.What(name, value) is { } what)
        {
            reporter.Report(
                AgentConfigurationDiagnostics.LiteralSecret,
                location,
                $"'{pipeline.Path}' holds {what} in clear.",
                "Rotate it and store it as a secret variable of the pipeline.",
                name);
        }
    }

    private void EventText(Pipeline pipeline, PipelineStep step)
    {
        var azure = pipeline.Service == PipelineService.AzurePipelines;
        foreach (var script in step.Scripts)
        {
            var match = (azure ? AzureText() : GitLabText()).Match(script.Source.Text);
            if (!match.Success)
            {
                continue;
            }

            var (line, column) = script.Source.Place(match.Index);
            reporter.Report(
                AgentConfigurationDiagnostics.EventText,
                new Location(pipeline.Path, line, column),
                azure
                    ? $"'{match.Value}' is put into a script before the shell reads it: whoever names a branch or writes a message writes commands, and instructions for the client."
                    : $"'{match.Value}' goes to the client as text of whoever opened the merge request, and the client cannot tell it from its instructions.",
                azure ? "Put it into 'env:' of the step and use the variable in quotes." : "Let the client read the text itself, under '--allowedTools'.",
                match.Value,
                azure ? Severity.Error : Severity.Warning);
        }
    }

    private static bool IsForReview(Pipeline pipeline, PipelineJob job) =>
        pipeline.Service == PipelineService.AzurePipelines
            ? pipeline.Root["pr"] is { } pr && pr.Value != "none"
            : job.Node.Descendants().Concat(pipeline.Root["workflow"]?.Descendants() ?? [])
                .Any(d => d.Node.IsScalar && (d.Node.Value.Contains("merge_request", StringComparison.Ordinal) || d.Node.Value.Contains("CI_MERGE_REQUEST", StringComparison.Ordinal)));

    [GeneratedRegex(@"\$\((?:Build\.SourceVersionMessage|System\.PullRequest\.SourceBranch|Build\.SourceBranchName|Build\.SourceVersionAuthor)\)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AzureText();

    [GeneratedRegex(@"\$\{?CI_(?:MERGE_REQUEST_(?:TITLE|DESCRIPTION)|COMMIT_(?:MESSAGE|TITLE|DESCRIPTION))\b\}?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GitLabText();
}
