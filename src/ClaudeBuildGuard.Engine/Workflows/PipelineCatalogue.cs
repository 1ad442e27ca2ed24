using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Workflows;

/// <summary>The pipelines of a repository that have to do with an agent, each read once.</summary>
/// <param name="Pipelines">Those that could be read.</param>
/// <param name="Problems">What could not.</param>
internal sealed record PipelineCatalogue(IReadOnlyList<Pipeline> Pipelines, IReadOnlyList<Finding> Problems)
{
    /// <summary>The pipelines of a repository; read on first use.</summary>
    public static PipelineCatalogue Of(RepositoryView repository) => repository.Derive(Read);

    /// <summary>True when the content may have to do with an agent: pipelines without any such word are not parsed.</summary>
    public static bool ConcernsAgents(ReadOnlySpan<byte> content) =>
        content.IndexOf("laude"u8) >= 0 || content.IndexOf("LAUDE"u8) >= 0 || content.IndexOf("anthropic"u8) >= 0
        || content.IndexOf("ypassPermissions"u8) >= 0 || content.IndexOf("dangerously-skip"u8) >= 0;

    private static PipelineCatalogue Read(RepositoryView repository)
    {
        var pipelines = new List<Pipeline>();
        var problems = new FindingCollector();
        foreach (var file in repository.Files)
        {
            if (PipelineReader.ServiceOf(file.Path) is { } service && YamlFile.Read(file, problems, ConcernsAgents) is { } root)
            {
                pipelines.Add(PipelineReader.Read(service, file.Path, root));
            }
        }

        return new PipelineCatalogue(pipelines, problems.Sorted());
    }
}
