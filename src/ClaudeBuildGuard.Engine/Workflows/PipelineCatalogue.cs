using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Workflows;

/// <summary>The pipelines of a repository that have to do with an agent, each read once.</summary>
/// <param name="Pipelines">Those that could be read.</param>
/// <param name="Problems">What could not.</param>
internal sealed partial record PipelineCatalogue(IReadOnlyList<Pipeline> Pipelines, IReadOnlyList<Finding> Problems)
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
            else if (MayBeTakenIn(file.Path) && YamlFile.Text(file, problems, ConcernsAgents) is { } text
                && YamlText.Parse(text).Root is { } other && PipelineReader.ServiceOf(other) is { } looksLike)
            {
                pipelines.Add(PipelineReader.Read(looksLike, file.Path, other));
            }
        }

        return new PipelineCatalogue(pipelines, problems.Sorted());
    }

    // Any YAML may be part of a pipeline, except what other tools read by its name, and what stands there as data of tests.
    private static bool MayBeTakenIn(string path) =>
        (path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase))
        && PipelineReader.ServiceOf(path) is null && !ContainerCatalogue.IsCompose(path) && !OfOthers().IsMatch(path);

    [GeneratedRegex(
        @"(?:^|/)(?:tests?|__tests__|specs?|e2e|mocks|fixtures|__fixtures__|testdata|test-data|snapshots|node_modules|\.circleci|\.buildkite|\.devcontainer|\.woodpecker|\.semaphore)/"
        + @"|(?:^|/)(?:cloudbuild|buildspec|\.travis|\.drone|\.?appveyor|\.?lefthook|Taskfile|\.pre-commit|bitbucket-pipelines|mprocs|process-compose|\.woodpecker)[^/]*$",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfOthers();
}
