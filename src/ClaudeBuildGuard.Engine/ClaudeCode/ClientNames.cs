using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.ClaudeCode;

/// <summary>
/// The paths by which agents know the files of a repository: their own, and those that symbolic links in the agents' directories give them.
/// The client follows such links, of single files and of directories: measured with 2.1.332 for rules and agents.
/// </summary>
internal sealed class ClientNames
{
    private readonly Dictionary<string, SortedSet<string>> _linked = new(StringComparer.Ordinal);

    private ClientNames(RepositoryView repository)
    {
        // Agents keep their files below directories that begin with a dot.
        foreach (var link in repository.Files.Where(f => f.LinkTarget is not null && (f.Path[0] == '.' || f.Path.Contains("/.", StringComparison.Ordinal))))
        {
            var directory = RepositoryLinks.Resolve(repository, link) is null ? RepositoryLinks.TargetPath(repository, link, link.LinkTarget!) : null;
            foreach (var file in RepositoryLinks.Expand(repository, link))
            {
                if (RepositoryLinks.Resolve(repository, file) is { } content && content != link)
                {
                    Add(content.Path, directory is null ? link.Path : link.Path + file.Path[directory.Length..]);
                }
            }
        }
    }

    /// <summary>The names of a repository's files; read on first use.</summary>
    public static ClientNames Of(RepositoryView repository) => repository.Derive(r => new ClientNames(r));

    /// <summary>The paths by which agents know a file, its own first.</summary>
    public IEnumerable<string> For(RepositoryFile file) => _linked.TryGetValue(file.Path, out var linked) ? linked.Prepend(file.Path) : [file.Path];

    private void Add(string path, string name)
    {
        if (!_linked.TryGetValue(path, out var names))
        {
            _linked[path] = names = new SortedSet<string>(StringComparer.Ordinal);
        }

        names.Add(name);
    }
}
