using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>A script that can be in a container.</summary>
/// <param name="Path">Its path in the repository; empty when it stands in a Dockerfile.</param>
/// <param name="Source">Its text.</param>
internal sealed record ContainerScript(string Path, SourceText Source)
{
    private IReadOnlyList<ShellCommand>? _commands;

    /// <summary>Its commands in the order in which they run.</summary>
    public IReadOnlyList<ShellCommand> Commands => _commands ??= ShellFlow.Of(ShellScript.Parse(Source));

    /// <summary>True for a file that nftables loads.</summary>
    public bool IsNfTables => Source.Text.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0 && (l[0] != '#' || l.StartsWith("#!", StringComparison.Ordinal))) is { } first
        && (first.StartsWith("table ", StringComparison.Ordinal) || first.StartsWith("flush ruleset", StringComparison.Ordinal)
            || (first.StartsWith("#!", StringComparison.Ordinal) && first.Contains("nft", StringComparison.Ordinal)));
}

/// <summary>The scripts that the commands of one container start, and what they do to it.</summary>
/// <param name="files">The files of the repository.</param>
/// <param name="directory">The directory of the definition that has the commands in it.</param>
/// <param name="image">The Dockerfile that the container is built from; null when it is not known.</param>
internal sealed class ContainerScripts(ContainerFiles files, string directory, DockerfileSource? image)
{
    private const int DeepestStart = 4;

    // More commands than any start of a container comes to: a firewall that is still not set by then is none.
    private const int MostCommands = 50_000;

    // Programs that do something else with a script than starting it.
    private static readonly HashSet<string> Readers = new(StringComparer.Ordinal)
    {
        "echo", "printf", "cat", "chmod", "chown", "cp", "mv", "rm", "ln", "ls", "test", "[", "[[", "stat", "file", "touch", "install", "grep", "sed", "awk", "head", "tail",
        "true", ":", "sha256sum", "dos2unix", "shellcheck", "curl", "wget",
    };

    /// <summary>How far a container reaches after the commands that it starts with, and why its firewall does not hold, as a sentence; empty when it has none.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="user">The user that runs them.</param>
    /// <param name="breaches">What the container is given: without the capability no firewall inside it works.</param>
    public (Egress Egress, string Flaw) EgressOf(IReadOnlyList<ShellCommand> commands, ContainerUser user, IEnumerable<IsolationBreach> breaches)
    {
        var isClosed = Close(commands, isRoot: true, out var opening);
        return !isClosed ? (Egress.Open, opening.Length == 0 ? string.Empty : $"Its firewall lets it reach any host with the rule '{opening}'.")
            : !EngineOptions.GiveNetworkAdministration(breaches) ? (Egress.Open, "Its firewall cannot work without the capability 'NET_ADMIN'.")
            : user == ContainerUser.NonRoot && !Close(commands, isRoot: false, out _) ? (Egress.Open, "Its firewall cannot work, since it is not started as root ('sudo').")
            : (Egress.Limited, string.Empty);
    }

    /// <summary>True when the commands shut the way out of the container, if they run as root or by themselves become it.</summary>
    public bool Close(IEnumerable<ShellCommand> commands, bool isRoot) => Close(commands, isRoot, out _);

    private bool Close(IEnumerable<ShellCommand> commands, bool isRoot, out string opening)
    {
        var firewall = new Firewall();
        var left = MostCommands;
        Run(firewall, commands, isRoot, DeepestStart, ref left);
        var isClosed = left > 0 && firewall.IsClosed;
        opening = firewall.Opening;
        return isClosed;
    }

    /// <summary>True when the commands, or scripts of the repository that they start, install or start the client.</summary>
    public bool HoldAgent(IEnumerable<ShellCommand> commands) => All(commands, DeepestStart, [], directory).Any(AgentEvidence.In);

    /// <summary>
    /// The user that commands hand over to before they start what they are given, as an entry point does with gosu; null when they hand over to nobody.
    /// </summary>
    public ContainerUser? HandOver(IReadOnlyList<ShellCommand> commands)
    {
        foreach (var script in commands.Where(c => !Readers.Contains(c.Program)).SelectMany(c => Started(c, anywhere: false)))
        {
            var variables = ShellVariables.Of(script.Commands, script.Path);
            if (HandOver(script.Commands, variables) is { } user)
            {
                return user;
            }
        }

        return HandOver(commands, ShellVariables.None);
    }

    private static ContainerUser? HandOver(IReadOnlyList<ShellCommand> commands, ShellVariables variables)
    {
        foreach (var command in commands)
        {
            if ((AgentEvidence.Starts(command) || command.Has("$@") || command.Has("$*") || Inner(command)?.Any(AgentEvidence.Starts) == true) && UserOf(command, variables) is { } user)
            {
                return user;
            }
        }

        return null;
    }

    // gosu USER …, su-exec USER …, setpriv --reuid=USER …, runuser -u USER …, sudo -u USER …; sudo alone is root.
    private static ContainerUser? UserOf(ShellCommand command, ShellVariables variables)
    {
        var words = command.Words;
        for (var i = 0; i + 1 < words.Count; i++)
        {
            var program = ShellCommand.BaseName(words[i].Text);
            string? user = null;
            switch (program)
            {
                case "gosu" or "su-exec" or "s6-setuidgid":
                    user = words[i + 1].Text;
                    break;
                case "setpriv" or "runuser" or "sudo" or "doas" or "su":
                    user = Option(words, i + 1);
                    if (user is null && (program is "sudo" or "doas"))
                    {
                        return AgentEvidence.Starts(command) || command.Program is "$@" or "$*" ? ContainerUser.Root : null;
                    }

                    user ??= words.Skip(i + 1).Select(w => w.Text).FirstOrDefault(w => !w.StartsWith('-'));
                    break;
                case "claude":
                    return null;
            }

            if (user is not null)
            {
                return BaseImages.Named(variables.Expand(user));
            }
        }

        return null;
    }

    private static string? Option(IReadOnlyList<ShellWord> words, int from)
    {
        for (var i = from; i < words.Count && words[i].Text.StartsWith('-'); i++)
        {
            if (words[i].Text is "-u" or "--user" or "--reuid" && i + 1 < words.Count)
            {
                return words[i + 1].Text;
            }

            if (words[i].Text.StartsWith("--reuid=", StringComparison.Ordinal) || words[i].Text.StartsWith("--user=", StringComparison.Ordinal))
            {
                return words[i].Text[(words[i].Text.IndexOf('=', StringComparison.Ordinal) + 1)..];
            }
        }

        return null;
    }

    private void Run(Firewall firewall, IEnumerable<ShellCommand> commands, bool isRoot, int depth, ref int left)
    {
        var atExit = string.Empty;
        IReadOnlyList<ShellCommand> all = ShellDefaults.Of([.. commands], files.SetsVariable);
        foreach (var command in all)
        {
            if (--left <= 0)
            {
                return;
            }

            if (command.Program == "trap")
            {
                ShellWord[] words = [.. command.Arguments];
                atExit = words.Length > 1 && words.Any(w => w.Text is "EXIT" or "0") ? words[0].Text.TrimStart('-') : atExit;
            }

            var asRoot = isRoot || command.Words.Take(command.ProgramIndex < 0 ? command.Words.Count : command.ProgramIndex + 1).Any(w => ShellCommand.BaseName(w.Text) is "sudo" or "doas" or "su");
            if (asRoot)
            {
                firewall.Run(command);
            }
            else
            {
                firewall.Note(command);
            }

            if (depth == 0)
            {
                continue;
            }

            if (Inner(command) is { } inner)
            {
                Run(firewall, ShellFlow.Of(inner), asRoot, depth - 1, ref left);
            }
            else if (BestOf(Started(command, anywhere: true), asRoot, depth, ref left) is { } script)
            {
                Run(firewall, script, asRoot, depth, ref left);
            }
        }

        if (atExit.Length > 0 && depth > 0 && StaysOpen(all))
        {
            Run(firewall, ShellScript.Parse(atExit), isRoot, depth - 1, ref left);
        }
    }

    // What hands over to the agent ends with it: what is left for the end then opens nothing for it.
    private static bool StaysOpen(IReadOnlyList<ShellCommand> commands) =>
        !commands.Any(c => c.Words[0].Text == "exec" || c.Has("$@") || c.Has("$*") || AgentEvidence.Starts(c));

    private void Run(Firewall firewall, ContainerScript script, bool isRoot, int depth, ref int left)
    {
        if (script.IsNfTables)
        {
            if (isRoot)
            {
                firewall.Load(script.Source.Text);
            }

            return;
        }

        Run(firewall, script.Commands, isRoot, depth - 1, ref left);
    }

    // Of several scripts with one name, of which none is known to be the one, the one that shuts.
    private ContainerScript? BestOf(IReadOnlyList<ContainerScript> scripts, bool isRoot, int depth, ref int left)
    {
        foreach (var script in scripts.Count > 1 ? scripts : [])
        {
            var firewall = new Firewall();
            Run(firewall, script, isRoot, depth, ref left);
            if (firewall.IsClosed)
            {
                return script;
            }
        }

        return scripts.Count > 0 ? scripts[0] : null;
    }

    private IEnumerable<ShellCommand> All(IEnumerable<ShellCommand> commands, int depth, HashSet<ContainerScript> seen, string from)
    {
        foreach (var command in commands)
        {
            yield return command;
            if (depth == 0)
            {
                continue;
            }

            foreach (var inner in All(Inner(command) ?? [], depth - 1, seen, from))
            {
                yield return inner;
            }

            foreach (var script in Started(command, anywhere: false, from).Where(seen.Add))
            {
                foreach (var inner in All(script.Commands, depth - 1, seen, RepositoryPath.Directory(script.Path)))
                {
                    yield return inner;
                }
            }
        }
    }

    // sh -c '…'
    private static IReadOnlyList<ShellCommand>? Inner(ShellCommand command)
    {
        if (command.Program is not ("bash" or "sh" or "dash" or "zsh" or "ash" or "su" or "runuser" or "pwsh"))
        {
            return null;
        }

        ShellWord[] words = [.. command.Arguments];
        var at = Array.FindIndex(words, w => w.Text.Length > 1 && w.Text[0] == '-' && w.Text[1] != '-' && w.Text.EndsWith('c'));
        return at >= 0 && at + 1 < words.Length ? ShellScript.Parse(words[at + 1].Text, words[at + 1].Line, words[at + 1].Column) : null;
    }

    private IReadOnlyList<ContainerScript> Started(ShellCommand command, bool anywhere, string? from = null)
    {
        if (Readers.Contains(command.Program))
        {
            return [];
        }

        if (files.Task(command) is { } task)
        {
            return [task];
        }

        foreach (var word in command.Words)
        {
            if (Named(word.Text, anywhere, from ?? directory) is { Count: > 0 } scripts)
            {
                return scripts;
            }
        }

        return [];
    }

    // A script that another one names by the place where it stands itself: lib/a.sh, "$(dirname "$0")/lib/a.sh", "$HERE/lib/a.sh".
    private static string? Beside(string from, string path)
    {
        if (path.StartsWith('$'))
        {
            var end = path.StartsWith("$(", StringComparison.Ordinal) ? path.LastIndexOf(')') + 1 : path.IndexOf('/', StringComparison.Ordinal);
            path = end > 0 && end < path.Length ? path[end..].TrimStart('/') : string.Empty;
        }

        return path.Length == 0 ? null : RepositoryPath.Combine(from, path);
    }

    // A command names a script by the path that it has inside the container: what was copied there is known, else only its last part can be found again.
    private IReadOnlyList<ContainerScript> Named(string word, bool anywhere, string from)
    {
        var path = word.Trim('"', '\'', ';').Replace('\\', '/');
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (name.Length == 0 || name.Contains(' ', StringComparison.Ordinal))
        {
            return [];
        }

        if (image is not null && files.CopiedInto(image).GetValueOrDefault(name) is { } copied)
        {
            return [copied];
        }

        var all = files.ScriptsNamed(name);
        ContainerScript[] near = [.. all.Where(s => RepositoryPath.Combine(directory, name) == s.Path || $"/{path}".EndsWith($"/{s.Path}", StringComparison.Ordinal) || Beside(from, path) == s.Path)];
        return near.Length > 0 ? near : anywhere ? all : [];
    }
}
