using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Uses in the commands of one script, wherever it stands.</summary>
/// <param name="containers">The containers of the repository, which commands start by name.</param>
internal sealed class ScriptUses(ContainerCatalogue containers)
{
    /// <summary>The weakest dev container of the repository, for a command that enters one without saying which; null when there is none.</summary>
    public ContainerProfile? DevContainer => containers.DevContainers.Select(d => d.Profile).MaxBy(p => p.Gaps().Count);

    /// <summary>The uses, each with the container that its own command starts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="commands">The commands of the script.</param>
    /// <param name="text">The text around them: a variable that says "sandbox" counts only where the client is spoken of.</param>
    /// <param name="uses">The uses among the commands, where they are known.</param>
    public IEnumerable<PermissionUse> In(string path, IReadOnlyList<ShellCommand> commands, string text, IReadOnlyList<CommandUse>? uses = null)
    {
        var networks = DockerRun.InternalNetworks(commands);
        foreach (var use in uses ?? [.. CommandUses.In(commands)])
        {
            if (use.IsRootGuard && !text.Contains("claude", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var container = StartedBy(use.Command, path, networks);
            yield return new PermissionUse(new Location(path, use.Word.Line, use.Word.Column), use.Spelling)
            {
                Container = container,
                IsContained = use.IsContained,
                IsRootGuard = use.IsRootGuard,
                Production = ProductionAccess.Of(container),
            };
        }

        var readers = ModeVariables.ReadBy(commands);
        foreach (var (word, name) in readers.Count == 0 ? [] : ModeVariables.AssignedIn(commands))
        {
            if (readers.TryGetValue(name, out var reader))
            {
                var container = StartedBy(reader, path, networks);
                yield return new PermissionUse(new Location(path, word.Line, word.Column), $"{name}={Spellings.Mode}")
                {
                    Container = container,
                    Production = ProductionAccess.Of(container),
                };
            }
        }
    }

    /// <summary>The container that a command starts; null when it starts none.</summary>
    public ContainerProfile? StartedBy(ShellCommand command, string path, IReadOnlySet<string> networks)
    {
        if (DockerRun.From(command, path, networks) is { } run)
        {
            return run.Profile;
        }

        if (command.Program == "devcontainer")
        {
            return DevContainer;
        }

        if (command.Program is not ("docker" or "podman" or "docker-compose" or "nerdctl"))
        {
            return null;
        }

        // docker compose run SERVICE …, docker exec NAME …: the service is found by its name.
        var named = containers.ComposeFiles.SelectMany(c => c.Services).Where(s => command.Has(s.Name)).Select(s => s.Profile).ToList();
        return named.Count > 0
            ? named.MaxBy(p => p.Gaps().Count)
            : new ContainerProfile { Name = "The container", Location = new Location(path, command.Words[0].Line, command.Words[0].Column) };
    }
}
