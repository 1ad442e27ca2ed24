using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Finds every place of a repository where permission checks are switched off, and what surrounds it.</summary>
internal sealed partial class PermissionUseFinder(RepositoryView repository, IFindings problems)
{
    private static readonly HashSet<string> ShellKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "run", "script", "scripts", "before_script", "after_script", "command", "commands", "entrypoint", "cmd", "cmds", "sh", "entry", "inlineScript", "bash", "pwsh", "powershell",
        "shell", "install", "build", "exec", "onCreateCommand", "postCreateCommand", "test",
    };

    private static readonly string[] NoNetworks = [];

    private static readonly HashSet<string> AnsibleTasks = new(StringComparer.Ordinal) { "shell", "command", "raw", "win_shell", "win_command" };

    private readonly ContainerCatalogue _containers = ContainerCatalogue.Of(repository);
    private readonly Lazy<IReadOnlyList<EgressPolicy>> _policies = new(() => Policies(repository, problems));
    private readonly PipelineCatalogue _pipelines = PipelineCatalogue.Of(repository);

    /// <summary>The uses in one file.</summary>
    public IEnumerable<PermissionUse> In(RepositoryFile file)
    {
        var kind = ScannedFile.KindOf(file.Path);
        if (kind == ScanKind.None || (kind is ScanKind.Code && file.Length > ScannedFile.LargestCode)
            || YamlFile.Text(file, problems, Spellings.MayOccur) is not { } text)
        {
            return [];
        }

        return kind switch
        {
            ScanKind.Script => InScript(file, text),
            ScanKind.Yaml => InYaml(file, text),
            ScanKind.Dockerfile => InDockerfile(file),
            ScanKind.Manifest => InManifest(file, text),
            ScanKind.Terraform => InTerraform(file, text),
            ScanKind.Json or ScanKind.ApplicationJson => InJson(file, text, kind),
            ScanKind.Code => InCode(file, text),
            ScanKind.Xml => InXml(file, text),
            ScanKind.Toml => InToml(file, text),
            _ => InMarkdown(file, text),
        };
    }

    private IEnumerable<PermissionUse> InScript(RepositoryFile file, string text)
    {
        var commands = ShellScript.Parse(SourceText.At(text, 1, 1), ScannedFile.DialectOf(file.Name));
        var container = _containers.ProfileOfScript(file.Path);
        var production = ProductionAccess.Of(commands);
        foreach (var use in Uses(file.Path, commands, text))
        {
            yield return use with
            {
                Subject = "This script",
                Place = PlaceOf(file),
                Container = use.Container ?? container,
                Production = [.. use.Production, .. production],
            };
        }
    }

    private static string PlaceOf(RepositoryFile file) =>
        file.Name is "Jenkinsfile" or "bitbucket-pipelines.yml" or ".travis.yml" or ".drone.yml" or "appveyor.yml" or "buildspec.yml" or "cloudbuild.yaml"
        || file.Path.StartsWith(".circleci/", StringComparison.Ordinal) || file.Path.StartsWith(".buildkite/", StringComparison.Ordinal)
            ? "on the build agent itself"
            : "on the machine of whoever runs it";

    // What the commands of one script do: each use with the container that its own command starts.
    private IEnumerable<PermissionUse> Uses(string path, IReadOnlyList<ShellCommand> commands, string text, IReadOnlyList<CommandUse>? uses = null)
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

    private ContainerProfile? StartedBy(ShellCommand command, string path, IReadOnlySet<string> networks)
    {
        if (DockerRun.From(command, path, networks) is { } run)
        {
            return run.Profile;
        }

        if (command.Program == "devcontainer")
        {
            return _containers.DevContainers.Select(d => d.Profile).MaxBy(p => p.Gaps().Count);
        }

        if (command.Program is not ("docker" or "podman" or "docker-compose" or "nerdctl"))
        {
            return null;
        }

        // docker compose run SERVICE …, docker exec NAME …: the service is found by its name.
        var named = _containers.ComposeFiles.SelectMany(c => c.Services).Where(s => command.Has(s.Name)).Select(s => s.Profile).ToList();
        return named.Count > 0
            ? named.MaxBy(p => p.Gaps().Count)
            : new ContainerProfile { Name = "The container", Location = new Location(path, command.Words[0].Line, command.Words[0].Column) };
    }

    private IEnumerable<PermissionUse> InDockerfile(RepositoryFile file)
    {
        if (_containers.Dockerfiles.FirstOrDefault(d => d.Path == file.Path) is not { } source)
        {
            yield break;
        }

        var profile = _containers.ProfileOf(source);
        foreach (var (_, instruction) in source.Content.All)
        {
            var commands = instruction.Name is "ENV" or "ARG"
                ? [.. instruction.Assignments().Where(a => a.Value is not null)
                    .Select(a => new ShellCommand([a.Name with { Text = $"{a.Name.Text}={a.Value}" }]))]
                : instruction.Name is "RUN" or "CMD" or "ENTRYPOINT" or "HEALTHCHECK" ? instruction.Commands() : [];

            // An entry point without the client's name may still be given its arguments by CMD.
            var uses = instruction.Name == "CMD" && commands.Count == 1 && commands[0].Words[0].Text.StartsWith('-')
                ? CommandUses.InArguments(commands)
                : CommandUses.In(commands);
            foreach (var use in Uses(file.Path, commands, source.RunsAgent ? "claude" : file.Text, [.. uses]))
            {
                yield return use with
                {
                    Subject = "The image",
                    Container = use.Container ?? profile,
                    Production = [.. use.Production, .. ProductionAccess.Of(profile)],
                };
            }
        }
    }

    private IEnumerable<PermissionUse> InYaml(RepositoryFile file, string text)
    {
        if (_pipelines.Pipelines.FirstOrDefault(p => p.Path == file.Path) is { } pipeline)
        {
            return InPipeline(pipeline);
        }

        if (_containers.ComposeFiles.FirstOrDefault(c => c.Path == file.Path) is { } compose)
        {
            return InCompose(compose);
        }

        // Anything else that runs commands; a file that cannot be read was reported by whoever owns it.
        return YamlText.Parse(text).Root is { } root ? InOtherYaml(file, root) : [];
    }

    private IEnumerable<PermissionUse> InPipeline(Pipeline pipeline)
    {
        var seen = new HashSet<Location>();
        foreach (var job in pipeline.Jobs)
        {
            var production = ProductionAccess.Of(pipeline, job);
            foreach (var use in job.Steps.SelectMany(s => InStep(pipeline, s)).Concat(InVariables(pipeline, job)).Concat(InMatrix(pipeline, job))
                .Concat(InInputs(pipeline, job.Node["with"], [])))
            {
                if (seen.Add(use.Location))
                {
                    yield return use with
                    {
                        Subject = $"Job '{job.Name}'",
                        Place = "on the runner itself",
                        Container = use.Container ?? job.Container,
                        Production = [.. use.Production, .. production],
                    };
                }
            }
        }
    }

    private IEnumerable<PermissionUse> InStep(Pipeline pipeline, PipelineStep step)
    {
        foreach (var use in Uses(pipeline.Path, step.Commands, "claude"))
        {
            yield return use;
        }

        foreach (var use in InInputs(pipeline, step.With, step.Scripts))
        {
            yield return use;
        }
    }

    // The inputs of an action, a task or a workflow that is called.
    private static IEnumerable<PermissionUse> InInputs(Pipeline pipeline, YamlNode? inputs, IReadOnlyList<YamlNode> scripts)
    {
        foreach (var input in inputs?.Entries ?? [])
        {
            var key = input.Key.Value;
            if (!input.Value.IsScalar || scripts.Contains(input.Value))
            {
                continue;
            }

            var normal = key.Replace("-", string.Empty, StringComparison.Ordinal).Replace("_", string.Empty, StringComparison.Ordinal);
            if (IsArgumentList(normal))
            {
                foreach (var use in CommandUses.InArguments(ArgumentLines(input.Value)))
                {
                    yield return new PermissionUse(pipeline.At(use.Word), use.Spelling);
                }
            }
            else if (key == "settings" && SettingsText.Find(input.Value.Source.Text) is { } found)
            {
                var (line, column) = input.Value.Source.Place(found.Index);
                yield return new PermissionUse(new Location(pipeline.Path, line, column), Spellings.Mode);
            }
            else if (normal.Equals("permissionmode", StringComparison.OrdinalIgnoreCase) && input.Value.Value == Spellings.Mode)
            {
                yield return new PermissionUse(pipeline.At(input.Value), $"{key}: {Spellings.Mode}");
            }
            else if (normal.Contains("dangerouslyskippermissions", StringComparison.OrdinalIgnoreCase) && input.Value.Value is "true" or "1")
            {
                yield return new PermissionUse(pipeline.At(input.Key), $"{key}: true");
            }
        }
    }

    private static bool IsArgumentList(string input) =>
        input.Contains("args", StringComparison.OrdinalIgnoreCase) || input.Contains("arguments", StringComparison.OrdinalIgnoreCase)
        || input.Contains("flags", StringComparison.OrdinalIgnoreCase) || input.Contains("options", StringComparison.OrdinalIgnoreCase);

    // Each line of an argument list is part of the same command: a comment line and a missing backslash change nothing.
    private static IReadOnlyList<ShellCommand> ArgumentLines(YamlNode node) => ShellScript.Parse(node.Source);

    private static IEnumerable<PermissionUse> InVariables(Pipeline pipeline, PipelineJob job)
    {
        IEnumerable<YamlNode?> blocks =
            [pipeline.Root["env"], pipeline.Root["variables"], job.Node["env"], job.Node["variables"], .. job.Steps.Select(s => s.Node["env"])];
        var readers = ModeReaders(job);
        foreach (var entry in blocks.OfType<YamlNode>().SelectMany(b => b.Entries).Where(e => e.Value.IsScalar))
        {
            if (Spellings.IsRootGuard(entry.Key.Value, entry.Value.Value))
            {
                yield return new PermissionUse(pipeline.At(entry.Key), entry.Key.Value) { IsRootGuard = true };
                continue;
            }

            if (ModeVariables.IsMode(entry.Value.Value) && readers.ContainsKey(entry.Key.Value))
            {
                yield return new PermissionUse(pipeline.At(entry.Key), $"{entry.Key.Value}: {Spellings.Mode}");
                continue;
            }

            foreach (var use in CommandUses.InArguments(ShellScript.Parse(entry.Value.Source)))
            {
                yield return new PermissionUse(pipeline.At(use.Word), use.Spelling);
            }
        }
    }

    // What the values of a matrix bring to the steps that run the client; in any other step they are its own affair.
    private static IEnumerable<PermissionUse> InMatrix(Pipeline pipeline, PipelineJob job)
    {
        if ((job.Node["strategy"] ?? job.Node["parallel"])?["matrix"] is not { } matrix)
        {
            yield break;
        }

        string[] texts = [.. job.Steps.Where(AgentSteps.Starts).SelectMany(s => s.Node.Descendants()).Where(d => d.Node.IsScalar).Select(d => d.Node.Value)];
        var readers = ModeReaders(job);
        foreach (var (key, value) in matrix.Descendants().Where(d => d.Node.IsScalar && d.Key.Length > 0))
        {
            if (ModeVariables.IsMode(value.Value) && readers.ContainsKey(key))
            {
                yield return new PermissionUse(pipeline.At(value), $"{key}: {Spellings.Mode}");
            }
            else if (texts.Any(t => Regex.IsMatch(t, $@"(?:matrix\.|\$[({{]?){Regex.Escape(key)}\b", RegexOptions.None, TimeSpan.FromSeconds(1))))
            {
                foreach (var use in CommandUses.InArguments(ShellScript.Parse(value.Source)))
                {
                    yield return new PermissionUse(pipeline.At(use.Word), use.Spelling);
                }
            }
        }
    }

    // The variables that the commands and arguments of a job read the mode from.
    private static IReadOnlyDictionary<string, ShellCommand> ModeReaders(PipelineJob job) =>
        ModeVariables.ReadBy(job.Steps.SelectMany(s => s.Commands.Concat(
            (s.With?.Entries ?? []).Where(i => i.Value.IsScalar && IsArgumentList(i.Key.Value)).SelectMany(i => ArgumentLines(i.Value)))));

    private static IEnumerable<PermissionUse> InCompose(ComposeFile compose)
    {
        foreach (var service in compose.Services)
        {
            var uses = CommandUses.In(service.Commands).Concat(CommandUses.InArguments(service.Commands.Where(c => c.Words[0].Text.StartsWith('-'))))
                .Select(u => new PermissionUse(new Location(compose.Path, u.Word.Line, u.Word.Column), u.Spelling) { IsRootGuard = u.IsRootGuard })
                .Concat(service.Profile.Variables.Where(v => Spellings.IsRootGuard(v.Name, v.Value) && service.Profile.RunsAgent)
                    .Select(v => new PermissionUse(v.Location, v.Name) { IsRootGuard = true }))
                .Concat(service.Profile.Variables.Where(v => v.Value is not null && v.Location.Path == compose.Path)
                    .SelectMany(v => CommandUses.InArguments(ShellScript.Parse(v.Value!, v.Location.Line, v.Location.Column)))
                    .Select(u => new PermissionUse(new Location(compose.Path, u.Word.Line, u.Word.Column), u.Spelling)));
            foreach (var use in uses.DistinctBy(u => (u.Location, u.IsRootGuard)))
            {
                yield return use with
                {
                    Subject = $"Service '{service.Name}'",
                    Container = service.Profile,
                    Production = ProductionAccess.Of(service.Profile),
                };
            }
        }
    }

    private IEnumerable<PermissionUse> InOtherYaml(RepositoryFile file, YamlNode root)
    {
        var seen = new HashSet<Location>();
        foreach (var (key, node) in root.Descendants().Where(d => d.Node.IsScalar))
        {
            var text = node.Source.Text;
            var isArgument = key is "args" or "arguments" or "env" or "environment" || Spellings.IsFlag(node.Value);
            if (!isArgument && !ShellKeys.Contains(key) && !text.StartsWith("claude ", StringComparison.Ordinal))
            {
                continue;
            }

            var commands = ShellScript.Parse(node.Source);
            foreach (var use in Uses(file.Path, commands, "claude", [.. isArgument ? CommandUses.InArguments(commands) : CommandUses.In(commands)]))
            {
                if (seen.Add(use.Location))
                {
                    yield return use with { Place = PlaceOf(file), Container = use.Container ?? _containers.NearestDevContainer(file.Path)?.Profile };
                }
            }
        }
    }

    private IEnumerable<PermissionUse> InManifest(RepositoryFile file, string text)
    {
        foreach (var root in YamlText.Documents(text))
        {
            foreach (var use in Pods.IsManifest(root) ? InPods(file, root) : root.IsSequence ? InAnsible(file, root, text) : [])
            {
                yield return use;
            }
        }
    }

    private IEnumerable<PermissionUse> InPods(RepositoryFile file, YamlNode root)
    {
        foreach (var container in Pods.In(file.Path, root, _policies.Value))
        {
            if (container.Command is not { } command)
            {
                continue;
            }

            // Arguments alone are those of what the image starts.
            var uses = command.Words[0].Text.StartsWith('-') ? CommandUses.InArguments([command]) : CommandUses.In([command]);
            foreach (var use in uses.Where(u => !u.IsRootGuard))
            {
                yield return new PermissionUse(new Location(file.Path, use.Word.Line, use.Word.Column), use.Spelling)
                {
                    Subject = container.Profile.Name,
                    Container = container.Profile,
                    Production = ProductionAccess.Of(container.Profile),
                };
            }
        }
    }

    private static IReadOnlyList<EgressPolicy> Policies(RepositoryView repository, IFindings problems) =>
    [
        .. repository.Files.Where(f => ScannedFile.KindOf(f.Path) == ScanKind.Manifest)
            .SelectMany(f => YamlFile.Text(f, problems, static c => c.IndexOf("NetworkPolicy"u8) >= 0) is { } text ? YamlText.Documents(text) : [])
            .Select(EgressPolicy.From).OfType<EgressPolicy>(),
    ];

    // A list with commands in it may be anything: hosts, a full name of a module or the directory make it one of tasks.
    private IEnumerable<PermissionUse> InAnsible(RepositoryFile file, YamlNode root, string text)
    {
        var isKnown = root.Items.Any(i => i["hosts"] is not null) || file.Path.Contains("tasks/", StringComparison.Ordinal) || file.Path.Contains("handlers/", StringComparison.Ordinal);
        foreach (var (key, node) in root.Descendants())
        {
            var module = key[(key.LastIndexOf('.') + 1)..];
            if (!AnsibleTasks.Contains(module) || (!isKnown && !key.StartsWith("ansible.", StringComparison.Ordinal)))
            {
                continue;
            }

            var commands = node["argv"] is { IsSequence: true, Items.Count: > 0 } list
                ? [new ShellCommand([.. list.Items.Where(i => i.IsScalar).Select(i => new ShellWord(i.Value, i.Line, i.Column))])]
                : ShellScript.Parse((node["cmd"] ?? node).Source);
            foreach (var use in Uses(file.Path, commands, text))
            {
                yield return use with { Subject = "This task", Place = "on the machines that it runs on" };
            }
        }
    }

    private IEnumerable<PermissionUse> InTerraform(RepositoryFile file, string text)
    {
        foreach (var script in TerraformScripts.In(text))
        {
            var commands = ShellScript.Parse(script);
            foreach (var use in Uses(file.Path, commands, script.Text))
            {
                yield return use with { Place = "on the machine that runs it", Production = [.. use.Production, .. ProductionAccess.Of(commands)] };
            }
        }
    }

    private IEnumerable<PermissionUse> InJson(RepositoryFile file, string text, ScanKind kind)
    {
        var (root, _) = JsonText.Parse(text, JsonDialect.WithComments);
        if (root is null)
        {
            yield break;
        }

        var devContainer = _containers.DevContainers.FirstOrDefault(d => d.Path == file.Path) ?? _containers.NearestDevContainer(file.Path);
        var aboutAgent = devContainer is { Profile.RunsAgent: true } || file.Path.Contains(".claude", StringComparison.Ordinal)
            || text.Contains("claude", StringComparison.OrdinalIgnoreCase);
        var networks = new HashSet<string>(NoNetworks);
        foreach (var (span, spelling, isRootGuard, command) in (kind == ScanKind.Json ? JsonUses.In(root) : JsonUses.InClients(root)).DistinctBy(u => (u.Span.Line, u.Span.Column, u.Spelling)))
        {
            if (isRootGuard && !aboutAgent)
            {
                continue;
            }

            var started = command is null ? null : StartedBy(command.Command, file.Path, networks);
            yield return new PermissionUse(span.In(file.Path), spelling)
            {
                Subject = Subject(file),
                Container = started ?? devContainer?.Profile,
                IsContained = command is { IsContained: true },
                IsRootGuard = isRootGuard,
                Production = ProductionAccess.Of(started ?? devContainer?.Profile),
            };
        }
    }

    private static string Subject(RepositoryFile file) => file.Name switch
    {
        "package.json" => "A script of this package",
        "devcontainer.json" or ".devcontainer.json" => "The dev container",
        "settings.json" or "settings.local.json" => "This settings file",
        _ => "This file",
    };

    private IEnumerable<PermissionUse> InCode(RepositoryFile file, string text)
    {
        var source = SourceText.At(text, 1, 1);
        foreach (var (offset, spelling) in CodeUses.In(text))
        {
            var (line, column) = source.Place(offset);
            yield return new PermissionUse(new Location(file.Path, line, column), spelling)
            {
                Subject = "This program",
                Container = _containers.ProfileOfScript(file.Path),
            };
        }
    }

    private static IEnumerable<PermissionUse> InXml(RepositoryFile file, string text)
    {
        var visible = XmlComment().Replace(text, m => new string('\n', m.Value.Count(c => c == '\n')).PadLeft(m.Length));
        var source = SourceText.At(text, 1, 1);
        foreach (Match match in XmlCommand().Matches(visible))
        {
            var value = match.Groups["value"];
            var (line, column) = source.Place(value.Index);
            var decoded = System.Net.WebUtility.HtmlDecode(value.Value);
            var commands = ShellScript.Parse(SourceText.InOneLine(decoded, line, column));
            foreach (var use in decoded.StartsWith('-') ? CommandUses.InArguments(commands) : CommandUses.In(commands))
            {
                yield return new PermissionUse(new Location(file.Path, line, column), use.Spelling) { IsRootGuard = use.IsRootGuard };
            }
        }
    }

    private IEnumerable<PermissionUse> InToml(RepositoryFile file, string text)
    {
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (line.StartsWith('#') || line.StartsWith("description", StringComparison.Ordinal) || equals < 0)
            {
                continue;
            }

            var value = line[(equals + 1)..].Trim().Trim('[', ']', '"', '\'', ' ', ',');
            var commands = ShellScript.Parse(value, number, raw.IndexOf('=', StringComparison.Ordinal) + 2);
            foreach (var use in Uses(file.Path, commands, text))
            {
                yield return use with { Subject = "This task" };
            }
        }
    }

    private static IEnumerable<PermissionUse> InMarkdown(RepositoryFile file, string text)
    {
        var lines = text.Split('\n');
        var inFrontMatter = lines[0].Trim() == "---";
        for (var i = 1; i < lines.Length && inFrontMatter; i++)
        {
            var line = lines[i].Trim();
            if (line == "---")
            {
                break;
            }

            if (SettingsText.Find(line) is { } found && !line.StartsWith('#'))
            {
                var column = lines[i].IndexOf(line, StringComparison.Ordinal) + found.Index + 1;
                yield return new PermissionUse(new Location(file.Path, i + 1, column), line) { Subject = "This agent" };
            }
        }

        var source = SourceText.At(text, 1, 1);
        foreach (Match match in InlineCommand().Matches(text))
        {
            var command = match.Groups["command"];
            var (line, column) = source.Place(command.Index);
            foreach (var use in CommandUses.In(ShellScript.Parse(command.Value, line, column)))
            {
                yield return new PermissionUse(new Location(file.Path, use.Word.Line, use.Word.Column), use.Spelling) { Subject = "This command" };
            }
        }
    }

    [GeneratedRegex(@"<!--.*?-->", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex XmlComment();

    [GeneratedRegex(@"(?:Command|Arguments|StartArguments|SCRIPT_TEXT|SCRIPT_OPTIONS|value|PROGRAM_PARAMETERS)\s*=\s*""(?<value>[^""]*)""|<(?:StartArguments|Command|RunArguments)>(?<value>[^<]*)<", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex XmlCommand();

    [GeneratedRegex(@"(?:^|\s)!`(?<command>[^`\n]+)`|^```!\s*\n(?<command>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineCommand();
}
