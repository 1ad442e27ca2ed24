using ClaudeBuildGuard.Engine.ClaudeCode.Permissions;
using ClaudeBuildGuard.Engine.Findings;
using static ClaudeBuildGuard.Engine.Controls.Exclusion.ExclusionDiagnostics;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>Is what the ignore file excludes denied by rules that the client consults, and is every secret file?</summary>
internal static class EnforcementCheck
{
    private const string Init = "Run 'claude-build-guard init' or 'dotnet build -t:ClaudeBuildGuardInit'";

    public static void Examine(ExclusionModel model, IFindings findings)
    {
        ReportUnenforced(model, findings);
        var readable = model.Secrets.All.Where(s => !model.IsDenied(s.Path)).ToArray();
        foreach (var group in Grouping.Of(readable, s => s.Path, s => s.Kind.Id))
        {
            var first = group[0];
            findings.Report(new Finding(
                SecretReadable,
                new Location(first.Path),
                $"{Grouping.Named(group, s => s.Path)} {(group.Count == 1 ? "holds" : "hold")} {first.Kind.Title}, and the agent can read {(group.Count == 1 ? "it" : "them")}: {Reason(model, first.Path)}.",
                Fix(model, BuildCopies.Of(model.Repository, first.Path).Count == 0 ? "/" + first.Path : "**/" + Name(first.Path)))
            {
                Identity = first.Kind.Id,
            });
        }

        ReportCopies(model, findings);
        foreach (var file in model.Secrets.Lookalikes.Where(f => f.Name.StartsWith(".env", StringComparison.OrdinalIgnoreCase)))
        {
            if (model.Evaluator.Decide("Read", file.Path) is { IsCovered: true, Rule: { } rule } && rule.Form == RuleForm.WithSpecifier)
            {
                findings.Report(new Finding(
                    RuleHidesTemplate,
                    new Location(rule.File, rule.Line, rule.Column),
                    $"The rule '{rule.Text}' also hides '{file.Path}', which holds no secret and tells the agent which settings exist.",
                    "Name the secret files more narrowly, such as 'Read(**/.env)' and 'Read(**/.env.local)'.")
                {
                    Identity = rule.Text,
                });
            }
        }
    }

    /// <summary>A rule for one path leaves the copy open that a build makes of the file.</summary>
    private static void ReportCopies(ExclusionModel model, IFindings findings)
    {
        foreach (var secret in model.Secrets.All.Where(s => model.IsDenied(s.Path)))
        {
            if (BuildCopies.Of(model.Repository, secret.Path).FirstOrDefault(c => !model.IsDenied(c)) is { } copy)
            {
                findings.Report(new Finding(
                    SecretReadable,
                    new Location(secret.Path),
                    $"'{secret.Path}' holds {secret.Kind.Title} and is denied, but the build copies it to a path such as '{copy}', where no deny rule covers it: the agent can read the copy.",
                    Fix(model, Name(copy) == Name(secret.Path) ? "**/" + Name(copy) : BuildCopies.OutputOf(copy) is { } output ? output + Name(copy) : "/" + copy))
                {
                    Identity = $"{secret.Kind.Id} copy",
                });
            }
        }
    }

    /// <summary>One finding for all lines that promise to keep a secret and are not repeated by a rule.</summary>
    private static void ReportUnenforced(ExclusionModel model, IFindings findings)
    {
        var unenforced = new SortedDictionary<int, string>();
        foreach (var promise in SecretPromise.Of(model, model.IgnoreRules))
        {
            if (!model.IfAllLoaded.Decide("Read", promise.Path).IsCovered)
            {
                unenforced[promise.Pattern.Line] = promise.Pattern.Text;
            }
        }

        if (unenforced.Count == 0)
        {
            return;
        }

        var patterns = unenforced.Values.Distinct().ToArray();
        var listed = string.Join(", ", patterns.Take(6).Select(p => $"'{p}'")) + (patterns.Length > 6 ? $" and {patterns.Length - 6} more" : string.Empty);
        findings.Report(new Finding(
            NotEnforced,
            new Location(ExclusionModel.IgnorePath, unenforced.Keys.First(), 1),
            $".claudeignore excludes {listed}, but nothing enforces it: Claude Code does not read that file, and no deny rule covers the same paths.",
            $"{Init}: it writes the deny rules into .claude/settings.json.")
        {
            Identity = "unenforced",
        });
    }

    private static string Reason(ExclusionModel model, string path)
    {
        if (model.Settings.Files.FirstOrDefault(f => !f.Loads) is { } lost && model.IfAllLoaded.Decide("Read", path) is { IsCovered: true, Rule: { } rule })
        {
            return $"the rule '{rule.Text}' would deny it, but the client does not load '{lost.Path}'";
        }

        if (model.Evaluator.Decide("Read", path) is { Coverage: Coverage.OnSomeVersions, Rule: { } partly })
        {
            return $"the rule '{partly.Text}' denies it on some versions of the client only";
        }

        return model.IgnoreRules.Decide(path) is { IsIgnored: true } decision
            ? $"line {decision.Pattern.Line} of .claudeignore excludes it, but the client does not read that file, and no deny rule covers it"
            : "no deny rule covers it";
    }

    private static string Fix(ExclusionModel model, string rule) =>
        model.Settings.Files.Any(f => !f.Loads)
            ? "Repair the settings file first; CBG1103 says where it is broken."
            : $"{Init}, or add \"Read({rule})\" to 'permissions.deny' in .claude/settings.json.";

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
