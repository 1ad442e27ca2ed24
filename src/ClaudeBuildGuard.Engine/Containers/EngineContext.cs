using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>What the commands of a script around a <c>docker run</c> say of it: variables, networks and images that it makes.</summary>
internal sealed class EngineContext
{
    private static readonly HashSet<string> Engines = new(StringComparer.Ordinal) { "docker", "podman", "nerdctl", "docker-compose", "podman-compose" };

    private readonly Dictionary<string, DockerfileSource> _images = new(StringComparer.Ordinal);
    private readonly HashSet<string> _internalNetworks = new(StringComparer.Ordinal);

    private EngineContext(ShellVariables variables, ContainerFiles? files)
    {
        Variables = variables;
        Files = files;
    }

    /// <summary>Nothing is known around a command.</summary>
    public static EngineContext None { get; } = new(ShellVariables.None, null);

    /// <summary>The variables of the script.</summary>
    public ShellVariables Variables { get; }

    /// <summary>The files of the repository; null where no image of it is asked for.</summary>
    public ContainerFiles? Files { get; }

    /// <summary>What a script says.</summary>
    /// <param name="commands">All its commands.</param>
    /// <param name="path">The script.</param>
    /// <param name="containers">The containers of the repository.</param>
    public static EngineContext Of(IReadOnlyList<ShellCommand> commands, string path, ContainerCatalogue containers)
    {
        if (!commands.Any(c => IsEngine(c) || c.Program.StartsWith('$')))
        {
            return None;
        }

        var context = new EngineContext(ShellVariables.Of(commands, path), containers.Files);
        foreach (var command in commands.Select(context.Written).Where(IsEngine))
        {
            if (command.Has("network") && command.Has("create") && command.Has("--internal"))
            {
                context._internalNetworks.Add(context.Variables.Expand(command.Words[^1].Text));
            }
            else if (command.Has("build"))
            {
                context.TakeImage(command, path, containers.Files);
            }
        }

        return context;
    }

    /// <summary>A command whose program is a variable, written out where that variable names an engine: <c>$DOCKER run</c>; any other one as it is.</summary>
    public ShellCommand Written(ShellCommand command) =>
        command.Program.StartsWith('$') && Variables.ProgramOf(command.Words[command.ProgramIndex].Text) is [{ } first, ..] words && Engines.Contains(ShellCommand.BaseName(first.Text))
            ? command with { Words = [.. command.Words.Take(command.ProgramIndex), command.Words[command.ProgramIndex] with { Text = first.Text }, .. words.Skip(1), .. command.Arguments] }
            : command;

    /// <summary>The Dockerfile that the script builds an image from; null when it builds none of that name.</summary>
    public DockerfileSource? ImageOf(string name) => _images.GetValueOrDefault(name);

    /// <summary>How far a network reaches.</summary>
    public Egress EgressOf(string? network) => network switch
    {
        "none" => Egress.None,
        not null when _internalNetworks.Contains(network) => Egress.Limited,
        _ => Egress.Open,
    };

    private static bool IsEngine(ShellCommand command) => command.Program is "docker" or "podman" or "nerdctl";

    private void TakeImage(ShellCommand command, string path, ContainerFiles files)
    {
        string? name = null;
        string? file = null;
        ShellWord[] words = [.. command.Arguments];
        for (var i = 0; i < words.Length; i++)
        {
            var (option, value) = words[i].Text.Split('=', 2) is [var left, var right] && left.StartsWith("--", StringComparison.Ordinal)
                ? (left, right)
                : (words[i].Text, i + 1 < words.Length ? words[i + 1].Text : string.Empty);
            name = option is "-t" or "--tag" ? Variables.Expand(value) : name;
            file = option is "-f" or "--file" ? Variables.Expand(value) : file;
        }

        var context = Variables.Expand(words[^1].Text);
        foreach (var directory in (string[])[string.Empty, RepositoryPath.Directory(path)])
        {
            var at = file is not null ? RepositoryPath.Combine(directory, file) : RepositoryPath.Combine(directory, context, "Dockerfile");
            if (name is not null && at is not null && files.Dockerfile(at) is { } source)
            {
                _images[name] = source;
                return;
            }
        }
    }
}
