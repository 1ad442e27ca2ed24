using ClaudeBuildGuard.Engine.ClaudeCode;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>Judges hooks. Source: claude-code-facts, section 5; real-client, "Modes and hooks".</summary>
internal sealed class HookJudge(RepositoryView repository, Reporter reporter)
{
    /// <summary>Events at which the client puts into the session what a hook prints, as measured.</summary>
    private static readonly string[] ShownEvents = ["SessionStart", "UserPromptSubmit"];

    // The searches in a script are not made for more.
    private const long LargestScript = 256 * 1024;

    /// <summary>Judges a <c>hooks</c> section.</summary>
    public void Judge(JsonElement? hooks, Func<JsonElement, Location> at)
    {
        var guardReported = false;
        foreach (var hookEvent in hooks?.Members ?? [])
        {
            foreach (var handler in hookEvent.Value.Items.SelectMany(g => g["hooks"]?.Items ?? []).Where(h => h.IsObject))
            {
                Address(handler, at);
                if (handler["command"] is not { AsString: { } command } value)
                {
                    continue;
                }

                var text = string.Join(' ', [command, .. handler["args"]?.Items.Select(i => i.Text) ?? []]);
                SettingsJudge.RemoteCode($"A hook for {hookEvent.Name}", text, at(value), reporter);
                var (script, content) = Script(text);
                var isShown = Array.IndexOf(ShownEvents, hookEvent.Name) >= 0;
                SettingsJudge.SecretLeaves($"A hook for {hookEvent.Name}", text, at(value), isShown, reporter);
                SettingsJudge.SecretLeaves($"The script '{script}' of a hook for {hookEvent.Name}", OtherLanguage.Holds(script, content) ? OtherLanguage.WithoutCommands(script, content) : content, at(value), isShown, reporter, isScript: true);
                Approves(hookEvent.Name, text, content, at(value));
                if (hookEvent.Name == "PreToolUse")
                {
                    Guard(handler, text, script, content, at(value), ref guardReported);
                }
            }
        }
    }

    private void Address(JsonElement handler, Func<JsonElement, Location> at)
    {
        if (handler["url"] is { AsString: { } url } value && url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !VariableJudge.IsLocal(url))
        {
            reporter.Report(
                AgentConfigurationDiagnostics.PlainText,
                at(value),
                "A hook sends what the agent does, file contents included, over an unencrypted connection.",
                "Use 'https://'.",
                "hook url");
        }

        foreach (var header in handler["headers"]?.Members ?? [])
        {
            if (header.Value.AsString is { } text && LiteralSecrets.What(header.Name, text) is { } what)
            {
                reporter.Report(
                    AgentConfigurationDiagnostics.LiteralSecret,
                    at(header.Value),
                    $"A hook's header holds {what} in clear.",
                    "Rotate it, write '${NAME}' instead and list the name in 'allowedEnvVars'.",
                    header.Name);
            }
        }
    }

    private void Approves(string hookEvent, string command, string content, Location location)
    {
        if (hookEvent is "PreToolUse" or "PermissionRequest" && (CommandRisk.ApprovesEverything(command) || (content.Length > 0 && CommandRisk.ApprovesEverything(content))))
        {
            reporter.Report(
                AgentConfigurationDiagnostics.ApprovesByItself,
                location,
                $"A hook for {hookEvent} answers every question with yes, so no permission is ever asked for: permission skipping by another name.",
                "Remove it, and allow single tools under 'permissions.allow'.",
                hookEvent);
        }
    }

    private void Guard(JsonElement handler, string command, string script, string content, Location location, ref bool reported)
    {
        if (script.Length > 0 && content.Length == 0 && repository.Find(script) is null)
        {
            reporter.Report(
                AgentConfigurationDiagnostics.HookMissing,
                location,
                $"A hook for PreToolUse runs '{script}', which is not in the repository: a hook that cannot start lets the call through.",
                "Add the script, or remove the hook.",
                script);
            return;
        }

        var guards = CommandRisk.Guards(command) || CommandRisk.Guards(content);
        if (reported || !guards)
        {
            return;
        }

        if (handler["async"] is { AsBoolean: true })
        {
            reported = true;
            reporter.Report(
                AgentConfigurationDiagnostics.FailsOpen,
                location,
                "A hook for PreToolUse that is to block calls runs with 'async': the call goes through before it answers.",
                "Remove 'async'.",
                "async");
        }
        else if (handler["onFailure"]?.AsString != "block")
        {
            reported = true;
            reporter.Report(
                AgentConfigurationDiagnostics.FailsOpen,
                location,
                "A hook for PreToolUse that is to block calls lets them through when it crashes, times out or cannot start.",
                "Add '\"onFailure\": \"block\"' beside its command.",
                "onFailure");
        }
    }

    // The script of the repository that a command runs, and what it holds; both empty when it runs none.
    private (string Path, string Content) Script(string command)
    {
        foreach (var word in ShellScript.Parse(command).SelectMany(c => c.WithGiven()).SelectMany(c => c.Words))
        {
            var text = word.Text.Replace("${CLAUDE_PROJECT_DIR}", string.Empty, StringComparison.Ordinal).Replace("$CLAUDE_PROJECT_DIR", string.Empty, StringComparison.Ordinal)
                .Replace("$env:CLAUDE_PROJECT_DIR", string.Empty, StringComparison.Ordinal).Replace('\\', '/');
            var fromProject = text.Length != word.Text.Length;
            text = text.TrimStart('.', '/') is var trimmed && text.StartsWith("./.", StringComparison.Ordinal) ? "." + trimmed
                : text.StartsWith("/.", StringComparison.Ordinal) || text.StartsWith('.') && !text.StartsWith("./", StringComparison.Ordinal) ? "." + trimmed
                : trimmed;
            if (!(fromProject || text.StartsWith(".claude/", StringComparison.Ordinal)) || !text.Contains('.', StringComparison.Ordinal) || text.Contains('$', StringComparison.Ordinal)
                || text.Contains('*', StringComparison.Ordinal) || text.Length < 3)
            {
                continue;
            }

            var file = repository.Find(text);
            if (file is not null)
            {
                // A program is no script, whatever it says in passing.
                var content = YamlFile.Text(file, new FindingCollector(), static bytes => !bytes.Contains((byte)0));
                if (content is not null && file.Length > LargestScript)
                {
                    reporter.Report(file.TooLarge("the script of a hook", LargestScript));
                    content = null;
                }

                return (text, content ?? string.Empty);
            }

            // The copy of this product's own hook is in no repository: each build keeps it.
            if (text.StartsWith(".claude/hooks/", StringComparison.Ordinal) && text != ClientFiles.HookCopy)
            {
                return (text, string.Empty);
            }
        }

        return (string.Empty, string.Empty);
    }
}
