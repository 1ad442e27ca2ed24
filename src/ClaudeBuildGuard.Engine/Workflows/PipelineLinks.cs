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

    /// <summary>What callers hand over for an input or parameter of a pipeline.</summary>
    public IEnumerable<string> Handed(Pipeline called, string input)
    {
        foreach (var caller in _byPath.Values.Where(c => c.Service == called.Service))
        {
            foreach (var (_, node) in caller.Root.Descendants().Where(d => d.Node.IsMapping))
            {
                var given = node.Text("uses") is { } uses && ReferenceEquals(Called(uses), called) ? node["with"]
                    : node.Text("template") is { } template && called.Path.EndsWith(template[(template.LastIndexOf('/') + 1)..], StringComparison.Ordinal) ? node["parameters"]
                    : null;
                if (given?.Text(input) is { } value)
                {
                    yield return value;
                }
            }
        }
    }
}
