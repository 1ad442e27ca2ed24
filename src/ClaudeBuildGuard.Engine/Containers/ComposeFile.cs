using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>One service of a compose file, with what override files and the services that it extends say of it.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Starts">The commands of its <c>entrypoint</c> and <c>command</c>, each with the file that holds it.</param>
/// <param name="Profile">The container that it starts.</param>
internal sealed record ComposeService(string Name, IReadOnlyList<(string Path, ShellCommand Command)> Starts, ContainerProfile Profile)
{
    /// <summary>The commands of <c>entrypoint</c> and <c>command</c>.</summary>
    public IEnumerable<ShellCommand> Commands => Starts.Select(s => s.Command);

    /// <summary>The commands of one key.</summary>
    public static IReadOnlyList<ShellCommand> CommandsOf(YamlNode? node) => node switch
    {
        { IsScalar: true } text => ShellScript.Parse(text.Source),
        { IsSequence: true, Items.Count: > 0 } list when list.Items.Any(i => i.IsScalar) =>
            [new ShellCommand([.. list.Items.Where(i => i.IsScalar).Select(i => new ShellWord(i.Value, i.Line, i.Column))])],
        _ => [],
    };
}

/// <summary>A compose file with what the engine reads beside it.</summary>
/// <param name="Path">Relative to the repository root.</param>
/// <param name="Services">Its services.</param>
internal sealed record ComposeFile(string Path, IReadOnlyList<ComposeService> Services)
{
    private static readonly string[] MainNames = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

    /// <summary>True for the path of a compose file.</summary>
    public static bool IsName(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return HasExtension(name) && !name.StartsWith("process-compose", StringComparison.OrdinalIgnoreCase)
            && (name.StartsWith("docker-compose", StringComparison.OrdinalIgnoreCase) || name.StartsWith("compose.", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("compose-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("podman-compose", StringComparison.OrdinalIgnoreCase)
                || EndsInCompose(System.IO.Path.GetFileNameWithoutExtension(name)));
    }

    // agent-compose.yml, but not decompose.yml.
    private static bool EndsInCompose(string stem) =>
        stem.EndsWith("compose", StringComparison.OrdinalIgnoreCase) && stem.Length > "compose".Length && stem[^("compose".Length + 1)] is '-' or '_' or '.';

    /// <summary>True for a YAML file by its name.</summary>
    public static bool HasExtension(string name) =>
        name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The paths at which the engine looks for a file that is laid over another one without being named.</summary>
    public static IEnumerable<string> Overrides(string path)
    {
        var stem = path[..path.LastIndexOf('.')];
        return [$"{stem}.override.yaml", $"{stem}.override.yml"];
    }

    /// <summary>The paths at which the file lies that another one is laid over by its name; none for any other name.</summary>
    public static IEnumerable<string> Overridden(string path)
    {
        var at = path.LastIndexOf(".override.", StringComparison.Ordinal);
        return at < 0 ? [] : [$"{path[..at]}.yaml", $"{path[..at]}.yml"];
    }

    /// <summary>True for the name of a file that the engine reads when none is named.</summary>
    public static bool IsMain(string path) => MainNames.Contains(path[(path.LastIndexOf('/') + 1)..], StringComparer.Ordinal);

    /// <summary>The paths at which a file lies that is read when none is named, in the directory of another one.</summary>
    public static IEnumerable<string> Mains(string path) =>
        MainNames.Select(n => RepositoryPath.Combine(RepositoryPath.Directory(path), n)).OfType<string>().Where(p => p != path);
}
