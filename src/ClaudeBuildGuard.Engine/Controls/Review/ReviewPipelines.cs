using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Configuration;
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
internal static class ReviewPipelines
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
    public static IEnumerable<JudgingStep> Steps(RepositoryView repository, ImmutableArray<Pipeline> pipelines)
    {
        foreach (var pipeline in pipelines)
        {
            if (!RunsOnPullRequests(repository, pipeline) && !IsCalledOnPullRequests(repository, pipeline, pipelines))
            {
                continue;
            }

            foreach (var job in pipeline.Jobs.Where(j => Conditions.Runs(pipeline, j)))
            {
                foreach (var step in job.Steps.Where(s => Conditions.Runs(pipeline, s.Node)))
                {
                    yield return new JudgingStep(pipeline, job, step);
                }
            }
        }
    }

    /// <summary>True when a pull request into the default branch starts the pipeline.</summary>
    public static bool RunsOnPullRequests(RepositoryView repository, Pipeline pipeline) => pipeline.Service switch
    {
        PipelineService.GitHub => GitHubTrigger(repository, pipeline, "pull_request") || GitHubTrigger(repository, pipeline, "pull_request_target"),
        PipelineService.GitLab => Conditions.MayPass(pipeline.Root["workflow"]?["rules"]),

        // Azure Repos starts pipelines by branch policy, which no file holds; only 'pr: none' says that it does not.
        PipelineService.AzurePipelines => pipeline.Root.Text("pr") is not "none",
        _ => true,
    };

    /// <summary>True when the command's failure fails its step.</summary>
    public static bool CanFail(PipelineStep step, ShellCommand command)
    {
        var commands = step.Commands;
        for (var i = 0; i + 1 < commands.Count; i++)
        {
            if (ReferenceEquals(commands[i], command))
            {
                return !(command.ClosedBy == '|' && (commands[i + 1].Program is "true" or ":" || IsSuccess(commands[i + 1])))
                    && !(command.PipedInto is not null && !FailsInPipes(step))
                    && !(IsSuccess(commands[^1]) && commands.Take(i).Any(c => c.Program == "set" && c.Has("+e")));
            }
        }

        return true;
    }

    private static bool IsSuccess(ShellCommand command) => command.Program == "exit" && command.Has("0");

    // GitHub and Azure start bash without 'pipefail' unless a step of GitHub says 'shell: bash'; GitLab sets it.
    private static bool FailsInPipes(PipelineStep step) =>
        step.Node.Text("shell") == "bash" || step.Node["script"] is { IsSequence: true } || step.Scripts.Any(s => s.Value.Contains("pipefail", StringComparison.Ordinal));

    private static bool GitHubTrigger(RepositoryView repository, Pipeline pipeline, string name)
    {
        if (!pipeline.IsTriggeredBy(name))
        {
            return false;
        }

        var trigger = pipeline.Root["on"] is { IsMapping: true } map ? map[name] : null;
        var types = trigger?["types"]?.Scalars().Select(t => t.Value).ToList() ?? [];
        var branches = trigger?["branches"]?.Scalars().Select(t => t.Value).ToList() ?? [];
        var left = (trigger?["branches-ignore"]?.Scalars() ?? []).Select(b => b.Value).Concat(branches.Where(b => b.StartsWith('!')).Select(b => b[1..]));
        return TouchesCode(repository, trigger) && !left.Any(b => b is "*" or "**" || DefaultBranches.Contains(b))
            && (types.Count == 0 || types.Exists(t => t is "opened" or "synchronize" or "ready_for_review" or "reopened"))
            && (branches.Count == 0 || branches.Exists(b => b.Contains('*', StringComparison.Ordinal) && !b.Contains('/', StringComparison.Ordinal))
                || branches.Exists(b => DefaultBranches.Contains(b) || b == "**"));
    }

    // Limits to paths leave the pipeline out where no file of code is among them.
    private static bool TouchesCode(RepositoryView repository, YamlNode? trigger)
    {
        string[] only = [.. (trigger?["paths"]?.Scalars() ?? []).Select(p => p.Value)];
        string[] without = [.. (trigger?["paths-ignore"]?.Scalars() ?? []).Select(p => p.Value), .. only.Where(p => p.StartsWith('!')).Select(p => p[1..])];
        if (only.Length + without.Length == 0)
        {
            return true;
        }

        // Where there is source, a project file that is left over is not what a reviewer of code waits for.
        var files = repository.Files.Where(f => !f.IsIgnored);
        string[] code = [.. files.Where(f => CriticalFiles.IsCode(f.Name)).Select(f => f.Path)];
        code = code.Length > 0 ? code : [.. files.Where(f => f.Name.EndsWith("proj", StringComparison.Ordinal)).Select(f => f.Path)];
        var wanted = new PathGlobs([.. only.Where(p => !p.StartsWith('!'))]);
        var left = new PathGlobs(without);
        return code.Length == 0 || code.Any(p => (only.Length == 0 || wanted.Matches(p)) && !left.Matches(p));
    }

    private static bool IsCalledOnPullRequests(RepositoryView repository, Pipeline pipeline, ImmutableArray<Pipeline> pipelines) =>
        pipeline.Service == PipelineService.GitHub
        && pipelines.Any(caller => RunsOnPullRequests(repository, caller)
            && caller.Jobs.Any(j => Conditions.Runs(caller, j) && (j.Node.Text("uses") == "./" + pipeline.Path || j.Steps.Any(s => CallsAction(s, pipeline.Path)))));

    private static bool CallsAction(PipelineStep step, string path) =>
        step.Uses.StartsWith("./", StringComparison.Ordinal)
        && (path == step.Uses[2..].TrimEnd('/') + "/action.yml" || path == step.Uses[2..].TrimEnd('/') + "/action.yaml");
}
