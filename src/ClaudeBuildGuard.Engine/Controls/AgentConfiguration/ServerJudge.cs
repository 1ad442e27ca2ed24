using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>Judges definitions of MCP servers. Source: claude-code-facts, section 6.</summary>
internal sealed class ServerJudge(Reporter reporter)
{
    /// <summary>Judges a file of servers: with a wrapper as the client and editors write it, or without one as plugins do.</summary>
    public void Judge(JsonElement root, string path)
    {
        var servers = root["mcpServers"] ?? root["servers"] ?? root;
        var unpinned = new List<(string Package, JsonElement Value)>();
        foreach (var server in servers.Members.Where(m => m.Value.IsObject))
        {
            Judge(server, path, unpinned);
        }

        if (unpinned.Count > 0)
        {
            var names = string.Join(", ", unpinned.Take(4).Select(u => $"'{u.Package}'"));
            reporter.Report(
                AgentConfigurationDiagnostics.Unpinned,
                unpinned[0].Value.Span.In(path),
                $"{names}{(unpinned.Count > 4 ? $" and {unpinned.Count - 4} more" : string.Empty)}: the newest version is fetched and run at each start, whoever has published it.",
                "Name an exact version ('package@1.4.2') or an image digest.",
                unpinned[0].Package);
        }
    }

    private void Judge(JsonMember server, string path, List<(string, JsonElement)> unpinned)
    {
        if (server.Value["url"] is { AsString: { } url } address && !VariableJudge.IsLocal(url)
            && (url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("ws://", StringComparison.OrdinalIgnoreCase)))
        {
            reporter.Report(
                AgentConfigurationDiagnostics.PlainText,
                address.Span.In(path),
                $"The server '{server.Name}' is reached without encryption: anybody on the way can read what the agent sends and write what it is told.",
                "Use 'https://'.",
                server.Name);
        }

        foreach (var (value, what) in LiteralSecrets.In(server.Value))
        {
            reporter.Report(
                AgentConfigurationDiagnostics.LiteralSecret,
                value.Span.In(path),
                $"The server '{server.Name}' holds {what} in clear.",
                "Rotate it and write '${NAME}', which the client replaces from its environment.",
                server.Name);
        }

        if (server.Value["headersHelper"] is { AsString: { } helper } helperValue)
        {
            SettingsJudge.RemoteCode($"The server '{server.Name}'", helper, helperValue.Span.In(path), reporter);
        }

        foreach (var variable in server.Value["env"]?.Members ?? [])
        {
            if (variable.Value.AsString is { } text)
            {
                VariableJudge.Judge(variable.Name, text, variable.Value.Span.In(path), [], reporter);
            }
        }

        if (server.Value["command"] is not { AsString: { } program } command)
        {
            return;
        }

        var arguments = server.Value["args"]?.Items.Where(i => i.AsString is not null).ToList() ?? [];
        Word[] words = [Of(command), .. arguments.Select(Of)];
        Start(server.Name, words, path, unpinned);
        Served(server, program, arguments, path);
    }

    private void Start(string name, Word[] words, string path, List<(string, JsonElement)> unpinned)
    {
        var program = ShellCommand.BaseName(words[0].Text);
        var text = string.Join(' ', words.Select(w => w.Text));
        if (program is "bash" or "sh" or "zsh" or "cmd" or "powershell" or "pwsh" && words.Length > 1)
        {
            if (SettingsJudge.RemoteCode($"The server '{name}'", text, words[^1].Value.Span.In(path), reporter))
            {
                return;
            }

            // cmd /c npx … is how a server is started on Windows.
            var inner = words.Skip(1).SkipWhile(w => w.Text.StartsWith('/') || w.Text is "-c" or "-Command" or "-NoProfile").ToArray();
            if (program == "cmd" && inner.Length > 0 && !inner[0].Text.Contains(' ', StringComparison.Ordinal))
            {
                Start(name, inner, path, unpinned);
                return;
            }

            if (words.Any(w => w.Text is "-c" or "-lc" or "-ic" or "/c" or "-Command"))
            {
                reporter.Report(
                    AgentConfigurationDiagnostics.ShellLauncher,
                    words[0].Value.Span.In(path),
                    $"The server '{name}' is started through a shell, so its command line is a program that nobody reviews as one.",
                    "Name the program in 'command' and its arguments in 'args'.",
                    name);
            }
        }

        if (Package(program, words) is { } package && !IsPinned(program, package.Text))
        {
            unpinned.Add((package.Text, package.Value));
        }
    }

    private void Served(JsonMember server, string program, List<JsonElement> arguments, string path)
    {
        var name = server.Name;
        var command = new ShellCommand([new ShellWord(program, 0, 0), .. arguments.Select(a => new ShellWord(a.Text, a.Span.Line, a.Span.Column))]);
        if (DockerRun.From(command, path, EngineContext.None) is { } run)
        {
            foreach (var location in run.Profile.Mounts.Where(m => m.Kind is not (MountKind.Contained or MountKind.Reference)).Select(m => (m.Location, Text: m.Source))
                .Concat(run.Profile.Breaches.Where(b => !b.NetworkOnly).Select(b => (b.Location, b.Text))))
            {
                Report(location.Location, location.Text);
            }

            return;
        }

        foreach (var root in FileServer.Of(server, path)?.Roots ?? [])
        {
            if (Mount.Classify(root.Path, string.Empty) is MountKind.HostSystem or MountKind.Home or MountKind.Credentials or MountKind.AboveProject)
            {
                Report(root.Location, root.Path);
            }
        }

        void Report(Location location, string text) =>
            reporter.Report(
                AgentConfigurationDiagnostics.ServesHost,
                location,
                $"The server '{name}' is given '{text}': it can read beyond the project, and permission rules for files do not apply to servers.",
                "Give it the directories of the project that it needs.",
                $"{name} {text}");
    }

    // The package or image that a launcher fetches; null when the program is no launcher.
    private static Word? Package(string program, Word[] words)
    {
        var skip = program switch
        {
            "npx" or "bunx" or "pnpx" or "uvx" or "dnx" => 1,
            "pnpm" or "yarn" or "bun" when words.Length > 1 && words[1].Text is "dlx" or "x" => 2,
            "pipx" when words.Length > 1 && words[1].Text == "run" => 2,
            "npm" when words.Length > 1 && words[1].Text is "exec" or "x" => 2,
            "dotnet" when words.Length > 2 && words[1].Text == "tool" && words[2].Text is "exec" or "execute" => 3,
            _ => 0,
        };
        if (skip > 0)
        {
            for (var i = skip; i < words.Length; i++)
            {
                if (words[i].Text is "-p" or "--package" or "--from" && i + 1 < words.Length)
                {
                    return words[i + 1];
                }

                if (!words[i].Text.StartsWith('-'))
                {
                    return words[i];
                }
            }

            return null;
        }

        if (program is "docker" or "podman")
        {
            var command = new ShellCommand([.. words.Select(w => new ShellWord(w.Text, w.Value.Span.Line, w.Value.Span.Column))]);
            var image = DockerRun.From(command, string.Empty, EngineContext.None)?.Image;
            return image is { Length: > 0 } ? words.FirstOrDefault(w => w.Text == image) : null;
        }

        return null;
    }

    private static bool IsPinned(string program, string package)
    {
        if (program is "docker" or "podman")
        {
            var tag = package[(package.LastIndexOf('/') + 1)..];
            return package.Contains("@sha256:", StringComparison.Ordinal) || (tag.Contains(':', StringComparison.Ordinal) && !tag.EndsWith(":latest", StringComparison.Ordinal));
        }

        if (package.StartsWith('.') || package.StartsWith('/') || package.Contains("${", StringComparison.Ordinal))
        {
            // A path of the project, or a name that stands elsewhere.
            return true;
        }

        var at = package.LastIndexOf('@');
        var version = package.Contains("==", StringComparison.Ordinal) ? package[(package.IndexOf("==", StringComparison.Ordinal) + 2)..] : at > 0 ? package[(at + 1)..] : string.Empty;
        return version.Length > 0 && (char.IsAsciiDigit(version[0]) || (version.Length == 40 && version.All(char.IsAsciiHexDigit)));
    }

    private static Word Of(JsonElement value) => new(value.Text, value);

    private sealed record Word(string Text, JsonElement Value);
}
