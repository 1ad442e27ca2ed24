namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks.Shell;

/// <summary>What a shell text says about its own variables: values that are assigned in it and are known without running it.</summary>
internal sealed class ShellVariables
{
    private const int LongestValue = 4096;

    private readonly Dictionary<string, string> _values;

    /// <summary>How much text variables may still put in: a value that doubles itself must not grow for ever.</summary>
    private int _budget = 4 * 1024 * 1024;

    /// <summary>Variables of a session in a project.</summary>
    public ShellVariables(string root) => _values = new(StringComparer.Ordinal) { ["CLAUDE_PROJECT_DIR"] = root, ["PWD"] = ".", ["HOME"] = "~", ["USERPROFILE"] = "~" };

    /// <summary>Reads a variable behind its <c>$</c>; null for the field separator, which is a blank.</summary>
    public string? Read(string text, ref int at, bool bash)
    {
        var braced = at < text.Length && text[at] == '{';
        var start = at += braced ? 1 : 0;
        var special = at < text.Length && text[at] is '$' or '?' or '!' or '@' or '*' or '#' or '-';
        at += special ? 1 : 0;
        while ((braced || !special) && at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_' || (!bash && text[at] == ':')))
        {
            at++;
        }

        var name = text[start..at];
        name = name.StartsWith("env:", StringComparison.OrdinalIgnoreCase) ? name[4..] : name;
        var fallback = string.Empty;
        if (braced)
        {
            var (from, open) = (at, 1);
            for (; at < text.Length && open > 0; at++)
            {
                open += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
            }

            fallback = open == 0 ? text[from..(at - 1)] : string.Empty;
        }
        else if (name.Length == 0)
        {
            // A dollar that names nothing.
            return "$";
        }

        if (name == "IFS")
        {
            return null;
        }

        var value = _values.GetValueOrDefault(name);
        if (fallback.Length > 1 && fallback[0] == ':' && (fallback[1] == '+' || value is null))
        {
            // ${x:-word}, ${x:=word}, ${x:+word}
            value = fallback[2..].Trim('"', '\'');
        }

        if (value is null || (_budget -= value.Length) < 0)
        {
            return ShellCommand.Unknown.ToString();
        }

        return value;
    }

    /// <summary>Learns the assignments of a command.</summary>
    public void Learn(List<string> words)
    {
        if (words.Count > 0)
        {
            // $_ is the last word of the command before.
            _values["_"] = words[^1].Length <= LongestValue ? words[^1] : ShellCommand.Unknown.ToString();
        }

        foreach (var word in words)
        {
            var equals = word.IndexOf('=');
            if (equals > 0 && IsName(word.AsSpan(0, equals)))
            {
                var value = word[(equals + 1)..];
                _values[word[..equals]] = value.Length <= LongestValue ? value : ShellCommand.Unknown.ToString();
            }
            else if (word is not ("export" or "local" or "declare" or "readonly" or "typeset" or "-x" or "-r" or "-g"))
            {
                return;
            }
        }
    }

    /// <summary>What the commands of a substitution, the last of the list, would print; unknown for all but the plainest.</summary>
    public string OutputOf(List<ShellCommand> commands, int first)
    {
        if (commands.Count == first + 1)
        {
            switch (commands[first].Words)
            {
                case ["pwd", ..]:
                    return ".";
                case ["git", "rev-parse", "--show-toplevel"]:
                    return _values["CLAUDE_PROJECT_DIR"];
                case ["echo", .. var words] when words.Sum(w => w.Length) < LongestValue:
                    return ShellEscapes.Decode(string.Join(' ', words.Where(w => w is not ("-n" or "-e" or "-E"))));
                case ["printf", var format, .. var words] when format.Length + words.Sum(w => w.Length) < LongestValue:
                    return words.Aggregate(ShellEscapes.Decode(format), (text, word) => text.IndexOf("%s", StringComparison.Ordinal) is >= 0 and var at ? string.Concat(text.AsSpan(0, at), word, text.AsSpan(at + 2)) : text);
                default:
                    break;
            }
        }

        return ShellCommand.Unknown.ToString();
    }

    /// <summary>True for letters, digits and underscores.</summary>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }
}
