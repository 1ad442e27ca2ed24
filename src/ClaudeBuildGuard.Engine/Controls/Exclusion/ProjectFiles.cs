using System.Xml.Linq;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>The MSBuild files of a repository, each read once.</summary>
internal sealed class ProjectFiles(RepositoryView repository)
{
    private readonly Dictionary<string, XElement?> _read = new(StringComparer.Ordinal);

    // The directories of solutions.
    private readonly HashSet<string> _solutions =
    [
        .. repository.Files.Where(f => f.Name.EndsWith(".sln", StringComparison.OrdinalIgnoreCase) || f.Name.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase))
            .Select(f => RepositoryPath.Directory(f.Path)),
    ];

    /// <summary>The root element of a file; null when there is none, or none that MSBuild could read either.</summary>
    public XElement? Read(string path)
    {
        if (!_read.TryGetValue(path, out var root))
        {
            _read[path] = root = Parse(path);
        }

        return root;
    }

    /// <summary>The path of the nearest file of a name, in a directory or above it; null when there is none.</summary>
    public string? Above(string directory, string name)
    {
        for (var at = directory; ; at = RepositoryPath.Directory(at))
        {
            var path = at.Length == 0 ? name : $"{at}/{name}";
            if (repository.Find(path) is not null)
            {
                return path;
            }

            if (at.Length == 0)
            {
                return null;
            }
        }
    }

    /// <summary>The directory of the nearest solution, in a directory or above it; null when there is none.</summary>
    public string? Solution(string directory)
    {
        for (var at = directory; ; at = RepositoryPath.Directory(at))
        {
            if (_solutions.Contains(at) || at.Length == 0)
            {
                return _solutions.Contains(at) ? at : null;
            }
        }
    }

    /// <summary>The files that a pattern names, in order.</summary>
    public IEnumerable<string> Matching(Glob pattern) => repository.Files.Where(f => pattern.Matches(f.Path)).Select(f => f.Path);

    private XElement? Parse(string path)
    {
        // What cannot be read is reported by those who judge project files.
        return repository.Find(path) is { LinkTarget: null } file && file.TryReadText(new FindingCollector(), out var text) ? XmlContent.Parse(text)?.Root : null;
    }
}
