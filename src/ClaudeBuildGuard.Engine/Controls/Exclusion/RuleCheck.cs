using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.ClaudeCode.Permissions;
using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Engine.Findings;
using static ClaudeBuildGuard.Engine.Controls.Exclusion.ExclusionDiagnostics;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>Finds the rules that the client never consults, and says which secret each was to protect.</summary>
internal static class RuleCheck
{
    private const int MostRules = 20;

    /// <summary>Tools whose rules with a path are never consulted, with the one that is.</summary>
    private static readonly ImmutableDictionary<string, string> Unconsulted = new Dictionary<string, string>
    {
        ["Write"] = "Edit",
        ["MultiEdit"] = "Edit",
        ["NotebookEdit"] = "Edit",
        ["Glob"] = "Read",
        ["Grep"] = "Read",
        ["LS"] = "Read",
        ["NotebookRead"] = "Read",
        ["View"] = "Read",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    private static readonly ImmutableArray<string> KnownTools =
        ["Read", "Edit", "Write", "Bash", "PowerShell", "WebFetch", "WebSearch", "Glob", "Grep", "NotebookEdit", "MultiEdit", "Skill", "Agent", "Task", "LSP", "Monitor"];

    private static readonly ImmutableArray<string> SystemDirectories = ["home", "Users", "etc", "var", "root", "opt", "tmp", "mnt", "usr"];

    public static void Examine(ExclusionModel model, IFindings findings)
    {
        foreach (var file in model.Settings.OfRepository)
        {
            var dead = file.Deny.Select(r => (Rule: r, Why: Explain(model, file, r))).Where(d => d.Why is not null).Take(MostRules);
            foreach (var (rule, why) in dead)
            {
                var lost = why!.Meant is null ? null : Unprotected(model, why.Meant);
                findings.Report(new Finding(
                    RuleWithoutEffect,
                    new Location(file.Path, rule.Line, rule.Column),
                    $"The deny rule '{rule.Text}' has no effect: {why.Reason}.{(lost is null ? string.Empty : $" So '{lost}' is not denied by it.")}",
                    why.Fix ?? (why.Meant is null ? "Delete it, or write it as 'Tool(path)'." : $"Write '{why.Meant}'."))
                {
                    Severity = lost is null ? null : Severity.Error,
                    Identity = rule.Text,
                });
            }

            var bash = file.Deny.Count(r => r is { Tool: "Bash", Form: RuleForm.WithSpecifier });
            if (bash > 0 && !file.Deny.Any(r => r.Tool == "PowerShell" || r.NamesWholeTool("PowerShell")))
            {
                var first = file.Deny.First(r => r is { Tool: "Bash", Form: RuleForm.WithSpecifier });
                findings.Report(new Finding(
                    PowerShellUnrestricted,
                    new Location(file.Path, first.Line, first.Column),
                    $"{(bash == 1 ? "One deny rule restricts" : $"{bash} deny rules restrict")} Bash and none restricts PowerShell, which is the shell of the client on Windows.",
                    "Repeat them with 'PowerShell(...)', or deny 'PowerShell' where nobody uses it.")
                {
                    Severity = Severity.Information,
                    Identity = "powershell",
                });
            }
        }
    }

    private static Death? Explain(ExclusionModel model, SettingsFile file, PermissionRule rule)
    {
        if (rule.Form == RuleForm.Malformed)
        {
            var open = rule.Text.IndexOf('(');
            var tool = open < 0 ? string.Empty : rule.Text[..open].Trim();
            var path = open < 0 ? string.Empty : rule.Text[(open + 1)..].TrimEnd(')').Trim();
            return new Death(
                "it is not of the form 'Tool(path)'",
                tool.Length > 0 && path.Length > 0 ? $"{Canonical(tool)}({path})" : null);
        }

        if (rule.Form == RuleForm.WholeTool)
        {
            return Canonical(rule.Tool) is var known && known != rule.Tool && !rule.Tool.Contains('*')
                ? new Death("the names of tools are case-sensitive", known)
                : null;
        }

        if (Unconsulted.TryGetValue(rule.Tool, out var consulted))
        {
            // Whoever denies writing a secret means that it must not be touched, and a Read rule covers both.
            var meant = Unprotected(model, $"Read({rule.Specifier})") is null ? consulted : "Read";
            return new Death($"the client never consults '{rule.Tool}' rules with a path; '{consulted}' rules cover that tool", $"{meant}({rule.Specifier})");
        }

        if (Canonical(rule.Tool) is var canonical && canonical != rule.Tool)
        {
            return new Death("the names of tools are case-sensitive", $"{canonical}({rule.Specifier})");
        }

        if (rule.Tool is not ("Read" or "Edit"))
        {
            // A tool that nobody knows may be a new one. A slip of one letter, before a path that nothing else keeps from the agent, is not.
            return !KnownTools.Contains(rule.Tool, StringComparer.Ordinal) && IsSlipOf(rule.Tool, "Read") && Unprotected(model, $"Read({rule.Specifier})") is not null
                ? new Death($"there is no tool '{rule.Tool}'", $"Read({rule.Specifier})")
                : null;
        }

        if (rule.Specifier.StartsWith("file_path:", StringComparison.Ordinal) || rule.Specifier.StartsWith("path:", StringComparison.Ordinal))
        {
            return new Death("a path stands in the parentheses as it is, without a name before it", $"{rule.Tool}({rule.Specifier[(rule.Specifier.IndexOf(':') + 1)..].Trim()})");
        }

        if (rule.Specifier.StartsWith('/') && !rule.Specifier.StartsWith("//", StringComparison.Ordinal))
        {
            var first = rule.Specifier.TrimStart('/').Split('/')[0];
            if (SystemDirectories.Contains(first, StringComparer.Ordinal)
                && rule.Specifier.TrimStart('/').Contains('/')
                && !model.Repository.Files.Any(f => f.Path.StartsWith(first + "/", StringComparison.OrdinalIgnoreCase)))
            {
                return new Death("one slash in front means the project's own directory, two mean the file system", $"{rule.Tool}(/{rule.Specifier})");
            }
        }

        if (rule.Specifier.Contains(", ", StringComparison.Ordinal) && rule.Specifier.Split(", ").All(p => p.Length > 0 && !p.Contains(' ')))
        {
            return new Death("the parentheses hold one pattern and no list", $"{rule.Tool}({rule.Specifier.Split(", ")[0]})");
        }

        if (rule.Specifier.Contains("[[:", StringComparison.Ordinal) || rule.Specifier.Contains("\\?", StringComparison.Ordinal))
        {
            return new Death("the client's patterns know neither '[[:class:]]' nor '\\?', and match nothing with them", null);
        }

        if (rule.Specifier is [not '/', .., '/'] && rule.Specifier.TrimEnd('/') is var bare && Unprotected(model, $"{rule.Tool}({bare})") is not null
            && !model.Repository.Files.Any(f => f.Path.StartsWith(bare + "/", StringComparison.OrdinalIgnoreCase)))
        {
            return new Death("a slash at the end names a directory and no file", $"{rule.Tool}({bare})");
        }

        if (rule.Specifier.Contains("/../", StringComparison.Ordinal))
        {
            return new Death("'..' inside a pattern matches nothing", null);
        }

        return rule.Specifier.StartsWith('!') ? Negation(file, rule) : null;
    }

    private static Death? Negation(SettingsFile file, PermissionRule rule)
    {
        var sameTool = file.Deny.Where(r => r.Tool == rule.Tool && r.Form == RuleForm.WithSpecifier).ToList();
        var above = sameTool.TakeWhile(r => !ReferenceEquals(r, rule));
        return above.Any() ? null : new Death("it takes files out of the rules above it, and there are none", null)
        {
            Fix = sameTool.LastOrDefault(r => !r.Specifier.StartsWith('!')) is { } below ? $"Move it below '{below.Text}', or delete it." : "Delete it.",
        };
    }

    /// <summary>A secret, existing or to come, that the rule as it was meant would deny and that nothing denies now; null when there is none.</summary>
    private static string? Unprotected(ExclusionModel model, string meant)
    {
        var rule = PermissionRule.Parse(meant);
        var asRead = rule.Tool is "Edit" ? "Read" : rule.Tool;
        if (asRead != "Read" || rule.Form != RuleForm.WithSpecifier)
        {
            return null;
        }

        var repaired = new RuleEvaluator(
            new ClientSettings([SettingsFile.OfDenyRules([$"Read({rule.Specifier})"])]), model.Repository.Root, model.Repository.Options.UserHome);
        return model.Secrets.All.Select(s => s.Path)
            .Concat(SecretFileKinds.All.SelectMany(k => k.Samples))
            .FirstOrDefault(p => repaired.Decide("Read", p).IsCovered && !model.IsDenied(p));
    }

    private static string Canonical(string tool) =>
        KnownTools.FirstOrDefault(t => t.Equals(tool, StringComparison.OrdinalIgnoreCase)) ?? tool;

    /// <summary>True when one letter is wrong, missing, too many, or changed places with its neighbour; case counts for nothing.</summary>
    private static bool IsSlipOf(string written, string meant)
    {
        var same = 0;
        var shorter = Math.Min(written.Length, meant.Length);
        while (same < shorter && Same(written[same], meant[same]))
        {
            same++;
        }

        var (w, m) = (written[same..], meant[same..]);
        return (w.Length - m.Length) switch
        {
            0 => w.Length > 0
                && (w[1..].Equals(m[1..], StringComparison.OrdinalIgnoreCase)
                    || (w.Length > 1 && Same(w[0], m[1]) && Same(w[1], m[0]) && w[2..].Equals(m[2..], StringComparison.OrdinalIgnoreCase))),
            1 => w[1..].Equals(m, StringComparison.OrdinalIgnoreCase),
            -1 => m[1..].Equals(w, StringComparison.OrdinalIgnoreCase),
            _ => false,
        };

        static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
    }

    /// <param name="Reason">Why the client never consults it.</param>
    /// <param name="Meant">The rule as it was probably meant; null when nobody can tell.</param>
    private sealed record Death(string Reason, string? Meant)
    {
        /// <summary>What helps, where it is not to write the rule in another way.</summary>
        public string? Fix { get; init; }
    }
}
