using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>
/// Variables that bring the mode to the client: given a value in one place and read behind the flag in another. The place that gives the value
/// is the use, since that is where it can be mended.
/// </summary>
internal static partial class ModeVariables
{
    /// <summary>The variables that commands read the mode from, each with the command.</summary>
    public static IReadOnlyDictionary<string, ShellCommand> ReadBy(IEnumerable<ShellCommand> commands)
    {
        var names = new Dictionary<string, ShellCommand>(StringComparer.Ordinal);
        foreach (var command in commands.Where(c => !CommandUses.IsMention(c)))
        {
            foreach (Match match in Reference().Matches(string.Join(' ', command.Words.Select(w => w.Text))))
            {
                names.TryAdd(match.Groups["name"].Value, command);
            }
        }

        return names;
    }

    /// <summary>The variables that commands give the mode to, each with the word that names it.</summary>
    public static IEnumerable<(ShellWord Word, string Name)> AssignedIn(IEnumerable<ShellCommand> commands)
    {
        foreach (var command in commands.Where(c => !CommandUses.IsMention(c)))
        {
            var words = command.Words;
            foreach (var word in words)
            {
                if (ShellCommand.AssignedName(word.Text) is { } name && IsMode(word.Text[(word.Text.IndexOf('=', StringComparison.Ordinal) + 1)..]))
                {
                    yield return (word, name);
                }
            }

            // PowerShell and make put the sign into a word of its own.
            if (words.Count > 2 && words[1].Text is "=" or ":=" or "?=" && IsMode(words[2].Text))
            {
                yield return (words[0], words[0].Text[(words[0].Text.LastIndexOf(':') + 1)..].TrimStart('$'));
            }
        }
    }

    /// <summary>True for the mode, also where it is what a variable falls back to: <c>${1:-…}</c>.</summary>
    public static bool IsMode(string value) =>
        value.Trim('"', '\'') is var plain && (plain == Spellings.Mode || (plain.StartsWith("${", StringComparison.Ordinal) && plain.EndsWith($"-{Spellings.Mode}}}", StringComparison.Ordinal)));

    [GeneratedRegex(@"--permission-mode[= ][""']?(?:\$\{\{\s*(?:env|matrix|variables|inputs|parameters|vars|github\.event\.inputs)\.|\{\{\s*\.|\$\[\[\s*inputs\.|\$\{|\$\(|\$env:|\$|%)(?<name>[A-Za-z_]\w*)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
