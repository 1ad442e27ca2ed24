using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.ClaudeCode;
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
    // Lines that people write are shorter on average.
    private const int LongestLine = 300;

    private readonly ContainerCatalogue _containers = ContainerCatalogue.Of(repository);
    private readonly PipelineCatalogue _pipelines = PipelineCatalogue.Of(repository);
    private readonly ScriptUses _scripts = new(ContainerCatalogue.Of(repository));
    private readonly PipelineUses _pipelineUses = new(repository, new ScriptUses(ContainerCatalogue.Of(repository)), problems);
    private readonly Lazy<ILookup<Location, ContainerProfile>> _started = new(() => Started(repository));
    private readonly ClientNames _names = ClientNames.Of(repository);
    private readonly NamedSettings _namedSettings = new(repository, problems);
    private readonly ManifestUses _manifests = new(repository, problems);

    private readonly List<(RepositoryFile File, string Name, PermissionUse Use, ScanKind Kind)> _pending = [];
    private readonly HashSet<RepositoryFile> _ofOthers = [];

    /// <summary>How a file is read: by its own name, or by one that a link gives it where its own says nothing.</summary>
    public ScanKind KindOf(RepositoryFile file) =>
        _names.For(file).Select(ScannedFile.KindOf).FirstOrDefault(k => k != ScanKind.None && !ScannedFile.IsOther(k), ScannedFile.KindOf(file.Path));

    /// <summary>The uses in one file.</summary>
    public IReadOnlyList<PermissionUse> In(RepositoryFile file)
    {
        var kind = KindOf(file);
        if (kind == ScanKind.None || (ScannedFile.IsOther(kind) && (file.IsIgnored || file.Length > RepositoryFile.LargestWholeFile || !MayOccur(file)))
            || YamlFile.Text(file, problems, Spellings.MayOccur) is not { } text)
        {
            return [];
        }

        if (kind == ScanKind.Code && file.Length > ScannedFile.LargestCode && Spellings.Occurs(text) && text.Length / (1 + text.Count(c => c == '\n')) > LongestLine)
        {
            NotJudged(file, "is code in long lines, as a compiler or packer writes it, and holds a spelling that switches permission checks off");
            return [];
        }

        if (ScannedFile.IsOther(kind) && file.Length > (kind == ScanKind.Text ? ScannedFile.LargestText : ScannedFile.LargestCode))
        {
            if (Spellings.Occurs(text) && TextUses.IsText(text))
            {
                NotJudged(file, $"holds {file.Length} bytes, more than are read of such a file, and a spelling that switches permission checks off");
            }

            return [];
        }

        IReadOnlyList<PermissionUse> uses = [.. Read(file, text, kind)];
        if (uses.Count == 0 && kind is ScanKind.Yaml or ScanKind.Manifest or ScanKind.Dockerfile or ScanKind.Terraform && Spellings.Occurs(text)
            && text.Count(c => c is '\n' or ';' or '|' or '&') >= ShellScript.MostCommands)
        {
            NotJudged(file, "is longer than any file that people write, and holds a spelling that switches permission checks off");
        }

        return uses;
    }

    /// <summary>True when what a file holds is a use only by another file that reads it.</summary>
    public bool IsPending(RepositoryFile file) => _ofOthers.Contains(file);

    /// <summary>The uses that other files make of what was found so far: of a constant in code, of a property of the build.</summary>
    public IEnumerable<PermissionUse> ByOthers()
    {
        if (_pending.Count == 0)
        {
            yield break;
        }

        var open = _pending.DistinctBy(p => (p.File.Path, p.Name)).ToList();
        byte[][] names = [.. open.Select(p => System.Text.Encoding.UTF8.GetBytes(p.Name))];
        foreach (var file in repository.Files)
        {
            repository.Cancellation.ThrowIfCancellationRequested();
            var kind = ScannedFile.KindOf(file.Path);
            if (kind is not (ScanKind.Code or ScanKind.Xml) || !open.Exists(p => p.Kind == kind) || file.Length > ScannedFile.LargestCode
                || YamlFile.Text(file, problems, c => Any(c, names)) is not { } text)
            {
                continue;
            }

            foreach (var pending in open.Where(p => p.Kind == kind && p.File != file && (kind == ScanKind.Code ? CodeUses.PassesOn(text, file.Path, p.Name) : ProjectUses.Reads(text, p.Name))).ToList())
            {
                open.Remove(pending);
                yield return pending.Use;
            }
        }
    }

    private static bool Any(ReadOnlySpan<byte> content, byte[][] names)
    {
        foreach (var name in names)
        {
            if (content.IndexOf(name) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    // Asked of every text of the tree, so its bytes are not kept.
    private static bool MayOccur(RepositoryFile file)
    {
        try
        {
            return file.LinkTarget is null && file.ReadOnce().Span is var content && (Spellings.MayOccur(content) || YamlFile.EscapesLetters(file.Name, content));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever reads the file next says so.
            return true;
        }
    }

    private void NotJudged(RepositoryFile file, string reason) =>
        problems.Report(new Finding(
            GuardDiagnostics.FileNotJudged,
            new Location(file.Path),
            $"'{file.Path}' was not judged to its end for permission skipping: it {reason}.",
            "Look for the spelling ('dangerously', 'bypass'), then mend or split the file, or accept this with an entry for CBG0007 and its path under 'suppressions'.")
        {
            Identity = "permission skipping",
        });

    private IEnumerable<PermissionUse> Read(RepositoryFile file, string text, ScanKind kind) =>
        kind switch
        {
            ScanKind.Script => InScript(file, text),
            ScanKind.Yaml or ScanKind.Manifest => InYaml(file, text, kind),
            ScanKind.Dockerfile => InDockerfile(file),
            ScanKind.Terraform => InTerraform(file, text),
            ScanKind.Json or ScanKind.ApplicationJson => InJson(file, text, kind),
            ScanKind.OtherJson => InOtherJson(file, text),
            ScanKind.Notebook => InNotebook(file, text),
            ScanKind.Text => InText(file, text),
            ScanKind.Code => InCode(file, text),
            ScanKind.Xml => InXml(file, text),
            ScanKind.Toml => InToml(file, text),
            _ => InMarkdown(file, text),
        };

    private IEnumerable<PermissionUse> InScript(RepositoryFile file, string text)
    {
        var source = SourceText.At(text, 1, 1);
        var commands = ShellScript.Parse(source, Interpreter(text) is "pwsh" ? ShellDialect.PowerShell : ScannedFile.DialectOf(file.Name));
        if (commands.Count >= ShellScript.MostCommands && Spellings.Occurs(After(text, commands[^1].Words[0].Line)))
        {
            NotJudged(file, $"holds more than {ShellScript.MostCommands} commands, and a spelling that switches permission checks off behind them");
        }

        // The interpreter's line may start the client itself.
        if (Interpreter(text) is not null)
        {
            commands = [.. ShellScript.Parse(text[2..Math.Max(2, text.IndexOf('\n', StringComparison.Ordinal))], 1, 3), .. commands];
        }

        var container = _containers.ProfileOfScript(file.Path);
        var production = ProductionAccess.Of(commands);
        var ofTargets = new Dictionary<IReadOnlySet<int>, IReadOnlyList<string>>(ReferenceEqualityComparer.Instance);
        var rules = production.Count > 0 && TaskRules.IsFor(file.Name) ? TaskRules.Of(text) : null;
        foreach (var use in _scripts.In(file.Path, commands, text))
        {
            // One target of a Makefile is no other.
            var beside = rules?.LinesBeside(use.Location.Line);
            if (beside is not null && !ofTargets.ContainsKey(beside))
            {
                ofTargets[beside] = ProductionAccess.Of([.. commands.Where(c => beside.Contains(c.Words[0].Line))]);
            }

            yield return use with
            {
                Subject = "This script",
                Place = PlaceOf(file),
                Container = use.Container ?? container,
                Production = [.. use.Production, .. beside is null ? production : ofTargets[beside]],
            };
        }
    }

    // A text that nobody knows: its first line says what runs it, or it is read line by line.
    private IEnumerable<PermissionUse> InText(RepositoryFile file, string text)
    {
        switch (Interpreter(text))
        {
            case "sh" or "bash" or "zsh" or "dash" or "ksh" or "fish" or "ash" or "pwsh" or "claude" or "make" or "just" or "nu" or "expect":
                return InScript(file, text);
            case "python" or "python3" or "node" or "deno" or "bun" or "tsx" or "ts-node" or "ruby" or "dotnet" or "dotnet-script":
                return InCode(file, text);
            case not null:
                return [];
        }

        return !TextUses.IsText(text) ? [] : TextUses.In(file.Name, text).Select(u =>
            new PermissionUse(new Location(file.Path, u.Word.Line, u.Word.Column), u.Spelling) { IsUnsure = !u.IsCertain, Place = PlaceOf(file) });
    }

    // The program of the first line #!…; null when there is none.
    private static string? Interpreter(string text) =>
        text.StartsWith("#!", StringComparison.Ordinal) && ShellScript.Parse(text[2..(text.IndexOf('\n', StringComparison.Ordinal) is > 2 and var end ? end : text.Length)]) is [{ Program.Length: > 0 } command, ..]
            ? command.Program
            : null;

    // The lines after a line.
    private static string After(string text, int line)
    {
        var at = 0;
        for (var i = 0; i < line && at >= 0; i++)
        {
            at = text.IndexOf('\n', at) + 1;
            if (at == 0)
            {
                return string.Empty;
            }
        }

        return text[at..];
    }

    private static string PlaceOf(RepositoryFile file) =>
        file.Name.Contains("Jenkinsfile", StringComparison.OrdinalIgnoreCase) || file.Name is "bitbucket-pipelines.yml" or ".travis.yml" or ".drone.yml" or "appveyor.yml" or "buildspec.yml" or "cloudbuild.yaml"
        || file.Path.StartsWith(".circleci/", StringComparison.Ordinal) || file.Path.StartsWith(".buildkite/", StringComparison.Ordinal)
            ? "on the build agent itself"
            : "on the machine of whoever runs it";

    private IEnumerable<PermissionUse> InDockerfile(RepositoryFile file)
    {
        foreach (var use in _containers.Dockerfiles.Where(d => d.Path == file.Path).SelectMany(d => InDockerfile(file, d)))
        {
            yield return use;
        }
    }

    private IEnumerable<PermissionUse> InDockerfile(RepositoryFile file, DockerfileSource source)
    {
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

    private IEnumerable<PermissionUse> InYaml(RepositoryFile file, string text, ScanKind kind)
    {
        if (_pipelines.Pipelines.FirstOrDefault(p => p.Path == file.Path) is { } pipeline)
        {
            // What only looks like a pipeline may be that of another service, which runs more than the keys of this one.
            return PipelineReader.ServiceOf(file.Path) is not null ? _pipelineUses.In(pipeline) : _pipelineUses.In(pipeline).Concat(_manifests.In(file, text, _scripts));
        }

        if (ContainerCatalogue.IsCompose(file.Path))
        {
            return InCompose(file);
        }

        if (kind == ScanKind.Manifest)
        {
            // A file of any name may be the base of a service, which is judged with all that makes it: the first finding of a place counts.
            return InCompose(file).Concat(_manifests.In(file, text, _scripts));
        }

        // Anything else that runs commands; a file that cannot be read was reported by whoever owns it.
        return YamlText.Parse(text).Root is { } root ? InOtherYaml(file, root) : [];
    }

    // The containers of services as commands of the repository start them, by the place of the service.
    private static ILookup<Location, ContainerProfile> Started(RepositoryView repository)
    {
        var containers = ContainerCatalogue.Of(repository);
        var scripts = repository.Files.Where(f => ScannedFile.KindOf(f.Path) == ScanKind.Script)
            .Select(f => (f.Path, Commands: YamlFile.Text(f, new FindingCollector(), MayStartService) is { } text ? ShellScript.Parse(SourceText.At(text, 1, 1), ScannedFile.DialectOf(f.Name)) : []));
        var jobs = PipelineCatalogue.Of(repository).Pipelines.SelectMany(p => p.Jobs.Select(j => (p.Path, Commands: (IReadOnlyList<ShellCommand>)[.. j.Steps.SelectMany(s => s.Commands)])));
        return scripts.Concat(jobs).SelectMany(s =>
        {
            var context = EngineContext.Of(s.Commands, s.Path, containers);
            return s.Commands.Select(c => containers.ServiceStartedBy(c, s.Path, context)).OfType<ContainerProfile>();
        }).ToLookup(p => p.Location);
    }

    private static bool MayStartService(ReadOnlySpan<byte> content) => content.IndexOf("ompose"u8) >= 0 && content.IndexOf("run"u8) >= 0;

    // What stands in this file, for every service that it is part of: the one that lacks most of a sandbox first.
    private IEnumerable<PermissionUse> InCompose(RepositoryFile file)
    {
        var path = file.Path;
        foreach (var use in InDockerfile(file))
        {
            yield return use;
        }

        foreach (var service in _containers.ComposeFiles.SelectMany(c => c.Services)
            .SelectMany(s => _started.Value[s.Profile.Location].Prepend(s.Profile).Select(p => s with { Profile = p })).OrderByDescending(s => s.Profile.Gaps().Count))
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
        var searches = Searches(root);
        var all = new List<ShellCommand>();
        var scalars = root.Descendants().Where(d => d.Node.IsScalar).ToList();
        var readers = new Lazy<VariableReaders>(() => new VariableReaders([.. scalars.Where(d => CommandKeys.Contains(d.Key)).SelectMany(d => ShellScript.Parse(d.Node.Source))]));
        var mentioned = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (key, node) in scalars.Where(d => !searches.Contains(d.Node)))
        {
            var isProse = CommandUses.IsText(key) || key is "name" or "desc" or "summary" or "title" or "label";
            var isArgument = key is "args" or "arguments" or "env" or "environment" || (Spellings.IsFlag(node.Value) && !CommandUses.IsText(key));
            if (!isArgument && !CommandKeys.Contains(key) && (isProse || !node.Source.Text.StartsWith("claude ", StringComparison.Ordinal)))
            {
                continue;
            }

            if (isArgument && IsMentioned(key))
            {
                continue;
            }

            var commands = ShellScript.Parse(node.Source);
            all.AddRange(commands);
            foreach (var use in _scripts.In(file.Path, commands, "claude", [.. isArgument ? CommandUses.InArguments(commands) : CommandUses.In(commands)]))
            {
                if (seen.Add(use.Location))
                {
                    yield return use with { Place = PlaceOf(file), Container = use.Container ?? _containers.NearestDevContainer(file.Path)?.Profile };
                }
            }
        }

        // A variable of the file whose commands only look for what it holds.
        bool IsMentioned(string name)
        {
            if (!mentioned.TryGetValue(name, out var isMentioned))
            {
                mentioned[name] = isMentioned = readers.Value.AreMentions(name)
                    && scalars.TrueForAll(d => CommandKeys.Contains(d.Key) || CommandUses.IsText(d.Key) || !d.Node.Value.Contains(name, StringComparison.Ordinal));
            }

            return isMentioned;
        }

        // Variables of the file that one of its commands reads the mode from.
        var modes = ModeVariables.ReadBy(all);
        foreach (var (key, node) in scalars.Where(d => modes.ContainsKey(d.Key) && ModeVariables.IsMode(d.Node.Value)))
        {
            if (new Location(file.Path, node.Line, node.Column) is var location && seen.Add(location))
            {
                yield return new PermissionUse(location, $"{key}: {Spellings.Mode}") { Place = PlaceOf(file), Container = _containers.NearestDevContainer(file.Path)?.Profile };
            }
        }
    }

    // What hooks of pre-commit look for instead of running it.
    private static HashSet<YamlNode> Searches(YamlNode root) =>
    [
        .. root.Descendants().Select(d => d.Node).Where(n => n.IsMapping && n.Text("language") is "pygrep" or "fail")
            .SelectMany(n => n.Descendants()).Select(d => d.Node),
    ];

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
            NotJson(file, text);
            yield break;
        }

        var devContainer = _containers.DevContainers.FirstOrDefault(d => d.Path == file.Path) ?? _containers.NearestDevContainer(file.Path);
        var aboutAgent = devContainer is { Profile.RunsAgent: true } || file.Path.Contains(".claude", StringComparison.Ordinal)
            || text.Contains("claude", StringComparison.OrdinalIgnoreCase);
        foreach (var (span, spelling, isRootGuard, command) in (kind == ScanKind.Json ? JsonUses.In(root) : JsonUses.InClients(root, isKnown: kind == ScanKind.ApplicationJson).Concat(JsonUses.InSettingsOfClient(root))).DistinctBy(u => (u.Span.Line, u.Span.Column, u.Spelling)))
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
                IsUnsure = kind == ScanKind.OtherJson,
                IsRootGuard = isRootGuard,
                Production = ProductionAccess.Of(started ?? devContainer?.Profile),
            };
        }
    }

    private IEnumerable<PermissionUse> InOtherJson(RepositoryFile file, string text)
    {
        // Whether settings are used, those say that hand them to the client.
        _ofOthers.Add(file);
        return _namedSettings.In(file, text).Concat(InJson(file, text, ScanKind.OtherJson));
    }

    private void Wait(RepositoryFile file, string name, PermissionUse use, ScanKind kind)
    {
        _ofOthers.Add(file);
        _pending.Add((file, name, use, kind));
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
        foreach (var (offset, spelling) in CodeUses.In(text, file.Path))
        {
            var (line, column) = source.Place(offset);
            yield return new PermissionUse(new Location(file.Path, line, column), spelling)
            {
                Subject = "This program",
                Container = _containers.ProfileOfScript(file.Path),
            };
        }

        foreach (var (name, offset, spelling) in CodeUses.Constants(text, file.Path))
        {
            var (line, column) = source.Place(offset);
            Wait(file, name, new PermissionUse(new Location(file.Path, line, column), spelling) { Subject = "This program", Container = _containers.ProfileOfScript(file.Path) }, ScanKind.Code);
        }
    }

    private IEnumerable<PermissionUse> InNotebook(RepositoryFile file, string text)
    {
        if (JsonText.Parse(text, JsonDialect.WithComments).Root is { } root)
        {
            return NotebookUses.In(root).Select(u => new PermissionUse(u.Span.In(file.Path), u.Spelling) { Subject = "This notebook" });
        }

        NotJson(file, text);
        return [];
    }

    // Damaged, or a template of another kind.
    private void NotJson(RepositoryFile file, string text)
    {
        if (Spellings.Occurs(text))
        {
            NotJudged(file, "is no JSON, whatever its name says, and holds a spelling that switches permission checks off");
        }
    }

    private IEnumerable<PermissionUse> InXml(RepositoryFile file, string text)
    {
        foreach (var (line, column, spelling, isRootGuard) in ProjectUses.InCommands(text))
        {
            yield return new PermissionUse(new Location(file.Path, line, column), spelling) { IsRootGuard = isRootGuard };
        }

        foreach (var (name, spelling, line, column) in ProjectUses.Properties(text))
        {
            var use = new PermissionUse(new Location(file.Path, line, column), $"{name}: {spelling}") { Subject = "This build" };
            if (ProjectUses.Reads(text, name))
            {
                yield return use;
            }
            else
            {
                Wait(file, name, use, ScanKind.Xml);
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
        var end = inFrontMatter ? Array.FindIndex(lines, 1, l => l.Trim() == "---") : -1;
        end = inFrontMatter && end < 0 ? lines.Length : end;
        var source = SourceText.At(text, 1, 1);
        if (end > 0)
        {
            foreach (var (line, column, spelling) in InFrontMatter(lines, end))
            {
                yield return new PermissionUse(new Location(file.Path, line, column), spelling) { Subject = "This agent" };
            }
        }

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

    // A text that describes the agent may name the mode; what is no YAML is read by its lines, as the client does.
    private static IEnumerable<(int Line, int Column, string Spelling)> InFrontMatter(string[] lines, int end)
    {
        var matter = string.Join('\n', lines.Take(end).Select((l, i) => i == 0 ? string.Empty : l));
        if (YamlText.Parse(matter).Root is { IsMapping: true } front)
        {
            return front.Descendants().Select(d => d.Node).Prepend(front).Where(n => n.IsMapping).SelectMany(n => n.Entries).Where(e => e.Value.IsScalar)
                .Select(e => (e.Key, Text: $"{e.Key.Value}: {e.Value.Value.Trim()}"))
                .Select(e => (e.Key, e.Text, Found: SettingsText.Find(e.Text))).Where(e => e.Found is { Index: 0 }).Select(e => (e.Key.Line, e.Key.Column, e.Text[..e.Found!.Value.Length]));
        }

        return lines.Take(end).Select((l, i) => (Text: l, Line: i + 1, Found: SettingsText.Find(l)))
            .Where(l => l.Found is { } found && string.IsNullOrWhiteSpace(l.Text[..found.Index]))
            .Select(l => (l.Line, 1, string.Join(' ', l.Text.Substring(l.Found!.Value.Index, l.Found.Value.Length).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
    }

    [GeneratedRegex(@"(?:^|\s)!`(?<command>[^`\n]+)`|^```!\s*\n(?<command>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineCommand();
}
