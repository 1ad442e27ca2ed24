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

    private readonly ContainerCatalogue _containers = ContainerCatalogue.Of(repository);
    private readonly PipelineCatalogue _pipelines = PipelineCatalogue.Of(repository);
    private readonly ScriptUses _scripts = new(ContainerCatalogue.Of(repository));
    private readonly ManifestUses _manifests = new(repository, problems);

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
            ScanKind.Manifest => _manifests.In(file, text, _scripts).Concat(InCompose(file.Path)),
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
        foreach (var use in _scripts.In(file.Path, commands, text))
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

    private IEnumerable<PermissionUse> InDockerfile(RepositoryFile file)
    {
        if (_containers.Dockerfiles.FirstOrDefault(d => d.Path == file.Path) is not { } source)
        {
            yield break;
        }

        var profile = _containers.ProfileOf(source);
        foreach (var (_, instruction) in source.Content.All)
        {
            if (instruction.Name is "COPY" or "ADD")
            {
                foreach (var use in InWrittenFiles(file, instruction))
                {
                    yield return use with { Container = use.Container ?? profile, Production = [.. use.Production, .. ProductionAccess.Of(profile)] };
                }

                continue;
            }

            var commands = instruction.Name is "ENV" or "ARG"
                ? [.. instruction.Assignments().Where(a => a.Value is not null)
                    .Select(a => new ShellCommand([a.Name with { Text = $"{a.Name.Text}={a.Value}" }]))]
                : instruction.Name is "RUN" or "CMD" or "ENTRYPOINT" or "HEALTHCHECK" ? instruction.Commands() : [];

            // An entry point without the client's name may still be given its arguments by CMD.
            var uses = instruction.Name == "CMD" && commands.Count == 1 && commands[0].Words[0].Text.StartsWith('-')
                ? CommandUses.InArguments(commands)
                : CommandUses.In(commands);
            foreach (var use in _scripts.In(file.Path, commands, source.RunsAgent ? "claude" : file.Text, [.. uses]))
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

    // COPY <<EOF /entry.sh: a file of the image that stands in the Dockerfile, a script or settings of the client.
    private IEnumerable<PermissionUse> InWrittenFiles(RepositoryFile file, DockerInstruction instruction)
    {
        var target = instruction.Words() is [.., var last] ? last : string.Empty;
        foreach (var document in instruction.HereDocuments)
        {
            if (target.EndsWith(".json", StringComparison.Ordinal))
            {
                if (SettingsText.Find(document.Text) is { } found)
                {
                    var (line, column) = document.Place(found.Index);
                    yield return new PermissionUse(new Location(file.Path, line, column), Spellings.Mode) { Subject = "The image" };
                }

                continue;
            }

            var name = target[(target.LastIndexOf('/') + 1)..];
            if (document.Text.StartsWith("#!", StringComparison.Ordinal) || name.EndsWith(".sh", StringComparison.Ordinal) || !name.Contains('.', StringComparison.Ordinal))
            {
                foreach (var use in _scripts.In(file.Path, ShellScript.Parse(document), document.Text))
                {
                    yield return use with { Subject = "The image" };
                }
            }
        }
    }

    private IEnumerable<PermissionUse> InYaml(RepositoryFile file, string text)
    {
        if (_pipelines.Pipelines.FirstOrDefault(p => p.Path == file.Path) is { } pipeline)
        {
            return new PipelineUses(_scripts).In(pipeline);
        }

        if (ContainerCatalogue.IsCompose(file.Path))
        {
            return InCompose(file.Path);
        }

        // Anything else that runs commands; a file that cannot be read was reported by whoever owns it.
        return YamlText.Parse(text).Root is { } root ? InOtherYaml(file, root) : [];
    }

    // What stands in this file, for every service that it is part of: the one that lacks most of a sandbox first.
    private IEnumerable<PermissionUse> InCompose(string path)
    {
        foreach (var service in _containers.ComposeFiles.SelectMany(c => c.Services).OrderByDescending(s => s.Profile.Gaps().Count))
        {
            ShellCommand[] commands = [.. service.Starts.Where(s => s.Path == path).Select(s => s.Command)];
            var variables = service.Profile.Variables.Where(v => v.Location.Path == path).ToList();
            var uses = CommandUses.In(commands).Concat(CommandUses.InArguments(commands.Where(c => c.Words[0].Text.StartsWith('-'))))
                .Select(u => new PermissionUse(new Location(path, u.Word.Line, u.Word.Column), u.Spelling) { IsRootGuard = u.IsRootGuard })
                .Concat(variables.Where(v => Spellings.IsRootGuard(v.Name, v.Value) && service.Profile.RunsAgent)
                    .Select(v => new PermissionUse(v.Location, v.Name) { IsRootGuard = true }))
                .Concat(variables.Where(v => v.Value is not null)
                    .SelectMany(v => CommandUses.InArguments(ShellScript.Parse(v.Value!, v.Location.Line, v.Location.Column)))
                    .Select(u => new PermissionUse(new Location(path, u.Word.Line, u.Word.Column), u.Spelling)));
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
            foreach (var use in _scripts.In(file.Path, commands, "claude", [.. isArgument ? CommandUses.InArguments(commands) : CommandUses.In(commands)]))
            {
                if (seen.Add(use.Location))
                {
                    yield return use with { Place = PlaceOf(file), Container = use.Container ?? _containers.NearestDevContainer(file.Path)?.Profile };
                }
            }
        }
    }

    private IEnumerable<PermissionUse> InTerraform(RepositoryFile file, string text)
    {
        foreach (var script in TerraformScripts.In(text))
        {
            var commands = ShellScript.Parse(script);
            foreach (var use in _scripts.In(file.Path, commands, script.Text))
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
        foreach (var (span, spelling, isRootGuard, command) in (kind == ScanKind.Json ? JsonUses.In(root) : JsonUses.InClients(root)).DistinctBy(u => (u.Span.Line, u.Span.Column, u.Spelling)))
        {
            if (isRootGuard && !aboutAgent)
            {
                continue;
            }

            var started = command is null ? null : _containers.StartedBy(command.Command, file.Path, EngineContext.None);
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
            foreach (var use in _scripts.In(file.Path, commands, text))
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
