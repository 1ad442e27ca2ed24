using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>An MCP server that reads files for the agent. It runs beside the client: neither deny rules nor the client's sandbox bind it.</summary>
/// <param name="Name">What the configuration calls it.</param>
/// <param name="Location">Where it is declared.</param>
/// <param name="Roots">The directories that it is given, each with its place; none when it serves what the client tells it, the directory of the session.</param>
/// <param name="InContainer">True when the roots are mounts of a container.</param>
internal sealed record FileServer(string Name, Location Location, ImmutableArray<(string Path, Location Location)> Roots, bool InContainer)
{
    /// <summary>What stands in the names of file servers' packages and images, and in no other's.</summary>
    private static readonly string[] Signs = ["filesystem", "server-files", "desktop-commander"];

    /// <summary>The file server that a definition starts; null when it starts none.</summary>
    /// <param name="definition">A member of <c>mcpServers</c>.</param>
    /// <param name="path">The file it stands in, relative to the repository.</param>
    public static FileServer? Of(JsonMember definition, string path)
    {
        if (definition.Value["command"]?.AsString is not { } program)
        {
            return null;
        }

        var arguments = definition.Value["args"]?.Strings.ToList() ?? [];
        var named = arguments.FindIndex(a => IsSign(a.Text));
        if (named < 0 && !IsSign(program))
        {
            return null;
        }

        var command = new ShellCommand([new ShellWord(program, 0, 0), .. arguments.Select(a => new ShellWord(a.Text, a.Span.Line, a.Span.Column))]);
        if (DockerRun.From(command, path, EngineContext.None) is { } run)
        {
            return new FileServer(definition.Name, definition.NameSpan.In(path), [.. run.Profile.Mounts.Select(m => (m.Source, m.Location))], InContainer: true);
        }

        var roots = arguments.Skip(named + 1).Where(a => !a.Text.StartsWith('-')).Select(a => (a.Text, a.Span.In(path)));
        return new FileServer(definition.Name, definition.NameSpan.In(path), [.. roots], InContainer: false);
    }

    private static bool IsSign(string word) => Signs.Any(s => word.Contains(s, StringComparison.OrdinalIgnoreCase));
}
