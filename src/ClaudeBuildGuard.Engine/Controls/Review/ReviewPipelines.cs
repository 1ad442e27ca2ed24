using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.Review;

/// <summary>A step that really judges a pull request: it is started by one, switched on, and able to fail it.</summary>
/// <param name="Pipeline">The file.</param>
/// <param name="Job">The job.</param>
/// <param name="Step">The step; null where the job as a whole is meant (a GitLab template).</param>
internal sealed record JudgingStep(Pipeline Pipeline, PipelineJob Job, PipelineStep? Step);

/// <summary>The pipelines of a repository that run on pull requests.</summary>
internal static partial class ReviewPipelines
{
    private static readonly string[] DefaultBranches = ["main", "master", "develop", "dev", "trunk", "default"];

    /// <summary>Reads every pipeline whose text passes a filter.</summary>
    public static ImmutableArray<Pipeline> Read(RepositoryView repository, IFindings findings, ContentFilter filter)
    {
        var pipelines = ImmutableArray.CreateBuilder<Pipeline>();
        foreach (var file in repository.Files)
        {
            if (PipelineReader.ServiceOf(file.Path) is { } service && YamlFile.Read(file, findings, filter) is { } root)
            {
                pipelines.Add(PipelineReader.Read(service, file.Path, root));
            }
        }

        return pipelines.ToImmutable();
    }

    /// <summary>The steps that judge pull requests, those of called workflows included.</summary>
    public static IEnumerable<JudgingStep> Steps(ImmutableArray<Pipeline> pipelines)
    {
        foreach (var pipeline in pipelines)
        {
            if (!RunsOnPullRequests(pipeline) && !IsCalledOnPullRequests(pipeline, pipelines))
            {
                continue;
            }

            foreach (var job in pipeline.Jobs.Where(j => !IsSwitchedOff(j.Node)))
            {
                foreach (var step in job.Steps.Where(s => !IsSwitchedOff(s.Node)))
                {
                    yield return new JudgingStep(pipeline, job, step);
                }
            }
        }
    }

    /// <summary>True when a pull request into the default branch starts the pipeline.</summary>
    public static bool RunsOnPullRequests(Pipeline pipeline) => pipeline.Service switch
    {
        PipelineService.GitHub => GitHubTrigger(pipeline, "pull_request") || GitHubTrigger(pipeline, "pull_request_target"),

        // Azure Repos starts pipelines by branch policy, which no file holds; only 'pr: none' says that it does not.
        PipelineService.AzurePipelines => pipeline.Root.Text("pr") is not "none",
        _ => true,
    };

    /// <summary>True when a condition or an option makes a job or step never run, or lets it fail unnoticed.</summary>
    public static bool IsSwitchedOff(YamlNode node) =>
        IsFalse(node.Text("if")) || IsForOtherEvents(node.Text("if")) || IsFalse(node.Text("condition")) || IsFalse(node.Text("enabled")) || IsTrue(node.Text("continue-on-error"))
        || IsTrue(node.Text("continueOnError")) || IsTrue(node.Text("allow_failure")) || node.Text("when") is "never" or "manual";

    /// <summary>True when the command's failure fails its step.</summary>
    public static bool CanFail(PipelineStep step, ShellCommand command)
    {
        var commands = step.Commands;
        for (var i = 0; i + 1 < commands.Count; i++)
        {
            if (ReferenceEquals(commands[i], command))
            {
                return !(command.ClosedBy == '|' && (commands[i + 1].Program is "true" or ":" || (commands[i + 1].Program == "exit" && commands[i + 1].Has("0"))));
            }
        }

        return true;
    }

    private static bool GitHubTrigger(Pipeline pipeline, string name)
    {
        if (!pipeline.IsTriggeredBy(name))
        {
            return false;
        }

        var trigger = pipeline.Root["on"] is { IsMapping: true } map ? map[name] : null;
        var types = trigger?["types"]?.Scalars().Select(t => t.Value).ToList() ?? [];
        var branches = trigger?["branches"]?.Scalars().Select(t => t.Value).ToList() ?? [];
        return (types.Count == 0 || types.Exists(t => t is "opened" or "synchronize" or "ready_for_review" or "reopened"))
            && (branches.Count == 0 || branches.Exists(b => b.Contains('*', StringComparison.Ordinal) && !b.Contains('/', StringComparison.Ordinal))
                || branches.Exists(b => DefaultBranches.Contains(b) || b == "**"));
    }

    private static bool IsCalledOnPullRequests(Pipeline pipeline, ImmutableArray<Pipeline> pipelines) =>
        pipeline.Service == PipelineService.GitHub
        && pipelines.Any(caller => RunsOnPullRequests(caller)
            && caller.Jobs.Any(j => !IsSwitchedOff(j.Node) && (j.Node.Text("uses") == "./" + pipeline.Path || j.Steps.Any(s => CallsAction(s, pipeline.Path)))));

    private static bool CallsAction(PipelineStep step, string path) =>
        step.Uses.StartsWith("./", StringComparison.Ordinal)
        && (path == step.Uses[2..].TrimEnd('/') + "/action.yml" || path == step.Uses[2..].TrimEnd('/') + "/action.yaml");

    /// <summary>A condition that asks for another event than a pull request, as a job that runs after the merge only.</summary>
    private static bool IsForOtherEvents(string? condition) =>
        condition is not null && !condition.Contains("||", StringComparison.Ordinal)
        && (OtherEvent().IsMatch(condition) || NotPullRequest().IsMatch(condition));

    [GeneratedRegex(@"github\.event_name\s*==\s*'(?!pull_request)")]
    private static partial Regex OtherEvent();

    [GeneratedRegex(@"github\.event_name\s*!=\s*'pull_request'")]
    private static partial Regex NotPullRequest();

    private static bool IsFalse(string? text) => text is not null && text.Replace("${{", string.Empty, StringComparison.Ordinal).Trim(' ', '}') is "false" or "False" or "never()";

    private static bool IsTrue(string? text) => text is "true" or "True" or "yes";
}
