using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Controls.AgentConfiguration;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion.Routes;

/// <summary>
/// MCP servers of the repository that read files. Measured: such a server reads a file that deny rules and the sandbox both name, since it
/// is a process of its own. What closes the route is a deny rule for the server, a hook, or another directory.
/// </summary>
internal static class FileServerRoutes
{
    private const string File = ".mcp.json";

    /// <summary>A route for each server that is given a directory with the file in it; one closed route when none is.</summary>
    public static IReadOnlyList<SecretRoute> Of(ExclusionModel model, string path)
    {
        var reaching = Servers.Of(model.Repository).All.Where(s => Reaches(model.Repository, s, path)).Select(s => Route(model, s)).ToArray();
        return reaching.Length > 0 ? reaching : [new SecretRoute("MCP file servers", IsOpen: false, $"no file server in {File} being given its directory")];
    }

    private static SecretRoute Route(ExclusionModel model, FileServer server)
    {
        // The client writes a server's name into those of its tools, with what no name of a tool may hold replaced.
        var prefix = "mcp__" + string.Concat(server.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
        var denied = model.Settings.Loaded.SelectMany(f => f.Deny).FirstOrDefault(r => r.Tool == prefix || r.NamesWholeTool(prefix + "__any"));
        var disabled = model.Settings.Union("disabledMcpjsonServers").Any(s => s.Value.Text == server.Name);
        var by = denied is not null ? $"'{denied.Text}' in {denied.File}"
            : disabled ? "'disabledMcpjsonServers'"
            : model.Settings.RunsGuardHook ? "the runtime hook, which sees the paths of its calls"
            : $"a deny rule '{prefix}', or the runtime hook";
        return new SecretRoute($"MCP file server '{server.Name}'", denied is null && !disabled && !model.Settings.RunsGuardHook, by)
        {
            Told = $"the MCP server '{server.Name}' ({server.Location.Path}:{server.Location.Line}), which no deny rule for files and no sandbox binds",
            Remedy = $"Give '{server.Name}' narrower directories, deny '{prefix}', or install the hook.",
        };
    }

    private static bool Reaches(RepositoryView repository, FileServer server, string path) =>
        (server.Roots.IsEmpty && !server.InContainer) || server.Roots.Any(r => Reaches(repository, r.Path, path));

    private static bool Reaches(RepositoryView repository, string root, string path)
    {
        if (Mount.Classify(root, string.Empty) is MountKind.Home or MountKind.AboveProject)
        {
            return true;
        }

        if (Mount.BelowProject(root) is { } below)
        {
            return IsIn(path, below);
        }

        // An absolute path says something only on the machine that it was written for.
        var (written, here) = (root.Replace('\\', '/').TrimEnd('/'), repository.Root.Replace('\\', '/').TrimEnd('/'));
        return IsIn(here, written) || (written.StartsWith(here + "/", StringComparison.Ordinal) && IsIn(path, written[(here.Length + 1)..]));
    }

    private static bool IsIn(string path, string directory) => directory.Length == 0 || path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);

    /// <summary>The file servers that the client starts for this project.</summary>
    private sealed record Servers(IReadOnlyList<FileServer> All)
    {
        public static Servers Of(RepositoryView repository) => repository.Derive(static r => new Servers(
            RepositoryLinks.Open(r, File) is { } file && YamlFile.ReadJson(file, new FindingCollector()) is { } root
                ? [.. (root["mcpServers"]?.Members ?? []).Select(m => FileServer.Of(m, File)).OfType<FileServer>()]
                : []));
    }
}
