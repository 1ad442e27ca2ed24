using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.ClaudeCode.Permissions;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>Judges the front matter and the inline commands of skills, commands and agents.</summary>
internal sealed partial class SkillJudge(Reporter reporter)
{
    /// <summary>Judges a Markdown file.</summary>
    /// <param name="path">Where it stands.</param>
    /// <param name="name">The path by which the client knows it.</param>
    /// <param name="text">What it holds.</param>
    public void Judge(string path, string name, string text)
    {
        var source = SourceText.At(text, 1, 1);
        foreach (Match match in InlineCommand().Matches(text))
        {
            var command = match.Groups["command"];
            var (line, column) = source.Place(command.Index);
            var location = new Location(path, line, column);
            if (!SettingsJudge.RemoteCode("An inline command", command.Value, location, reporter) && CommandRisk.ReadsSecret(command.Value) is { } part)
            {
                reporter.Report(
                    AgentConfigurationDiagnostics.WideSkill,
                    location,
                    $"An inline command reads a secret ('{part}') into the context before the model sees the text; no permission rule is asked.",
                    "Remove it.",
                    part,
                    Severity.Error);
            }
        }

        if (!text.StartsWith("---", StringComparison.Ordinal))
        {
            return;
        }

        var end = text.IndexOf("\n---", 3, StringComparison.Ordinal);
        if (end < 0 || YamlText.Parse("   " + text[3..end]).Root is not { IsMapping: true } front)
        {
            return;
        }

        foreach (var (key, node) in front.Descendants().Where(d => d.Key == "command" && d.Node.IsScalar))
        {
            var location = new Location(path, node.Line, node.Column);
            if (!SettingsJudge.RemoteCode($"A hook in the front matter ('{key}')", node.Value, location, reporter))
            {
                SettingsJudge.SecretLeaves($"A hook in the front matter ('{key}')", node.Value, location, isShown: false, reporter);
            }
        }

        // Agents name the tools they have; skills and commands name the tools that nobody is asked for.
        if (name.Contains("/agents/", StringComparison.Ordinal) || front["allowed-tools"] is not { } tools)
        {
            return;
        }

        foreach (var rule in tools.Scalars().SelectMany(t => Rule().Matches(t.Value).Select(m => m.Value)))
        {
            if (rule == "*" || PermissionJudge.IsBroad(PermissionRule.Parse(rule)))
            {
                reporter.Report(
                    AgentConfigurationDiagnostics.WideSkill,
                    new Location(path, tools.Line, tools.Column),
                    $"'allowed-tools' holds '{rule}': while this text is followed, nobody is asked before any such call.",
                    "Name the commands that it needs, such as 'Bash(dotnet test *)'.",
                    rule);
                return;
            }
        }
    }

    [GeneratedRegex(@"(?:^|\s)!`(?<command>[^`\n]+)`|^```!\s*\n(?<command>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineCommand();

    [GeneratedRegex(@"[\w*-]+(?:\([^)]*\))?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rule();
}
