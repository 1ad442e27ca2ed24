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
    /// <param name="context">What the script around it says.</param>
    public static DockerRun? From(ShellCommand command, string path, EngineContext context)
    {
        command = context.Written(command);
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

        var options = EngineOptions.Read([.. words.Skip(at + 1)], path, string.Empty, context.Variables);
        var image = options.Rest.Count > 0 ? context.Variables.Expand(options.Rest[0].Text) : string.Empty;
        ShellWord[] inner = [.. options.Rest.Skip(1)];
        var location = new Location(path, words[command.ProgramIndex].Line, words[command.ProgramIndex].Column);
        var source = context.ImageOf(image);
        var egress = context.EgressOf(options.Network);
        var profile = new ContainerProfile
        {
            Name = "The container of this 'docker run'",
            Location = location,
            User = options.User is not null ? BaseImages.Named(options.User.Text)
                : source is null ? BaseImages.DefaultUser(image, forDevContainer: false)
                : ImageStart.UserOf(source, context.Files!, runsEntryPoint: !options.ReplacesEntryPoint),
            UserLocation = options.User is null ? location : new Location(path, options.User.Line, options.User.Column),
            Egress = egress == Egress.Open && source is not null && !options.ReplacesEntryPoint && EngineOptions.GiveNetworkAdministration(options.Breaches)
                && ImageStart.Closes(source, context.Files!) ? Egress.Limited : egress,
            Mounts = [.. options.Mounts, .. EngineAddress.Mounts(options.Variables)],
            Breaches = options.Breaches,
            Variables = options.Variables,
            VariableFiles = options.VariableFiles,
            Unread = options.Unread,
            Dockerfile = source,
            RunsAgent = MentionsClient(image) || source is { RunsAgent: true } || StartsClient(inner)
                || options.Variables.Any(v => v.Name == "CLAUDE_CODE_OAUTH_TOKEN")
                || options.Mounts.Any(m => m.Kind == MountKind.ClientState),
        };
        return new DockerRun(profile, image, inner);
    }

    /// <summary>True when the words of a command that runs inside start or install the client.</summary>
    public static bool StartsClient(IReadOnlyList<ShellWord> inner) =>
        inner.Any(w => w.Text.Contains(' ', StringComparison.Ordinal) && ShellScript.Parse(w.Text, w.Line, w.Column).Any(AgentEvidence.Starts))
        || (inner.Count > 0 && AgentEvidence.In(new ShellCommand(inner)));

    /// <summary>True for an image whose name says that it holds the client.</summary>
    public static bool MentionsClient(string image) =>
        image.Contains("claude-code", StringComparison.OrdinalIgnoreCase) || image.Contains("claude_code", StringComparison.OrdinalIgnoreCase)
        || image.Contains("claude-sandbox", StringComparison.OrdinalIgnoreCase)
        || image[(image.LastIndexOf('/') + 1)..].Split(':', '@')[0].Equals("claude", StringComparison.OrdinalIgnoreCase);
}
