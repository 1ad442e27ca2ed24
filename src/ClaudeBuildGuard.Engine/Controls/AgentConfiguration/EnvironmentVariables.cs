using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>Commands that show what the variables of the environment hold, in contrast to their names or one that is no secret.</summary>
internal static partial class EnvironmentVariables
{
    private const int DeepestShell = 2;

    /// <summary>The program of a command that shows them; null when none does.</summary>
    public static string? ShownBy(string command) => ShownBy(command, DeepestShell);

    /// <summary>True for a command that takes away what stands behind the sign of each line: <c>cut -d= -f1</c>, <c>sed 's/=.*//'</c>.</summary>
    public static bool HidesValues(ShellCommand command) => command.Program switch
    {
        "cut" => Fields().IsMatch(string.Join(' ', command.Arguments.Select(a => a.Text))),
        "sed" => command.Arguments.Any(a => Mask().IsMatch(a.Text)),
        "awk" or "gawk" => command.Arguments.Any(a => a.Text.StartsWith("-F", StringComparison.Ordinal)) && command.Arguments.Any(a => FirstField().IsMatch(a.Text)),
        "wc" => true,
        _ => false,
    };

    private static string? ShownBy(string text, int depth)
    {
        foreach (var command in ShellScript.Parse(text))
        {
            // Without a command of its own, env lists them all.
            if (command.ProgramIndex < 0 && command.Words[^1].Text == "env" && !IsNarrowed(command.PipedInto))
            {
                return "env";
            }

            if (command.Program == "printenv"
                && (command.Arguments.All(a => a.Text.StartsWith('-')) ? !IsNarrowed(command.PipedInto) : command.Arguments.Any(a => Secret().IsMatch(a.Text))))
            {
                return "printenv";
            }

            if (depth > 0 && command.Program is "bash" or "sh" or "zsh" or "dash"
                && command.Arguments.SkipWhile(a => a.Text != "-c").Skip(1).FirstOrDefault() is { } script && ShownBy(script.Text, depth - 1) is { } inner)
            {
                return inner;
            }
        }

        return null;
    }

    // Names only, a number, or those that a word picks which is no secret's.
    private static bool IsNarrowed(ShellCommand? next) =>
        next is not null && (HidesValues(next)
            || (next.Program is "grep" or "egrep" or "rg" && (next.Arguments.Any(a => a.Text is ['-', not '-', ..] && a.Text.AsSpan().ContainsAny("qc"))
                || (next.Arguments.FirstOrDefault(a => !a.Text.StartsWith('-')) is { } pattern && Word().IsMatch(pattern.Text) && !Secret().IsMatch(pattern.Text)
                    && !next.Arguments.Any(a => a.Text is ['-', not '-', ..] && a.Text.Contains('v', StringComparison.Ordinal)))))
            || (next.Program is "sort" or "head" or "tail" && IsNarrowed(next.PipedInto)));

    [GeneratedRegex(@"^(?=.*-d ?=)(?=.*-f ?1(?![\d,-]))", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fields();

    // The pattern ends with all that follows the sign, and in no group.
    [GeneratedRegex(@"^s(?<mark>[/|#,;@~])(?:(?!\k<mark>).)*=\\?\)?\.[*+]\$?\k<mark>(?:(?!\k<mark>)[^&])*\k<mark>g?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mask();

    [GeneratedRegex(@"^\s*\{\s*print\s+\$1\s*;?\s*\}\s*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstField();

    [GeneratedRegex(@"KEY|TOKEN|SECRET|PASS|CRED|CONN|PAT\b|AUTH", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();

    // A name, or the beginning of one.
    [GeneratedRegex(@"^[\^(]*[A-Za-z]\w{2,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
