using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>A <c>devcontainer.json</c>.</summary>
/// <param name="Path">Relative to the repository root.</param>
/// <param name="Root">What it says.</param>
/// <param name="Profile">The container that it describes, what its Dockerfile or compose service says included.</param>
/// <param name="Service">The compose service that it uses; null when it uses none.</param>
internal sealed record DevContainer(string Path, JsonElement Root, ContainerProfile Profile, ComposeService? Service)
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
    /// <param name="files">The files of the repository.</param>
    /// <param name="serviceOf">Gives the service of a name in compose files that are laid over each other; null when there is none.</param>
    public static DevContainer From(string path, JsonElement root, ContainerFiles files, Func<IReadOnlyList<string>, string, ComposeService?> serviceOf)
    {
        var directory = RepositoryPath.Directory(path);
        Location At(JsonElement? value) => value?.Span.In(path) ?? new Location(path, root.Span.Line, root.Span.Column);
        var arguments = root["runArgs"]?.Items.Where(i => i.AsString is not null)
            .Select(i => new ShellWord(i.Text, i.Span.Line, i.Span.Column)).ToList() ?? [];
        var options = EngineOptions.Read(arguments, path, directory);
        var service = ServiceOf(root, directory, serviceOf);
        var source = (root["build"]?["dockerfile"] ?? root["dockerFile"])?.AsString is { } build
            ? Built(files, directory, (root["build"]?["context"] ?? root["context"])?.AsString, build)
            : service?.Profile.Dockerfile;
        var scripts = new ContainerScripts(files, directory, source);

        var mounts = Mounts(root, path, directory).Concat(options.Mounts).Concat(EngineAddress.Mounts(options.Variables)).Concat(service?.Profile.Mounts ?? []).ToList();
        var breaches = Breaches(root, path).Concat(options.Breaches).Concat(service?.Profile.Breaches ?? []).ToList();
        var commands = InnerCommandKeys.Where(k => k != "postAttachCommand").SelectMany(k => Commands(root[k])).ToList();
        var user = root["remoteUser"] ?? root["containerUser"];
        var declared = UserOf(user, options, service, source, root);
        var (limited, flaw) = scripts.EgressOf([.. Starting(commands, source, root)], declared, breaches);
        var egress = options.Network == "none" ? Egress.None : limited == Egress.Limited ? limited : service?.Profile.Egress ?? Egress.Open;
        var profile = new ContainerProfile
        {
            Name = "The dev container",
            Location = At(root["name"] ?? root),
            User = declared,
            UserLocation = At(user ?? root["image"] ?? root["build"] ?? root["name"]),
            Egress = egress,
            FirewallFlaw = flaw.Length > 0 ? flaw : service?.Profile.FirewallFlaw ?? string.Empty,
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
            Unread =
            [
                .. options.Unread, .. service?.Profile.Unread ?? [],
                .. options.Rest.Where(w => w.Text.StartsWith('$')).Select(w => $"takes options from '{w.Text}', which are not known here"),
            ],
            Secrets = service?.Profile.Secrets ?? [],
            Dockerfile = source,
            RunsAgent = source is { RunsAgent: true } || service is { Profile.RunsAgent: true } || NamesAgent(root)
                || scripts.HoldAgent(commands.Concat(Commands(root["postAttachCommand"])))
                || mounts.Any(m => m.Kind == MountKind.ClientState || m.Target.EndsWith("/.claude", StringComparison.Ordinal)),
        };
        return new DevContainer(path, root, profile, service);
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
            : source is not null ? ImageStart.DeclaredUser(source, forDevContainer: true)
            : BaseImages.DefaultUser(root["image"]?.AsString ?? string.Empty, forDevContainer: true);
    }

    // The Dockerfile lies beside the definition; 'context' only says what it may copy.
    private static DockerfileSource? Built(ContainerFiles files, string directory, string? context, string file)
    {
        if (RepositoryPath.Combine(directory, file) is not { } path || files.Dockerfile(path) is not { } source)
        {
            return null;
        }

        files.NoteContext(source, RepositoryPath.Combine(directory, context ?? "."));
        return source;
    }

    // The image's own entry point counts only where the dev container lets it run.
    private static IEnumerable<ShellCommand> Starting(IEnumerable<ShellCommand> commands, DockerfileSource? source, JsonElement root) =>
        source is not null && root["overrideCommand"]?.AsBoolean == false ? commands.Concat(ImageStart.Commands(source)) : commands;

    private static ComposeService? ServiceOf(JsonElement root, string directory, Func<IReadOnlyList<string>, string, ComposeService?> serviceOf)
    {
        var files = root["dockerComposeFile"] switch
        {
            { AsString: { } one } => [one],
            { IsArray: true } many => many.Items.Select(i => i.AsString).OfType<string>().ToList(),
            _ => [],
        };
        return root["service"]?.AsString is { } name
            ? serviceOf([.. files.Select(f => RepositoryPath.Combine(directory, f)).OfType<string>()], name)
            : null;
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
                breaches.Add(new IsolationBreach(feature.Name, feature.NameSpan.In(path), IsNestedEngine: true));
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
