using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Controls.Review.Owners;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using JsonElement = ClaudeBuildGuard.Engine.Documents.JsonElement;

namespace ClaudeBuildGuard.Engine.Controls.Review;

/// <summary>A number of reviewers that a file of the repository asks for.</summary>
/// <param name="Count">How many must approve.</param>
/// <param name="Location">Where it says so.</param>
/// <param name="LeavesOwnersOut">True when it says that the owners of a file need not be among them.</param>
internal sealed record ReviewerRule(int Count, Location Location, bool LeavesOwnersOut = false);

/// <summary>
/// How many reviewers a merge into the default branch needs, as far as files say it: exported rulesets, settings as code, Azure Repos
/// policies, GitLab approval rules and Terraform (control F5).
/// </summary>
internal static partial class ReviewerRules
{
    /// <summary>Every rule of the repository.</summary>
    public static List<ReviewerRule> Of(RepositoryView repository, OwnersFile? owners, IReadOnlyCollection<CriticalFile> critical, IFindings findings)
    {
        var rules = new List<ReviewerRule>();
        foreach (var file in repository.Files)
        {
            var path = file.Path;
            if (path.StartsWith(".github/rulesets/", StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal))
            {
                rules.AddRange(Ruleset(file, findings));
            }
            else if (path is ".github/settings.yml" or ".github/settings.yaml" or ".github/branch-protection.yml" || path.StartsWith(".gitlab/security-policies/", StringComparison.Ordinal))
            {
                rules.AddRange(Settings(file, findings));
            }
            else if (path.EndsWith(".tf", StringComparison.Ordinal))
            {
                rules.AddRange(Terraform(file, findings));
            }
            else if (path.EndsWith(".json", StringComparison.Ordinal)
                && (path.StartsWith(".azuredevops/", StringComparison.Ordinal) || path.Contains("polic", StringComparison.OrdinalIgnoreCase)))
            {
                rules.AddRange(AzurePolicy(file, findings));
            }
        }

        if (owners is { Dialect: OwnersDialect.GitLab } && critical.Count > 0)
        {
            var smallest = critical.Min(c => owners.RequiredApprovals(c.File.Path));
            if (smallest > 1)
            {
                rules.Add(new ReviewerRule(smallest, new Location(owners.Path)));
            }
        }

        return rules;
    }

    private static IEnumerable<ReviewerRule> Ruleset(RepositoryFile file, IFindings findings)
    {
        if (YamlFile.ReadJson(file, findings) is not { } root)
        {
            yield break;
        }

        foreach (var ruleset in root.IsArray ? root.Items : [root])
        {
            string[] standard = ["~DEFAULT_BRANCH", "~ALL", "refs/heads/main", "refs/heads/master"];
            var included = ruleset["conditions"]?["ref_name"]?["include"]?.Items.Select(i => i.AsString).ToList();
            if (ruleset["enforcement"]?.AsString is { } enforcement && enforcement != "active"
                || (ruleset["target"]?.AsString ?? "branch") != "branch"
                || (included is not null && !included.Exists(standard.Contains))
                || (ruleset["conditions"]?["ref_name"]?["exclude"]?.Items ?? []).Any(i => standard.Contains(i.AsString))
                || (ruleset["bypass_actors"]?.Items ?? []).Any(IsEverybody))
            {
                continue;
            }

            foreach (var rule in ruleset["rules"]?.Items ?? [])
            {
                var parameters = rule["parameters"];
                if (rule["type"]?.AsString == "pull_request" && parameters?["required_approving_review_count"] is { } count)
                {
                    yield return new ReviewerRule(Number(count.Text), count.Span.In(file.Path), parameters["require_code_owner_review"]?.AsBoolean == false);
                }

                foreach (var reviewers in parameters?["required_reviewers"]?.Items ?? [])
                {
                    if (reviewers["minimum_approvals"] is { Kind: JsonValueKind.Number } minimum)
                    {
                        yield return new ReviewerRule(Number(minimum.Text), minimum.Span.In(file.Path));
                    }
                }
            }
        }
    }

    // The role of everyone who may push, at any time: the rule binds nobody.
    private static bool IsEverybody(JsonElement actor) =>
        actor["actor_type"]?.AsString == "RepositoryRole" && actor["actor_id"]?.Text == "4" && (actor["bypass_mode"]?.AsString ?? "always") == "always";

    private static IEnumerable<ReviewerRule> Settings(RepositoryFile file, IFindings findings) =>
        (YamlFile.Read(file, findings)?.Descendants() ?? [])
            .Where(d => d.Key is "required_approving_review_count" or "approvals_required" && d.Node.IsScalar)
            .Select(d => new ReviewerRule(Number(d.Node.Value), new Location(file.Path, d.Node.Line, d.Node.Column)));

    private static IEnumerable<ReviewerRule> AzurePolicy(RepositoryFile file, IFindings findings)
    {
        if (YamlFile.ReadJson(file, findings, static b => b.IndexOf("inimumApproverCount"u8) >= 0) is not { } root)
        {
            yield break;
        }

        foreach (var place in root.Descendants())
        {
            if (place.IsMember && place.Name.EndsWith("inimumApproverCount", StringComparison.Ordinal))
            {
                yield return new ReviewerRule(Number(place.Value.Text), place.Value.Span.In(file.Path));
            }
        }
    }

    private static IEnumerable<ReviewerRule> Terraform(RepositoryFile file, IFindings findings)
    {
        if (YamlFile.Text(file, findings, static b => b.IndexOf("required_approving_review_count"u8) >= 0 || b.IndexOf("approvals_required"u8) >= 0
            || b.IndexOf("reviewer_count"u8) >= 0) is not { } text)
        {
            yield break;
        }

        var lines = new TextLines(text);
        foreach (Match match in TerraformCount().Matches(text))
        {
            yield return new ReviewerRule(Number(match.Groups[1].Value), lines.Locate(file.Path, match.Index, match.Length));
        }
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^[ \t]*(?:required_approving_review_count|approvals_required|reviewer_count)\s*=\s*(\d{1,3})\b", RegexOptions.Multiline)]
    private static partial Regex TerraformCount();
}
