using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>The files that definitions of containers are made of, each read once. Several controls ask at once, so what is kept is kept for all of them.</summary>
/// <param name="repository">The repository.</param>
/// <param name="problems">Takes what cannot be read.</param>
internal sealed class ContainerFiles(RepositoryView repository, FindingCollector problems)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<YamlNode>> _documents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<YamlNode, Dictionary<string, YamlEntry>> _services = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, bool> _setVariables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DockerfileSource> _dockerfiles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<ContainerScript>> _scripts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, ContainerScript>> _copied = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _contexts = new(StringComparer.Ordinal);
    private readonly ILookup<string, RepositoryFile> _scriptFiles =
        repository.Files.Where(IsScript).ToLookup(f => f.Name, StringComparer.Ordinal);

    /// <summary>The files of which services are extended elsewhere.</summary>
    public HashSet<string> Extended { get; } = new(StringComparer.Ordinal);

    /// <summary>The Dockerfiles, by path.</summary>
    public IReadOnlyDictionary<string, DockerfileSource> Dockerfiles => _dockerfiles;

    /// <summary>The files that may be scripts, by their names.</summary>
    public IEnumerable<RepositoryFile> ScriptFiles => _scriptFiles.SelectMany(s => s);

    /// <summary>Reads a Dockerfile.</summary>
    public void AddDockerfile(RepositoryFile file)
    {
        if (YamlFile.Text(file, problems) is { } text)
        {
            _dockerfiles[file.Path] = Source(file.Path, text);
        }
    }

    /// <summary>The Dockerfile that a definition holds as a text.</summary>
    /// <param name="path">The file of the definition.</param>
    /// <param name="text">The text, with its place in that file.</param>
    public DockerfileSource Inline(string path, YamlNode text)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{path}:{text.Line}:{text.Column}");
        if (!_dockerfiles.TryGetValue(key, out var source))
        {
            // Empty lines before it give each instruction the line that it has in the file.
            _dockerfiles[key] = source = Source(path, new string('\n', Math.Max(0, text.Source.Place(0).Line - 1)) + text.Value);
        }

        return source;
    }

    /// <summary>The Dockerfile at a path; null when there is none.</summary>
    public DockerfileSource? Dockerfile(string path) => _dockerfiles.GetValueOrDefault(path);

    /// <summary>The Dockerfile that a definition builds, whose build context is noted.</summary>
    /// <param name="directory">The directory of the definition.</param>
    /// <param name="context">The build context, relative to it.</param>
    /// <param name="file">The Dockerfile, relative to the context.</param>
    public DockerfileSource? Built(string directory, string context, string file)
    {
        if (RepositoryPath.Combine(directory, context) is not { } root || RepositoryPath.Combine(root, file) is not { } path || Dockerfile(path) is not { } source)
        {
            return null;
        }

        NoteContext(source, root);
        return source;
    }

    /// <summary>Notes a build context of a Dockerfile; null is one outside the repository.</summary>
    public void NoteContext(DockerfileSource source, string? context)
    {
        if (context is null)
        {
            return;
        }

        if (!_contexts.TryGetValue(source.Path, out var contexts))
        {
            _contexts[source.Path] = contexts = new SortedSet<string>(StringComparer.Ordinal);
        }

        contexts.Add(context);
    }

    /// <summary>The build contexts that definitions name for a Dockerfile; empty when none does.</summary>
    public IReadOnlyCollection<string> ContextsOf(DockerfileSource source) => _contexts.GetValueOrDefault(source.Path) ?? [];

    /// <summary>The documents of a YAML file; empty when it is not there or, with a finding, when it cannot be read.</summary>
    public IReadOnlyList<YamlNode> Documents(string path)
    {
        if (!_documents.TryGetValue(path, out var documents))
        {
            _documents[path] = documents = RepositoryLinks.Open(repository, path) is { } file ? YamlFile.Documents(file, problems) : [];
        }

        return documents;
    }

    /// <summary>The path of the file that holds what is read at a path: another one behind a symbolic link.</summary>
    public string ContentPath(string path) => RepositoryLinks.Open(repository, path)?.Path ?? path;

    /// <summary>True when a definition of a container, or a file of variables, names a variable.</summary>
    public bool SetsVariable(string name)
    {
        if (!_setVariables.TryGetValue(name, out var isSet))
        {
            var searched = Encoding.UTF8.GetBytes(name);
            _setVariables[name] = isSet = repository.Files.Any(f => f.Length <= RepositoryFile.LargestWholeFile
                && (ComposeFile.HasExtension(f.Name) || ContainerCatalogue.IsDockerfile(f.Name) || f.Name is "devcontainer.json" or ".devcontainer.json" || f.Name.Contains(".env", StringComparison.Ordinal))
                && YamlFile.Text(f, problems, content => content.IndexOf(searched) >= 0) is not null);
        }

        return isSet;
    }

    /// <summary>The script of a task that a command runs by its name, as <c>make setup</c> does; null when it runs none.</summary>
    public ContainerScript? Task(ShellCommand command) => NamedTasks.Of(repository, command, problems, string.Empty);

    /// <summary>The entry of a service in a document of a compose file; null when it has none.</summary>
    public YamlEntry? Service(YamlNode document, string name)
    {
        if (!_services.TryGetValue(document, out var services))
        {
            // Looked up for every layer of every service.
            services = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
            foreach (var entry in document["services"]?.Entries ?? [])
            {
                services[entry.Key.Value] = entry;
            }

            _services[document] = services;
        }

        return services.TryGetValue(name, out var found) ? found : services.ContainsKey("<<") ? document["services"]?.Entry(name) : null;
    }

    /// <summary>The scripts of a name.</summary>
    public IReadOnlyList<ContainerScript> ScriptsNamed(string name)
    {
        if (!_scripts.TryGetValue(name, out var scripts))
        {
            _scripts[name] = scripts = [.. _scriptFiles[name].Select(Script).OfType<ContainerScript>()];
        }

        return scripts;
    }

    /// <summary>The scripts that a Dockerfile copies into its image, by the name that they have there.</summary>
    public IReadOnlyDictionary<string, ContainerScript> CopiedInto(DockerfileSource source)
    {
        if (!_copied.TryGetValue(source.Path, out var copied))
        {
            _copied[source.Path] = copied = Copied(source);
        }

        return copied;
    }

    private DockerfileSource Source(string path, string text)
    {
        var source = new DockerfileSource(path, DockerfileReader.Read(text));
        var commands = (source.Content.Final?.Inherited ?? []).Where(i => i.Name is "RUN" or "CMD" or "ENTRYPOINT").SelectMany(i => i.Commands());
        return source.RunsAgent ? source : source with { RunsAgent = new ContainerScripts(this, source.Directory, source).HoldAgent(commands) };
    }

    private Dictionary<string, ContainerScript> Copied(DockerfileSource source)
    {
        var copied = new Dictionary<string, ContainerScript>(StringComparer.Ordinal);
        foreach (var instruction in (source.Content.Final?.Inherited ?? []).Where(i => i.Name is "COPY" or "ADD" && !i.Flags.Any(f => f.StartsWith("--from=", StringComparison.Ordinal))))
        {
            var words = instruction.Words();
            if (words.Count < 2)
            {
                continue;
            }

            var target = words[^1];
            var name = target.EndsWith('/') || words.Count > 2 ? string.Empty : target[(target.LastIndexOf('/') + 1)..];
            if (instruction.HereDocuments is [var document])
            {
                copied[name] = new ContainerScript(string.Empty, document);
                continue;
            }

            foreach (var word in words.SkipLast(1))
            {
                foreach (var file in ((string?[])[RepositoryPath.Combine(source.Directory, word), RepositoryPath.Combine(word)]).OfType<string>().Select(repository.Find).OfType<RepositoryFile>().Take(1))
                {
                    if (IsScript(file) && Script(file) is { } script)
                    {
                        copied[file.Name] = script;
                        if (name.Length > 0)
                        {
                            copied[name] = script;
                        }
                    }
                }
            }
        }

        return copied;
    }

    private ContainerScript? Script(RepositoryFile file) =>
        YamlFile.Text(file, problems, static bytes => !bytes.Contains((byte)0)) is { } text ? new ContainerScript(file.Path, SourceText.At(text, 1, 1)) : null;

    // A name without an ending is that of a program as often, and none of those that are too large to be read is a script.
    private static bool IsScript(RepositoryFile file) =>
        file.Name.EndsWith(".sh", StringComparison.Ordinal) || file.Name.EndsWith(".bash", StringComparison.Ordinal) || file.Name.EndsWith(".nft", StringComparison.Ordinal)
        || (!file.Name.Contains('.', StringComparison.Ordinal) && file.Length <= RepositoryFile.LargestWholeFile);
}
