using System.Globalization;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Controls.PermissionSkipping;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Setup.Sandbox;

/// <summary>
/// The area <c>sandbox</c>: a hardened dev container for this project. Where people have a dev container already, a second one is written
/// beside it, which editors offer by name; theirs stays as it is.
/// </summary>
internal sealed partial class SandboxSetup : ISetup
{
    private const int NewestSdk = 10;

    /// <inheritdoc/>
    public string Area => "sandbox";

    /// <inheritdoc/>
    public string? WhyLeftOut => "No container for the agent is planned, because none runs in one here. 'claude-build-guard init --only container' writes one.";

    /// <inheritdoc/>
    public bool ByDefault(RepositoryView repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var containers = ContainerCatalogue.Of(repository);
        return containers.DevContainers.Any(d => d.Profile.RunsAgent)
            || containers.ComposeFiles.SelectMany(c => c.Services).Any(s => s.Profile.RunsAgent)
            || containers.Dockerfiles.Any(d => d.RunsAgent)
            || PermissionUses.Of(repository).All.Count > 0;
    }

    /// <inheritdoc/>
    public void Plan(RepositoryView repository, SetupPlan plan)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(plan);
        var containers = ContainerCatalogue.Of(repository);
        if (containers.DevContainers.Any(d => d.Profile.RunsAgent && d.Profile.Gaps().Count == 0))
        {
            return;
        }

        var directory = containers.DevContainers.Count == 0 && repository.Find(".devcontainer/Dockerfile") is null ? ".devcontainer" : ".devcontainer/agent";
        if (repository.Files.Any(f => f.Path.StartsWith(directory + "/", StringComparison.Ordinal) && f.Name is "devcontainer.json" or "Dockerfile" or "init-firewall.sh"
            && RepositoryPath.Directory(f.Path) == directory))
        {
            plan.Note($"{directory}/devcontainer.json", "It exists and is no sandbox yet. Mend what CBG5001 to CBG5010 report, or move it away and run 'claude-build-guard init --only sandbox' again.");
            return;
        }

        var sources = PackageSources.Of(repository);
        foreach (var unread in sources.Unread)
        {
            plan.Note(unread, "It could not be read, so its package sources are missing in init-firewall.sh. Add their hosts there.");
        }

        var references = containers.DevContainers.SelectMany(d => d.Profile.Mounts)
            .Where(m => m.Kind == MountKind.Reference && m.Source.Length > 0 && m.Target.Length > 0 && !m.Source.StartsWith('$')).DistinctBy(m => m.Target);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(repository.Root));
        plan.Write($"{directory}/devcontainer.json", SandboxTemplates.DevContainer(name, directory, references), "A sandbox for the agent: not root, only the project mounted, the network limited.");
        plan.Write($"{directory}/Dockerfile", SandboxTemplates.Dockerfile(SdkMajor(repository), sources), "The image of the sandbox, without any secret.");
        plan.Write($"{directory}/init-firewall.sh", SandboxTemplates.Firewall(sources), "The hosts that the sandbox may reach: the model and this repository's package sources.");
    }

    // The SDK that builds this repository: what global.json asks for, else the newest framework of a project.
    private static int SdkMajor(RepositoryView repository)
    {
        if (repository.Find("global.json") is { } global && YamlFile.ReadJson(global, new FindingCollector())?["sdk"]?["version"]?.AsString is { } version
            && int.TryParse(version.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= 6 and < 100)
        {
            return asked;
        }

        var newest = repository.Files.Where(f => f.Name.EndsWith("proj", StringComparison.Ordinal) || f.Name == "Directory.Build.props")
            .Select(f => YamlFile.Text(f, new FindingCollector()) ?? string.Empty)
            .SelectMany(t => Framework().Matches(t))
            .Select(m => int.Parse(m.Groups["major"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
            .DefaultIfEmpty(NewestSdk).Max();
        return Math.Max(newest, 8);
    }

    [GeneratedRegex(@"\bnet(?<major>[5-9]|[1-9]\d)\.0\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Framework();
}
