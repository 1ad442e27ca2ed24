using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>What proves that the client is installed or started somewhere.</summary>
internal static class AgentEvidence
{
    private const string Package = "@anthropic-ai/claude-code";

    /// <summary>True when an instruction installs or starts the client.</summary>
    public static bool In(DockerInstruction instruction) => instruction.Name switch
    {
        "RUN" or "CMD" or "ENTRYPOINT" => instruction.Commands().Any(In),
        _ => false,
    };

    /// <summary>True when a command installs or starts the client.</summary>
    public static bool In(ShellCommand command) => Starts(command) || Installs(command);

    /// <summary>True when a command starts the client.</summary>
    public static bool Starts(ShellCommand command) => StartIndex(command) >= 0;

    /// <summary>The index in the command's words of the client's name; -1 when the command does not start it.</summary>
    public static int StartIndex(ShellCommand command)
    {
        var program = command.ProgramIndex;
        if (program < 0)
        {
            return -1;
        }

        if (IsClient(command.Words[program].Text))
        {
            return program;
        }

        // npx [-y] @anthropic-ai/claude-code …, docker run IMAGE claude …, sh -c is read by whoever asks.
        if (command.Program is "npx" or "bunx" or "pnpx" or "pnpm" or "yarn" or "bun" or "docker" or "podman" or "nerdctl" or "docker-compose" or "srt" or "devcontainer"
            or "kubectl" or "wsl" or "mise" or "asdf" or "script" or "direnv" or "op" or "doppler" or "firejail" or "bwrap" or "tmux" or "screen" or "ssh")
        {
            for (var i = program + 1; i < command.Words.Count; i++)
            {
                if (IsClient(command.Words[i].Text) && !TakesValue(command.Words[i - 1].Text) && command.Words[i - 1].Text is not ("--name" or "-t" or "--tag" or "-f" or "-w" or "--service" or "build" or "-s"))
                {
                    return command.Program is "pnpm" or "yarn" or "bun" or "docker" or "podman" && Installs(command) ? -1 : i;
                }
            }
        }

        return -1;
    }

    // The client's name after an option such as --model or --image is a value of that option.
    private static bool TakesValue(string option) =>
        option.Length > 2 && option.StartsWith("--", StringComparison.Ordinal)
        && option is not ("--yes" or "--tty" or "--interactive" or "--rm" or "--quiet" or "--silent" or "--pty" or "--no-install" or "--detach");

    private static bool IsClient(string word) =>
        ShellCommand.BaseName(word) is "claude" || word == Package || word.StartsWith(Package + "@", StringComparison.Ordinal);

    private static bool Installs(ShellCommand command)
    {
        if (command.Program is "curl" or "wget" or "irm" or "iwr" or "Invoke-RestMethod" or "Invoke-WebRequest")
        {
            return command.Arguments.Any(a => a.Text.Contains("claude.ai/install", StringComparison.OrdinalIgnoreCase));
        }

        return command.Program is "npm" or "pnpm" or "yarn" or "bun" or "brew" or "apk" or "apt-get"
            && command.Arguments.Any(a => a.Text is "install" or "i" or "add" or "global")
            && command.Arguments.Any(a => a.Text.StartsWith(Package, StringComparison.Ordinal) || a.Text == "claude-code");
    }
}
