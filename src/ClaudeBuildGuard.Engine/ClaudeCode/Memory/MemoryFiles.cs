using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Memory;

/// <summary>Which files are memory files, by their path alone. Source: claude-code-facts, 4.1 and 4.2.</summary>
internal static class MemoryFiles
{
    private const string Rules = ".claude/rules/";

    /// <summary>The memory files of a repository in the order in which the client reads them, started at the root.</summary>
    public static IEnumerable<(RepositoryFile File, MemoryKind Kind)> Of(RepositoryView repository)
    {
        ReadOnlySpan<string> project = ["CLAUDE.md", ".claude/CLAUDE.md"];
        var found = new List<(RepositoryFile, MemoryKind)>();
        var names = ClientNames.Of(repository);
        foreach (var path in project)
        {
            Add(repository.Find(path) ?? RepositoryLinks.Open(repository, path), MemoryKind.Project);
        }

        foreach (var file in repository.Files.Where(f => f.Path.StartsWith(Rules, StringComparison.Ordinal) || f is { Path: ".claude" or ".claude/rules", LinkTarget: not null }))
        {
            AddBehind(file, MemoryKind.Rule);
        }

        Add(repository.Find("CLAUDE.local.md"), MemoryKind.Local);
        if (!found.Exists(f => f.Item2 == MemoryKind.Project || (f.Item2 == MemoryKind.Local && f.Item1.IsTracked)))
        {
            Add(repository.Find("AGENTS.md"), MemoryKind.Agents);
            Add(repository.Find(".claude/AGENTS.md"), MemoryKind.Agents);
        }

        foreach (var file in repository.Files)
        {
            if (IsOfSubdirectory(file))
            {
                Add(file, MemoryKind.Subdirectory);
            }
            else if (file.LinkTarget is not null && (file.Path.EndsWith("/.claude", StringComparison.Ordinal) || file.Path.EndsWith("/.claude/rules", StringComparison.Ordinal)
                || file.Path.Contains("/" + Rules, StringComparison.Ordinal)))
            {
                AddBehind(file, MemoryKind.Subdirectory);
            }
        }

        return found;

        // The rule itself, or the rules in the directory that a link leads to.
        void AddBehind(RepositoryFile file, MemoryKind kind)
        {
            foreach (var rule in RepositoryLinks.Expand(repository, file).Where(r => r.Name.EndsWith(".md", StringComparison.Ordinal)
                && names.For(r).Any(n => n.StartsWith(file.Path, StringComparison.Ordinal) && ("/" + n).Contains("/" + Rules, StringComparison.Ordinal))))
            {
                Add(rule, kind);
            }
        }

        void Add(RepositoryFile? file, MemoryKind kind)
        {
            if (file is not null)
            {
                found.Add((file, kind));
            }
        }
    }

    private static bool IsOfSubdirectory(RepositoryFile file)
    {
        var path = file.Path;
        return path.EndsWith(".md", StringComparison.Ordinal) && path.Contains('/', StringComparison.Ordinal)
            && !path.StartsWith(Rules, StringComparison.Ordinal) && path != ".claude/CLAUDE.md"
            && (path.EndsWith("/CLAUDE.md", StringComparison.Ordinal) || path.EndsWith("/CLAUDE.local.md", StringComparison.Ordinal)
                || path.Contains("/" + Rules, StringComparison.Ordinal));
    }
}
