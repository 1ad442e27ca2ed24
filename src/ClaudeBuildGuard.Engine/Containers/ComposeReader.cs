using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>
/// Reads compose files as the engine does: every document of every file laid over those before it, and below each service the one that it
/// extends. What a service says is taken from all of these layers.
/// </summary>
/// <param name="files">The files of the repository.</param>
internal sealed class ComposeReader(ContainerFiles files)
{
    /// <summary>Reads files that are laid over each other.</summary>
    /// <param name="paths">The files, the first one below.</param>
    /// <param name="of">The files whose services are wanted; null for all.</param>
    public ComposeFile Read(IReadOnlyList<string> paths, IReadOnlyCollection<string>? of = null)
    {
        // Paths in a file that is laid over are relative to the directory of the first one.
        var directory = RepositoryPath.Directory(paths[0]);
        List<Document> documents = [.. paths.SelectMany(p => files.Documents(p).Select(d => new Document(files.ContentPath(p), d, directory)))];
        var wanted = of?.Select(files.ContentPath).ToHashSet(StringComparer.Ordinal);
        var names = documents.Where(d => wanted is null || wanted.Contains(d.Path)).SelectMany(d => d.Root["services"]?.Entries ?? [])
            .Where(s => s.Value.IsMapping && s.Key.Value != "<<").Select(s => s.Key.Value).Distinct(StringComparer.Ordinal);
        return new ComposeFile(of is null ? paths[0] : paths[^1], [.. names.Select(n => new Service(files, documents, n).Read())]);
    }

    // More layers than any service has: files that extend each other many times end here.
    private const int MostLayers = 64;

    private sealed record Document(string Path, YamlNode Root, string Directory);

    /// <summary>One place that says something of a service.</summary>
    private sealed record Layer(string Path, YamlNode Key, YamlNode Node, string Directory)
    {
        public Location At(YamlNode node) => new(Path, node.Line, node.Column);
    }

    private sealed class Service
    {
        private readonly ContainerFiles _files;
        private readonly List<Document> _documents;
        private readonly string _name;
        private readonly List<string> _unread = [];
        private readonly List<Layer> _layers;
        private int _extended;

        public Service(ContainerFiles files, List<Document> documents, string name)
        {
            _files = files;
            _documents = documents;
            _name = name;
            _layers = LayersOf(documents, name, [], _unread);
        }

        public ComposeService Read()
        {
            // Where the service itself is declared, not what it extends.
            var declared = _documents.Select(d => (d.Path, Entry: _files.Service(d.Root, _name))).First(d => d.Entry is not null);
            var location = new Location(declared.Path, declared.Entry!.Key.Line, declared.Entry.Key.Column);
            var source = DockerfileOf();
            var image = Last("image")?.Node is { IsScalar: true } named ? named.Value : string.Empty;
            List<(string Path, ShellCommand Command)> starts = [.. Starts("entrypoint"), .. Starts("command")];
            List<(string Path, ShellCommand Command)> beside = [.. Hooks().SelectMany(h => CommandsOf(h.Layer, h.Node["command"])), .. HealthChecks()];
            var variables = Variables();
            var mounts = Mounts(_layers).Concat(Secrets().Select(s => s.Mount).OfType<Mount>()).Concat(MountsOfOthers()).ToList();
            var breaches = Breaches();
            breaches.AddRange(Hooks().Where(h => StartsClient(h) && h.Node["privileged"] is { IsTrue: true }).Select(h => new IsolationBreach("privileged: true", h.Layer.At(h.Node))));
            TakeEngine(variables, mounts, breaches);
            var byHook = Hooks().Where(h => StartsClient(h) && h.Node.Text("user") is not null).Select(h => ((Layer Layer, YamlNode Node)?)h).LastOrDefault();
            var declaredUser = Last("user") is { Node: { IsScalar: true } user }
                ? BaseImages.Named(user.Value)
                : source is null ? BaseImages.DefaultUser(image, forDevContainer: false) : ImageStart.DeclaredUser(source);
            var scripts = new ContainerScripts(_files, declared.Path.Contains('/', StringComparison.Ordinal) ? RepositoryPath.Directory(declared.Path) : string.Empty, source);
            var entry = Entry(source, starts);
            var (egress, flaw) = EgressOf(entry, scripts, declaredUser, breaches);
            return new ComposeService(_name, [.. starts, .. beside], new ContainerProfile
            {
                Name = $"Service '{_name}'",
                Location = location,
                User = byHook is { } hook ? BaseImages.Named(hook.Node.Text("user")!) : ImageStart.AfterStart(declaredUser, entry, scripts),
                UserLocation = byHook is { } own ? own.Layer.At(own.Node["user"]!) : Last("user") is { } at ? at.Layer.At(at.Node) : location,
                Egress = egress,
                FirewallFlaw = flaw,
                Mounts = mounts,
                Breaches = breaches,
                Variables = variables,
                VariableFiles = [.. All("env_file").SelectMany(VariableFiles)],
                Secrets = [.. Secrets().Select(s => s.Name)],
                Unread = _unread,
                Dockerfile = source,
                RunsAgent = DockerRun.MentionsClient(image) || source is { RunsAgent: true } || variables.Any(v => v.Name is "CLAUDE_CODE_OAUTH_TOKEN")
                    || scripts.HoldAgent(starts.Concat(beside).Select(s => s.Command)) || mounts.Any(m => m.Kind == MountKind.ClientState),
            });
        }

        // The service of each document in turn, each above the one that it extends.
        private List<Layer> LayersOf(IReadOnlyList<Document> documents, string name, HashSet<(string Path, string Name)> extending, List<string> unread)
        {
            var layers = new List<Layer>();
            foreach (var document in documents)
            {
                if (_files.Service(document.Root, name) is not { Value.IsMapping: true } entry)
                {
                    continue;
                }

                if (entry.Value["extends"] is not null && _extended++ > MostLayers)
                {
                    unread.Add("extends more services than are read");
                }
                else if (entry.Value["extends"] is { } extends && extending.Add((document.Path, name)))
                {
                    var file = extends.IsMapping ? extends.Text("file") : null;
                    var path = file is null ? document.Path : RepositoryPath.Combine(document.Directory, file);
                    var below = (extends.IsScalar ? extends.Value : extends.Text("service")) is not { } service || path is null
                        ? []
                        : LayersOf([.. _files.Documents(path).Select(d => new Document(path, d, RepositoryPath.Directory(path)))], service, extending, unread);
                    if (file is not null && path is not null)
                    {
                        _files.Extended.Add(path);
                    }

                    if (below.Count == 0)
                    {
                        unread.Add($"takes what '{file ?? name}' says, which could not be read");
                    }

                    layers.AddRange(below);
                    extending.Remove((document.Path, name));
                }

                layers.Add(new Layer(document.Path, entry.Key, entry.Value, document.Directory));
            }

            return layers;
        }

        private (Layer Layer, YamlNode Node)? Last(string key)
        {
            for (var i = _layers.Count - 1; i >= 0; i--)
            {
                if (_layers[i].Node[key] is { } node)
                {
                    return (_layers[i], node);
                }
            }

            return null;
        }

        private IEnumerable<(Layer Layer, YamlNode Node)> All(string key) =>
            _layers.Where(l => l.Node[key] is not null).Select(l => (l, l.Node[key]!));

        private IEnumerable<(string Path, ShellCommand Command)> Starts(string key) =>
            Last(key) is { } found ? CommandsOf(found.Layer, found.Node) : [];

        private static IEnumerable<(string Path, ShellCommand Command)> CommandsOf(Layer layer, YamlNode? node) =>
            ComposeService.CommandsOf(node).Select(c => (layer.Path, c));

        // What runs in the container beside its own command: after it has started, and before it is stopped.
        private IEnumerable<(Layer Layer, YamlNode Node)> Hooks() =>
            All("post_start").Concat(All("pre_stop")).SelectMany(h => h.Node.Items.Where(i => i.IsMapping).Select(i => (h.Layer, i)));

        private static bool StartsClient((Layer Layer, YamlNode Node) hook) =>
            ComposeService.CommandsOf(hook.Node["command"]).Any(c => DockerRun.StartsClient(c.Words));

        // [CMD, program, …], [CMD-SHELL, text] or a text.
        private IEnumerable<(string Path, ShellCommand Command)> HealthChecks()
        {
            if (Last("healthcheck") is not { Node: { } check } found || check["test"] is not { } test)
            {
                return [];
            }

            return test.IsScalar || test.Items.ToArray() is not [{ IsScalar: true } form, .. var words] ? CommandsOf(found.Layer, test)
                : form.Value == "CMD-SHELL" && words is [{ IsScalar: true } text, ..] ? CommandsOf(found.Layer, text)
                : words.Any(w => w.IsScalar) ? [(found.Layer.Path, new ShellCommand([.. words.Where(w => w.IsScalar).Select(w => new ShellWord(w.Value, w.Line, w.Column))]))]
                : [];
        }

        private DockerfileSource? DockerfileOf()
        {
            if (Last("build") is not { } build)
            {
                return null;
            }

            if (build.Node["dockerfile_inline"] is { IsScalar: true } inline)
            {
                var inside = _files.Inline(build.Layer.Path, inline);
                _files.NoteContext(inside, RepositoryPath.Combine(build.Layer.Directory, build.Node.Text("context") ?? "."));
                return inside;
            }

            var context = build.Node.IsScalar ? build.Node.Value : build.Node.Text("context") ?? ".";
            var file = build.Node.IsMapping ? build.Node.Text("dockerfile") ?? "Dockerfile" : "Dockerfile";
            return _files.Built(build.Layer.Directory, context, file);
        }

        // The image's own entry point and command run where the service names none.
        private IReadOnlyList<ShellCommand> Entry(DockerfileSource? source, IReadOnlyList<(string Path, ShellCommand Command)> starts)
        {
            ShellCommand[] own = [.. starts.Select(s => s.Command)];
            return source is null || Last("entrypoint") is not null ? own
                : own.Length > 0 ? [.. ImageStart.Last(source, "ENTRYPOINT"), .. own]
                : ImageStart.Commands(source);
        }

        private (Egress Egress, string Flaw) EgressOf(IReadOnlyList<ShellCommand> entry, ContainerScripts scripts, ContainerUser user, List<IsolationBreach> breaches)
        {
            var networks = All("networks").SelectMany(n => n.Node.IsSequence ? n.Node.Scalars().Select(s => s.Value) : n.Node.Entries.Select(e => e.Key.Value)).ToHashSet(StringComparer.Ordinal);
            var mode = Last("network_mode")?.Node.Value;
            if (mode == "none" && networks.Count == 0)
            {
                return (Egress.None, string.Empty);
            }

            if (mode is null && networks.Count == 0)
            {
                networks.Add("default");
            }

            return networks.Count > 0 && networks.All(n => TopLevel("networks", n)?.Node["internal"] is { IsTrue: true })
                ? (Egress.Limited, string.Empty)
                : scripts.EgressOf(entry, user, breaches);
        }

        private (Document Document, YamlNode Node)? TopLevel(string section, string name)
        {
            foreach (var document in Enumerable.Reverse(_documents))
            {
                if (document.Root[section]?[name] is { IsMapping: true } node)
                {
                    return (document, node);
                }
            }

            return null;
        }

        // What a later layer mounts at a place takes that place.
        private IEnumerable<Mount> Mounts(IEnumerable<Layer> layers) =>
            layers.SelectMany(l => (l.Node["volumes"]?.Items ?? []).Select(i => MountOf(l, i))).OfType<Mount>()
                .GroupBy(m => m.Target, StringComparer.Ordinal).Select(g => g.Last())
                .Concat(layers.Where(l => l.Node["use_api_socket"] is { IsTrue: true })
                    .Select(l => new Mount("use_api_socket", string.Empty, false, MountKind.EngineSocket, l.At(l.Node["use_api_socket"]!))));

        private Mount? MountOf(Layer layer, YamlNode item)
        {
            if (item.IsScalar)
            {
                return Mount.FromShort(item.Value, layer.At(item), layer.Directory) is { } mount ? Resolved(mount) : null;
            }

            if (item.Text("target") is not { } target)
            {
                return null;
            }

            var source = item.Text("source") ?? string.Empty;
            var kind = item.Text("type") is "volume" or "tmpfs" ? MountKind.Contained : Mount.Classify(source, layer.Directory);
            return Resolved(new Mount(source, target, item["read_only"] is { IsTrue: true }, kind, layer.At(item)));
        }

        // A volume whose options bind a directory of the host is that directory.
        private Mount Resolved(Mount mount)
        {
            if (mount.Kind != MountKind.Contained || TopLevel("volumes", mount.Source) is not { Node: { } volume } found
                || volume["driver_opts"] is not { } options || options.Text("device") is not { } device)
            {
                return mount;
            }

            var flags = (options.Text("o") ?? string.Empty).Split(',');
            return flags.Contains("bind") || flags.Contains("rbind")
                ? mount with
                {
                    Source = device,
                    Kind = Mount.Classify(device, found.Document.Directory),
                    ReadOnly = mount.ReadOnly || flags.Contains("ro"),
                }
                : mount;
        }

        // Secrets and configs are files of the host, mounted for reading.
        private IEnumerable<(string Name, Mount? Mount)> Secrets()
        {
            foreach (var section in (string[])["secrets", "configs"])
            {
                foreach (var (layer, node) in All(section).SelectMany(s => s.Node.Items.Select(i => (s.Layer, i))))
                {
                    if ((node.IsScalar ? node.Value : node.Text("source")) is not { } name)
                    {
                        continue;
                    }

                    var target = node.Text("target") ?? $"/run/secrets/{name}";
                    var found = TopLevel(section, name);
                    yield return (name, found is { } given && given.Node.Text("file") is { } file
                        ? new Mount(file, target, true, Mount.Classify(file, given.Document.Directory), layer.At(node))
                        : null);

                    // A variable of the host, or a secret that the engine knows by another name.
                    foreach (var source in new[] { found?.Node.Text("environment"), found?.Node.Text("name") }.OfType<string>())
                    {
                        yield return (source, null);
                    }
                }
            }
        }

        private IEnumerable<Mount> MountsOfOthers()
        {
            foreach (var (layer, item) in All("volumes_from").SelectMany(v => v.Node.Scalars().Select(s => (v.Layer, s))))
            {
                var parts = item.Value.Split(':');
                if (parts[0] == "container" || LayersOf(_documents, parts[0], [], []) is not { Count: > 0 } layers)
                {
                    _unread.Add($"takes the mounts of '{item.Value}', which are not known here");
                    continue;
                }

                foreach (var mount in Mounts(layers))
                {
                    yield return mount with { Location = layer.At(item), ReadOnly = mount.ReadOnly || parts[^1] == "ro" };
                }
            }
        }

        // An engine that is reached by its address: one beside the agent that runs privileged is nested, any other one is as good as its socket.
        private void TakeEngine(List<ContainerVariable> variables, List<Mount> mounts, List<IsolationBreach> breaches)
        {
            foreach (var variable in variables.Where(v => EngineAddress.HostOf(v) is not null))
            {
                var beside = LayersOf(_documents, EngineAddress.HostOf(variable)!, [], []);
                var image = beside.Select(l => l.Node.Text("image")).LastOrDefault(i => i is not null) ?? string.Empty;
                if (beside.Any(l => l.Node["privileged"] is { IsTrue: true }))
                {
                    breaches.Add(new IsolationBreach(EngineAddress.Shown(variable), variable.Location, IsNestedEngine: true));
                }
                else if (beside.Count == 0 || (!image.Contains("socket-proxy", StringComparison.Ordinal) && Mounts(beside).Any(m => m.Kind == MountKind.EngineSocket)))
                {
                    mounts.AddRange(EngineAddress.Mounts([variable]));
                }
            }
        }

        private List<IsolationBreach> Breaches()
        {
            var breaches = new List<IsolationBreach>();
            if (Last("privileged") is { Node.IsTrue: true } privileged)
            {
                breaches.Add(new IsolationBreach("privileged: true", privileged.Layer.At(privileged.Node)));
            }

            foreach (var key in (string[])["network_mode", "pid", "ipc", "userns_mode", "uts", "cgroup"])
            {
                if (Last(key) is { Node: { IsScalar: true, Value: "host" } } host)
                {
                    breaches.Add(new IsolationBreach($"{key}: host", host.Layer.At(host.Node)));
                }
            }

            foreach (var (layer, capability) in Scalars("cap_add"))
            {
                EngineOptions.AddCapability(capability.Value, $"cap_add: {capability.Value}", layer.At(capability), breaches);
            }

            foreach (var (layer, option) in Scalars("security_opt"))
            {
                EngineOptions.AddSecurityOption(option.Value, $"security_opt: {option.Value}", layer.At(option), breaches);
            }

            foreach (var (layer, device) in Scalars("devices"))
            {
                breaches.Add(new IsolationBreach($"devices: {device.Value}", layer.At(device)));
            }

            return breaches;
        }

        private IEnumerable<(Layer Layer, YamlNode Node)> Scalars(string key) => All(key).SelectMany(a => a.Node.Scalars().Select(s => (a.Layer, s)));

        private List<ContainerVariable> Variables() =>
        [
            .. All("environment").SelectMany(e => e.Node.Items.Where(i => i.IsScalar).Select(i => Variable(e.Layer, i))
                    .Concat(e.Node.Entries.Where(v => v.Value.IsScalar).Select(v => new ContainerVariable(v.Key.Value, v.Value.Value, e.Layer.At(v.Key)))))
                .GroupBy(v => v.Name, StringComparer.Ordinal).Select(g => g.Last()),
        ];

        private static ContainerVariable Variable(Layer layer, YamlNode item)
        {
            var pair = item.Value.Split('=', 2);
            return new ContainerVariable(pair[0], pair.Length == 2 ? pair[1] : null, layer.At(item));
        }

        private static IEnumerable<(string, Location)> VariableFiles((Layer Layer, YamlNode Node) files) =>
            (files.Node.IsScalar ? [files.Node] : files.Node.Items)
                .Select(f => f.IsScalar ? f : f["path"])
                .OfType<YamlNode>()
                .Where(f => f.IsScalar)
                .Select(f => (f.Value, files.Layer.At(f)));
    }
}
