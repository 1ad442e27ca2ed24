using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Workflows;

/// <summary>
/// Which pipelines of a repository call each other. Unlike the catalogue it knows those too that have nothing to do with an agent, so it is
/// read only where an agent was found whose surroundings are asked for.
/// </summary>
internal sealed class PipelineLinks
{
    // Values that are handed on from caller to caller are followed this far.
    private const int DeepestCall = 3;

    private readonly Dictionary<string, Pipeline> _byPath = new(StringComparer.Ordinal);

    private PipelineLinks(RepositoryView repository)
    {
        foreach (var pipeline in PipelineCatalogue.Of(repository).Pipelines)
        {
            _byPath[pipeline.Path] = pipeline;
        }

        // A file that is no YAML calls nothing and is called by nothing; where it concerns an agent, the catalogue reported it.
        var unread = new FindingCollector();
        foreach (var file in repository.Files)
        {
            if (!_byPath.ContainsKey(file.Path) && PipelineReader.ServiceOf(file.Path) is { } service && YamlFile.Read(file, unread) is { } root)
            {
                _byPath[file.Path] = PipelineReader.Read(service, file.Path, root);
            }
        }
    }

    /// <summary>The links of a repository; read on first use.</summary>
    public static PipelineLinks Of(RepositoryView repository) => repository.Derive(static r => new PipelineLinks(r));

    /// <summary>The action or workflow of this repository that a step or job uses; null for one of somebody else.</summary>
    public Pipeline? Called(string uses)
    {
        if (!uses.StartsWith("./", StringComparison.Ordinal))
        {
            return null;
        }

        var path = uses[2..].TrimEnd('/');
        return _byPath.GetValueOrDefault(path) ?? _byPath.GetValueOrDefault($"{path}/action.yml") ?? _byPath.GetValueOrDefault($"{path}/action.yaml");
    }

    /// <summary>What callers hand over for an input or parameter of a pipeline, also through others that only hand it on.</summary>
    public IEnumerable<string> Handed(Pipeline called, string input) => Handed(called, input, DeepestCall);

    /// <summary>The secrets that callers hand over to a workflow, each with its name.</summary>
    public IEnumerable<(string Key, YamlNode Node)> HandedSecrets(Pipeline called) =>
        Calls(called).SelectMany(c => c.Node["secrets"]?.Descendants() ?? []);

    private IEnumerable<string> Handed(Pipeline called, string input, int depth)
    {
        foreach (var (caller, node) in Calls(called))
        {
            if ((node["with"] ?? node["parameters"])?.Text(input) is { } value)
            {
                yield return value;
                foreach (var handedOn in depth > 0 ? Expression.Names(value).SelectMany(n => Handed(caller, n, depth - 1)) : [])
                {
                    yield return handedOn;
                }
            }
        }
    }

    private IEnumerable<(Pipeline Caller, YamlNode Node)> Calls(Pipeline called) =>
        from caller in _byPath.Values
        where caller.Service == called.Service
        from place in caller.Root.Descendants()
        where place.Node.IsMapping
            && (place.Node.Text("uses") is { } uses ? ReferenceEquals(Called(uses), called)
                : place.Node.Text("template") is { } template && called.Path.EndsWith(template[(template.LastIndexOf('/') + 1)..], StringComparison.Ordinal))
        select (caller, place.Node);
}
