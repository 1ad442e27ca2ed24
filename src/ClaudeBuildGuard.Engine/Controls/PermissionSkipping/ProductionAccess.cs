using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Scripts;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>What proves that production can be reached from a place (mission, C3).</summary>
internal static partial class ProductionAccess
{
    // Actions and tasks that log in to a cloud or deploy, with the input of the agent's own action that makes the login the model's.
    private static readonly (string Action, string? UnlessModel)[] Logins =
    [
        ("azure/login@", "use_foundry"), ("azure/webapps-deploy@", null), ("azure/functions-action@", null), ("azure/k8s-deploy@", null), ("azure/aks-set-context@", null),
        ("azure/arm-deploy@", null), ("azure/container-apps-deploy-action@", null), ("aws-actions/configure-aws-credentials@", "use_bedrock"),
        ("aws-actions/amazon-ecs-deploy-task-definition@", null), ("google-github-actions/auth@", "use_vertex"), ("google-github-actions/deploy-cloudrun@", null),
        ("google-github-actions/get-gke-credentials@", null), ("hashicorp/vault-action@", null), ("pypa/gh-action-pypi-publish@", null),
        ("AzureCLI@", null), ("AzurePowerShell@", null), ("AzureKeyVault@", null), ("AzureWebApp@", null), ("AzureRmWebAppDeployment@", null), ("AzureFunctionApp@", null),
        ("KubernetesManifest@", null), ("HelmDeploy@", null), ("AzureResourceManagerTemplateDeployment@", null),
    ];

    /// <summary>The evidence in a job: its environment, its logins, its secrets, its commands.</summary>
    public static IReadOnlyList<string> Of(Pipeline pipeline, PipelineJob job)
    {
        var evidence = new List<string>();
        if (IsProduction(job.Environment))
        {
            evidence.Add($"the environment '{job.Environment}'");
        }

        foreach (var step in job.Steps)
        {
            foreach (var (action, unless) in Logins)
            {
                if (step.Uses.StartsWith(action, StringComparison.OrdinalIgnoreCase) && (unless is null || !job.Steps.Any(s => s.With?.Text(unless) is "true" or "1")))
                {
                    evidence.Add($"'{step.Uses.Split('@')[0]}'");
                }
            }

            evidence.AddRange(Of(step.Commands));
        }

        foreach (var (_, node) in job.Node.Descendants().Concat(pipeline.Root["env"]?.Descendants() ?? []).Where(d => d.Node.IsScalar))
        {
            foreach (Match match in Secret().Matches(node.Value))
            {
                if (IsProductionSecret(match.Groups["name"].Value))
                {
                    evidence.Add($"the secret '{match.Groups["name"].Value}'");
                }
            }
        }

        return [.. evidence.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The evidence in the commands of a script.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<ShellCommand> commands) =>
        [.. commands.Where(Deploys).Select(c => $"'{c.Program} {c.Arguments.FirstOrDefault(a => !a.Text.StartsWith('-'))?.Text}'").Distinct(StringComparer.Ordinal)];

    /// <summary>The evidence in what a container gets.</summary>
    public static IReadOnlyList<string> Of(ContainerProfile? container) =>
    [
        .. (container?.Variables ?? []).Where(v => IsProductionSecret(v.Name)).Select(v => $"the variable '{v.Name}'")
            .Concat((container?.Secrets ?? []).Where(IsProductionSecret).Select(s => $"the secret '{s}'"))
            .Concat((container?.VariableFiles ?? []).Where(f => ProductionName().IsMatch(f.Path)).Select(f => $"the variables of '{f.Path}'"))
            .Distinct(StringComparer.Ordinal),
    ];

    private static bool IsProduction(string environment) => ProductionEnvironment().IsMatch(environment);

    private static bool IsProductionSecret(string name) => ProductionName().IsMatch(name) || DeploySecret().IsMatch(name);

    private static bool Deploys(ShellCommand command)
    {
        var first = command.Arguments.FirstOrDefault(a => !a.Text.StartsWith('-'))?.Text;
        return (command.Program, first) switch
        {
            ("terraform" or "tofu", "apply" or "destroy") => true,
            ("pulumi", "up" or "destroy") => true,
            ("kubectl" or "oc", "apply" or "rollout" or "delete" or "set" or "patch") => true,
            ("helm", "upgrade" or "install") => true,
            ("az", "login" or "webapp" or "functionapp" or "containerapp") => true,
            ("cdk" or "serverless" or "sls" or "sam" or "flyctl" or "fly" or "vercel" or "eb", "deploy") => true,
            ("npm" or "yarn" or "pnpm", "publish") => true,
            ("dotnet", "nuget") => command.Has("push"),
            ("gcloud", _) => command.Has("deploy") || command.Has("activate-service-account"),
            _ => false,
        };
    }

    [GeneratedRegex(@"^(?:prod|production|prd|live)\b|[-_/](?:prod|production|prd|live)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProductionEnvironment();

    [GeneratedRegex(@"(?:^|[_.\-/])PROD(?:UCTION)?(?:[_.\-]|$)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ProductionName();

    [GeneratedRegex(@"^(?:AZURE_CREDENTIALS|AZURE_CLIENT_SECRET|KUBE_?CONFIG\w*|\w*DEPLOY_(?:KEY|TOKEN)\w*|NUGET_API_KEY|NPM_TOKEN|PYPI_\w*TOKEN|GCP_(?:SA_KEY|CREDENTIALS)|GOOGLE_CREDENTIALS|TF_API_TOKEN|SSH_PRIVATE_KEY|AZURE_WEBAPP_PUBLISH_PROFILE)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DeploySecret();

    [GeneratedRegex(@"secrets\.(?<name>\w+)|\$\(?(?<name>[A-Z][A-Z0-9_]*(?:PROD|PRODUCTION)[A-Z0-9_]*|KUBECONFIG|AZURE_CREDENTIALS|NUGET_API_KEY)\)?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
