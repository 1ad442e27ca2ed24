using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>What proves that production can be reached from a job: its environment, logins, secrets, hosts and commands (mission, C3).</summary>
internal sealed partial class PipelineProduction(RepositoryView repository, Pipeline pipeline, PipelineJob job, IFindings problems)
{
    // Actions of one's own and scripts that call others are followed this deep.
    private const int DeepestCall = 3;

    // Actions and tasks that log in to a cloud or deploy without saying so, with the provider whose login may be the model's.
    private static readonly (string Action, string? UnlessModel)[] Logins =
    [
        ("azure/login@", "foundry"), ("azure/functions-action@", null), ("azure/aks-set-context@", null),
        ("aws-actions/configure-aws-credentials@", "bedrock"), ("google-github-actions/auth@", "vertex"),
        ("google-github-actions/get-gke-credentials@", null), ("hashicorp/vault-action@", null), ("pypa/gh-action-pypi-publish@", null),
        ("nuget/login@", null), ("cloudflare/wrangler-action@", null), ("amondnet/vercel-action@", null), ("appleboy/ssh-action@", null), ("appleboy/scp-action@", null),
        ("AzureCLI@", null), ("AzurePowerShell@", null), ("AzureKeyVault@", null), ("AzureWebApp@", null), ("AzureFunctionApp@", null), ("KubernetesManifest@", null),
        ("SSH@", null), ("CopyFilesOverSSH@", null),
    ];

    // Programs whose arguments name what they do: a target, a task or a script.
    private static readonly HashSet<string> Runners = new(StringComparer.OrdinalIgnoreCase)
    {
        "make", "gmake", "just", "task", "npm", "yarn", "pnpm", "bun", "npx", "rake", "invoke", "nuke", "mage", "gradle", "gradlew", "mvn", "mise", "nx", "turbo",
        "bash", "sh", "zsh", "pwsh", "powershell", "build.sh", "build.ps1", "build.cmd", "cap", "fab", "ansible-playbook",
    };

    private readonly PipelineLinks _links = PipelineLinks.Of(repository);

    // A cluster that a step has started on the runner is gone with it.
    private bool HasOwnCluster => job.Steps.Any(s => DeploymentPlace.StartsCluster(s.Uses) || s.Commands.Any(DeploymentPlace.StartsCluster)) && !job.Steps.Any(s => s.Commands.Any(DeploymentPlace.TurnsToProduction));

    /// <summary>The evidence, each as a noun phrase.</summary>
    public IReadOnlyList<string> Evidence() =>
        [.. Environments().Concat(job.Steps.SelectMany(s => OfStep(s, DeepestCall))).Concat(Secrets()).Concat(Variables()).Distinct(StringComparer.Ordinal)];

    // The environment as written, and what the expressions in it may come to.
    private IEnumerable<string> Environments()
    {
        var text = job.Environment;
        var isExpression = text.Contains("${{", StringComparison.Ordinal) || text.Contains('$', StringComparison.Ordinal);
        IEnumerable<string> names = isExpression ? Expression.Literals(text).Concat(Expression.Names(text).SelectMany(ValuesOf)) : [text];
        return names.Where(ProductionName.IsEnvironment).Select(n => $"the environment '{n}'");
    }

    private IEnumerable<string> ValuesOf(string name) =>
        PipelineValue.Matrix(job).Concat(PipelineValue.Inputs(pipeline)).Concat(PipelineValue.Variables(pipeline, job)).Where(v => v.Name == name).Select(v => v.Value.Value)
            .Concat(_links.Handed(pipeline, name));

    private IEnumerable<string> OfStep(PipelineStep step, int depth)
    {
        if (IsSwitchedOff(step.Node))
        {
            yield break;
        }

        var name = step.Uses.Split('@')[0];
        if (Logins.Any(l => step.Uses.StartsWith(l.Action, StringComparison.OrdinalIgnoreCase) && !IsForModel(l.UnlessModel))
            || (name.Length > 0 && !name.StartsWith("./", StringComparison.Ordinal) && ProductionName.Deploys(name) && !DeploymentPlace.IsElsewhere(step.With))
            || (name == "docker/build-push-action" && step.With?["push"] is { IsTrue: true } && !IsImageOfAgent(step.With.Text("tags")) && !DeploymentPlace.IsLocalImage(step.With.Text("tags") ?? string.Empty)))
        {
            yield return $"'{name}'";
        }

        foreach (var evidence in ProductionAccess.Of(step.Commands, HasOwnCluster).Concat(step.Commands.SelectMany(c => OfCommand(c, DirectoriesOf(step), DeepestCall))))
        {
            yield return evidence;
        }

        foreach (var inner in depth > 0 && _links.Called(step.Uses) is { } called ? called.Jobs.SelectMany(j => j.Steps).SelectMany(s => OfStep(s, depth - 1)) : [])
        {
            yield return $"{inner} in '{step.Uses}'";
        }
    }

    private static bool IsSwitchedOff(YamlNode step) => step.Text("enabled") == "false" || step.Text("if") is "false" or "${{ false }}" || step.Text("condition") == "false";

    // What only a pipeline does with rights of its own: publishing an image, running a script of the repository.
    private IEnumerable<string> OfCommand(ShellCommand command, IReadOnlyList<string> directories, int depth)
    {
        if (command.Program is "docker" or "podman" && (command.Has("push") || command.Has("--push")) && !command.Arguments.Any(a => IsImageOfAgent(a.Text) || DeploymentPlace.IsLocalImage(a.Text)))
        {
            yield return $"'{command.Program} push'";
        }

        var task = ProductionName.Deploys(command.Program) ? command.Words[command.ProgramIndex]
            : Runners.Contains(command.Program) ? command.Arguments.Where((a, i) => i == 0 || command.Words[command.ProgramIndex + i].Text is not ("-C" or "--directory")).FirstOrDefault(a => !a.Text.Contains(' ', StringComparison.Ordinal) && ProductionName.Deploys(a.Text)) : null;
        if (task is not null && !CommandUses.IsMention(command) && !AgentEvidence.Starts(command) && !DeploymentPlace.IsElsewhere(command, isTask: true))
        {
            yield return $"'{command.Program}{(task == command.Words[command.ProgramIndex] ? string.Empty : $" {task.Text.Split('=')[0]}")}'";
        }

        if (depth == 0 || StartedScripts.Of(repository, command, problems, directories) is not { } started)
        {
            yield break;
        }

        string[] inside = [RepositoryPath.Directory(started.Path), .. directories];
        foreach (var evidence in ProductionAccess.Of(started.Commands, HasOwnCluster).Concat(started.Commands.SelectMany(c => OfCommand(c, inside, depth - 1))))
        {
            yield return evidence.Contains(" in '", StringComparison.Ordinal) ? evidence : $"{evidence} in '{started.Path}'";
        }
    }

    // Where the commands of a step run, as far as it is said, and the root.
    private string[] DirectoriesOf(PipelineStep step) =>
    [
        .. ((string?[])
        [
            step.Node.Text("working-directory"), step.Node.Text("workingDirectory"), job.Node["defaults"]?["run"]?.Text("working-directory"),
            pipeline.Root["defaults"]?["run"]?.Text("working-directory"),
        ]).OfType<string>(),
        string.Empty,
    ];

    private static bool IsImageOfAgent(string? image) =>
        image is not null && (image.Contains("claude", StringComparison.OrdinalIgnoreCase) || image.Contains("agent", StringComparison.OrdinalIgnoreCase)
            || image.Contains("sandbox", StringComparison.OrdinalIgnoreCase) || image.Contains("devcontainer", StringComparison.OrdinalIgnoreCase));

    private IEnumerable<string> Secrets()
    {
        // A group of variables of Azure, a path in GitLab's vault.
        foreach (var (_, node) in ((YamlNode?[])[pipeline.Root["variables"], job.Node["variables"]]).SelectMany(v => v?.Items ?? []).Select(v => (string.Empty, Node: v["group"]))
            .Concat((job.Node["secrets"]?.Descendants() ?? []).Select(d => (d.Key, Node: (YamlNode?)d.Node))).Where(g => g.Node is { IsScalar: true } group && ProductionName.IsEnvironment(group.Value)))
        {
            yield return $"the secrets '{node!.Value}'";
        }

        foreach (var (_, node) in job.Node.Descendants().Concat(pipeline.Root["env"]?.Descendants() ?? []).Concat(_links.HandedSecrets(pipeline)).Where(d => d.Node.IsScalar))
        {
            if (AllSecrets().IsMatch(node.Value))
            {
                yield return "every secret of the repository ('toJSON(secrets)')";
            }

            foreach (Match match in Secret().Matches(node.Value))
            {
                var name = match.Groups["name"].Value;
                if (ProductionName.IsSecret(name) || (name.StartsWith("AWS_", StringComparison.Ordinal) && name.Contains("ACCESS_KEY", StringComparison.Ordinal) && !IsForModel("bedrock")))
                {
                    yield return $"the secret '{name}'";
                }
            }
        }
    }

    private IEnumerable<string> Variables()
    {
        var given = job.Steps.SelectMany(s => s.With?.Entries ?? []).Where(e => e.Value.IsScalar && Address().IsMatch(e.Key.Value) && !ProductionName.IsOfModel(e.Key.Value)).Select(e => e.Value.Value);
        return PipelineValue.Variables(pipeline, job).Where(v => !ProductionName.IsOfModel(v.Name)).Select(v => v.Value.Value).Concat(given)
            .Select(ProductionName.Host).OfType<string>().Select(h => $"the host '{h}'");
    }

    // The client reaches its model through a cloud when an input of its action or a variable says so.
    private bool IsForModel(string? provider) =>
        provider is not null && job.Node.Descendants().Concat(pipeline.Root["env"]?.Descendants() ?? [])
            .Any(d => (d.Node.IsTrue || d.Node is { IsScalar: true, Value: "1" }) && d.Key.EndsWith($"use_{provider}", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("host|server|url|address|endpoint", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"toJSON\s*\(\s*secrets\s*\)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AllSecrets();

    // Of a variable of the shell, production alone is how something is built.
    [GeneratedRegex(@"(?:secrets|vars)(?:\.|\[')(?<name>\w+)|\$[({]?(?<name>(?=[A-Z][A-Z0-9_]*(?:KEY(?![A-Z])|TOKEN|SECRET|PASS|CONN|DATABASE|(?<=_)DB(?![A-Z])|CRED|CERT|DSN))[A-Z0-9_]*PROD[A-Z0-9_]*|KUBECONFIG|AZURE_CREDENTIALS|NUGET_API_KEY)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
