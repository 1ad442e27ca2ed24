using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Uses in the commands of one script, wherever it stands.</summary>
/// <param name="containers">The containers of the repository, which commands start by name.</param>
internal sealed class ScriptUses(ContainerCatalogue containers)
{
    /// <summary>The uses, each with the container that its own command starts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="commands">The commands of the script.</param>
    /// <param name="text">The text around them: a variable that says "sandbox" counts only where the client is spoken of.</param>
    /// <param name="uses">The uses among the commands, where they are known.</param>
    public IEnumerable<PermissionUse> In(string path, IReadOnlyList<ShellCommand> commands, string text, IReadOnlyList<CommandUse>? uses = null)
    {
        var context = EngineContext.Of(commands, path, containers);
        foreach (var use in uses ?? [.. CommandUses.In(commands)])
        {
            if (use.IsRootGuard && !text.Contains("claude", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var container = containers.StartedBy(use.Command, path, context);
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
                var container = containers.StartedBy(reader, path, context);
                yield return new PermissionUse(new Location(path, word.Line, word.Column), $"{name}={Spellings.Mode}")
                {
                    Container = container,
                    Production = ProductionAccess.Of(container),
                };
            }
        }
    }
}
