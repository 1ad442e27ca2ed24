using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>
/// The copies of files that a build puts into its output. They are said from the project file, not looked for: a clean checkout has none
/// yet, and the agent's first build makes them.
/// </summary>
internal static partial class BuildCopies
{
    private const int LongestProject = 1024 * 1024;

    /// <summary>SDKs that copy files without being told, with the endings of those. Tried with the SDK 10.</summary>
    private static readonly (string Name, string[] Endings)[] CopyingSdks =
        [("Microsoft.NET.Sdk.Web", [".json", ".config"]), ("Microsoft.NET.Sdk.Worker", [".json"])];

    /// <summary>Where a build puts a copy of a file, for one configuration and framework out of many; null when it copies it nowhere.</summary>
    public static string? Of(RepositoryView repository, string path)
    {
        for (var slash = path.LastIndexOf('/'); ; slash = path.LastIndexOf('/', slash - 1))
        {
            var directory = path[..(slash + 1)];
            var projects = repository.Derive(Projects).Where(p => p.Directory == directory).ToArray();
            if (projects.Length > 0)
            {
                var inner = path[directory.Length..];
                return Array.Exists(projects, p => p.Copies(inner)) ? $"{directory}bin/Debug/net10.0/{inner}" : null;
            }

            if (slash <= 0)
            {
                return null;
            }
        }
    }

    private static List<Project> Projects(RepositoryView repository)
    {
        var projects = new List<Project>();
        foreach (var file in repository.Files.Where(f => f is { LinkTarget: null, Length: < LongestProject } && f.Name.EndsWith("proj", StringComparison.OrdinalIgnoreCase)))
        {
            // What cannot be read is reported by those who judge project files.
            if (file.TryReadText(new FindingCollector(), out var text))
            {
                projects.Add(Project.Of(file.Path[..(file.Path.LastIndexOf('/') + 1)], text));
            }
        }

        return projects;
    }

    [GeneratedRegex(
        """<(?<item>None|Content|EmbeddedResource|AdditionalFiles)\b(?<attributes>[^>]*?)(?:/>|>(?<inner>.*?)</\k<item>\s*>)""",
        RegexOptions.Singleline | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Item();

    [GeneratedRegex("""\b(?:Include|Update)\s*=\s*["'](?<paths>[^"']*)["']""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Paths();

    [GeneratedRegex("""\bCopyToOutputDirectory\s*(?:=\s*["']|>)\s*(?<when>\w+)""", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Copied();

    /// <summary>What one project copies.</summary>
    private sealed record Project(string Directory, string[] Endings, IgnoreFile Named, IgnoreFile NeverCopied)
    {
        public static Project Of(string directory, string text)
        {
            var named = new List<string>();
            var never = new List<string>();
            foreach (Match item in Item().Matches(text))
            {
                if (Copied().Match(item.Value) is { Success: true } when)
                {
                    var isNever = when.Groups["when"].Value.Equals("Never", StringComparison.OrdinalIgnoreCase);
                    var paths = Paths().Match(item.Groups["attributes"].Value).Groups["paths"].Value.Replace('\\', '/');
                    (isNever ? never : named).AddRange(paths.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(p => "/" + p.TrimStart('.', '/')));
                }
            }

            return new Project(
                directory,
                [.. CopyingSdks.Where(s => text.Contains($"\"{s.Name}\"", StringComparison.OrdinalIgnoreCase) || text.Contains($"\"{s.Name}/", StringComparison.OrdinalIgnoreCase)).SelectMany(s => s.Endings)],
                IgnoreFile.Parse("copied", string.Join('\n', named), ignoreCase: true),
                IgnoreFile.Parse("not copied", string.Join('\n', never), ignoreCase: true));
        }

        public bool Copies(string inner) =>
            NeverCopied.LastMatch(inner, isDirectory: false) is null
            && (Named.LastMatch(inner, isDirectory: false) is not null || IsSettings(inner));

        // What an SDK takes by itself: nothing of a site's root, of the project's properties and of directories that begin with a dot.
        private bool IsSettings(string inner) =>
            Array.Exists(Endings, e => inner.EndsWith(e, StringComparison.OrdinalIgnoreCase))
            && !inner.StartsWith('.') && !inner.Contains("/.", StringComparison.Ordinal)
            && !inner.StartsWith("wwwroot/", StringComparison.OrdinalIgnoreCase) && !inner.StartsWith("Properties/", StringComparison.OrdinalIgnoreCase);
    }
}
