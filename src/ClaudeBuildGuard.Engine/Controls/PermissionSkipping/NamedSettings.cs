using System.Text;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>
/// Settings of the client in a file of any name, which a pipeline, a command or an image hands to it (<c>settings</c>, <c>--settings</c>, <c>COPY</c>).
/// A file that nothing names and whose own name does not say what it is may be a sample: it is nobody's settings.
/// </summary>
internal sealed class NamedSettings(RepositoryView repository, IFindings problems)
{
    /// <summary>The uses in a JSON file.</summary>
    public IEnumerable<PermissionUse> In(RepositoryFile file, string text)
    {
        var (root, _) = JsonText.Parse(text, JsonDialect.WithComments);
        if (root?["permissions"]?["defaultMode"] is not { } mode || mode.AsString != Spellings.Mode)
        {
            return [];
        }

        var users = Users(file).ToList();
        if (users.Count == 0 && !SaysSo(file))
        {
            return [];
        }

        var weakest = users.Exists(u => u.Container is null) ? null : users.Select(u => u.Container).MaxBy(c => c!.Gaps().Count);
        return
        [
            new PermissionUse(mode.Span.In(file.Path), $"defaultMode: {Spellings.Mode}")
            {
                Subject = "This settings file",
                Place = "wherever it is handed to the client",
                Container = weakest,
                Production = [.. users.SelectMany(u => u.Production).Distinct(StringComparer.Ordinal)],
            },
        ];
    }

    private static bool SaysSo(RepositoryFile file) =>
        file.Name is "settings.json" or "settings.local.json" or "managed-settings.json" || file.Path.Contains("claude", StringComparison.OrdinalIgnoreCase);

    // Who names the file, and the container that the client then runs in.
    private IEnumerable<(ContainerProfile? Container, IReadOnlyList<string> Production)> Users(RepositoryFile settings)
    {
        var containers = ContainerCatalogue.Of(repository);
        var name = Encoding.UTF8.GetBytes(settings.Name);

        // What cannot be read is reported where it is judged itself.
        var unread = new FindingCollector();
        foreach (var file in repository.Files.Where(f => f.Path != settings.Path))
        {
            var kind = ScannedFile.KindOf(file.Path);
            if (kind is ScanKind.None or ScanKind.OtherJson or ScanKind.Text or ScanKind.AgentMarkdown || YamlFile.Text(file, unread, c => c.IndexOf(name) >= 0) is null)
            {
                continue;
            }

            if (containers.Dockerfiles.FirstOrDefault(d => d.Path == file.Path) is { } source)
            {
                yield return (containers.ProfileOf(source), []);
            }
            else if (PipelineCatalogue.Of(repository).Pipelines.FirstOrDefault(p => p.Path == file.Path) is { } pipeline)
            {
                foreach (var job in pipeline.Jobs.Where(j => j.Node.Descendants().Any(d => d.Node.IsScalar && d.Node.Value.Contains(settings.Name, StringComparison.Ordinal))))
                {
                    yield return (job.Container, new PipelineProduction(repository, pipeline, job, problems).Evidence());
                }
            }
            else
            {
                yield return (containers.ProfileOfScript(file.Path) ?? containers.NearestDevContainer(file.Path)?.Profile, []);
            }
        }
    }
}
