using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>A use in YAML of an unknown tool.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
/// <param name="Spelling">As written.</param>
/// <param name="Command">The command that it stands in; null when a setting of the client is written.</param>
internal sealed record UnknownYamlUse(int Line, int Column, string Spelling, ShellCommand? Command);

/// <summary>
/// Uses in YAML whatever reads it: pipelines of services, objects of operators, values of charts, maps of files, first-boot scripts. Since the tool is
/// not known, only what plainly starts the client counts: a command that names it under a key for commands, or a file of its settings.
/// </summary>
internal static class UnknownYaml
{
    private const int DeepestText = 2;

    // Text for people, and samples.
    private static readonly HashSet<string> Prose = new(StringComparer.OrdinalIgnoreCase)
    {
        "description", "summary", "title", "message", "help", "comment", "comments", "note", "notes", "reason", "docs", "documentation", "example", "examples", "prompt", "prompts",
        "question", "answer", "changelog", "label", "labels", "annotations",
    };

    // A list that forbids, or a test that says what is to come of a text.
    private static readonly string[] Judging = ["expect", "assert", "should", "pattern", "regex", "forbid", "deny", "denied", "disallow", "blocked", "banned", "severity", "mustNot", "verdict", "decision", "refuse", "reject", "outcome"];

    /// <summary>The uses below a node.</summary>
    public static IEnumerable<UnknownYamlUse> In(YamlNode root) => In(root, DeepestText);

    private static IEnumerable<UnknownYamlUse> In(YamlNode root, int depth)
    {
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);

        // The keys of a ConfigMap are names of somebody's choice: there only a file is known by its name.
        var isMap = root.Text("kind") is "ConfigMap" or "Secret";
        var pending = new Stack<(string Key, YamlNode Node)>([(string.Empty, root)]);
        while (pending.TryPop(out var next))
        {
            var (key, node) = next;
            if (isMap && node.IsScalar && !key.Contains('.', StringComparison.Ordinal) && !node.Value.StartsWith("#!", StringComparison.Ordinal))
            {
                continue;
            }

            if (Prose.Contains(key) || IsJudging(key) || !seen.Add(node) || (node.IsMapping && (node.Entries.Any(e => IsJudging(e.Key.Value)) || node.Text("language") == "pygrep")))
            {
                continue;
            }

            var found = node.IsScalar ? InText(key, node, depth) : node.IsSequence ? InList(key, node) : InObject(node);
            foreach (var use in found)
            {
                yield return use;
            }


            foreach (var entry in node.Entries)
            {
                pending.Push((entry.Key.Value, entry.Value));
            }

            foreach (var item in node.Items)
            {
                pending.Push((key, item));
            }
        }
    }

    private static bool IsJudging(string key) => Array.Exists(Judging, j => key.StartsWith(j, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<UnknownYamlUse> InText(string key, YamlNode node, int depth)
    {
        var text = node.Source.Text;
        if (!MayHoldUse(text))
        {
            return [];
        }

        if (key.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return SettingsText.Find(text) is { } setting ? [At(node.Source.Place(setting.Index), Spellings.Mode, null)] : [];
        }

        if (CommandKeys.MayHoldCommand(key) || text.StartsWith("#!", StringComparison.Ordinal))
        {
            var uses = Plain(ShellScript.Parse(node.Source)).ToList();
            if (uses.Count > 0)
            {
                return uses;
            }
        }

        // A patch or a file of values is YAML inside the text.
        return depth > 0 && (key is "patch" or "values" or "valuesContent" || key.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || key.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
            ? YamlText.Documents(text).SelectMany(d => In(d, depth - 1)).Select(u => At(node.Source.Place(u.Line, u.Column), u.Spelling, u.Command))
            : [];
    }

    // A list is one command when its first word is a program that is called so, whatever reads it.
    private static IEnumerable<UnknownYamlUse> InList(string key, YamlNode node) =>
        (CommandKeys.MayHoldCommand(key) || key == "value") && node.Items.Count > 1 && node.Items.All(i => i.IsScalar) && node.Items.Any(i => MayHoldUse(i.Value)) ? Plain([Command(node.Items)]) : [];

    // A program with its arguments beside it.
    private static IEnumerable<UnknownYamlUse> InObject(YamlNode node)
    {
        var program = node["command"] ?? node["cmd"] ?? node["entrypoint"] ?? node["program"];
        var arguments = node["args"] ?? node["arguments"];
        return program is { IsMapping: false } && arguments is { IsMapping: false } && arguments.Scalars().Any(a => MayHoldUse(a.Value))
            ? Plain([Command([.. program.Scalars(), .. arguments.Scalars()])])
            : [];
    }

    private static ShellCommand Command(IReadOnlyList<YamlNode> words) => new([.. words.Select(w => new ShellWord(w.Value, w.Line, w.Column))]);

    private static IEnumerable<UnknownYamlUse> Plain(IEnumerable<ShellCommand> commands) =>
        CommandUses.In(commands).Where(u => !u.IsRootGuard && CommandUses.IsPlain(u))
            .Select(u => At((u.Word.Line, u.Word.Column), u.Spelling, u.Command));

    private static UnknownYamlUse At((int Line, int Column) place, string spelling, ShellCommand? command) => new(place.Line, place.Column, spelling, command);

    private static bool MayHoldUse(string text) =>
        text.Contains(Spellings.Flag[2..], StringComparison.Ordinal) || text.Contains(Spellings.Mode, StringComparison.Ordinal) || SettingsText.Switches(text)
        || text.Contains("sandbox run", StringComparison.Ordinal);
}
