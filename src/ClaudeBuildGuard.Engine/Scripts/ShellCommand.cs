namespace ClaudeBuildGuard.Engine.Scripts;

/// <summary>A word of a command, its quotes removed.</summary>
/// <param name="Text">What the program would see, as far as it stands in the text: variables are not expanded.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
internal sealed record ShellWord(string Text, int Line, int Column)
{
    /// <summary>Where it starts in the text that was taken apart, its quotes included; 0 for a word of no script.</summary>
    public int Start { get; init; }

    /// <summary>Where it ends there.</summary>
    public int End { get; init; }
}

/// <summary>One simple command of a script.</summary>
/// <param name="Words">The words, leading assignments included, redirections left out. Never empty.</param>
internal sealed record ShellCommand(IReadOnlyList<ShellWord> Words)
{
    // Programs that run the command that follows their own options.
    private static readonly HashSet<string> Wrappers = new(StringComparer.OrdinalIgnoreCase)
    {
        "sudo", "doas", "env", "exec", "command", "builtin", "nohup", "time", "nice", "ionice", "setsid", "stdbuf", "timeout", "xargs",
        "gosu", "su-exec", "tini", "dumb-init", "unbuffer", "winpty", "call", "start", "then", "do", "else", "if", "while", "until", "!", "{",
    };

    private static readonly HashSet<string> Shells = new(StringComparer.Ordinal) { "sh", "bash", "zsh", "dash", "ash", "ksh" };

    // Shells that are given shells are followed as far as people write them.
    private const int DeepestGiven = 4;

    // Options of wrappers that take the next word with them.
    private static readonly HashSet<string> WrapperOptionsWithValue = new(StringComparer.Ordinal)
    {
        "-u", "-g", "-n", "-s", "-k", "-I", "-P", "-L", "-C", "--user", "--group", "--signal", "--kill-after",
    };

    // Of these, sudo and doas take a value with few: their -n asks for no password.
    private static readonly HashSet<string> SudoOptionsWithValue = new(StringComparer.Ordinal) { "-u", "-g", "-C", "--user", "--group" };

    /// <summary>The files that standard output is redirected to.</summary>
    public IReadOnlyList<ShellWord> WritesTo { get; init; } = [];

    /// <summary>The text of a here document; null when there is none.</summary>
    public ShellWord? HereDocument { get; init; }

    /// <summary>The command that standard output is piped into; null when there is none.</summary>
    public ShellCommand? PipedInto { get; set; }

    /// <summary>
    /// What the parentheses that it stands in belong to: the word before them, such as <c>$args.Contains</c> or <c>ARGS=</c>, the variable
    /// that they are given to, or an operator of PowerShell such as <c>-notin</c>; empty when there is none.
    /// </summary>
    public string Caller { get; init; } = string.Empty;

    /// <summary>True when it stands in a substitution: what it prints goes into the command around it.</summary>
    public bool IsSubstituted { get; init; }

    /// <summary>True when it stands in a text that the command before it gives to a shell; see <see cref="WithGiven()"/>.</summary>
    public bool IsGiven { get; init; }

    /// <summary>The operator or line break before it; <c>\0</c> at the start of the text.</summary>
    public char OpenedBy { get; init; }

    /// <summary>The operator or line break after it; <c>\0</c> at the end of the text.</summary>
    public char ClosedBy { get; init; }

    /// <summary>The index in <see cref="Words"/> of the program that really runs, past assignments and wrappers such as <c>sudo</c>; -1 when there is none.</summary>
    public int ProgramIndex { get; } = FindProgram(Words);

    /// <summary>The file name of the program, without directory and <c>.exe</c>; empty when there is none.</summary>
    public string Program => ProgramIndex < 0 ? string.Empty : BaseName(Words[ProgramIndex].Text);

    /// <summary>The words after the program.</summary>
    public IEnumerable<ShellWord> Arguments => ProgramIndex < 0 ? [] : Words.Skip(ProgramIndex + 1);

    /// <summary>True for a shell, which runs the text that it is given where it runs itself.</summary>
    public bool IsShell => Shells.Contains(Program) || Program == "eval";

    /// <summary>The text that it gives to a shell, in <c>bash -c '…'</c>, <c>eval '…'</c> or a here document; null when it gives none.</summary>
    public ShellWord? Given =>
        !IsShell ? null
        : Program == "eval" ? Arguments.FirstOrDefault() is { } first ? first with { Text = string.Join(' ', Arguments.Select(a => a.Text)) } : null
        : Arguments.SkipWhile(a => a.Text is not (['-', not '-', .., 'c'] or "-c")).Skip(1).FirstOrDefault() ?? HereDocument;

    /// <summary>This command, then those of the text that it gives to a shell.</summary>
    public IEnumerable<ShellCommand> WithGiven() => WithGiven(DeepestGiven);

    /// <summary>True when one of the words is exactly this.</summary>
    public bool Has(string word) => Words.Any(w => w.Text == word);

    /// <summary>The name of an assignment <c>NAME=value</c> (also <c>$env:NAME</c> is left to its own word); null when the word is none.</summary>
    public static string? AssignedName(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || !(char.IsAsciiLetter(word[0]) || word[0] == '_'))
        {
            return null;
        }

        var name = word[..equals].TrimEnd('+', ':', '?');
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? name : null;
    }

    /// <summary>The last part of a path, without <c>.exe</c> or <c>.cmd</c>.</summary>
    public static string BaseName(string program)
    {
        var name = program[(program.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase)
            ? name[..^4]
            : name;
    }

    private IEnumerable<ShellCommand> WithGiven(int depth)
    {
        if (depth == 0 || Given is not { } text)
        {
            return [this];
        }

        // What follows the shell follows the last of its commands.
        List<ShellCommand> given = [.. ShellScript.Parse(text.Text, text.Line, text.Column).SelectMany(c => c.WithGiven(depth - 1)).Select(c => c with { IsGiven = true })];
        if (given.Count > 0 && given[^1] is { ClosedBy: '\0' or '\n' or ';' } last)
        {
            given[^1] = last with { ClosedBy = ClosedBy, PipedInto = PipedInto };
        }

        return given.Prepend(this);
    }

    private static int FindProgram(IReadOnlyList<ShellWord> words)
    {
        var wrapper = string.Empty;
        for (var i = 0; i < words.Count; i++)
        {
            var text = words[i].Text;
            if (text.Length == 0 || text is "&" or "@" or "-" or "." || AssignedName(text) is not null)
            {
                continue;
            }

            if (wrapper.Length > 0 && (text[0] == '-' || (text[0] == '/' && text.Length <= 3) || char.IsAsciiDigit(text[0])))
            {
                i += (wrapper is "sudo" or "doas" ? SudoOptionsWithValue : WrapperOptionsWithValue).Contains(text) ? 1 : 0;
                continue;
            }

            // gosu and su-exec name a user before the program.
            if (i > 0 && BaseName(words[i - 1].Text) is "gosu" or "su-exec")
            {
                continue;
            }

            wrapper = BaseName(text).TrimStart('@');
            if (!Wrappers.Contains(wrapper))
            {
                return i;
            }
        }

        return -1;
    }
}
