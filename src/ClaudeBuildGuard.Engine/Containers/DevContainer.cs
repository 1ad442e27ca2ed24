using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>A <c>devcontainer.json</c>.</summary>
/// <param name="Path">Relative to the repository root.</param>
/// <param name="Root">What it says.</param>
/// <param name="Profile">The container that it describes, what its Dockerfile or compose service says included.</param>
internal sealed record DevContainer(string Path, JsonElement Root, ContainerProfile Profile)
{
    /// <summary>The keys whose commands run inside the container.</summary>
    public static readonly string[] InnerCommandKeys =
        ["onCreateCommand", "updateContentCommand", "postCreateCommand", "postStartCommand", "postAttachCommand"];

    /// <summary>The editor settings that it installs; null when there are none.</summary>
    public JsonElement? EditorSettings => Root["customizations"]?["vscode"]?["settings"];

    /// <summary>The commands of a key, whichever of its three forms is used.</summary>
    public static IEnumerable<ShellCommand> Commands(JsonElement? value) => value switch
    {
        { AsString: { } text } => ShellScript.Parse(SourceText.InOneLine(text, value.Span.Line, value.Span.Column + 1)),
        { IsArray: true, Items.Count: > 0 } =>
            [new ShellCommand([.. value.Items.Where(i => i.AsString is not null).Select(i => new ShellWord(i.Text, i.Span.Line, i.Span.Column))])],
        { IsObject: true } => value.Members.SelectMany(m => Commands(m.Value)),
        _ => [],
    };

    /// <summary>Reads a file that was parsed already.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="root">Its root value.</param>
    /// <param name="dockerfile">Gives the Dockerfile at a path of the repository; null when there is none.</param>
    /// <param name="compose">Gives the compose file at a path of the repository; null when there is none.</param>
    /// <param name="limitsEgress">Tells whether the script at the end of a path shuts the way out.</param>
    public static DevContainer From(
        string path, JsonElement root, Func<string, DockerfileSource?> dockerfile, Func<string, ComposeFile?> compose, Func<string, bool> limitsEgress)
    {
        var directory = RepositoryPath.Directory(path);
        Location At(JsonElement? value) => value?.Span.In(path) ?? new Location(path, root.Span.Line, root.Span.Column);
        var arguments = root["runArgs"]?.Items.Where(i => i.AsString is not null)
            .Select(i => new ShellWord(i.Text, i.Span.Line, i.Span.Column)).ToList() ?? [];
        var options = EngineOptions.Read(arguments, path, directory);
        var service = Service(root, directory, compose);
        var build = (root["build"]?["dockerfile"] ?? root["dockerFile"])?.AsString;
        var source = build is null ? service?.Profile.Dockerfile : RepositoryPath.Combine(directory, build) is { } at ? dockerfile(at) : null;

        var mounts = Mounts(root, path, directory).Concat(options.Mounts).Concat(service?.Profile.Mounts ?? []).ToList();
        var breaches = Breaches(root, path).Concat(options.Breaches).Concat(service?.Profile.Breaches ?? []).ToList();
        var commands = InnerCommandKeys.Where(k => k != "postAttachCommand").SelectMany(k => Commands(root[k])).ToList();
        var user = root["remoteUser"] ?? root["containerUser"];
        var firewall = commands.SelectMany(c => c.Words).SelectMany(w => w.Text.Split(' ')).Any(limitsEgress)
            || Firewall.LimitsEgress(string.Join('\n', commands.Select(c => string.Join(' ', c.Words.Select(w => w.Text)))));
        var egress = options.Network == "none" ? Egress.None
            : firewall ? Egress.Limited
            : service?.Profile.Egress ?? EgressOfImage(source, limitsEgress, root);
        var profile = new ContainerProfile
        {
            Name = "The dev container",
            Location = At(root["name"] ?? root),
            User = UserOf(user, options, service, source, root),
            UserLocation = At(user ?? root["image"] ?? root["build"] ?? root["name"]),
            Egress = egress,
            Mounts = mounts,
            Breaches = breaches,
            Variables =
            [
                .. new[] { root["containerEnv"], root["remoteEnv"] }.SelectMany(e => e?.Members ?? [])
                    .Select(m => new ContainerVariable(m.Name, m.Value.AsString, m.NameSpan.In(path))),
                .. options.Variables,
                .. service?.Profile.Variables ?? [],
            ],
            VariableFiles = [.. options.VariableFiles, .. service?.Profile.VariableFiles ?? []],
            Dockerfile = source,
            RunsAgent = source is { RunsAgent: true } || service is { Profile.RunsAgent: true } || NamesAgent(root)
                || commands.Concat(Commands(root["postAttachCommand"])).Any(AgentEvidence.In)
                || mounts.Any(m => m.Kind == MountKind.ClientState || m.Target.EndsWith("/.claude", StringComparison.Ordinal)),
        };
        return new DevContainer(path, root, profile);
    }

    private static ContainerUser UserOf(
        JsonElement? user, EngineOptions options, ComposeService? service, DockerfileSource? source, JsonElement root)
    {
        if (user?.AsString is { } name)
        {
            return BaseImages.Named(name);
        }

        if (options.User is { } option)
        {
            return BaseImages.Named(option.Text);
        }

        return service is not null && source is null ? service.Profile.User
            : source is not null ? ComposeFile.UserOf(source, forDevContainer: true)
            : BaseImages.DefaultUser(root["image"]?.AsString ?? string.Empty, forDevContainer: true);
    }

    // The image's own entry point counts only where the dev container lets it run.
    private static Egress EgressOfImage(DockerfileSource? source, Func<string, bool> limitsEgress, JsonElement root) =>
        root["overrideCommand"]?.AsBoolean == false
        && (source?.Content.Final?.Inherited.Where(i => i.Name is "CMD" or "ENTRYPOINT").SelectMany(i => i.Commands()) ?? [])
            .SelectMany(c => c.Words).Any(w => limitsEgress(w.Text))
            ? Egress.Limited
            : Egress.Open;

    private static ComposeService? Service(JsonElement root, string directory, Func<string, ComposeFile?> compose)
    {
        var files = root["dockerComposeFile"] switch
        {
            { AsString: { } one } => [one],
            { IsArray: true } many => many.Items.Select(i => i.AsString).OfType<string>().ToList(),
            _ => [],
        };
        var name = root["service"]?.AsString;
        return files.Select(f => RepositoryPath.Combine(directory, f)).OfType<string>().Select(compose).OfType<ComposeFile>()
            .SelectMany(c => c.Services).LastOrDefault(s => s.Name == name);
    }

    private static IEnumerable<Mount> Mounts(JsonElement root, string path, string directory)
    {
        foreach (var item in (root["mounts"]?.Items ?? []).Concat(root["workspaceMount"] is { } workspace ? [workspace] : []))
        {
            var mount = item.AsString is { } text
                ? Mount.FromOptions(text, item.Span.In(path), directory)
                : item["target"]?.AsString is { } target
                    ? new Mount(
                        item["source"]?.AsString ?? string.Empty,
                        target,
                        item["readonly"]?.AsBoolean == true,
                        item["type"]?.AsString is "volume" or "tmpfs" ? MountKind.Contained : Mount.Classify(item["source"]?.AsString ?? string.Empty, directory),
                        item.Span.In(path))
                    : null;
            if (mount is not null)
            {
                yield return mount;
            }
        }

        foreach (var feature in root["features"]?.Members ?? [])
        {
            if (feature.Name.Contains("docker-outside-of-docker", StringComparison.OrdinalIgnoreCase)
                || feature.Name.Contains("docker-from-docker", StringComparison.OrdinalIgnoreCase))
            {
                yield return new Mount(feature.Name, "/var/run/docker.sock", false, MountKind.EngineSocket, feature.NameSpan.In(path));
            }
        }
    }

    private static List<IsolationBreach> Breaches(JsonElement root, string path)
    {
        var breaches = new List<IsolationBreach>();
        if (root["privileged"] is { AsBoolean: true } privileged)
        {
            breaches.Add(new IsolationBreach("privileged: true", privileged.Span.In(path)));
        }

        foreach (var capability in root["capAdd"]?.Items.Where(i => i.AsString is not null) ?? [])
        {
            EngineOptions.AddCapability(capability.Text, $"capAdd: {capability.Text}", capability.Span.In(path), breaches);
        }

        foreach (var option in root["securityOpt"]?.Items.Where(i => i.AsString is not null) ?? [])
        {
            EngineOptions.AddSecurityOption(option.Text, $"securityOpt: {option.Text}", option.Span.In(path), breaches);
        }

        foreach (var feature in root["features"]?.Members ?? [])
        {
            if (feature.Name.Contains("docker-in-docker", StringComparison.OrdinalIgnoreCase))
            {
                // The feature starts its container privileged.
                breaches.Add(new IsolationBreach(feature.Name, feature.NameSpan.In(path)));
            }
        }

        return breaches;
    }

    private static bool NamesAgent(JsonElement root)
    {
        var code = root["customizations"]?["vscode"];
        return (root["features"]?.Members.Any(m => m.Name.Contains("claude-code", StringComparison.OrdinalIgnoreCase)) ?? false)
            || (code?["extensions"]?.Items.Any(e => e.Text.StartsWith("anthropic.claude-code", StringComparison.OrdinalIgnoreCase)) ?? false)
            || (code?["settings"]?.Members.Any(m => m.Name.StartsWith("claudeCode.", StringComparison.Ordinal) || m.Name.StartsWith("claude-code.", StringComparison.Ordinal)) ?? false);
    }
}
