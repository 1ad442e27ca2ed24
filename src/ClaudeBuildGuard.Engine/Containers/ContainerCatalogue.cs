using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>The container definitions of a repository, each read once.</summary>
internal sealed class ContainerCatalogue
{
    // Where files lie that nobody starts.
    private static readonly HashSet<string> TestDirectories = new(StringComparer.OrdinalIgnoreCase)
        { "test", "tests", "fixtures", "__fixtures__", "testdata", "test-data", "node_modules", "snapshots" };

    private readonly FindingCollector _problems = new();
    private readonly SortedDictionary<string, ComposeFile> _composeFiles = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DevContainer> _devContainers = new(StringComparer.Ordinal);
    private readonly ComposeReader _compose;

    // What commands name; many name the same files.
    private readonly Dictionary<string, ComposeFile> _given = new(StringComparer.Ordinal);
    private readonly RepositoryView _repository;

    private ContainerCatalogue(RepositoryView repository)
    {
        _repository = repository;
        Files = new ContainerFiles(repository, _problems);
        _compose = new ComposeReader(Files);
        foreach (var file in repository.Files.Where(f => IsDockerfile(f.Name)))
        {
            Files.AddDockerfile(file);
        }

        foreach (var file in repository.Files.Where(f => ComposeFile.HasExtension(f.Name)))
        {
            if (IsCompose(file.Path) || HoldsAgentService(file))
            {
                ReadCompose(repository, file.Path);
            }
        }

        // Most repositories have no agent in a container: of those the other files are not searched.
        if (_composeFiles.Count > 0)
        {
            ReadStacks(repository);
        }

        // Nobody starts what only lends its services to other files.
        foreach (var path in Files.Extended.Where(p => !ComposeFile.IsMain(p)))
        {
            _composeFiles.Remove(path);
        }

        foreach (var file in repository.Files.Where(f => f.Name is "devcontainer.json" or ".devcontainer.json"))
        {
            if (YamlFile.ReadJson(file, _problems) is { } root)
            {
                _devContainers[file.Path] = DevContainer.From(file.Path, root, Files, ServiceOf);
            }
        }
    }

    /// <summary>The files that the definitions are made of.</summary>
    public ContainerFiles Files { get; }

    /// <summary>The Dockerfiles.</summary>
    public IEnumerable<DockerfileSource> Dockerfiles => Files.Dockerfiles.Values.OrderBy(d => d.Path, StringComparer.Ordinal);

    /// <summary>The compose files that can be started.</summary>
    public IReadOnlyCollection<ComposeFile> ComposeFiles => _composeFiles.Values;

    /// <summary>The dev containers.</summary>
    public IReadOnlyCollection<DevContainer> DevContainers => _devContainers.Values;

    /// <summary>What could not be read so far. Much is read when a command names it, so whoever judges commands reports these when all are judged.</summary>
    public IReadOnlyList<Finding> Problems => _problems.Sorted();

    /// <summary>How often something could not be read so far.</summary>
    public int ProblemCount => _problems.Count;

    /// <summary>The container definitions of a repository; read on first use.</summary>
    public static ContainerCatalogue Of(RepositoryView repository) => repository.Derive(r => new ContainerCatalogue(r));

    /// <summary>True for the name of a Dockerfile or Containerfile.</summary>
    public static bool IsDockerfile(string name) =>
        name is "Dockerfile" or "Containerfile" or "dockerfile"
        || ((name.StartsWith("Dockerfile.", StringComparison.Ordinal) || name.StartsWith("Containerfile.", StringComparison.Ordinal))
            && !name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".dockerignore", StringComparison.OrdinalIgnoreCase)
            && !name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
        || name.EndsWith(".Dockerfile", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".Containerfile", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for the path of a compose file.</summary>
    public static bool IsCompose(string path) => ComposeFile.IsName(path);

    /// <summary>
    /// The container that a Dockerfile becomes: as the dev containers and services describe it that are built from it, the one that
    /// lacks most first; else as the Dockerfile alone describes it.
    /// </summary>
    public ContainerProfile ProfileOf(DockerfileSource source)
    {
        var uses = DevContainers.Select(d => d.Profile).Concat(ComposeFiles.SelectMany(c => c.Services).Select(s => s.Profile))
            .Where(p => ReferenceEquals(p.Dockerfile, source)).ToList();
        if (uses.Count > 0)
        {
            return uses.MaxBy(p => p.Gaps().Count)!;
        }

        var final = source.Content.Final;
        var location = new Location(source.Path, final?.Line ?? 1);
        return new ContainerProfile
        {
            Name = $"The container of '{source.Path}'",
            Location = location,
            User = ImageStart.UserOf(source, Files, runsEntryPoint: true),
            UserLocation = final?.User is { } user ? new Location(source.Path, user.Line) : location,
            Egress = ImageStart.Closes(source, Files) ? Egress.Limited : Egress.Open,
            Variables =
            [
                .. (final?.Inherited ?? []).Where(i => i.Name == "ENV")
                    .SelectMany(i => i.Assignments().Select(a => new ContainerVariable(a.Name.Text, a.Value, new Location(source.Path, a.Name.Line, a.Name.Column)))),
            ],
            RunsAgent = source.RunsAgent,
            Dockerfile = source,
        };
    }

    /// <summary>The container in which a script of the repository runs, as far as the repository says it; null when it says nothing.</summary>
    public ContainerProfile? ProfileOfScript(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var starters = Dockerfiles.Where(d => ImageStart.Commands(d).SelectMany(c => c.Words).Any(w => IsNamed(w.Text))).ToList();
        if (starters.Count > 0)
        {
            return starters.Select(ProfileOf).MaxBy(p => p.Gaps().Count);
        }

        var service = ComposeFiles.SelectMany(c => c.Services).FirstOrDefault(s => s.Commands.SelectMany(c => c.Words).Any(w => IsNamed(w.Text)));
        return service?.Profile ?? NearestDevContainer(path)?.Profile;

        bool IsNamed(string word) => word == name || word.EndsWith("/" + name, StringComparison.Ordinal);
    }

    /// <summary>The container that a command starts, or that it runs something in; null when it does neither.</summary>
    /// <param name="command">The command.</param>
    /// <param name="path">The file that holds it.</param>
    /// <param name="context">What the script around it says.</param>
    public ContainerProfile? StartedBy(ShellCommand command, string path, EngineContext context)
    {
        if (DockerRun.From(command, path, context) is { } run)
        {
            return run.Profile;
        }

        command = context.Written(command);
        if (command.Program == "devcontainer")
        {
            return WeakestDevContainer;
        }

        if (command.Program is not ("docker" or "podman" or "docker-compose" or "podman-compose" or "nerdctl"))
        {
            return null;
        }

        var verb = VerbOf(command);
        var options = verb.Text is null ? null : EngineOptions.Read([.. command.Words.Skip(verb.Index + 1)], path, string.Empty, context.Variables);

        // docker compose run SERVICE …, docker exec NAME …: the service is found by its name.
        var named = ServicesNamed(command, path, context, options).ToList();
        var profile = named.Count > 0
            ? named.MaxBy(p => p.Gaps().Count)!
            : new ContainerProfile { Name = "The container", Location = new Location(path, command.Words[0].Line, command.Words[0].Column) };
        return options is null ? profile : With(profile, options, path);
    }

    /// <summary>The container of a service that a command starts with options of its own and with the service's own command; null for any other command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="path">The file that holds it.</param>
    /// <param name="context">What the script around it says.</param>
    public ContainerProfile? ServiceStartedBy(ShellCommand command, string path, EngineContext context)
    {
        command = context.Written(command);
        var run = command.Words.Select((w, i) => (w.Text, Index: i)).FirstOrDefault(w => w.Index > command.ProgramIndex && w.Text == "run");
        return run.Text is not null && command.Program is "docker" or "podman" or "docker-compose" or "podman-compose" or "nerdctl" && DockerRun.From(command, path, context) is null
            && EngineOptions.Read([.. command.Words.Skip(run.Index + 1)], path, string.Empty, context.Variables).Rest.Count == 1
            ? StartedBy(command, path, context)
            : null;
    }

    /// <summary>A script beside a dev container that would shut its network although nothing starts it; empty when there is none.</summary>
    public string UnusedFirewall(DevContainer container)
    {
        var directory = RepositoryPath.Directory(container.Path);
        return container.Profile.Egress != Egress.Open || container.Profile.FirewallFlaw.Length > 0
            ? string.Empty
            : Files.ScriptFiles.Where(f => RepositoryPath.Directory(f.Path) == directory)
                .FirstOrDefault(f => Files.ScriptsNamed(f.Name).Any(s => s.Path == f.Path && new ContainerScripts(Files, directory, null).Close(s.Commands, isRoot: true)))?.Path ?? string.Empty;
    }

    /// <summary>The weakest dev container of the repository, for a command that enters one without saying which; null when there is none.</summary>
    public ContainerProfile? WeakestDevContainer => DevContainers.Select(d => d.Profile).MaxBy(p => p.Gaps().Count);

    /// <summary>The dev container in whose directory a file lies; null when there is none.</summary>
    public DevContainer? NearestDevContainer(string path) =>
        DevContainers.Where(d => RepositoryPath.Directory(d.Path) is { Length: > 0 } directory && path.StartsWith(directory + "/", StringComparison.Ordinal))
            .MaxBy(d => d.Path.Length)
        ?? (path.Contains(".devcontainer/", StringComparison.Ordinal) ? DevContainers.FirstOrDefault() : null);

    // Options of a command line stand above what the definition says.
    private static ContainerProfile With(ContainerProfile profile, EngineOptions options, string path) => profile with
    {
        User = options.User is { } user ? BaseImages.Named(user.Text) : profile.User,
        UserLocation = options.User is { } at ? new Location(path, at.Line, at.Column) : profile.UserLocation,
        Mounts = [.. profile.Mounts, .. options.Mounts, .. EngineAddress.Mounts(options.Variables)],
        Breaches = [.. profile.Breaches, .. options.Breaches],
        Variables = [.. profile.Variables, .. options.Variables],
        VariableFiles = [.. profile.VariableFiles, .. options.VariableFiles],
        Unread = [.. profile.Unread, .. options.Unread],
        RunsAgent = profile.RunsAgent || DockerRun.StartsClient([.. options.Rest.Skip(1)]),
    };

    // The word that starts something, and its place; the default where none does.
    private static (string Text, int Index) VerbOf(ShellCommand command) =>
        command.Words.Select((w, i) => (w.Text, Index: i)).FirstOrDefault(w => w.Index > command.ProgramIndex && w.Text is "run" or "exec" or "up" or "create");

    private IEnumerable<ContainerProfile> ServicesNamed(ShellCommand command, string path, EngineContext context, EngineOptions? options)
    {
        bool IsNamed(ComposeService service) => options is { Rest.Count: > 0 } ? options.Rest.Any(w => w.Text == service.Name) : command.Has(service.Name);

        // Options of what runs in the container are none of the engine's.
        var words = command.Words;
        var verb = VerbOf(command).Index;
        var named = words.Take(verb > 0 ? verb : words.Count).Select((w, i) => w.Text is "-f" or "--file" && i + 1 < words.Count ? words[i + 1].Text : w.Text.StartsWith("--file=", StringComparison.Ordinal) ? w.Text[7..] : null)
            .OfType<string>().Select(context.Variables.Expand).ToList();

        // 'docker build -f' names a Dockerfile. A variable that nobody knows may name any compose file.
        var given = named.SelectMany(f => ComposeStacks.FilesOf(_repository, path, f)).Where(ComposeFile.HasExtension).Distinct(StringComparer.Ordinal).ToList();
        return (given.Count > 0 ? Read() : named.Count > 0 && !IsUnknown() ? [] : ComposeFiles.SelectMany(c => c.Services)).Where(IsNamed).Select(s => s.Profile);

        bool IsUnknown() => (command.Program.EndsWith("compose", StringComparison.Ordinal) || command.Has("compose")) && named.Exists(f => f.Contains('$', StringComparison.Ordinal));

        // Several controls ask at once.
        IEnumerable<ComposeService> Read()
        {
            lock (_compose)
            {
                var key = string.Join('\n', given);
                return (_given.TryGetValue(key, out var known) ? known : _given[key] = _compose.Read(given)).Services;
            }
        }
    }

    private ComposeService? ServiceOf(IReadOnlyList<string> paths, string name) =>
        paths.Count == 0 ? null : _compose.Read(paths).Services.LastOrDefault(s => s.Name == name);

    private void ReadCompose(RepositoryView repository, string path)
    {
        if (_composeFiles.ContainsKey(path))
        {
            return;
        }

        var overrides = ComposeFile.Overrides(path).Where(p => repository.Find(p) is not null).ToList();
        var main = ComposeFile.Mains(path).FirstOrDefault(p => repository.Find(p) is not null);
        var below = ComposeFile.Overridden(path).FirstOrDefault(p => repository.Find(p) is not null) ?? (main is not null && IsPartial(path, main) ? main : null);
        _composeFiles[path] = below is not null ? _compose.Read([below, path], of: [path]) : _compose.Read([path, .. overrides]);
        foreach (var document in Files.Documents(path))
        {
            // What is taken in is part of the same project, whatever the file is called; of several paths the later ones are laid over the first.
            foreach (var include in document["include"]?.Items ?? [])
            {
                List<string> included = [.. (include.IsScalar ? [include] : include["path"]?.Scalars() ?? [])
                    .Select(i => RepositoryPath.Combine(RepositoryPath.Directory(path), i.Value)).OfType<string>().Where(p => repository.Find(p) is not null)];
                if (included.Count > 1)
                {
                    ReadStack(included);
                }
                else if (included.Count == 1)
                {
                    ReadCompose(repository, included[0]);
                }
            }
        }
    }

    // A file that commands start only together with others is never alone, unless its name makes it the one that is read by itself.
    private void ReadStacks(RepositoryView repository)
    {
        var stacks = ComposeStacks.Of(repository, _problems);
        foreach (var stack in stacks.Where(s => s.Count > 1))
        {
            ReadStack(stack);
        }

        foreach (var path in stacks.Where(s => s.Count > 1).SelectMany(s => s).Distinct(StringComparer.Ordinal)
            .Where(p => !ComposeFile.IsMain(p) && !stacks.Any(s => s.Count == 1 && s[0] == p)))
        {
            _composeFiles.Remove(path);
        }
    }

    private void ReadStack(IReadOnlyList<string> paths)
    {
        if (_compose.Read(paths) is { Services.Count: > 0 } stack)
        {
            _composeFiles[string.Join('\n', paths)] = stack;
        }
    }

    // A file that only adds to services of the main file is meant to be laid over it.
    private bool IsPartial(string path, string main) =>
        Files.Documents(path).SelectMany(d => d["services"]?.Entries ?? [])
            .Any(s => s.Value.IsMapping && s.Value["image"] is null && s.Value["build"] is null && s.Value["extends"] is null
                && Files.Documents(main).Any(d => d["services"]?[s.Key.Value] is not null));

    // A compose file or stack of another name, when the client may be in it. What is no YAML belongs to somebody else.
    private bool HoldsAgentService(RepositoryFile file)
    {
        if (file.Path.Split('/').Any(TestDirectories.Contains) || YamlFile.Text(file, new FindingCollector(), MayHoldAgentService) is not { } text)
        {
            return false;
        }

        if (file.Length > YamlText.LargestText)
        {
            if (text.Split('\n').Any(l => l.TrimEnd() == "services:"))
            {
                _problems.Report(file.TooLarge("a compose file", YamlText.LargestText));
            }

            return false;
        }

        var (documents, error) = YamlText.ParseAll(text);
        return error is null && documents.Any(d => d["services"] is { IsMapping: true } services
            && services.Entries.Any(s => s.Value.IsMapping && (s.Value["image"] ?? s.Value["build"]) is not null));
    }

    private static bool MayHoldAgentService(ReadOnlySpan<byte> content) => content.IndexOf("services"u8) >= 0 && content.IndexOf("laude"u8) >= 0;
}
