using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Where a deploying command goes, when that is not production: nowhere, to this machine, to a cluster of the job's own, to staging or test.</summary>
internal static partial class DeploymentPlace
{
    // Actions that start a cluster on the runner.
    private static readonly string[] ClusterActions =
        ["helm/kind-action@", "engineerd/setup-kind@", "medyagh/setup-minikube@", "manusa/actions-setup-minikube@", "absaoss/k3d-action@", "nolar/setup-k3d-k3s@", "jupyterhub/action-k3s-helm@"];

    // Options that tell which cluster is meant.
    private static readonly string[] ClusterOptions = ["--context", "--kube-context", "--kubeconfig", "--cluster"];

    private static readonly string[] OptionsBeforeVerb = [.. ClusterOptions, "-n", "--namespace", "-s", "--server", "--user", "--as", "--token"];

    // Options that tell what is deployed.
    private static readonly HashSet<string> DeployedOptions = new(StringComparer.Ordinal)
        { "--set", "--set-string", "--set-file", "--set-json", "-l", "--selector", "--field-selector", "--image", "--tag", "--revision-suffix", "--description", "--message", "-m" };

    /// <summary>True for a command that only says what it would do, or whose target says that it is another place than production.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isTask">Whether it runs tasks: its bare words are tasks then, and only values say where they go.</param>
    public static bool IsElsewhere(ShellCommand command, bool isTask = false)
    {
        var arguments = command.Arguments.Select(a => a.Text).ToArray();
        if (arguments.Any(IsDryRun))
        {
            return true;
        }

        return (command.Program, VerbOf(command)) switch
        {
            ("npm" or "yarn" or "pnpm", "publish") => Option(arguments, "--registry") is { } registry && IsHere(registry),
            ("dotnet", "nuget") => (Option(arguments, "--source") ?? Option(arguments, "-s")) is { } source && (IsHere(source) || IsDirectory(source)),
            ("az", "login") => false,
            ("az", "deployment") when arguments.Any(a => a is "what-if" or "validate" or "--what-if") => true,
            // It goes live unless it says where else.
            ("az", "webapp" or "functionapp") when arguments.Contains("swap") => Option(arguments, "--target-slot") is { } slot && ProductionName.IsElsewhere(slot),
            ("azd", "provision") when arguments.Contains("--preview") => true,
            (_, var verb) => arguments.Where((a, i) => (isTask ? IsValue(arguments, i) : a != verb) && !IsOfDeployed(arguments, i)).Select(ValueOf).Where(v => v.Length > 0 && !v.Contains("://", StringComparison.Ordinal)).ToArray() is var values
                && values.Any(ProductionName.IsElsewhere) && !values.Any(ProductionName.IsEnvironment),
        };
    }

    /// <summary>True for an action or task whose inputs say that it only validates, or that it deploys to another place than production.</summary>
    public static bool IsElsewhere(YamlNode? inputs)
    {
        var values = (inputs?.Entries ?? []).Where(e => e.Value.IsScalar && PlaceInput().IsMatch(e.Key.Value)).Select(e => e.Value.Value).ToArray();
        return inputs?.Text("deploymentMode") == "Validation" || (values.Any(ProductionName.IsElsewhere) && !values.Any(ProductionName.IsEnvironment));
    }

    /// <summary>What a program is told to do: its first word that is no option, nor the value of an option that clients of a cluster take before it.</summary>
    public static string? VerbOf(ShellCommand command)
    {
        string[] arguments = [.. command.Arguments.Select(a => a.Text)];
        return arguments.Where((a, i) => !a.StartsWith('-') && !(i > 0 && TalksToCluster(command) && Array.IndexOf(OptionsBeforeVerb, arguments[i - 1]) >= 0)).FirstOrDefault();
    }

    /// <summary>True for a command that talks to a Kubernetes cluster, and does not say that it is one of production.</summary>
    public static bool IsForCluster(ShellCommand command) =>
        TalksToCluster(command) && command.Arguments.Select(a => a.Text).ToArray() is var arguments
        && !Array.Exists(ClusterOptions, o => Option(arguments, o) is { } cluster && ProductionName.IsEnvironment(cluster));

    /// <summary>True for a command that turns from any cluster of the job's own to one of production.</summary>
    public static bool TurnsToProduction(ShellCommand command) => command.Program switch
    {
        "kubectl" => command.Has("use-context") && command.Arguments.Any(a => ProductionName.IsEnvironment(a.Text)),
        "kubectx" => command.Arguments.Any(a => ProductionName.IsEnvironment(a.Text)),

        // What fetches the way into a cluster turns to that one, too.
        "az" or "gcloud" => command.Has("get-credentials") && !IsElsewhere(command),
        "aws" => command.Has("update-kubeconfig") && !IsElsewhere(command),
        _ => false,
    };

    /// <summary>True for a command that starts a cluster on this machine, or turns to one.</summary>
    public static bool StartsCluster(ShellCommand command) =>
        command.Program switch
        {
            "kind" or "k3d" => command.Has("create"),
            "minikube" or "microk8s" => command.Has("start"),
            "kubectl" => command.Has("use-context") && command.Arguments.Any(a => LocalContext().IsMatch(a.Text)),
            _ => false,
        };

    /// <summary>True for an action that starts a cluster on the runner.</summary>
    public static bool StartsCluster(string action) => ClusterActions.Any(a => action.StartsWith(a, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for images of registries on this machine or beside it: <c>localhost:5000/shop</c>.</summary>
    /// <param name="images">One, or several with commas or line breaks between them.</param>
    public static bool IsLocalImage(string images) =>
        images.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } all && all.All(i => LocalRegistry().IsMatch(i));

    private static bool TalksToCluster(ShellCommand command) => command.Program is "kubectl" or "oc" or "helm";

    // kubectl's "none" and "false" run it all the same.
    private static bool IsDryRun(string argument) => argument is "--dry-run" or "--dry-run=client" or "--dry-run=server" or "--dry-run=true";

    private static string? Option(string[] arguments, string name)
    {
        var index = Array.FindIndex(arguments, a => a == name || a.StartsWith(name + "=", StringComparison.Ordinal));
        return index < 0 ? null : arguments[index] == name ? arguments.ElementAtOrDefault(index + 1) : arguments[index][(name.Length + 1)..];
    }

    private static bool IsValue(string[] arguments, int index) =>
        arguments[index].Contains('=', StringComparison.Ordinal) || (index > 0 && arguments[index - 1] is ['-', _, ..] and not "--" && !arguments[index - 1].Contains('=', StringComparison.Ordinal));

    // What is deployed, and which part of it, says nothing about the place.
    private static bool IsOfDeployed(string[] arguments, int index) =>
        DeployedOptions.Contains(arguments[index].Split('=')[0]) || (index > 0 && DeployedOptions.Contains(arguments[index - 1]));

    // The value of an option, or the word itself; nothing of an option that has none.
    private static string ValueOf(string argument) =>
        argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? argument[(equals + 1)..] : argument.StartsWith('-') ? string.Empty : argument;

    private static bool IsHere(string address) => LocalAddress().IsMatch(address);

    // A source with a name only (nuget.org) is looked up in a configuration.
    private static bool IsDirectory(string source) =>
        !source.Contains("://", StringComparison.Ordinal) && (source.StartsWith('.') || source.StartsWith('~') || source.Contains('/', StringComparison.Ordinal) || source.Contains('\\', StringComparison.Ordinal))
        && !source.Contains("nuget.org", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(?:https?://)?(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|host\.docker\.internal)(?=[:/]|$)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LocalAddress();

    // Not the name of a user, and not that of what is deployed.
    [GeneratedRegex("(?<!(?:user|package|artifact|file|image|branch)[-_]?)name$|environment|slot|stack|subscription|connection|stage|group$|cluster|^app$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlaceInput();

    // A host without a dot but with a port is one of the job's own network.
    [GeneratedRegex(@"^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|host\.docker\.internal|[A-Za-z0-9-]+(?=:\d+/))(?::\d+)?/", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LocalRegistry();

    [GeneratedRegex(@"^(?:kind-.*|k3d-.*|minikube|docker-desktop|rancher-desktop|microk8s)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LocalContext();
}
