using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>The container definitions of a repository, each read once.</summary>
internal sealed class ContainerCatalogue
{
    private readonly FindingCollector _problems = new();
    private readonly SortedDictionary<string, DockerfileSource> _dockerfiles = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ComposeFile> _composeFiles = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DevContainer> _devContainers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _firewalls = new(StringComparer.Ordinal);
    private readonly ILookup<string, RepositoryFile> _scripts;

    private ContainerCatalogue(RepositoryView repository)
    {
        _scripts = repository.Files.Where(f => f.Length < 256 * 1024 && IsScript(f.Name)).ToLookup(f => f.Name, StringComparer.Ordinal);
        foreach (var file in repository.Files.Where(f => IsDockerfile(f.Name)))
        {
            if (YamlFile.Text(file, _problems) is { } text)
            {
                _dockerfiles[file.Path] = new DockerfileSource(file.Path, DockerfileReader.Read(text));
            }
        }

        foreach (var file in repository.Files.Where(f => IsCompose(f.Path)))
        {
            if (YamlFile.Read(file, _problems) is { } root)
            {
                _composeFiles[file.Path] = ComposeFile.From(file.Path, root, _dockerfiles.GetValueOrDefault, LimitsEgress);
            }
        }

        foreach (var file in repository.Files.Where(f => f.Name is "devcontainer.json" or ".devcontainer.json"))
        {
            if (YamlFile.ReadJson(file, _problems) is { } root)
            {
                _devContainers[file.Path] = DevContainer.From(
                    file.Path, root, _dockerfiles.GetValueOrDefault, _composeFiles.GetValueOrDefault, LimitsEgress);
            }
        }
    }

    /// <summary>The Dockerfiles.</summary>
    public IReadOnlyCollection<DockerfileSource> Dockerfiles => _dockerfiles.Values;

    /// <summary>The compose files.</summary>
    public IReadOnlyCollection<ComposeFile> ComposeFiles => _composeFiles.Values;

    /// <summary>The dev containers.</summary>
    public IReadOnlyCollection<DevContainer> DevContainers => _devContainers.Values;

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<Finding> Problems => _problems.Sorted();

    /// <summary>The container definitions of a repository; read on first use.</summary>
    public static ContainerCatalogue Of(RepositoryView repository) => repository.Derive(r => new ContainerCatalogue(r));

    /// <summary>
    /// The container that a Dockerfile becomes: as the dev containers and services describe it that are built from it, the one that
    /// lacks most first; else as the Dockerfile alone describes it.
    /// </summary>
    public ContainerProfile ProfileOf(DockerfileSource source)
    {
        var uses = DevContainers.Select(d => d.Profile).Concat(ComposeFiles.SelectMany(c => c.Services).Select(s => s.Profile))
            .Where(p => p.Dockerfile == source).ToList();
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
            User = ComposeFile.UserOf(source),
            UserLocation = final?.User is { } user ? new Location(source.Path, user.Line) : location,
            Egress = StartWords(source).Any(LimitsEgress) ? Egress.Limited : Egress.Open,
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
        var starters = _dockerfiles.Values.Where(d => StartWords(d).Any(w => w == name || w.EndsWith("/" + name, StringComparison.Ordinal))).ToList();
        if (starters.Count > 0)
        {
            return starters.Select(ProfileOf).MaxBy(p => p.Gaps().Count);
        }

        var service = ComposeFiles.SelectMany(c => c.Services)
            .FirstOrDefault(s => s.Commands.SelectMany(c => c.Words).Any(w => w.Text == name || w.Text.EndsWith("/" + name, StringComparison.Ordinal)));
        return service?.Profile ?? NearestDevContainer(path)?.Profile;
    }

    /// <summary>A script beside a dev container that would shut its network although nothing starts it; empty when there is none.</summary>
    public string UnusedFirewall(DevContainer container)
    {
        var directory = RepositoryPath.Directory(container.Path);
        return container.Profile.Egress != Egress.Open
            ? string.Empty
            : _scripts.SelectMany(s => s).FirstOrDefault(f => RepositoryPath.Directory(f.Path) == directory && LimitsEgress(f.Name))?.Path ?? string.Empty;
    }

    /// <summary>The dev container in whose directory a file lies; null when there is none.</summary>
    public DevContainer? NearestDevContainer(string path) =>
        DevContainers.Where(d => RepositoryPath.Directory(d.Path) is { Length: > 0 } directory && path.StartsWith(directory + "/", StringComparison.Ordinal))
            .MaxBy(d => d.Path.Length)
        ?? (path.Contains(".devcontainer/", StringComparison.Ordinal) ? DevContainers.FirstOrDefault() : null);

    /// <summary>True for the name of a Dockerfile or Containerfile.</summary>
    public static bool IsDockerfile(string name) =>
        name is "Dockerfile" or "Containerfile" or "dockerfile"
        || ((name.StartsWith("Dockerfile.", StringComparison.Ordinal) || name.StartsWith("Containerfile.", StringComparison.Ordinal))
            && !name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".dockerignore", StringComparison.OrdinalIgnoreCase)
            && !name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
        || name.EndsWith(".Dockerfile", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".Containerfile", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for the path of a compose file.</summary>
    public static bool IsCompose(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return (name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase))
            && (name.StartsWith("docker-compose", StringComparison.OrdinalIgnoreCase) || name.StartsWith("compose.", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("podman-compose", StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> StartWords(DockerfileSource source) =>
        (source.Content.Final?.Inherited ?? []).Where(i => i.Name is "CMD" or "ENTRYPOINT")
            .SelectMany(i => i.Commands()).SelectMany(c => c.Words).Select(w => w.Text);

    private static bool IsScript(string name) =>
        name.EndsWith(".sh", StringComparison.Ordinal) || name.EndsWith(".bash", StringComparison.Ordinal) || name.EndsWith(".nft", StringComparison.Ordinal)
        || !name.Contains('.', StringComparison.Ordinal);

    // A command names a script by the path it has inside the container; only its last part can be found again.
    private bool LimitsEgress(string word)
    {
        var name = word[(word.LastIndexOf('/') + 1)..].Trim('"', '\'', ';');
        if (name.Length == 0 || !_scripts.Contains(name))
        {
            return false;
        }

        if (!_firewalls.TryGetValue(name, out var limits))
        {
            limits = _scripts[name].Any(f => YamlFile.Text(f, _problems) is { } text && Firewall.LimitsEgress(text));
            _firewalls[name] = limits;
        }

        return limits;
    }
}
