using System.Text;
using ClaudeBuildGuard.Engine.Controls.Review;
using ClaudeBuildGuard.Engine.Controls.Review.Owners;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Setup;

/// <summary>
/// Writes the review gate of a repository (control H5): owners of the security-critical files, the checklist, a ruleset that asks for two
/// reviewers, and a workflow with static analysis and a second session. Only what is missing; pipelines that people wrote are not touched.
/// </summary>
internal sealed class ReviewSetup : ISetup
{
    private const string OwnersComment = "# Security-critical files: two people review them.";

    // Paths that stand for what every repository with an agent has, and the patterns that own them.
    private static readonly (string Sample, string Pattern)[] Always =
    [
        (".claude/settings.json", "/.claude/"), ("CLAUDE.md", "CLAUDE.md"), ("AGENTS.md", "AGENTS.md"), (".mcp.json", ".mcp.json"), (".claudeignore", ".claudeignore"),
        ("claude-build-guard.json", "/claude-build-guard.json"), ("claude-build-guard.baseline.json", "/claude-build-guard.baseline.json"),
        (".devcontainer/devcontainer.json", "/.devcontainer/"),
    ];

    /// <inheritdoc/>
    public string Area => "review";

    /// <inheritdoc/>
    public bool ByDefault(RepositoryView repository) => HostingEvidence.PlatformOf(repository) != HostingPlatform.Unknown;

    /// <inheritdoc/>
    public string? WhyLeftOut =>
        "No git remote and no file tells where this repository is hosted, so no review files were written: 'claude-build-guard init --only review' writes them.";

    /// <inheritdoc/>
    public void Plan(RepositoryView repository, SetupPlan plan)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(plan);
        var platform = HostingEvidence.PlatformOf(repository);
        platform = platform == HostingPlatform.Unknown ? HostingPlatform.GitHub : platform;
        var unread = new FindingCollector();
        var critical = CriticalFiles.Of(repository, CancellationToken.None);
        var owners = PlanOwners(repository, platform, critical, plan);
        PlanTemplate(repository, platform, plan, unread);
        if (!ReviewerRules.Of(repository, owners, critical, unread).Exists(r => r.Count >= 2))
        {
            PlanReviewers(platform, plan);
        }

        PlanPipeline(repository, platform, plan, unread);
        NoteShallowCheckouts(repository, plan, unread);
    }

    private static OwnersFile? PlanOwners(RepositoryView repository, HostingPlatform platform, IReadOnlyList<CriticalFile> critical, SetupPlan plan)
    {
        if (HostingEvidence.OwnersOf(platform) is not { } dialect)
        {
            plan.Note(string.Empty, "Azure Repos reads no CODEOWNERS: add the security reviewers under Branch policies > Automatically included reviewers.");
            return null;
        }

        var places = OwnersReader.Places(dialect);
        var path = places.FirstOrDefault(p => repository.Find(p) is not null)
            ?? (dialect == OwnersDialect.GitLab ? ".gitlab/CODEOWNERS" : places[0]);
        var text = plan.Read(path) ?? string.Empty;
        var now = OwnersReader.Read(path, text, dialect);
        var own = new[] { (path, Anchored(path)) }.Concat(
            platform == HostingPlatform.GitHub ? [(".github/workflows/build.yml", "/.github/workflows/"), (".github/rulesets/a.json", "/.github/rulesets/")] : []);
        var needed = Always.Concat(own).Where(a => now.OwnersOf(a.Item1).IsEmpty).Select(a => a.Item2).ToList();
        var below = needed.Where(n => n.EndsWith('/')).ToList();
        needed.AddRange(Together(repository, critical, critical.Select(c => c.File.Path)
            .Where(p => now.OwnersOf(p).IsEmpty && !below.Exists(b => ("/" + p).StartsWith(b, StringComparison.Ordinal)) && !Always.Any(a => p.EndsWith(a.Sample, StringComparison.Ordinal))))
            .Select(Anchored));
        if (needed.Count == 0)
        {
            return now;
        }

        var (owner, isGuess) = OwnerOf(repository, now, platform);
        var lines = new StringBuilder(text.Length == 0 ? string.Empty : text.TrimEnd('\n') + "\n");
        if (!text.Contains(OwnersComment, StringComparison.Ordinal))
        {
            lines.Append(OwnersComment).Append('\n');
        }

        if (dialect == OwnersDialect.GitLab)
        {
            lines.Append("[Security][2]\n");
        }

        foreach (var pattern in needed.Distinct(StringComparer.Ordinal))
        {
            lines.Append(pattern).Append(' ').Append(owner).Append('\n');
        }

        plan.Write(path, lines.ToString(), "Security-critical files get an owner.");
        if (isGuess)
        {
            plan.Note(path, $"Replace '{owner}' in '{path}' by the team that reviews security-critical files.");
        }

        return OwnersReader.Read(path, lines.ToString(), dialect);
    }

    // A directory whose files are all critical has one line, which also owns the next file that somebody puts there.
    private static IEnumerable<string> Together(RepositoryView repository, IReadOnlyList<CriticalFile> critical, IEnumerable<string> paths)
    {
        var all = CountBelow(repository.Files.Where(f => !f.IsIgnored).Select(f => f.Path));
        var ofThem = CountBelow(critical.Where(c => !c.File.IsIgnored).Select(c => c.File.Path));
        return paths.Select(path => DirectoriesOf(path).FirstOrDefault(d => ofThem.GetValueOrDefault(d) is > 1 and var count && count == all[d]) ?? path);
    }

    private static Dictionary<string, int> CountBelow(IEnumerable<string> paths) =>
        paths.SelectMany(DirectoriesOf).GroupBy(d => d, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);

    // The outermost first, each with its slash.
    private static IEnumerable<string> DirectoriesOf(string path)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at >= 0; at = path.IndexOf('/', at + 1))
        {
            yield return path[..(at + 1)];
        }
    }

    private static string Anchored(string path) => "/" + path.Replace(" ", "\\ ", StringComparison.Ordinal);

    // Who owns everything, else who is named most, else whom the remote belongs to.
    private static (string Owner, bool IsGuess) OwnerOf(RepositoryView repository, OwnersFile now, HostingPlatform platform)
    {
        var named = now.OwnersOf("\u0000").Concat(now.Entries.SelectMany(e => e.Owners).GroupBy(o => o).OrderByDescending(g => g.Count()).Select(g => g.Key)).FirstOrDefault();
        if (named is not null)
        {
            return (named, OwnersFile.IsPlaceholder(named));
        }

        var remote = repository.Git?.Config.Entries.Where(e => e is { Section: "remote", Name: "url" }).Select(e => e.Value).FirstOrDefault() ?? string.Empty;
        var parts = remote.Replace(':', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        var owner = parts.Length >= 3 && parts[^2].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? parts[^2] : OwnersFile.PlaceholderOrganisation;
        return (platform == HostingPlatform.GitLab ? $"@{owner}" : $"@{owner}/security", true);
    }

    private static void PlanTemplate(RepositoryView repository, HostingPlatform platform, SetupPlan plan, IFindings unread)
    {
        if (platform == HostingPlatform.Bitbucket)
        {
            plan.Note(string.Empty, "Bitbucket keeps the pull-request description in its settings: Repository settings > Default description.");
            return;
        }

        var templates = PullRequestTemplates.Shown(repository, platform);
        IEnumerable<string> lacking = templates.Count == 0
            ?
            [
                platform switch
                {
                    HostingPlatform.GitLab => ".gitlab/merge_request_templates/Default.md",
                    HostingPlatform.AzureRepos => ".azuredevops/pull_request_template.md",
                    _ => ".github/pull_request_template.md",
                },
            ]
            : templates.Where(t => PullRequestTemplates.Read(t, unread) is { } text && PullRequestTemplates.Missing(text).Count > 0).Select(t => t.Path);
        foreach (var path in lacking)
        {
            var text = new StringBuilder(plan.Read(path) is { Length: > 0 } old ? old.TrimEnd('\n') + "\n\n" : "## What and why\n\n")
                .Append("## Checklist for code that an agent wrote\n\n");
            foreach (var (_, line, _) in PullRequestTemplates.Checklist)
            {
                text.Append("- [ ] ").Append(line).Append('\n');
            }

            plan.Write(path, text.ToString(), "Every pull request asks what agents get wrong.");
        }
    }

    private static void PlanReviewers(HostingPlatform platform, SetupPlan plan)
    {
        switch (platform)
        {
            case HostingPlatform.GitHub:
                plan.Write(".github/rulesets/two-reviewers.json", ReviewTexts.Ruleset, "A ruleset asks for two reviewers and for code owners.");
                plan.Note(".github/rulesets/two-reviewers.json", "Import the ruleset: Settings > Rules > Rulesets > New ruleset > Import a ruleset.");
                break;
            case HostingPlatform.GitLab:
                plan.Note(string.Empty, "Ask for two approvals: Settings > Merge requests > Approval rules.");
                break;
            case HostingPlatform.AzureRepos:
                plan.Note(string.Empty, "Ask for two reviewers: Project settings > Repositories > Policies > Branch policies.");
                break;
            default:
                plan.Note(string.Empty, "Ask for two approvals: Repository settings > Branch restrictions.");
                break;
        }
    }

    // What 'dotnet build' in CI builds: nothing to name where the root holds one solution or project, else the solution nearest to it.
    private static string SolutionOf(RepositoryView repository, string workflow, SetupPlan plan)
    {
        var solutions = repository.Files.Where(f => f.Name.EndsWith(".sln", StringComparison.OrdinalIgnoreCase) || f.Name.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase))
            .Select(f => f.Path).OrderBy(p => p.Count(c => c == '/')).ThenBy(p => p, StringComparer.Ordinal).ToList();
        var built = solutions.Concat(repository.Files.Where(f => f.Name.EndsWith("proj", StringComparison.OrdinalIgnoreCase)).Select(f => f.Path))
            .Where(p => !p.Contains('/', StringComparison.Ordinal)).ToList();
        if (built.Count == 1)
        {
            return string.Empty;
        }

        if (solutions.Count != 1)
        {
            plan.Note(workflow, $"Name what 'dotnet build' in '{workflow}' builds: {(solutions.Count == 0 ? "no solution was found" : $"it is '{solutions[0]}', one of {solutions.Count} solutions")}.");
        }

        return solutions.FirstOrDefault() ?? string.Empty;
    }

    // A checkout of one commit leaves the guard nothing to judge, and in CI that is an error (CBG0003): better said before the first red run.
    private static void NoteShallowCheckouts(RepositoryView repository, SetupPlan plan, IFindings unread)
    {
        foreach (var pipeline in ReviewPipelines.Read(repository, unread, static b => b.IndexOf("dotnet"u8) >= 0 || b.IndexOf("DotNetCoreCLI"u8) >= 0))
        {
            var isShallow = pipeline.Service switch
            {
                PipelineService.GitHub => pipeline.Jobs.Any(j => j.Steps.Any(Builds) && j.Steps.Any(s => s.Uses.StartsWith("actions/checkout@", StringComparison.Ordinal) && s.With?.Text("fetch-depth") != "0")),
                PipelineService.AzurePipelines => pipeline.Jobs.Any(j => j.Steps.Any(Builds) && !j.Node.Descendants().Any(d => d.Key == "fetchDepth" && d.Node.Value == "0")),
                _ => pipeline.Jobs.Any(j => j.Steps.Any(Builds) && (j.Node["variables"]?.Text("GIT_DEPTH") ?? pipeline.Root["variables"]?.Text("GIT_DEPTH")) != "0"),
            };
            if (isShallow)
            {
                plan.Note(
                    pipeline.Path,
                    $"The build in '{pipeline.Path}' needs the whole history, or it is red there (CBG0003): "
                    + pipeline.Service switch
                    {
                        PipelineService.GitHub => "give actions/checkout 'fetch-depth: 0'.",
                        PipelineService.AzurePipelines => "begin the steps with '- checkout: self' and 'fetchDepth: 0', or switch shallow fetch off in the pipeline's settings.",
                        _ => "set the variable 'GIT_DEPTH: 0'.",
                    });
            }
        }
    }

    private static bool Builds(PipelineStep step) =>
        step.Uses.StartsWith("DotNetCoreCLI@", StringComparison.OrdinalIgnoreCase)
        || step.Commands.Any(c => c.Program == "dotnet" && c.Arguments.FirstOrDefault()?.Text is "build" or "test" or "pack" or "publish" or "run" or "msbuild");

    private static void PlanPipeline(RepositoryView repository, HostingPlatform platform, SetupPlan plan, IFindings unread)
    {
        var pipelines = ReviewPipelines.Read(repository, unread, static b => StaticAnalysis.MayBeNamed(b) || SecondPass.MayBeNamed(b));
        var needsAnalysis = !StaticAnalysis.Runs(repository, pipelines);
        var needsSecond = SecondPass.Judge(repository, pipelines).State == SecondPassState.Missing;
        if (!needsAnalysis && !needsSecond)
        {
            return;
        }

        // A workflow that people named so stays as it is.
        var workflow = ((string[])["security-review", "agent-security-review"]).Select(n => $".github/workflows/{n}.yml").FirstOrDefault(p => plan.Read(p) is null);
        if (platform == HostingPlatform.GitHub && workflow is not null)
        {
            plan.Write(workflow, ReviewTexts.Workflow(needsAnalysis, needsSecond, needsAnalysis ? SolutionOf(repository, workflow, plan) : string.Empty), "Static analysis and another session look at every pull request.");
            if (needsSecond)
            {
                plan.Note(workflow, "The second pass needs the secret ANTHROPIC_API_KEY: Settings > Secrets and variables > Actions.");
            }
        }
        else if (needsAnalysis)
        {
            plan.Note(
                platform == HostingPlatform.GitLab ? ".gitlab-ci.yml" : string.Empty,
                platform == HostingPlatform.GitLab
                    ? "Add static analysis to .gitlab-ci.yml: include: [{ template: Jobs/SAST.gitlab-ci.yml }]."
                    : "Add a step with static security analysis to the pipeline that pull requests start.");
        }
    }
}
