using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Scripts;

/// <summary>
/// Takes out of a command line what its programs only say, look for or compare: <c>echo "never cat .env"</c> runs no <c>cat</c>. Substitutions
/// stay, for the shell runs them wherever they stand; so does everything that another program may run: what goes through a pipe into one, into a
/// file that is no text for people, or into the command around a substitution.
/// </summary>
internal static partial class SaidText
{
    // Programs that take their arguments as text.
    private static readonly HashSet<string> Sayers = new(StringComparer.OrdinalIgnoreCase)
    {
        "echo", "printf", "print", "write-output", "write-host", "write-error", "write-warning", "logger", "notify-send", "gum", "cowsay", "figlet", "say", "zenity", "dialog", "whiptail", "terminal-notifier",
        "grep", "egrep", "fgrep", "rg", "findstr", "select-string", "jq", "test", "[", "[[", "case",
    };

    // Programs that pass on, count or show what they are given, and run none of it.
    private static readonly HashSet<string> Filters = new(StringComparer.OrdinalIgnoreCase)
        { "cat", "head", "tail", "sort", "uniq", "wc", "tr", "fold", "fmt", "nl", "column", "out-null", "out-host" };

    private static readonly HashSet<string> Shells = new(StringComparer.OrdinalIgnoreCase) { "bash", "sh", "zsh", "dash", "ash", "ksh", "pwsh", "powershell" };

    private static readonly string[] Documents = [".md", ".txt", ".log", ".json"];

    private const int DeepestShell = 3;

    /// <summary>The text with blanks for what it only says; of the same length.</summary>
    public static string Without(string text) => Without(text, DeepestShell);

    private static string Without(string text, int depth)
    {
        // A process substitution, or another output for all that follows, may hand what is said to a shell that stands anywhere.
        if (text.Contains("<(", StringComparison.Ordinal) || text.Contains(">(", StringComparison.Ordinal))
        {
            return text;
        }

        var commands = ShellScript.Parse(text);
        if (commands.Any(c => IsRedirection(c, text) || (!PassesOn(c, text) && TakesGroup(c, commands, text))) || IsFunctionRun(commands, text))
        {
            return text;
        }

        var said = commands.Where(c => IsSaid(c, text)).ToHashSet(ReferenceEqualityComparer.Instance);
        // ${!name} may read any variable.
        var users = Users(text.Contains("${!", StringComparison.Ordinal) ? [] : commands);
        var rest = text.ToCharArray();
        foreach (var command in commands)
        {
            if (said.Contains(command))
            {
                foreach (var word in Sayers.Contains(command.Program) ? command.Arguments : [])
                {
                    Blank(rest, word.Start, word.End);
                }

                if (command.HereDocument is { } body)
                {
                    Blank(rest, body.Start, body.End, isBody: true);
                }
            }
            else if (command.ProgramIndex < 0)
            {
                foreach (var word in command.Words.Where(w => IsMessage(w, users, said)))
                {
                    Blank(rest, word.Start, word.End);
                }
            }
            else if (depth > 0 && !command.IsSubstituted && Shells.Contains(command.Program))
            {
                Script(text, rest, command, depth);
            }
            else if ((command.Program == "dotnet" || IsMessageOfGit(command)) && !command.IsSubstituted && command.PipedInto is null)
            {
                // A program of the project, or a message: what it is given in quotes is a text.
                foreach (var word in command.Arguments.Where(a => text[a.Start] is '"' or '\'' && a.Text.Contains(' ', StringComparison.Ordinal) && !a.Text.Contains('!', StringComparison.Ordinal)))
                {
                    Blank(rest, word.Start, word.End);
                }
            }
            else if (OtherLanguage.IsInterpreter(command.Program) && !IsRun(command))
            {
                foreach (var code in command.HereDocument is { } document ? command.Arguments.Append(document) : command.Arguments)
                {
                    OtherLanguage.BlankCommands(text, rest, code.Start, code.End, command.Program);
                }
            }
            else if (command.Words[0] is { Text: ['*', ..] } pattern && command.ClosedBy == ')')
            {
                // A branch of a case.
                Blank(rest, pattern.Start, pattern.End);
            }
        }

        return new string(rest);
    }

    // 'gum spin' and a box of dialog run what they are given.
    private static bool Says(ShellCommand command) =>
        Sayers.Contains(command.Program)
        && !(command.Program is "gum" or "dialog" && command.Arguments.Any(a => a.Text is "spin" or "--prgbox"));

    private static bool IsSaid(ShellCommand command, string text)
    {
        if (command.IsSubstituted || command.ProgramIndex < 0 || !(Says(command) || (command.HereDocument is not null && command.Program == "cat")))
        {
            return false;
        }

        for (var next = command; next is not null; next = next.PipedInto)
        {
            if (!PassesOn(next, text) || !next.WritesTo.All(w => IsForPeople(w, text)))
            {
                return false;
            }
        }

        return true;
    }

    // git commit -m '…': others of its commands run what they are given.
    private static bool IsMessageOfGit(ShellCommand command) =>
        command.Program == "git" && command.Arguments.FirstOrDefault()?.Text is "commit" or "tag" or "notes" or "merge" or "stash" or "revert" or "cherry-pick" or "log" or "grep" or "show" or "diff";

    // What goes through a pipe into a shell.
    private static bool IsRun(ShellCommand command)
    {
        for (var next = command.PipedInto; next is not null; next = next.PipedInto)
        {
            if (Shells.Contains(next.Program) || next.Words.Any(w => w.Text == "xargs"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool PassesOn(ShellCommand command, string text) =>
        Says(command) || Filters.Contains(command.Program)
        || (command.Program == "tee" && command.Arguments.All(a => a.Text.StartsWith('-') || IsForPeople(a, text)));

    // What a group or a loop says, whose end stands before the pipe where a command would, goes into a program.
    private static bool TakesGroup(ShellCommand into, IReadOnlyList<ShellCommand> commands, string text)
    {
        while (text.AsSpan(0, into.Words[0].Start).TrimEnd().TrimEnd('&') is [.., '|'] and not [.., '|', '|'])
        {
            if (commands.FirstOrDefault(c => ReferenceEquals(c.PipedInto, into)) is not { } from || from.Words[0].Text is "}" or "done" or "fi" or "esac")
            {
                return true;
            }

            into = from;
        }

        return false;
    }

    // A program beside the shell, or exec without one: what follows may be written there.
    private static bool IsRedirection(ShellCommand command, string text) =>
        command.Words[0].Text == "coproc" || (command.ProgramIndex < 0 && command.Words[0].Text == "exec" && !command.WritesTo.All(w => IsForPeople(w, text)));

    // What a function of the text says is run where the function stands in a substitution, or before a pipe into a program.
    private static bool IsFunctionRun(IReadOnlyList<ShellCommand> commands, string text)
    {
        var functions = Function().Matches(text).Select(f => f.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        return functions.Count > 0 && commands.Any(c => functions.Contains(c.Program) && (c.IsSubstituted || (c.PipedInto is { } next && !PassesOn(next, text))));
    }

    // A document that the rest of the commands do not touch, or no file at all.
    private static bool IsForPeople(ShellWord target, string text) =>
        target.Text.StartsWith("/dev/std", StringComparison.Ordinal) || target.Text is "/dev/null" or "/dev/tty" or "$null"
        || (Array.Exists(Documents, d => target.Text.EndsWith(d, StringComparison.OrdinalIgnoreCase))
            && ShellCommand.BaseName(target.Text) is { Length: > 0 } name && text.IndexOf(name, StringComparison.Ordinal) == text.LastIndexOf(name, StringComparison.Ordinal));

    // A variable whose value is said, and nothing else done with it.
    private static bool IsMessage(ShellWord word, ILookup<string, ShellCommand> users, HashSet<object?> said) =>
        ShellCommand.AssignedName(word.Text) is { } name && users.Contains(name) && users[name].All(said.Contains);

    // The commands by the variables that they name, each as often as it names one.
    private static ILookup<string, ShellCommand> Users(IReadOnlyList<ShellCommand> commands) =>
        commands.SelectMany(c => (c.HereDocument is { } body ? c.Words.Append(body) : c.Words).Where(w => w.Text.Contains('$', StringComparison.Ordinal))
                .SelectMany(w => Reference().Matches(w.Text)).Select(m => (Name: m.Groups["name"].Value, Command: c)))
            .ToLookup(u => u.Name, u => u.Command, StringComparer.Ordinal);

    [GeneratedRegex(@"\$\{?(?<name>\w+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    // What a shell is given with -c is a command line of its own.
    private static void Script(string text, char[] rest, ShellCommand command, int depth)
    {
        foreach (var word in command.Arguments)
        {
            if (word.End - word.Start < 3 || text[word.Start] is not ('"' or '\'') || text[word.End - 1] != text[word.Start])
            {
                continue;
            }

            var inner = Without(text[(word.Start + 1)..(word.End - 1)].Replace("\\\"", " \"", StringComparison.Ordinal), depth - 1);
            inner.CopyTo(0, rest, word.Start + 1, inner.Length);
        }
    }

    [GeneratedRegex(@"(?<!\w)(\w+)\s*\(\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Function();

    private static void Blank(char[] text, int start, int end, bool isBody = false)
    {
        var quote = '\0';
        for (var at = start; at < end; at++)
        {
            var c = text[at];
            if (c == '\\' && quote != '\'' && at + 1 < end)
            {
                text[at] = text[++at] = ' ';
            }
            else if (!isBody && c == quote)
            {
                quote = '\0';
            }
            else if (!isBody && quote == '\0' && c is '"' or '\'')
            {
                quote = c;
            }
            else if (quote != '\'' && ((c == '$' && at + 1 < end && text[at + 1] == '(') || c == '`'))
            {
                at = EndOfSubstitution(text, at, end);
            }
            else if (c != '\n')
            {
                text[at] = ' ';
            }
        }
    }

    // The place of the parenthesis or backquote that closes it.
    private static int EndOfSubstitution(char[] text, int at, int end)
    {
        if (text[at] == '`')
        {
            var close = Array.IndexOf(text, '`', at + 1, end - at - 1);
            return close < 0 ? end : close;
        }

        var open = 0;
        for (; at < end; at++)
        {
            open += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (open == 0 && text[at] == ')')
            {
                break;
            }
        }

        return at;
    }
}
