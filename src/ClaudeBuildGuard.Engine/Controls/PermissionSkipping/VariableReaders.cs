using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>
/// Who reads the variables of a script: <c>FLAG=--…; git grep -- "$FLAG"</c> gives the spelling to a search. One that nobody in the script reads, or
/// that is only printed, is for somebody else.
/// </summary>
internal sealed partial class VariableReaders
{
    private const int MostNames = 16;

    private readonly ILookup<string, ShellCommand> _readers;
    private readonly bool _readsByName;
    private readonly Dictionary<string, (bool AreMentions, bool HasSearch, IReadOnlyList<string> Next)> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads commands, all of one script or job.</summary>
    public VariableReaders(IReadOnlyCollection<ShellCommand> commands)
    {
        _readsByName = commands.Any(c => c.Program.Equals("Get-Variable", StringComparison.OrdinalIgnoreCase) || c.Words.Any(w => w.Text.Contains("${!", StringComparison.Ordinal) && ByName().IsMatch(w.Text)));
        _readers = commands.SelectMany(c => Read(c).Distinct(StringComparer.OrdinalIgnoreCase).Select(n => (Name: n, Command: c)))
            .ToLookup(r => r.Name, r => r.Command, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The variable that a command gives what stands in one of its words, for this script alone; null when it gives it to none.</summary>
    /// <param name="command">The command.</param>
    /// <param name="word">One of its words.</param>
    public static string? GivenBy(ShellCommand command, ShellWord word)
    {
        if (command.Program == "export" || command.Words[0].Text.StartsWith("$env:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // A list: NAME=(…), $name = @(…).
        if (command.Caller is ['$', ..] or [.., '='] && Name(command.Caller.TrimEnd('+', '=')) is { } list)
        {
            return list;
        }

        // PowerShell and make put the sign into a word of its own.
        var words = command.Words;
        var sign = words.Count > 2 && words[1].Text is "=" or "+=" or ":=" or "?=" or "::=" ? 1 : IndexBefore(words, word);
        if (sign > 0 && words[sign].Text is "=" or "+=" or ":=" or "?=" or "::=")
        {
            return Name(words[sign - 1].Text);
        }

        return command.ProgramIndex < 0 || command.Program is "readonly" or "local" or "declare" or "typeset"
            ? command.Words.Where(w => w.Line == word.Line && w.Column == word.Column).Select(w => ShellCommand.AssignedName(w.Text)).FirstOrDefault(n => n is not null)
            : null;
    }

    /// <summary>True when commands read a variable, and all of them only look for, compare or print what it holds, not only the last.</summary>
    public bool AreMentions(string variable)
    {
        // ${!name} may read any of them.
        if (_readsByName)
        {
            return false;
        }

        var isSearched = false;
        var names = new List<string> { variable };
        for (var i = 0; i < names.Count; i++)
        {
            var (areMentions, hasSearch, next) = Direct(names[i]);
            isSearched |= hasSearch;
            names.AddRange(next.Where(n => !names.Contains(n, StringComparer.OrdinalIgnoreCase)));
            if (!areMentions || names.Count > MostNames)
            {
                return false;
            }
        }

        return isSearched;
    }

    // What those do that read it, and the other variables that it is handed to.
    private (bool AreMentions, bool HasSearch, IReadOnlyList<string> Next) Direct(string name)
    {
        if (!_known.TryGetValue(name, out var known))
        {
            var readers = _readers[name].Select(c => (Command: c, Next: Next(c))).ToList();
            _known[name] = known = (readers.Count > 0 && readers.TrueForAll(r => r.Next is not null || IsMention(r.Command, name)),
                readers.Exists(r => r.Next is null && !CommandUses.IsPrint(r.Command)),
                [.. readers.Select(r => r.Next).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(MostNames + 1)]);
        }

        return known;
    }

    private static string? Next(ShellCommand command) =>
        TakenBy(command) is { } taken ? Name(taken)
        : command.Program is "for" or "foreach" && command.Arguments.FirstOrDefault() is { } loop ? Name(loop.Text.TrimStart('('))
        : command.Words is [{ Text: ['$', ..] }, { Text: "=" or "+=" }, { Text: not ['$' or '"' or '@' or '-', ..] }, ..] ? null
        : command.Words.Select(w => GivenBy(command, w)).FirstOrDefault(n => n is not null);

    // read NAME <<< "$FLAG", printf -v NAME '%s' "$FLAG"
    private static string? TakenBy(ShellCommand command)
    {
        string[] words = [.. command.Arguments.Select(a => a.Text)];
        return command.Program switch
        {
            "printf" when Array.IndexOf(words, "-v") is >= 0 and var at => words.ElementAtOrDefault(at + 1),
            "read" or "mapfile" or "readarray" => words.TakeWhile(w => !w.StartsWith('<')).LastOrDefault(w => Plain().IsMatch(w)),
            _ => null,
        };
    }

    private static bool IsMention(ShellCommand command, string name) =>
        (CommandUses.IsMention(command) && !(command.Program == "git" && command.Has("config")))
        || (command.ClosedBy == ')' && command.OpenedBy != '(' && command.Caller.Length == 0 && !command.IsSubstituted && command.Words.Count == 1)
        || command.Words.Where((w, i) => CommandUses.IsComparisonOperator(w.Text)
            && ((i > 0 && Names(command.Words[i - 1].Text).Contains(name)) || (i + 1 < command.Words.Count && Names(command.Words[i + 1].Text).Contains(name)))).Any();

    private static int IndexBefore(IReadOnlyList<ShellWord> words, ShellWord word)
    {
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i].Line == word.Line && words[i].Column == word.Column)
            {
                return i - 1;
            }
        }

        return -1;
    }

    private static string? Name(string word) => Plain().Match(word) is { Success: true } match ? match.Groups["name"].Value : null;

    private static IEnumerable<string> Read(ShellCommand command)
    {
        foreach (var word in command.HereDocument is { } body ? command.Words.Append(body) : command.Words)
        {
            foreach (var name in Names(word.Text))
            {
                yield return name;
            }

            // docker run -e FLAG, export FLAG
            if (command.Program is "export" or "docker" or "podman" or "declare" or "make" && Plain().IsMatch(word.Text))
            {
                yield return word.Text;
            }
        }
    }

    // The variables that a word names itself: what stands in a substitution is a command of its own, unless that only says it.
    private static IEnumerable<string> Names(string word) =>
        word.AsSpan().IndexOfAny("$%@{") < 0 ? [] : Reference().Matches(Substitution().Replace(word, string.Empty)).Select(m => m.Groups["name"].Value);

    [GeneratedRegex(@"^(?:\[[\w.\[\]]+\])?\$?(?<name>[A-Za-z_]\w*)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();

    [GeneratedRegex(@"\$\((?!(?:echo|printf|Write-Output)\s[^()|]*\))[^()\s]+\s[^()]*\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Substitution();

    // Not ${!names[@]} and ${!PREFIX*}, which are lists of names.
    [GeneratedRegex(@"\$\{!\w+[}:]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ByName();

    [GeneratedRegex(@"(?:\$\{\{\s*(?:env|matrix|variables|vars)\.|\{\{\s*\.|\$\{?(?:env:)?[#!]?|\$\(|(?<!\w)@|%)(?<name>[A-Za-z_]\w*)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
