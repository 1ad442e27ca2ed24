using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.Sandbox;

/// <summary>Judges the <c>sandbox</c> section of the client's settings. Source: claude-code-facts, section 2.5.</summary>
internal static class ClientSandboxJudge
{
    // A command whose every form runs another program of the agent's choice.
    private static readonly HashSet<string> OpenEnded = new(StringComparer.Ordinal)
    {
        "bash", "sh", "zsh", "fish", "pwsh", "powershell", "cmd", "python", "python3", "node", "deno", "bun", "npx", "bunx", "uvx", "ruby", "perl", "docker", "podman", "sudo",
        "env", "xargs", "make", "ssh", "eval",
    };

    /// <summary>Judges a settings file.</summary>
    public static void Judge(string path, JsonElement settings, Action<Finding> report)
    {
        if (settings["sandbox"] is not { IsObject: true } sandbox)
        {
            return;
        }

        void Report(JsonElement value, string message, string fix, string identity, Severity severity = Severity.Warning) =>
            report(new Finding(SandboxDiagnostics.ClientSandboxWeakened, value.Span.In(path), message, fix) { Identity = identity, Severity = severity });

        foreach (var command in Strings(sandbox["excludedCommands"]))
        {
            var first = command.Text.Split(' ', ':')[0];
            if (command.Text.Trim() is "*" or "**")
            {
                Report(command, "'sandbox.excludedCommands' holds '*', so no command runs in the client's sandbox.", "Remove it, or name single commands.", "excluded *", Severity.Error);
            }
            else if (OpenEnded.Contains(first) && (command.Text.EndsWith('*') || command.Text == first))
            {
                Report(
                    command,
                    $"'sandbox.excludedCommands' holds '{command.Text}', which runs whatever it is given, and a command line with one such part leaves the sandbox as a whole.",
                    "Name the one script or subcommand that needs it.",
                    $"excluded {command.Text}");
            }
        }

        var network = sandbox["network"];
        foreach (var socket in Strings(network?["allowUnixSockets"]))
        {
            if (Mount.Classify(socket.Text, string.Empty) is MountKind.EngineSocket or MountKind.Credentials)
            {
                Report(
                    socket,
                    $"'sandbox.network.allowUnixSockets' lets commands reach '{socket.Text}': whoever can write to it controls the host or its keys.",
                    "Remove it.",
                    $"socket {socket.Text}",
                    Severity.Error);
            }
        }

        foreach (var domain in Strings(network?["allowedDomains"]))
        {
            if (domain.Text.Trim() is "*" or "*:*" or "*.com" or "*.io" or "*.net" or "*.org" or "*.dev")
            {
                Report(
                    domain,
                    $"'sandbox.network.allowedDomains' holds '{domain.Text}', which lets commands send what they read almost anywhere.",
                    "List the hosts of the model and of this project's package sources.",
                    $"domain {domain.Text}");
            }
        }

        foreach (var service in Strings(network?["allowMachLookup"]).Where(s => s.Text.Trim() == "*"))
        {
            Report(service, "'sandbox.network.allowMachLookup' holds '*', so commands reach every service of the machine.", "Name the services that are needed.", "mach *");
        }

        foreach (var key in (string[])["httpProxyPort", "socksProxyPort"])
        {
            if (network?[key] is { } port && port.Kind == System.Text.Json.JsonValueKind.Number)
            {
                Report(port, $"'sandbox.network.{key}' puts another proxy in place of the client's own, which is what keeps to 'allowedDomains'.", "Remove it, or see that this proxy lets through the same hosts only.", key);
            }
        }

        foreach (var written in Strings(sandbox["filesystem"]?["allowWrite"]))
        {
            // A trailing /** is taken off by the client.
            var place = written.Text.Replace("//", "/", StringComparison.Ordinal);
            place = place == "/**" ? "/" : place.EndsWith("/**", StringComparison.Ordinal) ? place[..^3] : place;
            var kind = Mount.Classify(place, string.Empty);
            if (kind == MountKind.AboveProject)
            {
                Report(
                    written,
                    $"'sandbox.filesystem.allowWrite' lets commands write to '{written.Text}', a directory above the project with everything else in it.",
                    "Name the one directory that is written to.",
                    $"write {written.Text}");
            }
            else if (kind is MountKind.Home or MountKind.HostSystem or MountKind.Credentials or MountKind.ClientState)
            {
                Report(
                    written,
                    $"'sandbox.filesystem.allowWrite' lets commands write to '{written.Text}', from where they can change what runs outside the sandbox.",
                    "Name a directory of the project, or one made for this purpose.",
                    $"write {written.Text}",
                    Severity.Error);
            }
        }

        foreach (var (section, key, effect) in ((JsonElement?, string, string)[])
        [
            (sandbox, "enableWeakerNestedSandbox", "weakens the sandbox for use inside another container"),
            (sandbox, "enableWeakerNetworkIsolation", "opens a way around the network filter"),
            (sandbox, "allowUnsandboxedCommands", "lets the agent run again outside the sandbox what failed inside it"),
            (network, "allowAllUnixSockets", "lets commands reach every socket of the machine, the container engine's included"),
        ])
        {
            if (section?[key] is { AsBoolean: true } value)
            {
                Report(value, $"'{key}' {effect}.", "Remove it from the shared settings; where one machine needs it, it belongs into that user's own settings.", key);
            }
        }
    }

    private static IEnumerable<JsonElement> Strings(JsonElement? list) => list?.Items.Where(i => i.AsString is not null) ?? [];
}
