using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Uses in the pods of Kubernetes, in the tasks of Ansible, and in YAML of which nothing is known but that it plainly starts the client.</summary>
internal sealed class ManifestUses(RepositoryView repository, IFindings problems)
{
    private static readonly HashSet<string> AnsibleTasks = new(StringComparer.Ordinal) { "shell", "command", "raw", "win_shell", "win_command" };

    private readonly Lazy<IReadOnlyList<EgressPolicy>> _policies = new(() => Policies(repository, problems));

    /// <summary>The uses in the documents of a file.</summary>
    public IEnumerable<PermissionUse> In(RepositoryFile file, string text, ScriptUses scripts)
    {
        foreach (var root in YamlText.Documents(ChartTemplate.Blanked(text)))
        {
            foreach (var use in Pods.IsManifest(root) ? InPods(file, root) : root.IsSequence ? InAnsible(file, root, text, scripts) : [])
            {
                yield return use;
            }

            // What a pod above holds was judged with its container: the first finding of a place counts.
            foreach (var found in UnknownYaml.In(root))
            {
                var container = found.Command is null ? null : ContainerCatalogue.Of(repository).StartedBy(found.Command, file.Path, EngineContext.None);
                yield return new PermissionUse(new Location(file.Path, found.Line, found.Column), found.Spelling)
                {
                    Place = "wherever this file is applied",
                    Container = container,
                    Production = ProductionAccess.Of(container),
                };
            }
        }
    }

    private IEnumerable<PermissionUse> InPods(RepositoryFile file, YamlNode root)
    {
        foreach (var container in Pods.In(file.Path, root, _policies.Value))
        {
            // Arguments alone are those of what the image starts; those in a variable are read by a script in it.
            var command = container.Command;
            var uses = command is null ? [] : command.Words[0].Text.StartsWith('-') ? CommandUses.InArguments([command]) : CommandUses.In([command]);
            var given = container.Profile.Variables.Where(v => v.Value is not null)
                .SelectMany(v => CommandUses.InArguments(ShellScript.Parse(SourceText.InOneLine(v.Value!, v.Location.Line, v.Location.Column))));
            foreach (var use in uses.Concat(given).Where(u => !u.IsRootGuard))
            {
                yield return new PermissionUse(new Location(file.Path, use.Word.Line, use.Word.Column), use.Spelling)
                {
                    Subject = container.Profile.Name,
                    Container = container.Profile,
                    Production = [.. ProductionAccess.Of(container.Profile), .. ProductionAccess.OfPod(root, container.Pod, container.Node)],
                };
            }
        }
    }

    private static IReadOnlyList<EgressPolicy> Policies(RepositoryView repository, IFindings problems) =>
    [
        .. repository.Files.Where(f => ScannedFile.KindOf(f.Path) is ScanKind.Manifest or ScanKind.OtherJson)
            .SelectMany(f => Documents(f, problems).SelectMany(d => EgressPolicy.In(d).Concat(Patches(d, f, repository, problems).SelectMany(EgressPolicy.InPatch)))),
    ];

    private static IEnumerable<YamlNode> Documents(RepositoryFile file, IFindings problems) =>
        YamlFile.Text(file, problems, static c => c.IndexOf("NetworkPolicy"u8) >= 0) is { } text ? YamlText.Documents(ChartTemplate.Blanked(text)) : [];

    // What kustomize lays over policies: in the text of the kustomization, or in a file beside it. A part of an object that names its kind is read where it stands.
    private static IEnumerable<YamlNode> Patches(YamlNode root, RepositoryFile file, RepositoryView repository, IFindings problems)
    {
        foreach (var patch in ((string[])["patches", "patchesJson6902"]).SelectMany(k => root[k]?.Items ?? []))
        {
            if (patch.Text("patch") is { } text)
            {
                foreach (var document in YamlText.Documents(text).Where(d => d.IsMapping || IsForPolicies(patch)))
                {
                    yield return document;
                }
            }
            else if (IsForPolicies(patch) && patch.Text("path") is { } path && RepositoryPath.Combine(RepositoryPath.Directory(file.Path), path) is { } at
                && repository.Find(at) is { } beside && YamlFile.Text(beside, problems) is { } operations)
            {
                foreach (var document in YamlText.Documents(operations).Where(d => d.IsSequence))
                {
                    yield return document;
                }
            }
        }
    }

    private static bool IsForPolicies(YamlNode patch) => patch["target"]?.Text("kind") is "NetworkPolicy";

    // A list with commands in it may be anything: hosts, a full name of a module or the directory make it one of tasks.
    private static IEnumerable<PermissionUse> InAnsible(RepositoryFile file, YamlNode root, string text, ScriptUses scripts)
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
            foreach (var use in scripts.In(file.Path, commands, text))
            {
                yield return use with { Subject = "This task", Place = "on the machines that it runs on" };
            }
        }
    }
}
