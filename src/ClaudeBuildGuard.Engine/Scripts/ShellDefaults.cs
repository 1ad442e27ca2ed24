using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Scripts;

/// <summary>
/// The commands of a script that run when nobody sets a variable for it: what stands behind <c>if [ "${ENABLE:-0}" = "1" ]</c> does not. A
/// condition that the script alone does not decide is taken to hold, and so is its opposite.
/// </summary>
internal sealed partial class ShellDefaults
{
    private const int DeepestValue = 8;

    // Set by whatever starts a shell.
    private static readonly HashSet<string> Given = new(StringComparer.Ordinal)
    {
        "HOME", "USER", "LOGNAME", "PATH", "PWD", "OLDPWD", "UID", "EUID", "GID", "HOSTNAME", "SHELL", "TERM", "LANG", "IFS", "CI", "CODESPACES", "REMOTE_CONTAINERS", "REMOTE_USER", "DEVCONTAINER",
        "BASH_SOURCE", "RANDOM", "SECONDS", "OSTYPE",
    };

    private static readonly HashSet<string> Readers = new(StringComparer.Ordinal) { "read", "for", "mapfile", "readarray", "getopts", "printf", "select" };

    private readonly Func<string, bool> _isGiven;
    private readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);

    private ShellDefaults(Func<string, bool> isGiven) => _isGiven = isGiven;

    /// <summary>The commands that run, in their order.</summary>
    /// <param name="commands">The commands of the script.</param>
    /// <param name="isGiven">True for a variable that something outside the script sets.</param>
    public static IReadOnlyList<ShellCommand> Of(IReadOnlyList<ShellCommand> commands, Func<string, bool> isGiven)
    {
        // Most scripts ask for nothing of the kind.
        return commands.Any(IsTest) ? new ShellDefaults(isGiven).Walk(commands) : commands;
    }

    private static bool IsTest(ShellCommand command) => command.Program is "[" or "[[" or "test" or "false";

    private List<ShellCommand> Walk(IReadOnlyList<ShellCommand> commands)
    {
        foreach (var command in commands.Where(c => Readers.Contains(c.Program) || Readers.Contains(c.Words[0].Text)))
        {
            foreach (var word in command.Words)
            {
                _values[word.Text] = null;
            }
        }

        var run = new List<ShellCommand>();
        var blocks = new Stack<Block>();
        bool? before = null;
        for (var i = 0; i < commands.Count; i++)
        {
            var command = commands[i];
            var first = command.Words[0].Text;
            switch (first)
            {
                case "if":
                    var isReached = blocks.All(b => !b.IsSkipped);
                    blocks.Push(new Block { IsSkipped = !isReached, IsOuterSkipped = !isReached, Holds = isReached ? Condition(commands, i) : null });
                    break;
                case "then" when blocks.TryPeek(out var block):
                    block.IsSkipped = block.IsOuterSkipped || block.Holds == false;
                    break;
                case "elif" when blocks.TryPeek(out var block):
                    block.IsSkipped = block.IsOuterSkipped || block.Holds == true;
                    block.Holds = block.Holds == true ? true : block.Holds is null || Condition(commands, i) is not { } next ? null : next;
                    break;
                case "else" when blocks.TryPeek(out var block):
                    block.IsSkipped = block.IsOuterSkipped || block.Holds == true;
                    break;
                case "fi" when blocks.Count > 0:
                    blocks.Pop();
                    break;
            }

            // [ … ] && command, [ … ] || command
            var isBehind = i > 0 && command.OpenedBy is '&' or '|' && before is not null;
            var isSkipped = blocks.Any(b => b.IsSkipped) || (isBehind && before == (command.OpenedBy == '|'));
            if (isSkipped)
            {
                continue;
            }

            Note(command);
            run.Add(command);
            if (isBehind && command.Program is "exit" or "return" && !Fails(command) && blocks.All(b => b.Holds == true))
            {
                break;
            }

            before = first is "if" or "elif" or "while" or "until" ? null : IsTest(command) ? Value(command) : isBehind && command.OpenedBy == '|' ? before : null;
        }

        return run;
    }

    // One test before 'then'; several, or another command, are not decided here. What has to be given, lest the script fails, is given.
    private bool? Condition(IReadOnlyList<ShellCommand> commands, int at) =>
        at + 1 < commands.Count && commands[at + 1].Words[0].Text == "then" && IsTest(commands[at]) && Value(commands[at]) is { } value && !FailsIn(commands, at, value) ? value : null;

    private static bool Fails(ShellCommand command) => command.Program is "exit" or "return" && command.Arguments.FirstOrDefault() is { } status && status.Text != "0";

    private static bool FailsIn(IReadOnlyList<ShellCommand> commands, int at, bool branch)
    {
        var depth = 0;
        var current = true;
        for (var i = at + 1; i < commands.Count && depth >= 0; i++)
        {
            var first = commands[i].Words[0].Text;
            depth += first == "if" ? 1 : first == "fi" ? -1 : 0;
            current = depth == 0 && first is "else" or "elif" ? false : current;
            if (depth >= 0 && current == branch && Fails(commands[i]))
            {
                return true;
            }
        }

        return false;
    }

    private bool? Value(ShellCommand command)
    {
        if (command.Program == "false")
        {
            return false;
        }

        string[] words = [.. command.Arguments.Select(w => w.Text).Where(w => w is not ("]" or "]]"))];
        var isNegated = command.Words.Take(command.ProgramIndex).Any(w => w.Text == "!");
        if (words is ["!", ..])
        {
            (words, isNegated) = (words[1..], !isNegated);
        }

        bool? holds = words switch
        {
            ["-n", var text] => Text(text) is { } value ? value.Length > 0 : null,
            ["-z", var text] => Text(text) is { } value ? value.Length == 0 : null,
            [var text] => Text(text) is { } value ? value.Length > 0 : null,
            [var left, "=" or "==" or "-eq", var right] => Text(left) is { } a && Text(right) is { } b ? a == b : null,
            [var left, "!=" or "-ne", var right] => Text(left) is { } a && Text(right) is { } b ? a != b : null,
            _ => null,
        };
        return isNegated ? !holds : holds;
    }

    private void Note(ShellCommand command)
    {
        foreach (var word in command.Words)
        {
            if (ShellCommand.AssignedName(word.Text) is { } name)
            {
                _values[name] = Text(word.Text[(word.Text.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            }
        }
    }

    // What a word holds when nobody sets a variable; null when the script does not say it.
    private string? Text(string word, int depth = DeepestValue)
    {
        if (depth == 0 || word.Contains('*', StringComparison.Ordinal) || word.Contains('`', StringComparison.Ordinal))
        {
            return null;
        }

        var isKnown = true;
        var text = Reference().Replace(word, match =>
        {
            var name = match.Groups["name"].Value;
            var fallback = match.Groups["fallback"];
            if (_values.TryGetValue(name, out var value) ? value is null : !name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_') || Given.Contains(name) || _isGiven(name))
            {
                isKnown = false;
                return string.Empty;
            }

            return !string.IsNullOrEmpty(value) || !fallback.Success ? value ?? string.Empty : Text(fallback.Value, depth - 1) ?? Unknown();
        });
        return isKnown && !text.Contains('$', StringComparison.Ordinal) ? text : null;

        string Unknown()
        {
            isKnown = false;
            return string.Empty;
        }
    }

    [GeneratedRegex(@"\$(?<name>[A-Za-z_]\w*)|\$\{(?<name>[A-Za-z_]\w*)(?::?-(?<fallback>[^{}]*))?\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    private sealed class Block
    {
        /// <summary>True while what stands here does not run.</summary>
        public bool IsSkipped { get; set; }

        /// <summary>True when the block itself is not reached.</summary>
        public bool IsOuterSkipped { get; init; }

        /// <summary>Whether one of its conditions holds; null when that is not known.</summary>
        public bool? Holds { get; set; }
    }
}
