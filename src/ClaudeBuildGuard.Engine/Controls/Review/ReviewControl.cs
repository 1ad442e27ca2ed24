using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Controls.Review.Owners;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.Review;

/// <summary>
/// Judges who and what looks at a change of an agent before it is merged (controls F1 to F5, G3). Only where the repository shows that agents
/// work in it and where it is hosted; one finding for each topic, all of them advice.
/// </summary>
internal sealed class ReviewControl : IControl
{
    private const int MostShown = 5;
    private const int MostLines = 20;
    private const string Setup = "Run 'claude-build-guard init --only review'";

    /// <inheritdoc/>
    public GuardParts Part => GuardParts.AgentFiles;

    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Diagnostics => ReviewDiagnostics.All;

    /// <inheritdoc/>
    public void Examine(RepositoryView repository, IFindings findings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(findings);
        var platform = HostingEvidence.PlatformOf(repository);
        if (platform == HostingPlatform.Unknown || !HostingEvidence.UsesAgents(repository))
        {
            return;
        }

        var critical = CriticalFiles.Of(repository, cancellation);
        var owners = Owners(repository, platform, findings);
        Ownership(platform, owners, critical, findings);
        Reviewers(platform, ReviewerRules.Of(repository, owners, critical, findings), findings);
        var pipelines = ReviewPipelines.Read(repository, findings, static b => StaticAnalysis.MayBeNamed(b) || SecondPass.MayBeNamed(b));
        cancellation.ThrowIfCancellationRequested();
        Analysis(repository, platform, pipelines, findings);
        Second(repository, platform, pipelines, findings);
        Checklist(repository, platform, findings);
    }

    private static OwnersFile? Owners(RepositoryView repository, HostingPlatform platform, IFindings findings)
    {
        if (HostingEvidence.OwnersOf(platform) is not { } dialect)
        {
            return null;
        }

        var file = OwnersReader.Places(dialect).Select(repository.Find).FirstOrDefault(f => f is not null);
        return file is not null && file.TryReadText(findings, out var text) ? OwnersReader.Read(file.Path, text, dialect) : null;
    }

    private static void Ownership(HostingPlatform platform, OwnersFile? owners, ImmutableArray<CriticalFile> critical, IFindings findings)
    {
        foreach (var problem in (owners?.Problems ?? []).Take(MostLines))
        {
            findings.Report(new Finding(
                ReviewDiagnostics.OwnersLineWithoutEffect,
                new Location(owners!.Path, problem.Line),
                $"Line {problem.Line} of '{owners.Path}' has no effect: {problem.Message}",
                "Write the pattern and its owners as the platform reads them."));
        }

        if (HostingEvidence.OwnersOf(platform) is not { } dialect)
        {
            return;
        }

        var unowned = critical.Where(c => owners is null || owners.OwnersOf(c.File.Path).IsEmpty).ToList();
        if (unowned.Count > 0)
        {
            var shown = string.Join(", ", unowned.GroupBy(c => c.Kind).Select(g => $"{g.Key} ('{g.First().File.Path}'{(g.Count() > 1 ? $" and {g.Count() - 1} more" : string.Empty)})")
                .Take(MostShown));
            var place = owners?.Path ?? OwnersReader.Places(dialect)[0];
            findings.Report(new Finding(
                ReviewDiagnostics.CriticalFileWithoutOwner,
                new Location(place),
                owners is null
                    ? $"There is no CODEOWNERS, so nobody is asked to review {unowned.Count} security-critical files: {shown}."
                    : $"'{place}' gives no owner to {unowned.Count} security-critical {(unowned.Count == 1 ? "file" : "files")}: {shown}.",
                $"{Setup} to add them, or give them owners in '{place}'. The last matching line decides.")
            {
                Identity = string.Join(' ', unowned.Select(c => c.Kind).Distinct()),
            });
        }

        if (owners is not null)
        {
            Placeholders(owners, critical, findings);
        }
    }

    private static void Placeholders(OwnersFile owners, ImmutableArray<CriticalFile> critical, IFindings findings)
    {
        var unreplaced = critical.Where(c => owners.OwnersOf(c.File.Path) is { IsEmpty: false } of && of.All(OwnersFile.IsPlaceholder)).ToList();
        if (unreplaced.Count == 0)
        {
            return;
        }

        var entry = owners.Decide(unreplaced[0].File.Path).First(e => e.Owners.Any(OwnersFile.IsPlaceholder));
        findings.Report(new Finding(
            ReviewDiagnostics.CriticalFileWithoutOwner,
            new Location(owners.Path, entry.Line),
            $"'{owners.Path}' gives {unreplaced.Count} security-critical {(unreplaced.Count == 1 ? "file" : "files")} to '{entry.Owners[0]}', which stands for an owner that init did not know: nobody is asked to review them.",
            $"Replace '{entry.Owners[0]}' in '{owners.Path}' by the team that reviews security-critical files.")
        {
            Identity = "placeholder",
        });
    }

    private static void Reviewers(HostingPlatform platform, List<ReviewerRule> rules, IFindings findings)
    {
        if (rules.FindAll(r => r.Count >= 2) is { Count: > 0 } enough)
        {
            if (enough.TrueForAll(r => r.LeavesOwnersOut))
            {
                findings.Report(new Finding(
                    ReviewDiagnostics.TwoReviewersNotRequired,
                    enough[0].Location,
                    "Two people must approve, but none of them need be an owner of what they approve: CODEOWNERS only proposes reviewers.",
                    "Set 'require_code_owner_review' to true in the ruleset, and import it again.")
                {
                    Identity = "owners",
                    Severity = Severity.Information,
                });
            }

            return;
        }

        var setting = platform switch
        {
            HostingPlatform.GitLab => "In GitLab: Settings > Merge requests > Approval rules, two approvals; or a section '[Security][2]' in CODEOWNERS over the critical files.",
            HostingPlatform.Bitbucket => "In Bitbucket: Repository settings > Branch restrictions, 'Check for at least 2 approvals'.",
            HostingPlatform.AzureRepos => "In Azure Repos: Project settings > Repositories > Policies > Branch policies, minimum number of reviewers 2.",
            _ => $"{Setup} for a ruleset file and import it (Settings > Rules > Rulesets > Import), or ask for two approvals and review by code owners there.",
        };
        var most = rules.MaxBy(r => r.Count);
        findings.Report(new Finding(
            ReviewDiagnostics.TwoReviewersNotRequired,
            most?.Location ?? Location.Repository,
            most is null
                ? "No file of this repository shows that a change of security-critical files needs two reviewers, so that cannot be proven here."
                : $"A merge needs {(most.Count == 1 ? "one approval" : $"{most.Count} approvals")}, where security-critical files need two.",
            setting)
        {
            Severity = most is null ? Severity.Information : Severity.Warning,
        });
    }

    private static void Analysis(RepositoryView repository, HostingPlatform platform, ImmutableArray<Pipeline> pipelines, IFindings findings)
    {
        if (platform == HostingPlatform.Bitbucket ? BitbucketPipelines.RunAnalysis(repository, findings) : StaticAnalysis.Runs(repository, pipelines))
        {
            return;
        }

        findings.Report(new Finding(
            ReviewDiagnostics.NoStaticAnalysis,
            new Location(PipelinePlace(platform)),
            "No pipeline runs a static security analysis on pull requests: none was found that a pull request starts, that is switched on, and that can fail.",
            $"{(platform switch
            {
                HostingPlatform.GitHub => $"{Setup} to add one, or run CodeQL, Semgrep, Snyk Code, Sonar or DevSkim",
                HostingPlatform.GitLab => "Add 'include: [{ template: Jobs/SAST.gitlab-ci.yml }]' to '.gitlab-ci.yml', or a job that merge requests start with 'semgrep scan --error' or the like",
                HostingPlatform.Bitbucket => "Add a step with 'semgrep scan --error' or the like below 'pipelines: pull-requests' in 'bitbucket-pipelines.yml'",
                _ => "Add a step with 'semgrep scan --error', the CodeQL tasks or the like to the pipeline that the branch policy starts",
            })}. Where the platform runs one by its own settings, suppress CBG6004 with that reason."));
    }

    private static void Second(RepositoryView repository, HostingPlatform platform, ImmutableArray<Pipeline> pipelines, IFindings findings)
    {
        var (state, where) = SecondPass.Judge(repository, pipelines);
        if (state == SecondPassState.Sound || platform == HostingPlatform.Bitbucket)
        {
            return;
        }

        var (message, fix) = state switch
        {
            SecondPassState.Unpinned => (
                "The second-pass security review runs a version that its publisher can change at any time.", "Pin the action to a full commit hash, or the package to an exact version."),
            SecondPassState.OnUntrustedHeads => (
                "The second-pass security review checks out code of strangers while it holds the secrets of this repository.",
                "Start it by 'pull_request', and check out no head under 'pull_request_target'."),
            _ => (
                "No pipeline has another session review a pull request for security before a person does.",
                platform == HostingPlatform.GitHub
                    ? $"{Setup} to add one, or run 'anthropics/claude-code-security-review' or '/security-review' on trusted pull requests."
                    : $"Add a step that runs 'npx --yes @anthropic-ai/claude-code@VERSION -p \"/security-review\"' to the pipeline that {(platform == HostingPlatform.GitLab ? "merge" : "pull")} requests start."),
        };
        findings.Report(new Finding(
            ReviewDiagnostics.NoSecondPass,
            where is null ? new Location(PipelinePlace(platform)) : new Location(where.Pipeline.Path, where.Step!.Node.Line, where.Step.Node.Column),
            message,
            fix)
        {
            Identity = state.ToString(),
        });
    }

    private static void Checklist(RepositoryView repository, HostingPlatform platform, IFindings findings)
    {
        if (platform == HostingPlatform.Bitbucket)
        {
            // Bitbucket keeps the template in its settings.
            return;
        }

        var templates = PullRequestTemplates.Shown(repository, platform);
        if (templates.Count == 0)
        {
            findings.Report(new Finding(
                ReviewDiagnostics.NoChecklist,
                new Location(TemplatePlace(platform)),
                "There is no pull-request template, so no reviewer is asked about what agents get wrong.",
                $"{Setup} to add the checklist, or ask in your own words.")
            {
                Identity = "none",
            });
        }

        foreach (var template in templates)
        {
            if (PullRequestTemplates.Read(template, findings) is { } text && PullRequestTemplates.Missing(text) is { Count: > 0 } missing)
            {
                findings.Report(new Finding(
                    ReviewDiagnostics.NoChecklist,
                    new Location(template.Path),
                    $"The pull-request template does not ask about: {string.Join(", ", missing)}.",
                    $"{Setup} to add the checklist, or ask in your own words.")
                {
                    Identity = string.Join(' ', missing),
                });
            }
        }
    }

    private static string PipelinePlace(HostingPlatform platform) => platform switch
    {
        HostingPlatform.GitLab => ".gitlab-ci.yml",
        HostingPlatform.Bitbucket => "bitbucket-pipelines.yml",
        HostingPlatform.AzureRepos => "azure-pipelines.yml",
        _ => ".github/workflows",
    };

    private static string TemplatePlace(HostingPlatform platform) => platform switch
    {
        HostingPlatform.GitLab => ".gitlab/merge_request_templates/Default.md",
        HostingPlatform.AzureRepos => ".azuredevops/pull_request_template.md",
        _ => ".github/pull_request_template.md",
    };
}
