using System.Collections.Concurrent;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>
/// The copies of files that a build puts into its output. They are said from the project file, not looked for: a clean checkout has none
/// yet, and the agent's first build makes them.
/// </summary>
internal static class BuildCopies
{
    private static readonly string[] Outputs = ["/bin/", "/obj/"];

    /// <summary>Where builds put copies of a file, each for one configuration and framework out of many; none when they copy it nowhere.</summary>
    public static IReadOnlyList<string> Of(RepositoryView repository, string path)
    {
        var projects = repository.Derive(Projects);
        if (!projects.Copies.TryGetValue(path, out var copies))
        {
            var owner = RepositoryPath.Directory(path);
            while (owner.Length > 0 && !projects.Directories.Contains(owner))
            {
                owner = RepositoryPath.Directory(owner);
            }

            projects.Copies[path] = copies = [.. projects.All.SelectMany(p => p.CopiesOf(path, isOwn: p.Directory == owner)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }

        return copies;
    }

    /// <summary>The beginning of a pattern for every output of a build, if a copy stands in one: others have other configurations and frameworks.</summary>
    public static string? OutputOf(string copy) =>
        Outputs.Where(o => ("/" + copy).Contains(o, StringComparison.OrdinalIgnoreCase)).Select(o => $"**{o}**/").FirstOrDefault();

    private static ProjectList Projects(RepositoryView repository)
    {
        var files = new ProjectFiles(repository);
        var projects = repository.Files.Where(f => IsBuilt(f.Name)).Select(f => ProjectCopies.Of(f.Path, files)).OfType<ProjectCopies>().ToArray();
        return new ProjectList(projects, projects.Select(p => p.Directory).ToHashSet(StringComparer.Ordinal));
    }

    // A shared project is no build of its own: others import its items.
    private static bool IsBuilt(string name) =>
        name.EndsWith("proj", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".shproj", StringComparison.OrdinalIgnoreCase);

    private sealed record ProjectList(ProjectCopies[] All, HashSet<string> Directories)
    {
        /// <summary>The copies of the files that were asked for: each secret file is, for each pattern that may cover it.</summary>
        public ConcurrentDictionary<string, IReadOnlyList<string>> Copies { get; } = new(StringComparer.Ordinal);
    }
}
