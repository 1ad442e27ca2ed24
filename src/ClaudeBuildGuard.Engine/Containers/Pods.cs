using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>A container of a pod.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Command">What it starts, arguments included; null when the image says it.</param>
/// <param name="Profile">The container.</param>
/// <param name="Pod">The specification of the pod that holds it.</param>
/// <param name="Node">Its own specification.</param>
internal sealed record PodContainer(string Name, ShellCommand? Command, ContainerProfile Profile, YamlNode Pod, YamlNode Node);

/// <summary>Containers of pods in the manifests of Kubernetes, whatever kind of object has the pod in it.</summary>
internal static class Pods
{
    /// <summary>True when a document is a manifest.</summary>
    public static bool IsManifest(YamlNode root) => root.Text("apiVersion") is not null && root.Text("kind") is not null;

    /// <summary>The containers of a manifest.</summary>
    /// <param name="path">The file.</param>
    /// <param name="root">A document of it.</param>
    /// <param name="policies">The network policies of the repository.</param>
    public static IEnumerable<PodContainer> In(string path, YamlNode root, IReadOnlyList<EgressPolicy> policies)
    {
        foreach (var (_, holder) in root.Descendants())
        {
            if (holder["spec"] is not { IsMapping: true } pod || pod["containers"] is not { IsSequence: true })
            {
                continue;
            }

            var isLimited = EgressPolicy.Limit(policies, holder["metadata"], root["metadata"]?.Text("namespace"));
            foreach (var container in (pod["containers"]?.Items ?? []).Concat(pod["initContainers"]?.Items ?? []).Where(c => c.IsMapping))
            {
                yield return new PodContainer(container.Text("name") ?? "container", Command(container), Profile(path, pod, container, isLimited), pod, container);
            }
        }
    }

    private static ShellCommand? Command(YamlNode container)
    {
        ShellWord[] words = [.. ((string[])["command", "args"]).SelectMany(k => container[k]?.Items ?? []).Where(i => i.IsScalar).Select(i => new ShellWord(i.Value, i.Line, i.Column))];
        return words.Length == 0 ? null : new ShellCommand(words);
    }

    private static ContainerProfile Profile(string path, YamlNode pod, YamlNode container, bool isLimited)
    {
        var location = new Location(path, container.Line, container.Column);
        YamlNode? Security(string key) => container["securityContext"]?[key] ?? pod["securityContext"]?[key];
        return new ContainerProfile
        {
            Name = $"Container '{container.Text("name")}'",
            Location = location,
            User = Security("runAsUser") is { IsScalar: true } user ? BaseImages.Named(user.Value)
                : Security("runAsNonRoot") is { IsTrue: true } ? ContainerUser.NonRoot
                : BaseImages.DefaultUser(container.Text("image") ?? string.Empty, forDevContainer: false),
            UserLocation = location,
            Egress = isLimited ? Egress.Limited : Egress.Open,
            Mounts = [.. Mounts(path, pod, container)],
            Breaches = Breaches(path, pod, container, Security("seccompProfile")),
            Variables = [.. (container["env"]?.Items ?? []).Where(e => e.Text("name") is not null)
                .Select(e => new ContainerVariable(e.Text("name")!, e.Text("value"), new Location(path, e.Line, e.Column)))],
            RunsAgent = true,
        };
    }

    // Only paths of the node let something of a host in; claims and maps are volumes.
    private static IEnumerable<Mount> Mounts(string path, YamlNode pod, YamlNode container)
    {
        foreach (var mount in container["volumeMounts"]?.Items ?? [])
        {
            var volume = (pod["volumes"]?.Items ?? []).FirstOrDefault(v => v.Text("name") == mount.Text("name"));
            if (volume?["hostPath"]?.Text("path") is { } source)
            {
                yield return new Mount(
                    source, mount.Text("mountPath") ?? string.Empty, mount["readOnly"] is { IsTrue: true }, Mount.Classify(source, string.Empty), new Location(path, mount.Line, mount.Column));
            }
        }
    }

    private static List<IsolationBreach> Breaches(string path, YamlNode pod, YamlNode container, YamlNode? seccomp)
    {
        var breaches = new List<IsolationBreach>();
        Location At(YamlNode node) => new(path, node.Line, node.Column);
        foreach (var key in (string[])["hostNetwork", "hostPID", "hostIPC"])
        {
            if (pod[key] is { IsTrue: true } host)
            {
                breaches.Add(new IsolationBreach($"{key}: true", At(host)));
            }
        }

        if (container["securityContext"]?["privileged"] is { IsTrue: true } privileged)
        {
            breaches.Add(new IsolationBreach("privileged: true", At(privileged)));
        }

        foreach (var capability in container["securityContext"]?["capabilities"]?["add"]?.Scalars() ?? [])
        {
            EngineOptions.AddCapability(capability.Value, $"capabilities: {capability.Value}", At(capability), breaches);
        }

        if (seccomp?.Text("type") == "Unconfined")
        {
            breaches.Add(new IsolationBreach("seccompProfile: Unconfined", At(seccomp)));
        }

        return breaches;
    }
}
