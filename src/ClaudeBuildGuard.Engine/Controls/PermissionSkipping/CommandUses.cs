using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>A use found in a command.</summary>
/// <param name="Word">The word that holds it.</param>
/// <param name="Spelling">As written.</param>
/// <param name="Command">The outermost command that it stands in.</param>
/// <param name="IsRootGuard">True for a variable that lifts the refusal to run as root.</param>
/// <param name="IsContained">True when the command itself starts a sandbox.</param>
internal sealed record CommandUse(ShellWord Word, string Spelling, ShellCommand Command, bool IsRootGuard = false, bool IsContained = false);

/// <summary>Tells, for the commands of a script, use from mention: what is printed, searched for or compared is not used.</summary>
internal static partial class CommandUses
{
    private const int DeepestNesting = 4;

    private static readonly string[] Documents = [".md", ".txt", ".log", ".html", ".adoc", ".rst"];

    private static readonly char[] Separators = [' ', '\t', '\n', ',', ';'];

    // Programs that look for a text.
    private static readonly HashSet<string> Searchers = new(StringComparer.OrdinalIgnoreCase)
        { "grep", "egrep", "fgrep", "zgrep", "rg", "ag", "ack", "sed", "awk", "gawk", "findstr", "select-string", "sls", "jq", "yq", "git", "pgrep", "pkill" };

    // Further programs that take text as text: what stands in their arguments is not run.
    private static readonly HashSet<string> Readers = new(Searchers, StringComparer.OrdinalIgnoreCase)
    {
        "test", "[", "[[", "case", "gh", "glab", "curl", "wget", "tr", "cut", "diff", "cmp", "expr", "basename", "die", "fail", "error", "warn", "info", "usage", "abort", "throw", "return", "exit",
        "fatal", "notice", "read", "for", "in", "elif", "throw", "read-host",
    };

    private static readonly HashSet<string> Printers = new(StringComparer.OrdinalIgnoreCase)
    {
        "echo", "printf", "print", "write-host", "write-output", "write-error", "write-warning", "write-verbose", "log", "cat", "tee", "say", "set-content", "add-content",
    };

    // Programs that run a text that they are given.
    private static readonly HashSet<string> Executors = new(StringComparer.OrdinalIgnoreCase)
    {
        "bash", "sh", "zsh", "dash", "ksh", "fish", "pwsh", "powershell", "cmd", "ssh", "su", "eval", "docker", "podman", "nerdctl", "kubectl", "tmux", "screen", "script",
        "watch", "wsl", "expect", "parallel", "alias", "doskey", "export", "set", "setx", "declare", "local", "readonly", "typeset", "concurrently", "npx", "npm", "pnpm",
        "yarn", "bun", "cross-env", "devcontainer", "runuser", "machinectl", "systemd-run", "invoke-expression", "iex", "start-process", "new-alias", "set-alias", "function",
        "docker-compose", "trap", "abbr", "spawn", "at", "crontab", "flock", "node", "python", "python3", "make", "just", "task", "mise", "direnv", "srt",
    };

    // Operators of PowerShell that compare or replace; each also with c or i before its name.
    private static readonly HashSet<string> ComparisonOperators = new(
        ((string[])["eq", "ne", "like", "notlike", "match", "notmatch", "contains", "notcontains", "in", "notin", "replace", "split"]).SelectMany(o => (string[])[$"-{o}", $"-c{o}", $"-i{o}"]),
        StringComparer.OrdinalIgnoreCase);

    // Methods whose argument is looked for, compared or taken away.
    private static readonly HashSet<string> ComparingMethods = new(StringComparer.OrdinalIgnoreCase)
    {
        "contains", "containsKey", "indexOf", "lastIndexOf", "startsWith", "endsWith", "equals", "compare", "replace", "remove", "split", "trimStart", "trimEnd",
        "match", "matches", "isMatch", "escape", "has", "includes", "find", "exists", "count",
    };

    // Of these, the programs that take a whole command as one argument.
    private static readonly HashSet<string> Shells = new(StringComparer.Ordinal)
        { "bash", "sh", "zsh", "dash", "ash", "ksh", "pwsh", "powershell", "cmd", "ssh", "su", "eval", "docker", "podman", "nerdctl", "kubectl", "tmux", "screen", "runuser", "export", "echo", "cat" };

    private static readonly string[] JudgingWords = ["assert", "check", "forbid", "refuse", "deny", "reject", "contains", "expect", "verify", "scan", "detect", "lint", "must_not", "ban"];

    private static readonly string[] TextNames = ["MSG", "REFUSE", "REJECT", "PROHIBIT", "DISALLOW", "MESSAGE", "TEXT", "PATTERN", "REGEX", "HELP", "USAGE", "FORBIDDEN", "DENY", "DENIED", "BANNED", "BLOCK", "WARNING", "DESCRIPTION", "NEEDLE"];

    /// <summary>The uses in commands.</summary>
    public static IEnumerable<CommandUse> In(IEnumerable<ShellCommand> commands)
    {
        // What a shell is given is seen with the shell.
        var expanded = WordExpansion.Of([.. commands.Where(c => !c.IsGiven)]);
        var readers = new Lazy<VariableReaders>(() => new VariableReaders(expanded));
        var found = expanded.Where((_, i) => !MustFail(expanded, i)).SelectMany(c => In(c, DeepestNesting))
            .Where(u => VariableReaders.GivenBy(u.Command, u.Word) is not { } variable || !readers.Value.AreMentions(variable));
        CommandUse[] later = [.. expanded.Any(c => c.Program == "crontab") ? InCronLines(expanded) : [], .. InDocuments(expanded)];
        return later.Length > 0 ? found.Concat(later).DistinctBy(u => (u.Word.Line, u.Word.Column, u.Spelling, u.IsRootGuard)) : found;
    }

    /// <summary>The uses in a text that is a list of arguments of the client, such as <c>claude_args</c>.</summary>
    public static IEnumerable<CommandUse> InArguments(IEnumerable<ShellCommand> arguments) =>
        WordExpansion.Of([.. arguments]).SelectMany(c => Direct(c, [.. Sentences.WithoutValues(c.Words).SelectMany(Tokens)]));

    /// <summary>True when a command reads, prints, compares or forbids what stands in it, and runs none of it.</summary>
    public static bool IsMention(ShellCommand command)
    {
        if (Block(command) is { } block)
        {
            return IsMention(block);
        }

        var program = Program(command);
        return Readers.Contains(program) || (!Executors.Contains(program) && JudgingWords.Any(w => program.Contains(w, StringComparison.OrdinalIgnoreCase))) || IsPattern(command) || IsComparison(command)
            || SearchesFiles(command)
            || (Printers.Contains(program) && !RunsOrWrites(command));
    }

    /// <summary>
    /// True when a use is, without knowing what reads the text, a command that starts the client: by its name, by a shell or container that is given it,
    /// or by a variable with its arguments. A sentence about it is none.
    /// </summary>
    public static bool IsPlain(CommandUse use) =>
        use.Command.Words[0].Text is { Length: > 0 } first && (!char.IsAsciiLetterUpper(first[0]) || ShellCommand.AssignedName(first) is not null)
        && (AgentEvidence.Starts(use.Command) || ShellCommand.AssignedName(first)?.Contains("claude", StringComparison.OrdinalIgnoreCase) == true
            || (use.Command.Words.Any(w => w.Text.Contains("claude", StringComparison.OrdinalIgnoreCase)) && (use.Command.ProgramIndex < 0 || Shells.Contains(use.Command.Program))));

    /// <summary>True for an operator of PowerShell that compares or replaces.</summary>
    public static bool IsComparisonOperator(string word) => ComparisonOperators.Contains(word);

    /// <summary>True for a command that prints what it is given.</summary>
    public static bool IsPrint(ShellCommand command) => Printers.Contains(Program(Block(command) ?? command));

    /// <summary>True for a program that looks for the text that it is given.</summary>
    public static bool IsSearch(string program) => Searchers.Contains(ShellCommand.BaseName(program));

    /// <summary>True for a name that says that its value is a text for people, or one that is looked for or refused.</summary>
    public static bool IsText(string name) => TextNames.Any(t => name.Contains(t, StringComparison.OrdinalIgnoreCase));

    // Lines with a schedule, which a script that sets a table of cron only prints.
    private static IEnumerable<CommandUse> InCronLines(IEnumerable<ShellCommand> commands) =>
        commands.Where(c => Printers.Contains(Program(c))).SelectMany(c => c.Arguments.Where(w => Schedule().IsMatch(w.Text)).SelectMany(w =>
            In(ShellScript.Parse(Schedule().Replace(w.Text, string.Empty), w.Line, w.Column)).Select(u => u with { Command = c, Word = u.Word with { Line = w.Line, Column = w.Column } })));

    // Lines that are written into a document, which a shell is then given.
    private static IEnumerable<CommandUse> InDocuments(IReadOnlyList<ShellCommand> commands)
    {
        var run = commands.Where(c => RunsFile(c) || (c.PipedInto is { } next && RunsFile(next))).SelectMany(c => c.Words).Select(w => ShellCommand.BaseName(w.Text)).Where(IsDocument)
            .ToHashSet(StringComparer.Ordinal);
        return run.Count == 0 ? []
            : commands.Where(c => Printers.Contains(Program(c)) && c.WritesTo.Any(w => run.Contains(ShellCommand.BaseName(w.Text))))
                .SelectMany(c => (c.HereDocument is { } body ? [body] : c.Arguments).SelectMany(w => In(ShellScript.Parse(w.Text, w.Line, w.Column)).Select(u => u with { Command = c })));
    }

    private static bool RunsFile(ShellCommand command) => command.IsShell || command.Program == "pwsh" || command.Words[0].Text is "." or "source";

    // What an interpreter is given as a program in its own language.
    private static IEnumerable<CommandUse> InProgram(ShellCommand command)
    {
        var words = command.Words.SkipWhile(w => w.Text is not ("-c" or "-e" or "--eval" or "-p")).Skip(1).Take(1).Concat(command.HereDocument is { } body ? [body] : []);
        foreach (var word in words.Where(w => Spellings.Holds(w.Text)))
        {
            foreach (var (offset, spelling) in CodeUses.In(word.Text))
            {
                yield return new CommandUse(word with { Line = word.Line + word.Text.AsSpan(0, offset).Count('\n') }, spelling, command);
            }
        }
    }

    // True for a script that a test gives the flag, and that has to refuse it: where it succeeds, the test fails. The client itself refuses nothing.
    private static bool MustFail(IReadOnlyList<ShellCommand> commands, int index)
    {
        var command = commands[index];
        if (!command.Words.Any(w => Spellings.Holds(w.Text)) || AgentEvidence.Starts(command) || (Executors.Contains(command.Program) && !RunsScript(command)))
        {
            return false;
        }

        if (command.Words[0].Text == "!")
        {
            return true;
        }

        // if script …; then exit 1; fi, and script … && exit 1
        var isCondition = command.Words[0].Text is "if" or "elif" && command.Words[1].Text != "!" && command.ClosedBy is ';' or '\n';
        if (index + 1 == commands.Count || !(isCondition || command.ClosedBy == '&'))
        {
            return false;
        }

        var hasBody = isCondition || commands[index + 1].Words[0].Text == "{";
        return commands.Skip(index + 1)
            .TakeWhile((c, i) => hasBody ? c.Words[0].Text is not ("else" or "elif" or "fi" or "}" or "if" or "for" or "while" or "until" or "case") : i == 0)
            .Where((c, i) => i == 0 || c.OpenedBy is not ('|' or '&')).Any(Fails);
    }

    // bash script.sh: the shell only reads it.
    private static bool RunsScript(ShellCommand command) =>
        command.Program is "bash" or "sh" or "zsh" or "dash" or "pwsh" or "powershell" && command.Arguments.FirstOrDefault() is { } script
        && (script.Text.EndsWith(".sh", StringComparison.OrdinalIgnoreCase) || script.Text.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase));

    private static bool Fails(ShellCommand command) =>
        command.Program is "false" or "fail" or "die" or "abort" || (command.Program is "exit" or "return" && command.Arguments.FirstOrDefault()?.Text is [>= '1' and <= '9', ..]);

    private static List<CommandUse> In(ShellCommand command, int depth)
    {
        if (IsSandboxCommand(command) is { } sandbox)
        {
            return [sandbox];
        }

        var program = Program(command);
        var uses = new List<CommandUse>();
        if (!IsMention(command))
        {
            // What stands behind the flag of a mode is one value, also where a substitution chooses it.
            List<ShellWord> given = [.. Sentences.WithoutValues(command.Words)];
            uses.AddRange(Direct(command, [.. given.SelectMany((w, i) => i > 0 && given[i - 1].Text == Spellings.ModeFlag ? [w] : IsSingle(w) ? Tokens(w) : [])]));
            foreach (var word in given.Where(w => !IsSingle(w)))
            {
                uses.AddRange(Nested(command, word, program, depth));
            }
        }

        else if (program is "jq" or "yq" && WritesSettings(command) && command.Words.FirstOrDefault(w => SettingsText.Switches(w.Text)) is { } filter)
        {
            uses.Add(new CommandUse(filter, Spellings.Mode, command));
        }
        else if (program == "git" && depth > 0 && command.Has("config"))
        {
            // A value that begins with ! is a command that git runs under the alias.
            uses.AddRange(command.Words.Where(w => w.Text.StartsWith('!')).SelectMany(w =>
                In(ShellScript.Parse(w.Text[1..], w.Line, w.Column)).Select(u => u with { Command = command, Word = u.Word with { Line = w.Line, Column = w.Column } })));
        }

        if (OtherLanguage.IsInterpreter(program) && uses.Count == 0)
        {
            uses.AddRange(InProgram(command));
        }

        if (command.HereDocument is { } body && depth > 0
            && (command.WritesTo.Any(w => !IsForPeople(w)) || Executors.Contains(program) || (command.PipedInto is { } next && Executors.Contains(next.Program))))
        {
            uses.AddRange(ShellScript.Parse(body.Text, body.Line, body.Column).SelectMany(c => In(c, depth - 1)).Select(u => Outside(u, command)));
        }

        return uses;
    }

    private static IEnumerable<CommandUse> Nested(ShellCommand command, ShellWord word, string program, int depth)
    {
        if (depth == 0)
        {
            yield break;
        }

        var text = word.Text;
        var name = ShellCommand.AssignedName(text);
        if (name is not null)
        {
            if (IsText(name))
            {
                yield break;
            }

            text = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim('"', '\'');
            if (text is ['$', '(', .., ')'] or ['`', .., '`'])
            {
                // What it is made by is a command of its own.
                yield break;
            }
        }

        if (text.Contains(Spellings.Mode, StringComparison.Ordinal) && SettingsText.Switches(text))
        {
            yield return new CommandUse(word, Spellings.Mode, command);
            yield break;
        }

        var isArgumentList = text.TrimStart().StartsWith('-');
        var inner = ShellScript.Parse(text, word.Line, word.Column);
        var runs = name is not null || program.Length == 0 || Executors.Contains(program) || Printers.Contains(program) || AgentEvidence.Starts(command)
            || program.StartsWith("--", StringComparison.Ordinal);
        if (!runs)
        {
            yield break;
        }

        var found = isArgumentList && (name is not null || Executors.Contains(program) || program.Length == 0)
            ? InArguments(inner)
            : inner.Where(c => AgentEvidence.Starts(c) || Executors.Contains(c.Program) || c.Program.StartsWith('$')).SelectMany(c => In(c, depth - 1));
        foreach (var use in found)
        {
            yield return Outside(use, command) with { Word = use.Word with { Line = word.Line, Column = word.Column } };
        }
    }

    // What a shell is given runs where the shell runs; anything else may run it elsewhere.
    private static CommandUse Outside(CommandUse use, ShellCommand command) => command.IsShell ? use : use with { Command = command };

    private static IEnumerable<CommandUse> Direct(ShellCommand command, List<ShellWord> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i].Text;
            if (Spellings.IsFlag(token) && i + 1 < tokens.Count && tokens[i + 1].Text == "=")
            {
                // A key of a table of PowerShell.
            }
            else if (Spellings.IsFlag(token))
            {
                yield return new CommandUse(tokens[i], token, command);
            }
            else if (token.StartsWith(Spellings.ModeFlag, StringComparison.Ordinal) && token.EndsWith(Spellings.Mode, StringComparison.Ordinal))
            {
                yield return new CommandUse(tokens[i], token, command);
            }
            else if (token == Spellings.ModeFlag && i + 1 < tokens.Count && tokens[i + 1].Text.Contains(Spellings.Mode, StringComparison.Ordinal))
            {
                yield return new CommandUse(tokens[i], $"{Spellings.ModeFlag} {Spellings.Mode}", command);
            }
            else if (token == Spellings.Mode && i > 0 && AgentEvidence.Starts(command) && tokens[i - 1].Text is var key
                && key[(key.LastIndexOf('.') + 1)..] is "defaultMode" or "permissionMode")
            {
                // claude config set permissions.defaultMode …
                yield return new CommandUse(tokens[i], $"{key} {Spellings.Mode}", command);
            }
            else if (token.Contains(Spellings.Mode, StringComparison.Ordinal) && SettingsText.Switches(token))
            {
                yield return new CommandUse(tokens[i], Spellings.Mode, command);
            }
            else if (token.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                var name = token[(token.LastIndexOf(':', equals) + 1)..equals];
                var value = token[(equals + 1)..];
                if (Spellings.IsRootGuard(name, value))
                {
                    yield return new CommandUse(tokens[i], token, command, IsRootGuard: true);
                }
                else if (Spellings.IsFlag(value.Trim('"', '\'')) && !IsText(name))
                {
                    yield return new CommandUse(tokens[i], value.Trim('"', '\''), command);
                }
            }
        }
    }

    // docker sandbox run claude: it skips permissions by itself and is a sandbox by itself.
    private static CommandUse? IsSandboxCommand(ShellCommand command)
    {
        if (command.Program == "docker" && command.ProgramIndex + 2 < command.Words.Count && command.Words[command.ProgramIndex + 1].Text == "sandbox"
            && command.Words[command.ProgramIndex + 2].Text is "run" or "create" && command.Words.Any(w => w.Text == "claude"))
        {
            return new CommandUse(command.Words[command.ProgramIndex], "docker sandbox run claude", command, IsContained: true);
        }

        if (command.Program is "srt" or "sandbox-runtime" && Direct(command, [.. command.Words.SelectMany(Tokens)]).FirstOrDefault() is { } use)
        {
            return use with { IsContained = true };
        }

        return null;
    }

    private static bool RunsOrWrites(ShellCommand command) =>
        command.WritesTo.Any(w => !w.Text.StartsWith("/dev/", StringComparison.Ordinal) && !w.Text.StartsWith('&') && !IsForPeople(w))
        || (command.PipedInto is { } next && (Executors.Contains(next.Program) || next.Words[0].Text == "xargs" || (next.Program == "tee" && next.Arguments.Any())));

    // A document, or what a service shows of a run.
    private static bool IsForPeople(ShellWord target) =>
        target.Text.Contains("SUMMARY", StringComparison.Ordinal) || IsDocument(target.Text);

    private static bool IsDocument(string path) => Array.Exists(Documents, d => path.EndsWith(d, StringComparison.OrdinalIgnoreCase));

    // A pattern of a case: it is the first word and a parenthesis or a bar closes it.
    private static bool IsPattern(ShellCommand command) =>
        (Spellings.IsFlag(command.Words[0].Text) || command.Words[0].Text.StartsWith(Spellings.ModeFlag, StringComparison.Ordinal))
        && (command.ClosedBy == '|' || command.OpenedBy == '|' || (command.ClosedBy == ')' && command.OpenedBy != '('));

    // The program; behind a named argument, sh(script: '…'), and behind what PowerShell assigns it to.
    private static string Program(ShellCommand command) =>
        command.Words is [{ Text: ['$', ..] }, { Text: "=" or "+=" }, var assigned, ..] && !assigned.Text.StartsWith('-') ? ShellCommand.BaseName(assigned.Text) : command.Program.TrimEnd(':');

    // A comparison of PowerShell beside the spelling, or a method that looks for it.
    private static bool IsComparison(ShellCommand command)
    {
        if (ComparisonOperators.Contains(command.Caller) || ComparingMethods.Contains(command.Caller[(command.Caller.LastIndexOfAny(['.', ':']) + 1)..]) || (command.Caller is ['$', ..] or [.., '='] && IsText(command.Caller))
            || (command.Words is [var name, { Text: "=" or "+=" }, ..] && name.Text.Contains('$', StringComparison.Ordinal) && IsText(name.Text)))
        {
            return true;
        }

        var words = command.Words;
        return !AgentEvidence.Starts(command)
            && Enumerable.Range(0, words.Count).Any(i => ComparisonOperators.Contains(words[i].Text)
                && ((i > 0 && Spellings.Holds(words[i - 1].Text)) || (i + 1 < words.Count && Spellings.Holds(words[i + 1].Text))));
    }

    // What a cmdlet of PowerShell does with each: ForEach-Object { Write-Host … }
    private static ShellCommand? Block(ShellCommand command) =>
        command.Program.ToUpperInvariant() is "FOREACH-OBJECT" or "%" && command.Arguments.ToList() is [{ Text: "{" }, _, ..] words
            ? new ShellCommand(words[1..]) { WritesTo = command.WritesTo, PipedInto = command.PipedInto }
            : null;

    // find … -exec grep …
    private static bool SearchesFiles(ShellCommand command) =>
        command.Program is "find" or "fd" && command.Words.SkipWhile(w => w.Text is not ("-exec" or "-execdir" or "-x" or "--exec")).Skip(1).FirstOrDefault() is { } program && IsSearch(program.Text);

    private static bool WritesSettings(ShellCommand command) =>
        command.Has("-i") || command.Has("--in-place") || command.Has("--inplace") || RunsOrWrites(command) || command.PipedInto?.Program == "sponge";

    private static bool IsSingle(ShellWord word) => word.Text.AsSpan().Trim().IndexOfAny(' ', '\t', '\n') < 0;

    // Five fields, or a name such as @daily.
    [GeneratedRegex(@"^\s*(?:(?:[\d*][\d*/,-]*\s+){5}|@(?:reboot|hourly|daily|weekly|monthly|yearly)\s+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Schedule();

    private static IEnumerable<ShellWord> Tokens(ShellWord word) =>
        word.Text.IndexOfAny(Separators) < 0
            ? [word]
            : word.Text.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(t => word with { Text = t.Trim('"', '\'') });
}
