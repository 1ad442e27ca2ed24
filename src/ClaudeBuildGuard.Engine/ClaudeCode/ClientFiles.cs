using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.ClaudeCode;

/// <summary>The client's own files in a repository, by path.</summary>
internal static class ClientFiles
{
    private static readonly string[] SampleDirectories =
        ["test", "tests", "testdata", "test-data", "fixtures", "sample", "samples", "example", "examples", "template", "templates", "docs", "demo", "demos", "benchmarks", "worktrees"];

    /// <summary>Where a build keeps a copy of this product's hook: a path that settings can name on every machine. See build/ClaudeBuildGuard.proj.</summary>
    public const string HookCopy = ".claude/hooks/claude-build-guard/claude-build-guard.dll";

    /// <summary>
    /// Settings files at any depth, shared and local: a session may be started in any directory. The client follows links (measured), so
    /// a link stands for the file of the repository that it leads to.
    /// </summary>
    public static IEnumerable<RepositoryFile> Settings(RepositoryView repository) => Behind(
        repository,
        repository.Files.Where(f => f.Name is "settings.json" or "settings.local.json" or "managed-settings.json" && InClientDirectory(f.Path)).Select(f => f.Path)
            .Concat(repository.Files.Where(f => f is { Name: ".claude", LinkTarget: not null }).SelectMany(f => new[] { f.Path + "/settings.json", f.Path + "/settings.local.json" })));

    /// <summary>Server definitions: the client's own and those of editors beside it.</summary>
    public static IEnumerable<RepositoryFile> Servers(RepositoryView repository) => Behind(
        repository,
        repository.Files.Where(f => f.Name is ".mcp.json"
            || (f.Name == "mcp.json" && (f.Path.Contains(".cursor/", StringComparison.Ordinal) || f.Path.Contains(".vscode/", StringComparison.Ordinal)
                || f.Path.Contains(".claude", StringComparison.Ordinal)))).Select(f => f.Path));

    /// <summary>True below a directory of tests, samples or templates, where files of the client are data and no session is started.</summary>
    public static bool IsSample(string path) => path.Split('/').SkipLast(1).Any(d =>
        SampleDirectories.Contains(d, StringComparer.OrdinalIgnoreCase) || d.EndsWith(".Tests", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<RepositoryFile> Behind(RepositoryView repository, IEnumerable<string> paths) =>
        paths.Select(p => RepositoryLinks.Open(repository, p)).OfType<RepositoryFile>().DistinctBy(f => f.Path);

    private static bool InClientDirectory(string path) =>
        path.Contains(".claude/", StringComparison.Ordinal) || path.EndsWith("managed-settings.json", StringComparison.Ordinal);
}
