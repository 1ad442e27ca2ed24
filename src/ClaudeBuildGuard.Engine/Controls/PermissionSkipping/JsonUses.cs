using System.Text.Json;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Scripts;
using JsonElement = ClaudeBuildGuard.Engine.Documents.JsonElement;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>Uses in JSON: settings of client and editor, package scripts, tasks, launch profiles, server definitions.</summary>
internal static class JsonUses
{
    // Members whose text is for people.
    private static readonly HashSet<string> Prose = new(StringComparer.OrdinalIgnoreCase)
        { "description", "detail", "title", "label", "name", "message", "comment", "$comment", "markdownDescription", "tooltip", "reason", "prompt", "statusMessage", "companyAnnouncements", "spinnerTipsOverride" };

    private static readonly HashSet<string> TrueSwitches = new(StringComparer.Ordinal)
        { "allowDangerouslySkip" + "Permissions", "dangerouslySkip" + "Permissions", "skipDangerousMode" + "PermissionPrompt" };

    private static readonly HashSet<string> ModeKeys = new(StringComparer.Ordinal)
        { "defaultMode", "permissionMode", "permission_mode", "initialPermissionMode", "mode" };

    private static readonly string[] Rules = ["match", "rule", "forbid", "polic", "test", "expect", "example", "sample", "case"];

    private static readonly string[] ProgramKeys = ["command", "executablePath", "program", "runtimeExecutable", "executable", "fileName"];

    private static readonly string[] ArgumentKeys = ["args", "arguments"];

    /// <summary>The uses below a value, each with where it stands.</summary>
    public static IEnumerable<(TextSpan Span, string Spelling, bool IsRootGuard, CommandUse? Command)> In(JsonElement root)
    {
        var pending = new Stack<(string Name, JsonElement Value)>([(string.Empty, root)]);
        while (pending.TryPop(out var next))
        {
            var (name, value) = next;
            if (value.IsObject)
            {
                foreach (var use in OfObject(value))
                {
                    yield return use;
                }

                foreach (var member in value.Members)
                {
                    if (member.Name is not ("deny" or "ask") && !Prose.Contains(member.Name) && !(member.Value.IsArray && Sentences.Refuses(member.Name)))
                    {
                        pending.Push((member.Name, member.Value));
                    }
                }
            }
            else if (value.IsArray)
            {
                foreach (var item in value.Items)
                {
                    pending.Push((name, item));
                }
            }
            else if (value.Kind == JsonValueKind.String)
            {
                foreach (var use in OfText(name, value))
                {
                    yield return use;
                }
            }
        }
    }

    /// <summary>The uses in programs that are the client by their name, with their arguments beside it; nothing else of the text counts.</summary>
    /// <param name="root">The root.</param>
    /// <param name="isKnown">False where nobody knows what the text is for: what stands below a rule, a pattern or an example does not count then.</param>
    public static IEnumerable<(TextSpan Span, string Spelling, bool IsRootGuard, CommandUse? Command)> InClients(JsonElement root, bool isKnown) =>
        Inheriting(root, NamesRule).Where(p => isKnown || !p.IsOf).Select(p => Program(p.Place.Value)).OfType<ShellCommand>().Where(AgentEvidence.Starts).SelectMany(OfProgram);

    /// <summary>The settings below a member that is named after the client: its mode, its switches and its arguments.</summary>
    public static IEnumerable<(TextSpan Span, string Spelling, bool IsRootGuard, CommandUse? Command)> InSettingsOfClient(JsonElement root)
    {
        foreach (var (place, _, isBelow) in Inheriting(root, NamesClient))
        {
            var end = place.Name.LastIndexOfAny([':', '.']);
            var key = place.Name[(end + 1)..];
            if (!(isBelow || (end > 0 && place.Name[..end].Contains("claude", StringComparison.OrdinalIgnoreCase))) || CommandUses.IsText(key))
            {
                continue;
            }

            if (place.Value.AsBoolean == true && TrueSwitches.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                yield return (place.Value.Span, $"{key}: true", false, null);
            }
            else if (place.Value.AsString is { } text && (ModeKeys.Contains(key, StringComparer.OrdinalIgnoreCase) ? text == Spellings.Mode
                : (key.Contains("arg", StringComparison.OrdinalIgnoreCase) || key.Contains("flag", StringComparison.OrdinalIgnoreCase) || key.Contains("option", StringComparison.OrdinalIgnoreCase))
                    && CommandUses.InArguments(ShellScript.Parse(text)).Any(u => !u.IsRootGuard)))
            {
                yield return (place.Value.Span, $"{key}: {Spellings.In(text)}", false, null);
            }
        }
    }

    private static bool NamesRule(JsonPlace place) => CommandUses.IsText(place.Name) || Array.Exists(Rules, r => place.Name.Contains(r, StringComparison.OrdinalIgnoreCase));

    private static bool NamesClient(JsonPlace place) => place.IsMember && place.Name.Contains("claude", StringComparison.OrdinalIgnoreCase);

    // Every place with whether something is true of it or of one above it, and of one above it. Asked from the top down, since values may lie deep within each other.
    private static IEnumerable<(JsonPlace Place, bool IsOf, bool IsBelow)> Inheriting(JsonElement root, Func<JsonPlace, bool> isTrue)
    {
        var known = new Dictionary<JsonPlace, bool>(ReferenceEqualityComparer.Instance);
        foreach (var place in root.Descendants())
        {
            var isBelow = place.Above is not null && known[place.Above];
            known[place] = isBelow || isTrue(place);
            yield return (place, known[place], isBelow);
        }
    }

    private static IEnumerable<(TextSpan, string, bool, CommandUse?)> OfObject(JsonElement value)
    {
        foreach (var member in value.Members)
        {
            var key = member.Name[(member.Name.LastIndexOf('.') + 1)..];
            if (TrueSwitches.Contains(key) && member.Value.AsBoolean == true)
            {
                yield return (member.NameSpan, $"{member.Name}: true", false, null);
            }
            else if (ModeKeys.Contains(key) && member.Value.AsString == Spellings.Mode)
            {
                yield return (member.Value.Span, $"{member.Name}: {Spellings.Mode}", false, null);
            }
            else if (Spellings.IsRootGuard(member.Name, member.Value.AsString ?? (member.Value.Kind == JsonValueKind.Number ? member.Value.Text : null)))
            {
                yield return (member.NameSpan, member.Name, true, null);
            }
        }

        if (Program(value) is { } program)
        {
            foreach (var use in OfProgram(program))
            {
                yield return use;
            }
        }
    }

    private static IEnumerable<(TextSpan, string, bool, CommandUse?)> OfProgram(ShellCommand program) =>
        CommandUses.In([program]).Select(u => (new TextSpan(u.Word.Line, u.Word.Column, 0, 0), u.Spelling, u.IsRootGuard, (CommandUse?)u));

    // A program with its arguments, in a list or in one text.
    private static ShellCommand? Program(JsonElement value)
    {
        if (Member(value, ProgramKeys) is not { IsString: true } program || Member(value, ArgumentKeys) is not { } arguments)
        {
            return null;
        }

        var words = arguments.IsString
            ? ShellScript.Parse(SourceText.InOneLine(arguments.Text, arguments.Span.Line, arguments.Span.Column + 1)).SelectMany(c => c.Words)
            : arguments.Items.Select(a => a.AsString is null ? a["value"] : a).OfType<JsonElement>().Where(a => a.IsString).Select(Word);
        return new ShellCommand([Word(program), .. words]);
    }

    private static JsonElement? Member(JsonElement value, string[] names) =>
        names.Select(n => value.Members.LastOrDefault(m => m.Name.Equals(n, StringComparison.OrdinalIgnoreCase))?.Value).FirstOrDefault(v => v is not null);

    private static IEnumerable<(TextSpan, string, bool, CommandUse?)> OfText(string name, JsonElement value)
    {
        var text = value.Text;
        if (!text.Contains("dangerously", StringComparison.Ordinal) && !text.Contains(Spellings.Mode, StringComparison.Ordinal)
            && !text.Contains("IS_SANDBOX", StringComparison.Ordinal) && !text.Contains("sandbox run", StringComparison.Ordinal))
        {
            yield break;
        }

        if (name == "allow")
        {
            // A rule that approves the command before anybody asks.
            if (text.Contains(Spellings.Flag, StringComparison.Ordinal) || text.Contains(Spellings.AllowFlag, StringComparison.Ordinal)
                || (text.Contains(Spellings.ModeFlag, StringComparison.Ordinal) && text.Contains(Spellings.Mode, StringComparison.Ordinal)))
            {
                yield return (value.Span, $"{Spellings.Flag} in an allow rule", false, null);
            }

            yield break;
        }

        var source = SourceText.InOneLine(text, value.Span.Line, value.Span.Column + 1);
        var commands = ShellScript.Parse(source);
        var uses = name.Contains("args", StringComparison.OrdinalIgnoreCase) || name.Contains("arguments", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("--", StringComparison.Ordinal)
            ? CommandUses.InArguments(commands)
            : CommandUses.In(commands);
        foreach (var use in commands.Count == 1 && Sentences.Tell(text) ? [] : uses)
        {
            yield return (new TextSpan(use.Word.Line, use.Word.Column, 0, 0), use.Spelling, use.IsRootGuard, use);
        }
    }

    private static ShellWord Word(JsonElement value) => new(value.Text, value.Span.Line, value.Span.Column);
}
