namespace ClaudeBuildGuard.Engine.Scripts;

/// <summary>The commands of a script in the order in which they run, as far as that can be seen: functions where they are called, nothing behind an <c>exit</c>.</summary>
internal static class ShellFlow
{
    private const int DeepestCall = 8;

    // More commands and calls than that are no longer followed.
    private const int MostSteps = 20_000;

    private static readonly HashSet<string> Openers = new(StringComparer.Ordinal) { "if", "for", "while", "until", "case", "select", "{" };

    private static readonly HashSet<string> Closers = new(StringComparer.Ordinal) { "fi", "done", "esac", "}" };

    /// <summary>The commands that run.</summary>
    public static IReadOnlyList<ShellCommand> Of(IReadOnlyList<ShellCommand> commands)
    {
        var functions = new Dictionary<string, List<ShellCommand>>(StringComparer.Ordinal);
        var body = WithoutFunctions(commands, functions);
        var run = new List<ShellCommand>();
        var steps = 0;
        Run(body, functions, run, DeepestCall, ref steps);
        return run;
    }

    private static List<ShellCommand> WithoutFunctions(IReadOnlyList<ShellCommand> commands, Dictionary<string, List<ShellCommand>> functions)
    {
        var body = new List<ShellCommand>();
        for (var i = 0; i < commands.Count; i++)
        {
            var name = FunctionName(commands, i);
            if (name is null)
            {
                body.Add(commands[i]);
                continue;
            }

            // name() {, or function name {: the brace opens in this command or in the next one.
            var inner = new List<ShellCommand>();
            var depth = 0;
            for (; i < commands.Count; i++)
            {
                depth += commands[i].Words.Count(w => w.Text == "{") - (commands[i].Words[0].Text == "}" ? 1 : 0);
                if (depth == 0 && commands[i].Words[0].Text == "}")
                {
                    break;
                }

                inner.Add(commands[i]);
            }

            functions[name] = [.. inner.Where(c => c.ProgramIndex >= 0 && c.Words[0].Text != "function" && !IsName(c, name))];
        }

        return body;
    }

    private static bool IsName(ShellCommand command, string name) => command.Words.Count == 1 && command.Words[0].Text == name && command.ClosedBy == '(';

    private static string? FunctionName(IReadOnlyList<ShellCommand> commands, int at)
    {
        var command = commands[at];
        if (command.Words[0].Text == "function" && command.Words.Count > 1)
        {
            return command.Words[1].Text;
        }

        return command.Words.Count == 1 && command.ClosedBy == '(' && at + 1 < commands.Count
            && commands[at + 1] is { OpenedBy: ')' or '\n' } next && next.Words[0].Text == "{"
            ? command.Words[0].Text
            : null;
    }

    private static bool Run(List<ShellCommand> commands, Dictionary<string, List<ShellCommand>> functions, List<ShellCommand> run, int depth, ref int steps)
    {
        var block = 0;
        foreach (var command in commands)
        {
            if (steps++ >= MostSteps)
            {
                return false;
            }

            var first = command.Words[0].Text;
            block += Openers.Contains(first) ? 1 : Closers.Contains(first) ? -1 : 0;
            var isCertain = block <= 0 && command.OpenedBy is not ('&' or '|');
            if (depth > 0 && functions.TryGetValue(command.Program, out var body))
            {
                if (!Run(body, functions, run, depth - 1, ref steps) && isCertain)
                {
                    return false;
                }

                continue;
            }

            run.Add(command);
            if (isCertain && (command.Program == "exit" || (first == "exec" && command.Words.Count > 1)))
            {
                return false;
            }
        }

        return true;
    }
}
