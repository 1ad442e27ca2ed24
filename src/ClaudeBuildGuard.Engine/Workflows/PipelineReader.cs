using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Workflows;

/// <summary>From parsed YAML to a pipeline. Unknown keys are left alone: a service knows more than this.</summary>
internal static class PipelineReader
{
    // GitLab itself stops at eleven.
    private const int DeepestExtension = 11;

    private static readonly HashSet<string> GitLabKeywords = new(StringComparer.Ordinal)
    {
        "default", "include", "stages", "variables", "workflow", "image", "services", "cache", "before_script", "after_script", "spec",
    };

    /// <summary>The service that runs a file, by its path; null when the path names none.</summary>
    public static PipelineService? ServiceOf(string path)
    {
        if (!path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var name = path[(path.LastIndexOf('/') + 1)..];
        // Gitea and Forgejo run the same workflows from directories of their own.
        if (path.Contains(".github/workflows/", StringComparison.Ordinal) || path.Contains(".gitea/workflows/", StringComparison.Ordinal)
            || path.Contains(".forgejo/workflows/", StringComparison.Ordinal) || name is "action.yml" or "action.yaml")
        {
            return PipelineService.GitHub;
        }

        if (name.Contains("gitlab-ci", StringComparison.OrdinalIgnoreCase) || path.StartsWith(".gitlab/", StringComparison.Ordinal))
        {
            return PipelineService.GitLab;
        }

        return name.StartsWith("azure-pipeline", StringComparison.OrdinalIgnoreCase) || name.Contains("azure-pipelines", StringComparison.OrdinalIgnoreCase)
            || path.Contains(".azuredevops/", StringComparison.OrdinalIgnoreCase) || path.Contains("azure-pipelines/", StringComparison.OrdinalIgnoreCase)
            || path.Contains("eng/pipelines/", StringComparison.OrdinalIgnoreCase)
            || path.StartsWith("pipelines/", StringComparison.OrdinalIgnoreCase)
            ? PipelineService.AzurePipelines
            : null;
    }

    /// <summary>
    /// The service whose pipelines look like this, for a file that may have any name because another one takes it in (<c>include</c>, <c>template</c>)
    /// or the service's settings name it; null when it is none.
    /// </summary>
    public static PipelineService? ServiceOf(YamlNode root)
    {
        if (root["apiVersion"] is not null || root["services"] is { IsMapping: true })
        {
            return null;
        }

        // Variables alone are a template that others take in, of either service.
        if (((string[])["steps", "jobs", "stages"]).Any(k => root[k] is { IsSequence: true } list && list.Descendants().Any(d => IsAzureStep(d.Node)))
            || (root["variables"] is { IsSequence: true } variables && variables.Items.Any(v => v.Text("name") is not null && v["value"] is not null))
            || (root["variables"] is { IsMapping: true } && root.Entries.All(e => e.Key.Value is "variables" or "parameters")))
        {
            return PipelineService.AzurePipelines;
        }

        return root.Entries.Any(e => !GitLabKeywords.Contains(e.Key.Value) && e.Value.IsMapping && e.Value["script"] is { IsMapping: false }) ? PipelineService.GitLab : null;
    }

    private static bool IsAzureStep(YamlNode node) =>
        node.IsMapping && node.Entries.Any(e => e.Key.Value is "script" or "bash" or "pwsh" or "powershell" or "task" or "template" && e.Value.IsScalar);

    /// <summary>Reads a pipeline.</summary>
    public static Pipeline Read(PipelineService service, string path, YamlNode root) => service switch
    {
        PipelineService.GitHub => GitHub(path, root),
        PipelineService.GitLab => GitLab(path, root),
        _ => Azure(path, root),
    };

    private static Pipeline GitHub(string path, YamlNode root)
    {
        var jobs = new List<PipelineJob>();
        foreach (var entry in root["jobs"]?.Entries ?? [])
        {
            jobs.Add(new PipelineJob(entry.Key.Value, entry.Value, entry.Key.Line, GitHubSteps(entry.Value, root))
            {
                Container = GitHubContainer(path, entry.Value["container"]),
                Environment = entry.Value.Text("environment") ?? entry.Value["environment"]?.Text("name") ?? string.Empty,
            });
        }

        if (root["runs"] is { } runs && runs["steps"] is not null)
        {
            // A composite action: its steps run in whatever job calls it.
            jobs.Add(new PipelineJob("runs", runs, runs.Line, GitHubSteps(runs, root)));
        }

        return new Pipeline(PipelineService.GitHub, path, root, jobs)
        {
            Triggers = root["on"] switch
            {
                { IsMapping: true } map => [.. map.Entries.Select(e => e.Key)],
                { } other => [.. other.Scalars()],
                _ => [],
            },
        };
    }

    private static List<PipelineStep> GitHubSteps(YamlNode job, YamlNode root)
    {
        var defaultShell = job["defaults"]?["run"]?.Text("shell") ?? root["defaults"]?["run"]?.Text("shell");
        return
        [
            .. (job["steps"]?.Items ?? []).Where(s => s.IsMapping).Select(step =>
                new PipelineStep(step, Scalar(step["run"]), Dialect(step.Text("shell") ?? defaultShell))),
        ];
    }

    private static ContainerProfile? GitHubContainer(string path, YamlNode? container)
    {
        if (container is null)
        {
            return null;
        }

        var image = container.IsScalar ? container.Value : container.Text("image") ?? string.Empty;
        var optionsNode = container["options"];
        var words = optionsNode is { IsScalar: true } ? ShellScript.Parse(optionsNode.Source).SelectMany(c => c.Words).ToList() : [];
        var options = EngineOptions.Read(words, path, string.Empty);
        var mounts = (container["volumes"]?.Scalars() ?? [])
            .Select(v => Mount.FromShort(v.Value, new Location(path, v.Line, v.Column), string.Empty)).OfType<Mount>().Concat(options.Mounts);
        var location = new Location(path, container.Line, container.Column);

        // The runner puts the container into a network of its own: GitHub does not support '--network' here, so the way out stays open.
        return new ContainerProfile
        {
            Name = "The container of this job",
            Location = location,
            User = options.User is null ? BaseImages.DefaultUser(image, forDevContainer: false) : BaseImages.Named(options.User.Text),
            UserLocation = options.User is null ? location : new Location(path, options.User.Line, options.User.Column),
            Mounts = [.. mounts],
            Breaches = options.Breaches,
            Unread = options.Unread,
            Variables = options.Variables,
            RunsAgent = DockerRun.MentionsClient(image),
        };
    }

    private static Pipeline GitLab(string path, YamlNode root)
    {
        var jobs = new List<PipelineJob>();
        var defaults = root["default"];
        foreach (var entry in root.Entries.Where(e => e.Value.IsMapping && !GitLabKeywords.Contains(e.Key.Value)))
        {
            var job = entry.Value;
            YamlNode?[] parts = [job["before_script"] ?? defaults?["before_script"] ?? root["before_script"], job["script"], job["after_script"]];
            var scripts = parts.OfType<YamlNode>().SelectMany(p => p.Descendants()).Select(d => d.Node).Where(n => n.IsScalar).ToList();
            var image = job["image"] ?? defaults?["image"] ?? root["image"];
            jobs.Add(new PipelineJob(entry.Key.Value, job, entry.Key.Line, scripts.Count == 0 ? [] : [new PipelineStep(job, scripts, ShellDialect.Posix)])
            {
                Environment = GitLabEnvironment(root, job, DeepestExtension),
                Container = image is null ? null : GitLabContainer(path, image),
            });
        }

        return new Pipeline(PipelineService.GitLab, path, root, jobs);
    }

    // Its own, or that of what it extends; of several the last counts.
    private static string GitLabEnvironment(YamlNode root, YamlNode job, int depth) =>
        job["environment"] is { } own ? (own.IsScalar ? own.Value : own.Text("name") ?? string.Empty)
        : depth == 0 ? string.Empty
        : (job["extends"]?.Scalars() ?? []).Reverse().Select(e => root[e.Value] is { IsMapping: true } extended ? GitLabEnvironment(root, extended, depth - 1) : string.Empty)
            .FirstOrDefault(e => e.Length > 0) ?? string.Empty;

    private static ContainerProfile GitLabContainer(string path, YamlNode image)
    {
        var name = image.IsScalar ? image.Value : image.Text("name") ?? string.Empty;
        var user = image["docker"]?["user"];
        var location = new Location(path, image.Line, image.Column);
        return new ContainerProfile
        {
            Name = "The container of this job",
            Location = location,
            User = user is { IsScalar: true } ? BaseImages.Named(user.Value) : BaseImages.DefaultUser(name, forDevContainer: false),
            UserLocation = user is null ? location : new Location(path, user.Line, user.Column),
            RunsAgent = DockerRun.MentionsClient(name),
        };
    }

    private static Pipeline Azure(string path, YamlNode root)
    {
        var jobNodes = root.Descendants().Select(d => d.Node).Where(n => n.IsMapping && (n.Entry("job") ?? n.Entry("deployment")) is not null).ToList();
        if (jobNodes.Count == 0)
        {
            jobNodes = [root];
        }

        var jobs = new List<PipelineJob>();
        foreach (var job in jobNodes)
        {
            var steps = new List<PipelineStep>();
            foreach (var (_, node) in job.Descendants().Where(d => d.Node.IsMapping))
            {
                if (AzureScript(node) is { } step)
                {
                    steps.Add(step);
                }
            }

            jobs.Add(new PipelineJob(job.Text("job") ?? job.Text("deployment") ?? "pipeline", job, job.Line, steps)
            {
                Environment = job.Text("environment") ?? job["environment"]?.Text("name") ?? string.Empty,
                Container = (job["container"] ?? root["container"]) is { } container ? AzureContainer(path, root, container) : null,
            });
        }

        return new Pipeline(PipelineService.AzurePipelines, path, root, jobs);
    }

    private static PipelineStep? AzureScript(YamlNode node)
    {
        foreach (var key in (string[])["script", "bash", "pwsh", "powershell"])
        {
            if (node.Entries.Any(e => e.Key.Value == key) && node[key] is { IsScalar: true } script)
            {
                return new PipelineStep(node, [script], key is "pwsh" or "powershell" ? ShellDialect.PowerShell : ShellDialect.Posix);
            }
        }

        if (node.Text("task") is not { } task)
        {
            return null;
        }

        var inputs = node["inputs"];
        var scripts = ((string[])["script", "inlineScript", "Inline", "ScriptBlock"]).SelectMany(k => Scalar(inputs?[k])).ToList();
        return new PipelineStep(node, scripts, task.StartsWith("PowerShell", StringComparison.OrdinalIgnoreCase) ? ShellDialect.PowerShell : ShellDialect.Posix);
    }

    private static ContainerProfile AzureContainer(string path, YamlNode root, YamlNode container)
    {
        // A name refers to an entry of resources.containers.
        var declared = (root["resources"]?["containers"]?.Items ?? []).FirstOrDefault(c => c.Text("container") == container.Value);
        var source = declared ?? container;
        var image = source.IsScalar ? source.Value : source.Text("image") ?? string.Empty;
        var words = source["options"] is { IsScalar: true } node ? ShellScript.Parse(node.Source).SelectMany(c => c.Words).ToList() : [];
        var options = EngineOptions.Read(words, path, string.Empty);
        var location = new Location(path, container.Line, container.Column);
        return new ContainerProfile
        {
            Name = "The container of this job",
            Location = location,

            // The agent of Azure Pipelines starts its own user in the container, unless the options name another, and joins it to a network of its own.
            User = options.User is null ? ContainerUser.NonRoot : BaseImages.Named(options.User.Text),
            UserLocation = location,
            Mounts = options.Mounts,
            Breaches = options.Breaches,
            Unread = options.Unread,
            RunsAgent = DockerRun.MentionsClient(image),
        };
    }

    private static IReadOnlyList<YamlNode> Scalar(YamlNode? node) => node is { IsScalar: true } ? [node] : [];

    private static ShellDialect Dialect(string? shell) => shell switch
    {
        "pwsh" or "powershell" => ShellDialect.PowerShell,
        "cmd" => ShellDialect.Batch,
        _ => ShellDialect.Posix,
    };
}
