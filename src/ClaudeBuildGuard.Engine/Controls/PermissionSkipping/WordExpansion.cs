using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>
/// Writes words out as a shell would, where only that shows a spelling: what a variable falls back to, a choice in braces, and variables that
/// the same script gives a part of it.
/// </summary>
internal static partial class WordExpansion
{
    private const int MostRounds = 3;

    /// <summary>The commands; a word that becomes a spelling is written out, every other one stays as it is.</summary>
    public static IReadOnlyList<ShellCommand> Of(IReadOnlyCollection<ShellCommand> commands)
    {
        if (!commands.Any(c => c.Words.Any(IsOpen)))
        {
            return [.. commands];
        }

        var parts = Parts(commands);
        return [.. commands.Select(c => c.Words.Any(IsOpen) ? c with { Words = [.. c.Words.Select(w => IsOpen(w) && Expand(w.Text, parts) is { } text ? w with { Text = text } : w)] } : c)];
    }

    // A word that already is a spelling is found as it stands.
    private static bool IsOpen(ShellWord word) =>
        word.Text.AsSpan().IndexOfAny('$', '{', '%') >= 0 && !Spellings.IsFlag(word.Text);

    private static string? Expand(string word, Dictionary<string, string> parts)
    {
        var text = word;
        for (var round = 0; round < MostRounds; round++)
        {
            var next = Variable().Replace(Fallback().Replace(text, "${value}"), m => parts.GetValueOrDefault(m.Groups["name"].Value, m.Value));
            if (next == text)
            {
                break;
            }

            text = next;
        }

        if (text != word && Spellings.Holds(text))
        {
            return text;
        }

        return Braces().Match(text) is { Success: true } choice
            ? choice.Groups["choice"].Value.Split(',').Select(c => text[..choice.Index] + c + text[(choice.Index + choice.Length)..]).FirstOrDefault(Spellings.Holds)
            : null;
    }

    // What variables are given in one word that is no spelling by itself: that one is reported where it stands.
    private static Dictionary<string, string> Parts(IEnumerable<ShellCommand> commands)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var words in commands.Select(c => c.Words))
        {
            foreach (var word in words)
            {
                if (ShellCommand.AssignedName(word.Text) is { } name)
                {
                    Add(name, word.Text[(word.Text.IndexOf('=', StringComparison.Ordinal) + 1)..]);
                }
            }

            if (words.Count == 3 && words[1].Text == "=")
            {
                Add(words[0].Text.TrimStart('$'), words[2].Text);
            }
        }

        return parts;

        void Add(string name, string value)
        {
            if (value.Length > 0 && value.AsSpan().IndexOfAny('$', ' ') < 0 && !Spellings.Holds(value))
            {
                parts[name] = value.Trim('"', '\'');
            }
        }
    }

    [GeneratedRegex(@"\$\{[A-Za-z_0-9]\w*:?[-=+](?<value>[^{}]*)(?:\}|$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fallback();

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_]\w*)\}|\$(?<name>[A-Za-z_]\w*)|%(?<name>[A-Za-z_]\w*)%", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<!\$)\{(?<choice>[\w-]*(?:,[\w-]*)+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Braces();
}
