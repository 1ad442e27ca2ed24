using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>What proves that production can be reached from a script, a container or a pod (mission, C3).</summary>
internal static class ProductionAccess
{
    private static readonly HashSet<string> DatabaseClients = new(StringComparer.OrdinalIgnoreCase)
    {
        "psql", "pg_dump", "pg_restore", "mysql", "mysqldump", "mariadb", "redis-cli", "sqlcmd", "bcp", "mongosh", "mongo", "mongodump", "mongorestore", "cqlsh", "clickhouse-client",
    };

    private static readonly HashSet<string> Cmdlets = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connect-AzAccount", "Publish-AzWebApp", "New-AzResourceGroupDeployment", "New-AzSubscriptionDeployment", "New-AzDeployment", "Update-AzContainerApp", "Publish-Module", "Publish-PSResource",
    };

    /// <summary>The evidence in the commands of a script.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="hasOwnCluster">Whether the job that runs them has started a cluster of its own.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<ShellCommand> commands, bool hasOwnCluster = false)
    {
        hasOwnCluster = (hasOwnCluster || commands.Any(DeploymentPlace.StartsCluster)) && !commands.Any(DeploymentPlace.TurnsToProduction);
        return
        [
            .. commands.Where(c => (Deploys(c) || Opens(c)) && !DeploymentPlace.IsElsewhere(c) && !(hasOwnCluster && DeploymentPlace.IsForCluster(c)))
                .Select(Shown).Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>The evidence in what a container gets.</summary>
    public static IReadOnlyList<string> Of(ContainerProfile? container) =>
    [
        .. (container?.Variables ?? []).SelectMany(OfVariable)
            .Concat((container?.Secrets ?? []).Where(ProductionName.IsSecret).Select(s => $"the secret '{s}'"))
            .Concat((container?.VariableFiles ?? []).Where(f => ProductionName.IsEnvironment(f.Path)).Select(f => $"the variables of '{f.Path}'"))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The evidence in a pod: where it is started, as whom, and with which secrets and variables.</summary>
    /// <param name="document">The object that holds it.</param>
    /// <param name="pod">Its specification.</param>
    /// <param name="container">One of its containers.</param>
    public static IReadOnlyList<string> OfPod(YamlNode document, YamlNode pod, YamlNode container)
    {
        var evidence = new List<string>();
        void Add(string what, string? name)
        {
            if (name is not null && ProductionName.IsSecret(name))
            {
                evidence.Add($"the {what} '{name}'");
            }
        }

        Add("namespace", document["metadata"]?.Text("namespace"));
        Add("service account", pod.Text("serviceAccountName") ?? pod.Text("serviceAccount"));
        foreach (var (key, node) in container.Descendants().Concat((pod["volumes"]?.Items ?? []).SelectMany(v => v.Descendants())))
        {
            switch (key)
            {
                case "secretRef" or "secretKeyRef" or "configMapRef" or "configMapKeyRef" or "secret" or "configMap":
                    Add(key.StartsWith('s') ? "secret" : "configuration", node.Text("name") ?? node.Text("secretName"));
                    break;
                case "claimName":
                    Add("volume", node.Value);
                    break;
                case "value" when ProductionName.Host(node.Value) is { } host:
                    evidence.Add($"the host '{host}'");
                    break;
                default:
                    break;
            }
        }

        return [.. evidence.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The evidence in a variable.</summary>
    public static IEnumerable<string> OfVariable(ContainerVariable variable) =>
        ProductionName.IsSecret(variable.Name) ? [$"the variable '{variable.Name}'"]
        : !ProductionName.IsOfModel(variable.Name) && ProductionName.Host(variable.Value ?? string.Empty) is { } host ? [$"the host '{host}'"]
        : [];

    // An argument may hold a password: shown are the host and what the program is told to do, which is no value of an option.
    private static string Shown(ShellCommand command)
    {
        string[] words = [.. command.Arguments.Select(a => a.Text)];
        var verb = Array.Find(words, w => !w.StartsWith('-') && (Array.IndexOf(words, w) is var at && (at == 0 || !words[at - 1].StartsWith('-') || words[at - 1].Contains('=', StringComparison.Ordinal))));
        return $"'{command.Program} {Server(command)?.Text ?? Database(command) ?? verb}".TrimEnd() + "'";
    }

    private static bool Deploys(ShellCommand command)
    {
        if (CommandUses.IsMention(command) || AgentEvidence.Starts(command))
        {
            return false;
        }

        return (command.Program, DeploymentPlace.VerbOf(command)) switch
        {
            ("terraform" or "tofu" or "terragrunt", "apply" or "destroy") => true,
            ("terragrunt", "run-all") => command.Has("apply") || command.Has("destroy"),
            ("pulumi", "up" or "destroy") => true,
            ("helmfile", "apply" or "sync") or ("skaffold", "run" or "deploy") or ("argocd", "app") or ("copilot", "deploy") => true,
            ("func", "azure") => command.Has("publish"),
            ("ansible" or "ansible-playbook", _) => command.Arguments.Any(a => ProductionName.IsEnvironment(a.Text)),
            ("vercel" or "netlify", _) when command.Has("--prod") || command.Has("--production") => true,
            ("vercel" or "netlify", "deploy") => false,
            ("twine", "upload") or ("cargo", "publish") or ("gem" or "nuget", "push") => true,
            ("heroku", "container:release" or "deploy") => true,
            ("kubectl" or "oc", "apply" or "rollout" or "delete" or "set" or "patch") => true,
            ("helm", "upgrade" or "install") => true,
            ("az", "login" or "webapp" or "functionapp" or "containerapp" or "deployment" or "aks") => true,
            ("azd", "deploy" or "up" or "provision" or "down") => true,
            ("aws", _) => command.Has("deploy") || command.Has("update-service") || command.Has("update-function-code") || command.Has("update-kubeconfig"),
            ("cdk" or "serverless" or "sls" or "sam" or "flyctl" or "fly" or "eb" or "wrangler" or "firebase", "deploy") => true,
            ("npm" or "yarn" or "pnpm", "publish") => true,
            ("dotnet", "nuget") => command.Has("push"),
            ("gcloud", _) => command.Has("deploy") || command.Has("activate-service-account"),
            ("ssh" or "scp" or "sftp" or "rsync", _) => Server(command) is not null,
            _ => Cmdlets.Contains(command.Program),
        };
    }

    // A client of a database whose host says production.
    private static bool Opens(ShellCommand command) => !CommandUses.IsMention(command) && Database(command) is not null;

    // The host of production that a client of a database is given.
    private static string? Database(ShellCommand command) =>
        DatabaseClients.Contains(command.Program) ? command.Arguments.Select(a => ProductionName.Host(a.Text)).FirstOrDefault(h => h is not null) : null;

    private static ShellWord? Server(ShellCommand command) =>
        command.Program is "ssh" or "scp" or "sftp" or "rsync" ? command.Arguments.FirstOrDefault(a => ProductionName.IsServer(a.Text)) : null;
}
