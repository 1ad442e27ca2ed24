using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.AgentConfiguration;

/// <summary>Commands that show what the variables of the environment hold, in contrast to their names or one that is no secret.</summary>
internal static partial class EnvironmentVariables
{
    private const int DeepestShell = 2;

    // Variables that hold secrets, by which a word that is only the beginning of a name may be one of theirs.
    private static readonly string[] Secrets =
    [
        "AWS_SECRET_ACCESS_KEY", "AZURE_CLIENT_SECRET", "AZURE_DEVOPS_EXT_PAT", "ARM_CLIENT_SECRET", "ANTHROPIC_API_KEY", "OPENAI_API_KEY", "GITHUB_TOKEN", "NUGET_API_KEY", "NPM_TOKEN",
        "SONAR_TOKEN", "DOCKER_PASSWORD", "POSTGRES_PASSWORD", "MYSQL_PASSWORD",
    ];

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
            if (command.ProgramIndex < 0 && command.Words.Any(w => w.Text is "env" or "/usr/bin/env" or "/bin/env") && !IsNarrowed(command.PipedInto))
            {
                return "env";
            }

            if (command.Program == "printenv"
                && (command.Arguments.All(a => a.Text.StartsWith('-')) ? !IsNarrowed(command.PipedInto) : command.Arguments.Any(a => Secret().IsMatch(a.Text))))
            {
                return "printenv";
            }

            if (depth > 0 && command.Given is { } script && ShownBy(script.Text, depth - 1) is { } inner)
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
                || (PicksNoSecret([.. next.Arguments.Select(a => a.Text)]) && !next.Arguments.Any(a => a.Text is ['-', not '-', ..] && a.Text.Contains('v', StringComparison.Ordinal)))))
            || (next.Program is "sort" or "head" or "tail" && IsNarrowed(next.PipedInto)));

    // Every pattern of a search, and each of its alternatives, is a word that is in the name of no secret.
    private static bool PicksNoSecret(string[] arguments)
    {
        string[] given = [.. arguments.Where((_, i) => i > 0 && arguments[i - 1] is "-e" or "--regexp"), .. arguments.Where(a => a.StartsWith("--regexp=", StringComparison.Ordinal)).Select(a => a[9..])];
        string[] patterns = given.Length > 0 ? given : [.. arguments.Where(a => !a.StartsWith('-')).Take(1)];
        return patterns.Length > 0 && patterns.SelectMany(p => p.Split('|')).All(p => Word().Match(p) is { Success: true } word
            && !Secret().IsMatch(p) && !Array.Exists(Secrets, s => s.Contains(word.Groups["name"].Value, StringComparison.OrdinalIgnoreCase)));
    }

    [GeneratedRegex(@"^(?=.*-d ?=)(?=.*-f ?1(?![\d,-]))", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fields();

    // The pattern ends with all that follows the sign, and in no group.
    [GeneratedRegex(@"^s(?<mark>[/|#,;@~])(?:(?!\k<mark>).)*=\\?\)?\.[*+]\$?\k<mark>(?:(?!\k<mark>)[^&])*\k<mark>g?$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mask();

    [GeneratedRegex(@"^\s*\{\s*print\s+\$1\s*;?\s*\}\s*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstField();

    [GeneratedRegex(@"KEY|TOKEN|SECRET|PASS|CRED|CONN|PAT\b|AUTH|DATABASE|DSN", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();

    // A name, or the beginning of one.
    [GeneratedRegex(@"^[\^(\\]*(?<name>[A-Za-z]\w{2,})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
