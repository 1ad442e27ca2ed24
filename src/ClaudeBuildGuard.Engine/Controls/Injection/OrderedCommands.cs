using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Controls.PermissionSkipping;
using ClaudeBuildGuard.Engine.Scripts;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>
/// Commands in the code blocks of instructions that start the client without permission checks: an agent runs what its instructions show,
/// unless the words before the block forbid it or name the sandbox.
/// </summary>
internal static class OrderedCommands
{
    private static readonly HashSet<string> Shells = new(StringComparer.OrdinalIgnoreCase)
        { "", "bash", "sh", "shell", "zsh", "fish", "console", "shell-session", "terminal", "powershell", "pwsh", "ps1", "cmd", "bat", "batch" };

    /// <summary>The commands, each as its spelling with its line.</summary>
    public static IEnumerable<(string Spelling, int Line)> Find(MarkdownText markdown)
    {
        foreach (var region in markdown.Regions.Where(r => r.Kind == MarkdownRegionKind.CodeBlock))
        {
            var block = markdown.Text[region.Start..region.End];
            if (!block.Contains("claude", StringComparison.Ordinal) || !Spellings.Holds(block))
            {
                continue;
            }

            var lines = block.Split('\n');
            var fence = lines[0].Trim().Trim('`', '~').Trim();
            var isFenced = lines[0].TrimStart() is ['`', '`', '`', ..] or ['~', '~', '~', ..];
            if ((isFenced && !Shells.Contains(fence.Split(' ', '{')[0])) || InstructionSignals.SetsApart(Introduction(markdown.Text[..region.Start])))
            {
                continue;
            }

            // The prompt of a session is no part of the command, and the fence is none of its lines.
            var first = markdown.Lines.Locate(string.Empty, region.Start, 0).Line;
            var script = string.Join('\n', lines.Select((l, i) => isFenced && (i == 0 || l.Trim().Trim('`', '~').Length == 0) ? string.Empty : l.TrimStart(' ', '\t', '$', '>')));
            foreach (var use in CommandUses.In(ShellScript.Parse(script, first)).Where(u => !u.IsContained && !u.IsRootGuard && AgentEvidence.Starts(u.Command) && u.Command.Program is not ("docker" or "podman")))
            {
                var at = use.Command.Words[0].Line - first;
                if (!IsSetApart(lines[at]) && (at == 0 || !IsSetApart(lines[at - 1])))
                {
                    yield return (use.Spelling, use.Word.Line);
                }
            }
        }
    }

    // A comment beside a command says what it is.
    private static bool IsSetApart(string line) =>
        line.IndexOf('#', StringComparison.Ordinal) is >= 0 and var comment && InstructionSignals.SetsApart(line[comment..]);

    private static bool IsItem(string line) =>
        line.TrimStart() is ['-' or '*' or '+' or '#' or '|' or '>', ..] or [>= '0' and <= '9', '.' or ')', ..];

    // The paragraph or item before a block, and the heading above it.
    private static string Introduction(string before)
    {
        var lines = before.Split('\n');
        var end = lines.Length - 1;
        while (end >= 0 && string.IsNullOrWhiteSpace(lines[end]))
        {
            end--;
        }

        var start = end;
        while (start > 0 && !string.IsNullOrWhiteSpace(lines[start - 1]) && !IsItem(lines[start]) && !lines[start - 1].TrimEnd().EndsWith("-->", StringComparison.Ordinal))
        {
            start--;
        }

        var heading = Array.FindLastIndex(lines, Math.Max(0, end), l => l.StartsWith('#'));
        return end < 0 ? string.Empty : string.Join('\n', lines[start..(end + 1)]) + (heading >= 0 ? "\n" + lines[heading] : string.Empty);
    }
}
