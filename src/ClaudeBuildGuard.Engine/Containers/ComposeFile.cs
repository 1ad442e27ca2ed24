using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>One service of a compose file.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Node">What stands below it.</param>
/// <param name="Profile">The container that it starts.</param>
internal sealed record ComposeService(string Name, YamlNode Node, ContainerProfile Profile)
{
    /// <summary>The commands of <c>command</c> and <c>entrypoint</c>.</summary>
    public IReadOnlyList<ShellCommand> Commands { get; } = CommandsOf(Node);

    /// <summary>The commands of a service's <c>entrypoint</c> and <c>command</c>.</summary>
    public static IReadOnlyList<ShellCommand> CommandsOf(YamlNode node) =>
    [
        .. ((string[])["entrypoint", "command"]).SelectMany(key => node[key] switch
        {
            { IsScalar: true } text => ShellScript.Parse(text.Source),
            { IsSequence: true, Items.Count: > 0 } list =>
                [new ShellCommand([.. list.Items.Where(i => i.IsScalar).Select(i => new ShellWord(i.Value, i.Line, i.Column))])],
            _ => (IReadOnlyList<ShellCommand>)[],
        }),
    ];
}

/// <summary>A compose file.</summary>
/// <param name="Path">Relative to the repository root.</param>
/// <param name="Services">Its services.</param>
internal sealed record ComposeFile(string Path, IReadOnlyList<ComposeService> Services)
{
    /// <summary>Reads a compose file that was parsed already.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="root">Its root node.</param>
    /// <param name="dockerfile">Gives the Dockerfile at a path of the repository; null when there is none.</param>
    /// <param name="limitsEgress">Tells whether the script at the end of a path shuts the way out.</param>
    public static ComposeFile From(string path, YamlNode root, Func<string, DockerfileSource?> dockerfile, Func<string, bool> limitsEgress)
    {
        var directory = RepositoryPath.Directory(path);
        var closedNetworks = (root["networks"]?.Entries ?? [])
            .Where(n => n.Value.Text("internal") == "true").Select(n => n.Key.Value).ToHashSet(StringComparer.Ordinal);
        var services = (root["services"]?.Entries ?? []).Where(s => s.Value.IsMapping && s.Key.Value != "<<")
            .Select(s => new ComposeService(s.Key.Value, s.Value, Profile(s.Key, s.Value)));
        return new ComposeFile(path, [.. services]);

        ContainerProfile Profile(YamlNode key, YamlNode service)
        {
            var source = DockerfileOf(service["build"]);
            var image = service.Text("image") ?? string.Empty;
            var user = service["user"];
            var mounts = Mounts(service, path, directory).ToList();
            var location = new Location(path, key.Line, key.Column);
            var breaches = Breaches(service, path);
            var variables = Variables(service["environment"], path).ToList();
            return new ContainerProfile
            {
                Name = $"Service '{key.Value}'",
                Location = location,
                User = user is { IsScalar: true } ? BaseImages.Named(user.Value) : source is null ? BaseImages.DefaultUser(image, false) : UserOf(source),
                UserLocation = user is null ? location : new Location(path, user.Line, user.Column),
                Egress = EgressOf(service, closedNetworks, source, limitsEgress),
                Mounts = mounts,
                Breaches = breaches,
                Variables = variables,
                VariableFiles = [.. VariableFiles(service["env_file"], path)],
                Dockerfile = source,
                RunsAgent = DockerRun.MentionsClient(image) || source is { RunsAgent: true } || variables.Any(v => v.Name is "CLAUDE_CODE_OAUTH_TOKEN")
                    || ComposeService.CommandsOf(service).Any(AgentEvidence.In) || mounts.Any(m => m.Kind == MountKind.ClientState),
            };
        }

        DockerfileSource? DockerfileOf(YamlNode? build)
        {
            if (build is null)
            {
                return null;
            }

            var context = build.IsScalar ? build.Value : build.Text("context") ?? ".";
            var file = build.IsMapping ? build.Text("dockerfile") ?? "Dockerfile" : "Dockerfile";
            return RepositoryPath.Combine(directory, context, file) is { } at ? dockerfile(at) : null;
        }
    }

    /// <summary>The user at the end of a Dockerfile.</summary>
    public static ContainerUser UserOf(DockerfileSource source, bool forDevContainer = false)
    {
        var final = source.Content.Final;
        return final?.User is { } user
            ? BaseImages.Named(source.Content.Resolve(user.Text, final))
            : BaseImages.DefaultUser(source.Content.Resolve(final?.RootImage ?? string.Empty), forDevContainer);
    }

    private static Egress EgressOf(YamlNode service, HashSet<string> closed, DockerfileSource? source, Func<string, bool> limitsEgress)
    {
        if (service.Text("network_mode") == "none")
        {
            return Egress.None;
        }

        var networks = service["networks"] switch
        {
            { IsSequence: true } list => [.. list.Scalars().Select(n => n.Value)],
            { IsMapping: true } map => map.Entries.Select(e => e.Key.Value).ToList(),
            _ => [],
        };
        if (networks.Count > 0 && networks.All(closed.Contains))
        {
            return Egress.Limited;
        }

        var starts = ComposeService.CommandsOf(service)
            .Concat(source?.Content.Final?.Inherited.Where(i => i.Name is "CMD" or "ENTRYPOINT").SelectMany(i => i.Commands()) ?? []);
        return starts.SelectMany(c => c.Words).SelectMany(w => w.Text.Split(' ')).Any(limitsEgress) ? Egress.Limited : Egress.Open;
    }

    private static IEnumerable<Mount> Mounts(YamlNode service, string path, string directory)
    {
        foreach (var item in service["volumes"]?.Items ?? [])
        {
            var location = new Location(path, item.Line, item.Column);
            if (item.IsScalar)
            {
                if (Mount.FromShort(item.Value, location, directory) is { } mount)
                {
                    yield return mount;
                }
            }
            else if (item.Text("target") is { } target)
            {
                var source = item.Text("source") ?? string.Empty;
                var kind = item.Text("type") is "volume" or "tmpfs" ? MountKind.Contained : Mount.Classify(source, directory);
                yield return new Mount(source, target, item.Text("read_only") == "true", kind, location);
            }
        }
    }

    private static List<IsolationBreach> Breaches(YamlNode service, string path)
    {
        var breaches = new List<IsolationBreach>();
        Location At(YamlNode node) => new(path, node.Line, node.Column);
        if (service["privileged"] is { IsScalar: true, Value: "true" } privileged)
        {
            breaches.Add(new IsolationBreach("privileged: true", At(privileged)));
        }

        foreach (var key in (string[])["network_mode", "pid", "ipc", "userns_mode", "uts", "cgroup"])
        {
            if (service[key] is { IsScalar: true, Value: "host" } host)
            {
                breaches.Add(new IsolationBreach($"{key}: host", At(host)));
            }
        }

        foreach (var capability in service["cap_add"]?.Scalars() ?? [])
        {
            EngineOptions.AddCapability(capability.Value, $"cap_add: {capability.Value}", At(capability), breaches);
        }

        foreach (var option in service["security_opt"]?.Scalars() ?? [])
        {
            EngineOptions.AddSecurityOption(option.Value, $"security_opt: {option.Value}", At(option), breaches);
        }

        return breaches;
    }

    private static IEnumerable<ContainerVariable> Variables(YamlNode? environment, string path)
    {
        foreach (var item in environment?.Items.Where(i => i.IsScalar) ?? [])
        {
            var pair = item.Value.Split('=', 2);
            yield return new ContainerVariable(pair[0], pair.Length == 2 ? pair[1] : null, new Location(path, item.Line, item.Column));
        }

        foreach (var entry in environment?.Entries.Where(e => e.Value.IsScalar) ?? [])
        {
            yield return new ContainerVariable(entry.Key.Value, entry.Value.Value, new Location(path, entry.Key.Line, entry.Key.Column));
        }
    }

    private static IEnumerable<(string, Location)> VariableFiles(YamlNode? files, string path) =>
        (files is null ? [] : files.IsScalar ? [files] : files.Items)
            .Select(f => f.IsScalar ? f : f["path"])
            .OfType<YamlNode>()
            .Where(f => f.IsScalar)
            .Select(f => (f.Value, new Location(path, f.Line, f.Column)));
}
