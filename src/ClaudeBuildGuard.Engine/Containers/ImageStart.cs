using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>How an image that a Dockerfile builds starts: as whom, and behind what firewall.</summary>
internal static partial class ImageStart
{
    /// <summary>The commands of its entry point, <c>CMD</c> included.</summary>
    public static IReadOnlyList<ShellCommand> Commands(DockerfileSource source) =>
        [.. Last(source, "ENTRYPOINT").Concat(Last(source, "CMD"))];

    /// <summary>The commands of its <c>CMD</c> or <c>ENTRYPOINT</c> that hold in the end.</summary>
    public static IReadOnlyList<ShellCommand> Last(DockerfileSource source, string instruction) =>
        source.Content.Final?.Inherited.LastOrDefault(i => i.Name == instruction)?.Commands() ?? [];

    /// <summary>The user that the client in it runs as.</summary>
    /// <param name="source">The Dockerfile.</param>
    /// <param name="files">The files of the repository.</param>
    /// <param name="runsEntryPoint">True when its own entry point runs, which may hand over to another user.</param>
    public static ContainerUser UserOf(DockerfileSource source, ContainerFiles files, bool runsEntryPoint) =>
        AfterStart(DeclaredUser(source), runsEntryPoint ? Commands(source) : [], new ContainerScripts(files, source.Directory, source));

    /// <summary>The user after the commands of an entry point, which may hand over to another one.</summary>
    public static ContainerUser AfterStart(ContainerUser declared, IReadOnlyList<ShellCommand> commands, ContainerScripts scripts) =>
        scripts.HandOver(commands) is { } user and not ContainerUser.Unknown ? user : declared;

    /// <summary>The user at the end of a Dockerfile.</summary>
    public static ContainerUser DeclaredUser(DockerfileSource source, bool forDevContainer = false)
    {
        var final = source.Content.Final;
        if (final?.User is not { } user)
        {
            return BaseImages.DefaultUser(source.Content.Resolve(final?.RootImage ?? string.Empty), forDevContainer);
        }

        var name = source.Content.Resolve(user.Text, final);
        return final.Inherited.Where(i => i.Name == "RUN").SelectMany(i => i.AllCommands()).Any(c => MakesRoot(c) && c.Words[^1].Text == name.Split(':')[0])
            ? ContainerUser.Root
            : BaseImages.Named(name);
    }

    /// <summary>True when its entry point shuts the way out.</summary>
    public static bool Closes(DockerfileSource source, ContainerFiles files) =>
        new ContainerScripts(files, source.Directory, source).Close(Commands(source), DeclaredUser(source) != ContainerUser.NonRoot);

    /// <summary>True for a command that gives a user the number of root.</summary>
    public static bool MakesRoot(ShellCommand command) =>
        command.Program is "useradd" or "adduser" or "usermod" && RootNumber().IsMatch(string.Join(' ', command.Words.Select(w => w.Text)));

    [GeneratedRegex(@"\s(?:-o?u|-uo|--uid)[ =]?0+(?:\s|$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RootNumber();
}
