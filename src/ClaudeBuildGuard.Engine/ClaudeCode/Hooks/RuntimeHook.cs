using System.Globalization;
using ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks;

/// <summary>
/// Answers a hook event of the client. Fails closed: what it does not understand at all is blocked with exit status 2, because a hook that
/// exits otherwise lets the call through.
/// </summary>
/// <remarks>Source: claude-code-facts, 5.2 and 5.3; real-client, "Modes and hooks".</remarks>
internal static class RuntimeHook
{
    private const int LongestInput = 32 * 1024 * 1024;

    /// <summary>Built-in tools whose texts are prose, code or names of their own, and never the path of a file to be read.</summary>
    private static readonly string[] WithoutFiles =
    [
        "Agent", "Task", "TodoWrite", "TaskCreate", "TaskUpdate", "TaskGet", "TaskList", "TaskOutput", "TaskStop", "WebSearch", "WebFetch", "AskUserQuestion", "Skill", "ExitPlanMode",
        "EnterPlanMode", "ToolSearch", "SendMessage", "KillShell", "BashOutput",
    ];

    /// <summary>Fields in which servers take a command.</summary>
    private static readonly string[] CommandFields = ["command", "cmd", "script", "code"];

    /// <summary>Without each of these an entry documents nothing: the build refuses it too.</summary>
    private static readonly string[] RegisterFields = ["environment", "authorisedBy", "reason"];

    private static readonly string[] PathFields = ["file_path", "notebook_path", "path", "filePath", "uri"];

    /// <summary>Answers one event.</summary>
    /// <param name="input">Standard input of the hook.</param>
    /// <param name="surroundings">What else is known.</param>
    /// <param name="credentialIn">The title of a credential that a text holds; null when it holds none.</param>
    public static HookAnswer Answer(ReadOnlyMemory<byte> input, HookSurroundings surroundings, Func<string, string?> credentialIn)
    {
        try
        {
            return input.Length > LongestInput
                ? HookAnswer.Block("the event is too large to be judged.")
                : Answer(TextDecoding.Decode(input.Span), surroundings, credentialIn);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The message may quote what was being read; the type never does.
            return HookAnswer.Block($"the event could not be judged ({e.GetType().Name}), so it is blocked.");
        }
    }

    private static HookAnswer Answer(string text, HookSurroundings surroundings, Func<string, string?> credentialIn)
    {
        if (JsonText.Parse(text, JsonDialect.Strict).Root is not { IsObject: true } hookEvent)
        {
            return HookAnswer.Block("the event is no JSON object.");
        }

        var directory = TextOf(hookEvent, "cwd");
        var root = surroundings.ProjectDirectory.Length > 0 ? surroundings.ProjectDirectory : directory;
        if (root.Length == 0)
        {
            return HookAnswer.Block("the event names no directory.");
        }

        directory = directory.Length == 0 ? root : directory;
        var name = TextOf(hookEvent, "hook_event_name");
        var mode = TextOf(hookEvent, "permission_mode");
        var tool = TextOf(hookEvent, "tool_name");
        var answer = name switch
        {
            "PreToolUse" => ToolCall(hookEvent, tool, mode, root, directory, surroundings),
            "UserPromptSubmit" => Prompt(credentialIn(TextOf(hookEvent, "prompt"))),
            _ => HookAnswer.Silent,
        };
        if (name == "SessionStart" || mode == "bypassPermissions")
        {
            SessionAudit.Append(root, surroundings.Now, TextOf(hookEvent, "session_id"), name, tool, mode, answer != HookAnswer.Silent);
        }

        return answer;
    }

    private static HookAnswer ToolCall(
        JsonElement hookEvent, string tool, string mode, string root, string directory, HookSurroundings surroundings)
    {
        if (mode == "bypassPermissions" && WhyNoBypass(root, surroundings) is { } refused)
        {
            return HookAnswer.Deny(refused);
        }

        if (hookEvent["tool_input"] is not { IsObject: true } input)
        {
            return HookAnswer.Silent;
        }

        var files = ProtectedFiles.Read(root);
        var reason = tool switch
        {
            "Bash" or "Monitor" => new ShellInspection(files, surroundings.Home).WhyNot(TextOf(input, "command"), directory, bash: true),
            "PowerShell" => new ShellInspection(files, surroundings.Home).WhyNot(TextOf(input, "command"), directory, bash: false),
            _ when Array.IndexOf(WithoutFiles, tool) >= 0 => null,
            "Read" or "Edit" or "Write" or "MultiEdit" or "NotebookEdit" or "NotebookRead" or "Grep" or "Glob" or "LS" or "LSP" =>
                Named(files, input, tool, directory, surroundings.Home)
                ?? (tool is "Grep" ? WhyNoGlob(files, TextOf(input, "glob"), directory, surroundings.Home) : null),
            _ => Unknown(files, input, tool, directory, surroundings.Home),
        };
        return reason is null
            ? HookAnswer.Silent
            : HookAnswer.Deny($"{reason}. Ask the person for what you need instead of reading it another way.");
    }

    /// <summary>A tool of a server or one that nobody knows: every text in its input that may be a path, and every command.</summary>
    private static string? Unknown(ProtectedFiles files, JsonElement input, string tool, string directory, string home)
    {
        var shell = new ShellInspection(files, home);
        foreach (var (name, text) in Texts(input))
        {
            var reason = CommandFields.Contains(name, StringComparer.OrdinalIgnoreCase) ? shell.WhyNot(text, directory, bash: true)
                : text.Length is > 0 and < 1024 && (!text.Contains("://", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.OrdinalIgnoreCase)) ? WhyNot(files, tool, text, directory, home)
                : null;
            if (reason is not null)
            {
                return reason;
            }
        }

        return null;
    }

    /// <summary>The texts of an input at any depth, each with the name of the member that it stands in.</summary>
    private static IEnumerable<(string Name, string Text)> Texts(JsonElement input)
    {
        var open = new Stack<(string Name, JsonElement Value)>([(string.Empty, input)]);
        while (open.TryPop(out var next))
        {
            if (next.Value.AsString is { } text)
            {
                yield return (next.Name, text);
            }

            next.Value.Items.ToList().ForEach(i => open.Push((next.Name, i)));
            next.Value.Members.ToList().ForEach(m => open.Push((m.Name, m.Value)));
        }
    }

    /// <summary>A file tool of the client: the fields in which it takes a path.</summary>
    private static string? Named(ProtectedFiles files, JsonElement input, string tool, string directory, string home)
    {
        foreach (var field in PathFields)
        {
            if (TextOf(input, field) is { Length: > 0 } path && WhyNot(files, tool, path, directory, home) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    private static string? WhyNot(ProtectedFiles files, string tool, string written, string directory, string home)
    {
        if (HookPath.Absolute(written, directory, home) is not { } path)
        {
            return null;
        }

        return tool is "Edit" or "Write" or "MultiEdit" or "NotebookEdit" && files.OwnFile(path) is { } own
            ? ProtectedFiles.WhyNotChange(own)
            : files.WhyNotRead(path);
    }

    private static string? WhyNoGlob(ProtectedFiles files, string glob, string directory, string home) =>
        ShellWords.Braces(glob).Select(g => g.StartsWith("**/", StringComparison.Ordinal) ? g[3..] : g)
            .Select(g => g.StartsWith('!') || HookPath.Absolute(g, directory, home) is not { } path ? null
                : g.AsSpan().IndexOfAny('*', '?', '[') < 0 ? files.WhyNotRead(path)
                : files.WhyNotExpand(path, hidden: false))
            .FirstOrDefault(r => r is not null);

    private static HookAnswer Prompt(string? credential) => credential is null
        ? HookAnswer.Silent
        : HookAnswer.Block($"the prompt holds a credential ({credential}), so it was not sent. Name the variable that holds it instead, and rotate it if it was sent before.");

    /// <summary>Why a session that skips permissions may not go on; null when the register allows it (controls C2, C5, C6).</summary>
    private static string? WhyNoBypass(string root, HookSurroundings surroundings)
    {
        if (!surroundings.IsContainer)
        {
            return "permissions are skipped outside a container. Start the session without '--dangerously-skip-permissions'";
        }

        var file = Path.Combine(root, "claude-build-guard.json");
        var entries = File.Exists(file) ? JsonText.Parse(TextDecoding.Decode(File.ReadAllBytes(file)), JsonDialect.WithComments).Root?["permissionSkipping"] : null;
        var today = DateOnly.FromDateTime(surroundings.Now.UtcDateTime);
        return entries is { IsArray: true }
            && entries.Items.Any(e => Array.TrueForAll(RegisterFields, f => !string.IsNullOrWhiteSpace(e[f]?.AsString))
                && DateOnly.TryParseExact(e["expires"]?.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= today)
            ? null
            : "permissions are skipped, and 'permissionSkipping' in claude-build-guard.json names no exception that still holds";
    }

    private static string TextOf(JsonElement value, string name) => value[name] is { IsString: true } text ? text.Text : string.Empty;
}
