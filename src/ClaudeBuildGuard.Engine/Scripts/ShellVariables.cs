using System.Text;
using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Scripts;

/// <summary>
/// What the variables of a script hold, as far as the script itself says it. Paths that are made from the place of the script or the root of
/// the repository become paths from that root: <c>.</c>, <c>./scripts</c>, <c>..</c>.
/// </summary>
internal sealed partial class ShellVariables
{
    private const int DeepestValue = 8;

    // More references than any word comes to: variables that multiply each other end here.
    private const int MostReferences = 2_000;

    // Longer commands print no path that is judged.
    private const int LongestPathCommand = 512;

    // Words that stand before an assignment without ending it being one.
    private static readonly HashSet<string> Declaring = new(StringComparer.OrdinalIgnoreCase)
        { "export", "local", "readonly", "declare", "typeset", "set", "then", "do", "else", "{", "env" };

    private readonly Dictionary<string, List<IReadOnlyList<ShellWord>>> _values = new(StringComparer.Ordinal);
    private readonly string _directory;
    private int _references;

    private ShellVariables(string path)
    {
        var slash = path.LastIndexOf('/');
        _directory = slash < 0 ? "." : $"./{path[..slash]}";
    }

    /// <summary>No variable is known.</summary>
    public static ShellVariables None { get; } = new(string.Empty);

    /// <summary>The variables that commands assign.</summary>
    /// <param name="commands">All commands of the script.</param>
    /// <param name="path">The script, relative to the root of the repository.</param>
    public static ShellVariables Of(IReadOnlyList<ShellCommand> commands, string path)
    {
        var variables = new ShellVariables(path);
        for (var i = 0; i < commands.Count; i++)
        {
            variables.Take(commands, i);
        }

        return variables;
    }

    /// <summary>True for a word that is nothing but a reference to one variable, to the arguments of the script, or to what a command prints.</summary>
    public static bool IsReference(string word) => word is "$@" or "$*" || Reference().IsMatch(word) || IsSubstitution(word);

    /// <summary>True for a reference that stands for any number of words.</summary>
    public static bool IsList(string word) => word is "$@" or "$*" || word.Contains("[@]", StringComparison.Ordinal) || word.Contains("[*]", StringComparison.Ordinal) || word[0] == '@';

    /// <summary>The words that a reference stands for; null when the script does not say it.</summary>
    public IReadOnlyList<ShellWord>? WordsOf(string reference)
    {
        if (IsSubstitution(reference))
        {
            return MakeName(reference) is { } variable ? WordsOf($"${{{variable}}}") : Printed(reference);
        }

        if (Alternative().Match(reference) is { Success: true } alternative)
        {
            // ${NAME:+words}: these or nothing. Words that are a reference again are what that one stands for.
            List<ShellWord> words = [.. Split(new ShellWord(alternative.Groups["words"].Value.Trim('"', '\''), 1, 1))];
            return words is [var single] && IsReference(single.Text) ? WordsOf(single.Text) : words;
        }

        if (Reference().Match(reference) is not { Success: true } match || !_values.TryGetValue(match.Groups["name"].Value, out var values))
        {
            return null;
        }

        // NAME="$NAME more" adds to a value before it; without one, the value comes from outside.
        var name = match.Groups["name"].Value;
        ShellWord[][] all = [.. values.Select(v => (ShellWord[])[.. v.SelectMany(Split).Where(w => w.Text.Length > 0)])];
        if (all.All(v => v.Any(w => RefersTo(w.Text, name))))
        {
            return null;
        }

        all = [.. all.Select(v => (ShellWord[])[.. v.Where(w => !RefersTo(w.Text, name))])];

        // Each of several values may be the one; of what are no options only one can.
        return all.Any(v => v.Length > 0 && v[0].Text[0] is '-' or '$') || all.All(v => v.Length == 0) ? [.. all.SelectMany(v => v)] : all.Last(v => v.Length > 0);
    }

    /// <summary>The words that a program by its variable stands for: what the script gives it, or what it falls back to; null when the script does not say it.</summary>
    public IReadOnlyList<ShellWord>? ProgramOf(string reference)
    {
        if (WordsOf(reference) is { Count: > 0 } words && !words[0].Text.StartsWith('$'))
        {
            return words;
        }

        var name = Reference().Match(reference) is { Success: true } match ? match.Groups["name"].Value : MakeName(reference);
        return Fallback(reference) ?? (name is not null && _values.TryGetValue(name, out var values) && values is [[var only], ..] ? Fallback(only.Text) : null);
    }

    /// <summary>A text with the variables and paths that are known put in; the rest stays as written.</summary>
    public string Expand(string text)
    {
        _references = 0;
        return Expand(text, DeepestValue);
    }

    private static bool IsSubstitution(string word) => word.StartsWith("$(", StringComparison.Ordinal) && word.EndsWith(')');

    // $([ -t 0 ] && echo -it): what is printed, or nothing.
    private static List<ShellWord>? Printed(string substitution)
    {
        var commands = ShellScript.Parse(substitution[2..^1]);
        return commands is [.., { Program: "echo" or "printf" } last] && commands.SkipLast(1).All(c => c.Program is "test" or "[" or "[[" or "tty") && !last.Arguments.Any(a => a.Text.Contains('$', StringComparison.Ordinal))
            ? [.. last.Arguments.SelectMany(Split)]
            : null;
    }

    // $(NAME) of a Makefile.
    private string? MakeName(string reference) => IsSubstitution(reference) && _values.ContainsKey(reference[2..^1]) ? reference[2..^1] : null;

    // ${NAME:-words}
    private static List<ShellWord>? Fallback(string reference) =>
        reference.StartsWith("${", StringComparison.Ordinal) && reference.EndsWith('}') && reference.IndexOf('-', StringComparison.Ordinal) is > 2 and var at
            ? [.. Split(new ShellWord(reference[(at + 1)..^1].Trim('"', '\''), 1, 1))]
            : null;

    private static bool RefersTo(string word, string name) => Reference().Match(word) is { Success: true } match && match.Groups["name"].Value == name;

    private static IEnumerable<ShellWord> Split(ShellWord word) =>
        word.Text.AsSpan().IndexOfAny(' ', '\t', '\n') < 0
            ? word.Text.Length == 0 ? [] : [word]
            : ShellScript.Parse(word.Text, word.Line, word.Column).SelectMany(c => c.Words).Select(w => w with { Line = word.Line, Column = word.Column });

    private void Take(IReadOnlyList<ShellCommand> commands, int index)
    {
        var command = commands[index];
        var words = command.Words;
        if (words.Count > 2 && words[0].Text.StartsWith('$') && words[1].Text is "=" or "+=")
        {
            // PowerShell: $name = value, $name = @( … ).
            Add(words[0].Text[1..], words[2].Text == "@" && command.ClosedBy == '('
                ? [.. Elements(commands, index + 1).Select(w => w with { Text = w.Text.TrimEnd(',') })]
                : [.. words.Skip(2)]);
            return;
        }

        if (words.Count > 2 && words[1].Text is "=" or ":=" or "?=" or "::=" && ShellCommand.AssignedName(words[0].Text + "=") is { } made)
        {
            // Make: NAME ?= value
            Add(made, [.. words.Skip(2)]);
            return;
        }

        for (var i = 0; i < words.Count; i++)
        {
            var text = words[i].Text;
            if (ShellCommand.AssignedName(text) is not { } name)
            {
                if (Declaring.Contains(text) || text.StartsWith('-'))
                {
                    continue;
                }

                return;
            }

            var value = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..];
            if (value.Length == 0 && i == words.Count - 1 && command.ClosedBy == '(')
            {
                Add(name, [.. Elements(commands, index + 1)]);
            }
            else
            {
                Add(name, [words[i] with { Text = value }]);
            }
        }
    }

    // NAME=( … ): its words come as commands of their own, up to the closing parenthesis.
    private static IEnumerable<ShellWord> Elements(IReadOnlyList<ShellCommand> commands, int from)
    {
        // An empty list before a subshell: those parentheses belong to nothing.
        if (commands.Skip(from).FirstOrDefault(c => !c.IsSubstituted) is { Caller.Length: 0 })
        {
            yield break;
        }

        for (var i = from; i < commands.Count && commands[i].OpenedBy != ')'; i++)
        {
            foreach (var word in commands[i].Words)
            {
                yield return word;
            }

            if (commands[i].ClosedBy == ')')
            {
                yield break;
            }
        }
    }

    private void Add(string name, IReadOnlyList<ShellWord> words)
    {
        if (!_values.TryGetValue(name, out var values))
        {
            _values[name] = values = [];
        }

        values.Add(words);
    }

    private string Expand(string text, int depth)
    {
        if (depth == 0 || text.AsSpan().IndexOfAny('$', '%', '`') < 0)
        {
            return text;
        }

        var result = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var length = ReferenceLength(text, at);
            var written = text.Substring(at, Math.Max(length, 1));
            result.Append(length == 0 || _references++ > MostReferences ? written : ValueOf(written, depth - 1) ?? written);
            at += written.Length;
        }

        return result.ToString();
    }

    private static int ReferenceLength(string text, int at)
    {
        if (text[at] == '$' && at + 1 < text.Length && text[at + 1] == '(')
        {
            var open = 0;
            for (var end = at + 1; end < text.Length; end++)
            {
                open += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
                if (open == 0)
                {
                    return end - at + 1;
                }
            }

            return 0;
        }

        return text[at] is '$' or '%' or '`' && Inline().Match(text, at) is { Success: true } match ? match.Length : 0;
    }

    // The value of $NAME, ${NAME}, %NAME%, $(…) or `…`; null when it is not known.
    private string? ValueOf(string reference, int depth)
    {
        if (reference.StartsWith("$(", StringComparison.Ordinal) || reference[0] == '`')
        {
            return PathOf(reference[0] == '`' ? reference[1..^1] : reference[2..^1], depth);
        }

        if (reference.Equals("%~dp0", StringComparison.OrdinalIgnoreCase))
        {
            return _directory + "/";
        }

        var name = reference.Trim('$', '{', '}', '%');
        switch (name)
        {
            case "PSScriptRoot":
                return _directory;
            case "UID" or "EUID" when !_values.ContainsKey(name):
                // Which the shell itself sets.
                return "$(id -u)";
        }

        if (!_values.TryGetValue(name, out var values) || values.Any(v => v.Count == 0)
            || values.Select(v => string.Join(' ', v.Select(w => w.Text))).Distinct(StringComparer.Ordinal).ToList() is not [var only])
        {
            return null;
        }

        return values[0].Count > 1 ? PathOf(only.Trim('(', ')'), depth) : Expand(only, depth);
    }

    // The path that a command prints which only speaks of places in the repository; null for any other command.
    private string? PathOf(string command, int depth)
    {
        var text = command.Trim();
        if (text.Length > LongestPathCommand)
        {
            return null;
        }

        if (Here().IsMatch(text) || Root().IsMatch(text))
        {
            return ".";
        }

        if (Parent().Match(text) is { Success: true } parent)
        {
            var of = parent.Groups["path"].Value.Trim('"', '\'');
            return ScriptItself().IsMatch(of) ? _directory : Path(of, depth) is { } path ? Normal($"{path}/..") : null;
        }

        return Same().Match(text) is { Success: true } same ? Path(same.Groups["path"].Value, depth)
            : Joined().Match(text) is { Success: true } joined ? Path($"{joined.Groups["path"].Value}/{joined.Groups["below"].Value.Trim('"', '\'')}", depth)
            : null;
    }

    private string? Path(string text, int depth)
    {
        var path = Expand(text.Replace("\"", string.Empty, StringComparison.Ordinal).Replace("'", string.Empty, StringComparison.Ordinal).Trim(), depth);
        return path.StartsWith('.') && path.IndexOf('$', StringComparison.Ordinal) < 0 ? Normal(path) : null;
    }

    private static string Normal(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', '\\').Where(p => p is not ("" or ".")))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                parts.Add(part);
            }
        }

        return parts.Count == 0 ? "." : parts[0] == ".." ? string.Join('/', parts) : $"./{string.Join('/', parts)}";
    }

    [GeneratedRegex(@"^(?:\$\{?|@|%)(?<name>[A-Za-z_]\w*|\d)(?:\[[@*]\])?(?:[:+?\-].*)?[}%]?$", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\$\{[A-Za-z_]\w*(?:\[[@*]\])?:?\+(?<words>.*)\}$", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alternative();

    [GeneratedRegex(@"\G(?:\$\{[A-Za-z_]\w*\}|\$[A-Za-z_]\w*|%[A-Za-z_]\w*%|%~dp0|`[^`\n]+`)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inline();

    [GeneratedRegex(@"^(?:pwd(?:\s+-[LP])?|\(?Get-Location\)?(?:\.Path)?|\$PWD(?:\.Path)?|\$\{PWD\})$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Here();

    [GeneratedRegex(@"^git\s(?:.*\s)?rev-parse\s+--show-toplevel\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Root();

    [GeneratedRegex(@"^(?:dirname\s+(?:--\s+)?|Split-Path\s+(?:-Parent\s+)?(?:-Path\s+)?)(?<path>.+?)(?:\s+-Parent)?$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parent();

    [GeneratedRegex(@"^(?:\$0|\$\{?BASH_SOURCE(?:\[0\])?\}?|\$PSCommandPath|\$MyInvocation\.MyCommand\.\w+|\$\{\(%\):-%x\})$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScriptItself();

    [GeneratedRegex(@"^(?:cd\s+(?:-P\s+)?(?:--\s+)?(?<path>.+?)(?:\s*&?>\s*/dev/null)?(?:\s*2>&1)?\s*(?:&&|;)\s*pwd(?:\s+-[LP])?|(?:realpath|readlink\s+-f|Resolve-Path)\s+(?<path>.+))$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Same();

    [GeneratedRegex(@"^Join-Path\s+(?:-Path\s+)?(?<path>\S+)\s+(?:-ChildPath\s+)?(?<below>\S+)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Joined();
}
