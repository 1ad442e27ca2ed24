using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.PermissionSkipping;

/// <summary>
/// The net below the readers that know their files: lines of any other text that name the client together with a spelling. Only a line of
/// a configuration whose key says that its value is started is certain; whether anything runs the others is for people to say.
/// </summary>
internal static partial class TextUses
{
    // Configurations of programs that start what they are told: supervisors, desktops, git.
    private static readonly string[] Starters = [".conf", ".ini", ".cfg", ".desktop", "gitconfig"];

    /// <summary>The lines that hold a spelling beside the client's name, each once.</summary>
    public static IEnumerable<(ShellWord Word, string Spelling, bool IsCertain)> In(string name, string text)
    {
        var number = 0;
        var isStarter = Array.Exists(Starters, s => name.EndsWith(s, StringComparison.OrdinalIgnoreCase));
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (!line.Contains("claude", StringComparison.OrdinalIgnoreCase) || Spelling().Match(line) is not { Success: true } spelling
                || Silent().IsMatch(line[..spelling.Index]) || Sentences.Tell(line[..spelling.Index], line[(spelling.Index + spelling.Length)..]))
            {
                continue;
            }

            var pair = Pair().Match(line);
            var value = pair.Success ? pair.Groups["value"] : null;
            var starts = value is not null && CommandUses.In(ShellScript.Parse(value.Value.Trim('"', '\'', ' ', '\r'), dialect: ShellDialect.Lines)).Any(u => AgentEvidence.Starts(u.Command));
            yield return (new ShellWord(spelling.Value, number, spelling.Index + 1), spelling.Value, isStarter && starts);
        }
    }

    /// <summary>True when a text is a file of settings, and not one of bytes.</summary>
    public static bool IsText(string text) => !text.Contains('\0', StringComparison.Ordinal);

    [GeneratedRegex(
        @"(?<![\w-])--(?:allow-)?dangerously-skip-[p]ermissions(?![\w-])|--permission-mode[=\s""',]{1,6}bypass[P]ermissions\b|\b(?:defaultMode|permissionMode|permission_mode)\\?[""']?\s*[:=]\s*\\?[""']?bypass[P]ermissions\b",
        RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spelling();

    // What stands before a spelling that is told, refused or looked for; and a comment.
    [GeneratedRegex(
        @"^\s*(?:#|//|;|--\s|/\*|\*|<!--|%|'|rem\s)|\b(?:never|not|no|ban|avoid|rg|regexp?|help|usage|echo)\b|\b(?:[ir]?like|similar\s+to|glob|has\w*|(?:starts|ends)with)\s+\(?[@N]?[""']|\w*(?:forbid|deny|denied|block|refuse|banned|disallow|reject|prohibit|warn|grep|pattern|match|contains|includes|search|detect|lint|assert|expect|description|message|print|remove|strpos|keyword)\w*|n't\b|[=!]=|\b(?:where|and|or|on|having|when)\s+\(?(?:[\w\[\]""]+\.)?$",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Silent();

    [GeneratedRegex(@"^\s*(?:command|cmd|exec\w*|program|run|start|[\w.-]+(?=\s*=\s*[""']?!))\s*=\s*[""']?!?(?<value>.+)$", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pair();
}
