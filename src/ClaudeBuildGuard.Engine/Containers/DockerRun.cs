using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>A <c>docker run</c> line (also podman, nerdctl, <c>create</c>).</summary>
/// <param name="Profile">The container that it starts.</param>
/// <param name="Image">The image; empty when it could not be read.</param>
/// <param name="Command">The words of the command inside; empty when the image's own command runs.</param>
internal sealed record DockerRun(ContainerProfile Profile, string Image, IReadOnlyList<ShellWord> Command)
{
    /// <summary>Reads a command; null when it starts no container.</summary>
    /// <param name="command">The command.</param>
    /// <param name="path">The file that holds it.</param>
    /// <param name="internalNetworks">Names of networks that have no way out.</param>
    public static DockerRun? From(ShellCommand command, string path, IReadOnlySet<string> internalNetworks)
    {
        if (command.Program is not ("docker" or "podman" or "nerdctl"))
        {
            return null;
        }

        var words = command.Words;
        var at = command.ProgramIndex + 1;
        while (at < words.Count && (words[at].Text.StartsWith('-') || words[at].Text is "container"))
        {
            at++;
        }

        if (at >= words.Count || words[at].Text is not ("run" or "create"))
        {
            return null;
        }

        var options = EngineOptions.Read([.. words.Skip(at + 1)], path, string.Empty);
        var image = options.Rest.Count > 0 ? options.Rest[0].Text : string.Empty;
        ShellWord[] inner = [.. options.Rest.Skip(1)];
        var location = new Location(path, words[command.ProgramIndex].Line, words[command.ProgramIndex].Column);
        var profile = new ContainerProfile
        {
            Name = "The container of this 'docker run'",
            Location = location,
            User = options.User is null ? BaseImages.DefaultUser(image, forDevContainer: false) : BaseImages.Named(options.User.Text),
            UserLocation = options.User is null ? location : new Location(path, options.User.Line, options.User.Column),
            Egress = EgressOf(options.Network, internalNetworks),
            Mounts = options.Mounts,
            Breaches = options.Breaches,
            Variables = options.Variables,
            VariableFiles = options.VariableFiles,
            RunsAgent = MentionsClient(image)
                || inner.Any(w => w.Text.Contains(' ', StringComparison.Ordinal) && ShellScript.Parse(w.Text, w.Line, w.Column).Any(AgentEvidence.Starts))
                || (inner.Length > 0 && AgentEvidence.In(new ShellCommand(inner)))
                || options.Variables.Any(v => v.Name == "CLAUDE_CODE_OAUTH_TOKEN")
                || options.Mounts.Any(m => m.Kind == MountKind.ClientState),
        };
        return new DockerRun(profile, image, inner);
    }

    /// <summary>Names of the networks that a script creates without a way out.</summary>
    public static IReadOnlySet<string> InternalNetworks(IEnumerable<ShellCommand> commands) =>
        commands.Where(c => c.Program is "docker" or "podman" or "nerdctl" && c.Has("network") && c.Has("create") && c.Has("--internal"))
            .Select(c => c.Words[^1].Text).ToHashSet(StringComparer.Ordinal);

    /// <summary>How far a network reaches.</summary>
    public static Egress EgressOf(string? network, IReadOnlySet<string> internalNetworks) => network switch
    {
        "none" => Egress.None,
        not null when internalNetworks.Contains(network) => Egress.Limited,
        _ => Egress.Open,
    };

    /// <summary>True for an image whose name says that it holds the client.</summary>
    public static bool MentionsClient(string image) =>
        image.Contains("claude-code", StringComparison.OrdinalIgnoreCase) || image.Contains("claude_code", StringComparison.OrdinalIgnoreCase)
        || image.Contains("claude-sandbox", StringComparison.OrdinalIgnoreCase)
        || image[(image.LastIndexOf('/') + 1)..].Split(':', '@')[0].Equals("claude", StringComparison.OrdinalIgnoreCase);
}
