using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Setup;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Review;

public sealed class ReviewControlTests
{
    private const string Commit = "de0fac2e4500dabe0009e67214ff5f5447ce83dd";

    private const string CodeQL = $"""
        on: [pull_request]
        jobs:
          scan:
            runs-on: ubuntu-latest
            steps:
              - uses: github/codeql-action/analyze@{Commit}

        """;

    private const string SecondPass = $"""
        on:
          pull_request:
        jobs:
          review:
            runs-on: ubuntu-latest
            steps:
              - uses: anthropics/claude-code-security-review@{Commit}

        """;

    private const string Checklist = "- [ ] No hard-coded secrets\n- [ ] Input is validated\n- [ ] Authorization on new routes\n- [ ] Nothing sensitive is logged\n";
    private const string TwoReviewers =
        """{ "target": "branch", "enforcement": "active", "conditions": { "ref_name": { "include": ["~DEFAULT_BRANCH"] } }, "rules": [{ "type": "pull_request", "parameters": { "required_approving_review_count": 2 } }] }""";

    [Test]
    public void A_repository_without_agent_or_without_platform_is_silent()
    {
        using var noAgent = new TestRepository(git: false).File(".github/workflows/a.yml", "on: push\njobs: {}\n");
        using var noPlatform = new TestRepository(git: false).File("CLAUDE.md", "x").File("src/Auth/Login.cs", "class A;");
        Assert.That(Findings(noAgent), Is.Empty);
        Assert.That(Findings(noPlatform), Is.Empty);
    }

    [Test]
    public void A_repository_with_a_review_gate_is_silent()
    {
        using var repository = Hardened();
        Assert.That(Findings(repository), Is.Empty);
    }

    [Test]
    public void A_repository_without_a_review_gate_gets_one_finding_a_topic()
    {
        using var repository = new TestRepository(git: false).File("CLAUDE.md", "x").File(".github/workflows/a.yml", "on: push\njobs: {}\n").File("src/Auth/Login.cs", "class A;");
        Assert.That(
            Findings(repository).Select(f => (f.Id, f.Severity)).Order(),
            Is.EqualTo(new[]
            {
                ("CBG6001", Severity.Warning), ("CBG6003", Severity.Information), ("CBG6004", Severity.Warning), ("CBG6005", Severity.Warning), ("CBG6006", Severity.Warning),
            }));
    }

    [TestCase("src/Auth/Login.cs", "class A;", "authentication")]
    [TestCase("src/Startup.cs", "services.AddAuthentication();", "authentication")]
    [TestCase("src/Web/JwtTokenService.cs", "class A;", "authentication")]
    [TestCase("src/Shop.cs", "class Shop : DbContext", "data access")]
    [TestCase("src/Migrations/1.cs", "class A;", "migration")]
    [TestCase("src/Payments/Pay.cs", "class A;", "payment")]
    [TestCase("Dockerfile", "FROM x", "container")]
    [TestCase("lib/special.cs", "class A;", "configured")]
    public void A_critical_file_that_lost_its_owner_is_found(string path, string text, string kind)
    {
        using var repository = Hardened().File(path, text).File(".github/CODEOWNERS", $"* @a/b\n/{path}\n").File("claude-build-guard.json", "{ \"securityCritical\": [\"lib/**\"] }");
        var finding = Findings(repository).Single();
        Assert.That(finding.Id, Is.EqualTo("CBG6001"));
        Assert.That(finding.Finding.Message, Does.Contain(kind).And.Contain(path));
    }

    [TestCase("src/Shop.cs", "class Shop;")]
    [TestCase("tests/Auth/LoginTests.cs", "class A;")]
    [TestCase("docs/Auth/page.md", "text")]
    [TestCase("src/AuthorList.cs", "class A;")]
    public void Other_files_need_no_owner(string path, string text)
    {
        using var repository = Hardened().File(path, text).File(".github/CODEOWNERS", $"* @a/b\n/{path}\n");
        Assert.That(Findings(repository), Is.Empty);
    }

    [Test]
    public void A_line_without_effect_is_found_on_its_line()
    {
        using var repository = Hardened().File(".github/CODEOWNERS", "* @a/b\n!docs/ @a/c\n");
        Assert.That(Findings(repository).Select(f => (f.Id, f.Location.Line)), Is.EqualTo(new[] { ("CBG6002", 2) }));
    }

    [TestCase("on: push\njobs:\n  a:\n    steps:\n      - uses: github/codeql-action/analyze@v3\n")]
    [TestCase("on: workflow_dispatch\njobs:\n  a:\n    steps:\n      - run: semgrep scan\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    if: false\n    steps:\n      - run: semgrep scan\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    steps:\n      - run: semgrep scan\n        continue-on-error: true\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    continue-on-error: true\n    steps:\n      - run: semgrep scan\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    steps:\n      - run: semgrep scan || true\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    steps:\n      - run: echo semgrep scan\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    steps:\n      # - run: semgrep scan\n      - run: dotnet build\n")]
    [TestCase("on:\n  pull_request:\n    types: [closed]\njobs:\n  a:\n    steps:\n      - run: semgrep scan\n")]
    [TestCase("on:\n  pull_request:\n    branches: [release/1.0]\njobs:\n  a:\n    steps:\n      - run: semgrep scan\n")]
    [TestCase("on:\n  workflow_call:\njobs:\n  a:\n    steps:\n      - run: semgrep scan\n")]
    [TestCase("on: [push, pull_request]\njobs:\n  a:\n    if: github.event_name == 'push'\n    steps:\n      - run: semgrep scan\n")]
    [TestCase("on: [push, pull_request]\njobs:\n  a:\n    steps:\n      - if: ${{ github.event_name != 'pull_request' }}\n        run: semgrep scan\n")]
    [TestCase("on:\n  pull_request:\n    paths: ['docs/**']\njobs:\n  a:\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on:\n  pull_request:\n    paths-ignore: ['**/*.cs', '**/*.csproj']\njobs:\n  a:\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on:\n  pull_request:\n    branches-ignore: [main]\njobs:\n  a:\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on: [push, pull_request]\njobs:\n  a:\n    if: github.ref == 'refs/heads/main'\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    continue-on-error: ${{ true }}\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on: pull_request\njobs:\n  z:\n    if: false\n    steps:\n      - run: x\n  a:\n    needs: [z]\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    steps:\n      - if: failure()\n        run: semgrep scan --error\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    steps:\n      - run: |\n          set +e\n          semgrep scan --error\n          exit 0\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    steps:\n      - run: semgrep scan --error | tee out.txt\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    steps:\n      - run: semgrep scan\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    steps:\n      - uses: github/codeql-action/init@v3\n        with: { languages: python }\n      - uses: github/codeql-action/analyze@v3\n")]
    [TestCase("on: [push, pull_request]\njobs:\n  a:\n    if: startsWith(github.ref, 'refs/heads/main')\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on: [push, pull_request]\njobs:\n  a:\n    if: github.ref_name == github.event.repository.default_branch\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on: [push, pull_request]\njobs:\n  a:\n    if: ${{ false && true }}\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    if: github.actor == 'dependabot[bot]'\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on:\n  pull_request:\n    branches: ['**', '!main']\njobs:\n  a:\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on:\n  pull_request:\n    paths-ignore: ['src/**']\njobs:\n  a:\n    steps:\n      - run: semgrep scan --error\n")]
    public void Analysis_that_judges_no_pull_request_does_not_count(string workflow)
    {
        using var repository = Hardened().File("src/Shop.cs", "class Shop;").File(".github/workflows/scan.yml", workflow);
        Assert.That(Findings(repository).Select(f => f.Id), Is.EqualTo(new[] { "CBG6004" }));
    }

    [TestCase("on: pull_request\njobs:\n  a:\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on: [push, pull_request]\njobs:\n  a:\n    steps:\n      - run: |\n          dotnet tool restore\n          dotnet sonarscanner end\n")]
    [TestCase("on:\n  pull_request:\n    branches: [main]\njobs:\n  a:\n    steps:\n      - run: snyk code test\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    steps:\n      - uses: microsoft/DevSkim-Action@v1\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    steps:\n      - run: dotnet build -p:AnalysisModeSecurity=All -warnaserror\n")]
    [TestCase("on: [push, pull_request]\njobs:\n  a:\n    if: github.event_name == 'pull_request'\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on: [push, pull_request]\njobs:\n  a:\n    if: github.event_name != 'pull_request' || !github.event.pull_request.draft\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on:\n  pull_request:\n    paths: ['src/**']\njobs:\n  a:\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on:\n  pull_request:\n    paths-ignore: ['docs/**', '**/*.md']\njobs:\n  a:\n    needs: [z]\n    steps:\n      - shell: bash\n        run: semgrep scan --error | tee out.txt\n  z:\n    steps:\n      - run: dotnet build\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    strategy: { matrix: { language: [csharp, javascript] } }\n    steps:\n      - uses: github/codeql-action/init@v3\n        with: { languages: \"${{ matrix.language }}\" }\n      - uses: github/codeql-action/analyze@v3\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    steps:\n      - run: semgrep scan --sarif -o a.sarif\n      - uses: github/codeql-action/upload-sarif@v3\n")]
    [TestCase("on: [push, pull_request]\njobs:\n  a:\n    if: \"!startsWith(github.ref, 'refs/heads/release/')\"\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on: pull_request\njobs:\n  a:\n    if: github.actor != 'dependabot[bot]'\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on:\n  pull_request:\n    branches: ['**', '!gh-pages']\njobs:\n  a:\n    steps:\n      - run: semgrep scan --error\n")]
    [TestCase("on: [push, pull_request]\njobs:\n  a:\n    if: startsWith(github.ref, 'refs/heads/main') || github.event_name == 'pull_request'\n    steps:\n      - run: semgrep scan --error\n")]
    public void Analysis_on_pull_requests_counts(string workflow)
    {
        using var repository = Hardened().File("src/Shop.cs", "class Shop;").File(".github/workflows/scan.yml", workflow);
        Assert.That(Findings(repository), Is.Empty);
    }

    [Test]
    public void Analysis_in_a_called_workflow_counts()
    {
        using var repository = Hardened().File(".github/workflows/scan.yml", "on: workflow_call\njobs:\n  a:\n    steps:\n      - run: semgrep scan --error\n")
            .File(".github/workflows/pr.yml", "on: pull_request\njobs:\n  a:\n    uses: ./.github/workflows/scan.yml\n    with:\n      tool: semgrep\n");
        Assert.That(Findings(repository), Is.Empty);
    }

    [Test]
    public void A_build_with_analyzers_as_errors_counts()
    {
        using var repository = Hardened().File(".github/workflows/scan.yml", "on: pull_request\njobs:\n  a:\n    steps:\n      - run: dotnet build\n")
            .File("Directory.Build.props", "<Project><PropertyGroup><AnalysisModeSecurity>All</AnalysisModeSecurity><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>");
        Assert.That(Findings(repository), Is.Empty);
    }

    [TestCase("anthropics/claude-code-security-review@main", "pull_request", "can change")]
    [TestCase($"anthropics/claude-code-security-review@{Commit}", "pull_request_target", "strangers")]
    [TestCase($"anthropics/claude-code-security-review@{Commit}", "push", "No pipeline")]
    public void A_second_pass_that_is_not_sound_is_found(string action, string trigger, string says)
    {
        using var repository = Hardened().File(
            ".github/workflows/second.yml",
            $"on: {trigger}\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@{Commit}\n        with:\n          ref: ${{{{ github.event.pull_request.head.sha }}}}\n      - uses: {action}\n");
        var finding = Findings(repository).Single();
        Assert.That(finding.Id, Is.EqualTo("CBG6005"));
        Assert.That(finding.Finding.Message, Does.Contain(says));
    }

    [TestCase("      - run: npx --yes @anthropic-ai/claude-code@2.1.332 -p \"/security-review\"")]
    [TestCase($"      - uses: anthropics/claude-code-action@{Commit}\n        with:\n          prompt: Review this change for security problems.")]
    public void Other_ways_to_wire_a_second_pass_count(string step)
    {
        using var repository = Hardened().File(".github/workflows/second.yml", $"on: pull_request\njobs:\n  a:\n    steps:\n{step}\n");
        Assert.That(Findings(repository).Where(f => f.Id == "CBG6005"), Is.Empty);
    }

    [TestCase(1, "one approval")]
    [TestCase(0, "0 approvals")]
    public void Fewer_than_two_reviewers_are_a_warning_on_their_line(int count, string says)
    {
        using var repository = Hardened().File(
            ".github/rulesets/main.json", TwoReviewers.Replace("count\": 2", $"count\": {count}", StringComparison.Ordinal).Replace("{ \"type", "\n{ \"type", StringComparison.Ordinal));
        var finding = Findings(repository).Single();
        Assert.That((finding.Id, finding.Severity, finding.Location.Line), Is.EqualTo(("CBG6003", Severity.Warning, 2)));
        Assert.That(finding.Finding.Message, Does.Contain(says));
    }

    [TestCase(".github/settings.yml", "branches:\n  - name: main\n    protection:\n      required_pull_request_reviews:\n        required_approving_review_count: 2\n")]
    [TestCase("infra/main.tf", "resource \"github_branch_protection\" \"main\" {\n  required_approving_review_count = 2\n}\n")]
    public void Two_reviewers_are_read_from_settings_as_code(string path, string text)
    {
        using var repository = Hardened().Delete(".github/rulesets/main.json").File(path, text);
        Assert.That(Findings(repository), Is.Empty);
    }

    [Test]
    public void A_ruleset_that_is_off_or_for_other_branches_proves_nothing()
    {
        using var repository = Hardened().File(".github/rulesets/main.json", TwoReviewers.Replace("active", "disabled", StringComparison.Ordinal));
        Assert.That(Findings(repository).Select(f => (f.Id, f.Severity)), Is.EqualTo(new[] { ("CBG6003", Severity.Information) }));
        repository.File(".github/rulesets/main.json", TwoReviewers.Replace("~DEFAULT_BRANCH", "refs/heads/release/*", StringComparison.Ordinal));
        Assert.That(Findings(repository).Select(f => (f.Id, f.Severity)), Is.EqualTo(new[] { ("CBG6003", Severity.Information) }));
    }

    [Test]
    public void A_template_that_asks_half_names_the_other_half()
    {
        using var repository = Hardened().File(".github/pull_request_template.md", "- [ ] Inputs validated\n- [ ] No secrets\n<!-- authorization, logging -->\n");
        var finding = Findings(repository).Single();
        Assert.That(finding.Finding.Message, Does.Contain("authorisation").And.Contain("logging").And.Not.Contain("validation"));
    }

    [Test]
    public void GitLab_is_judged_by_its_own_files()
    {
        using var repository = new TestRepository(git: false).File("CLAUDE.md", "x")
            .File(".gitlab-ci.yml", "include:\n  - template: Jobs/SAST.gitlab-ci.yml\nreview:\n  script:\n    - npx @anthropic-ai/claude-code@2.1.332 -p \"/security-review\"\n")
            .File(".gitlab/CODEOWNERS", "[Security][2]\n* @group/security\n").File(".gitlab/merge_request_templates/Default.md", Checklist);
        Assert.That(Findings(repository), Is.Empty);
        repository.File(".gitlab-ci.yml", "variables:\n  SAST_DISABLED: \"true\"\ninclude:\n  - template: Jobs/SAST.gitlab-ci.yml\n").File(".gitlab/CODEOWNERS", "* @group/all\n");
        Assert.That(Findings(repository).Select(f => f.Id).Order(), Is.EqualTo(new[] { "CBG6003", "CBG6004", "CBG6005" }));
    }

    [TestCase("a: { script: [semgrep scan --error] }", true)]
    [TestCase(".a: { script: [semgrep scan --error] }", false)]
    [TestCase(".a: { script: [semgrep scan --error] }\nb: { extends: .a }", true)]
    [TestCase("a: { script: [semgrep scan --error], only: [main] }", false)]
    [TestCase("a: { script: [semgrep scan --error], only: [merge_requests] }", true)]
    [TestCase("a: { script: [semgrep scan --error], except: [merge_requests] }", false)]
    [TestCase("a: { script: [semgrep scan --error], rules: [{ if: $CI_PIPELINE_SOURCE == \"schedule\" }] }", false)]
    [TestCase("a: { script: [semgrep scan --error], rules: [{ if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH }, { if: $CI_PIPELINE_SOURCE == \"merge_request_event\" }] }", true)]
    [TestCase("a: { script: [semgrep scan --error], rules: [{ when: never }] }", false)]
    [TestCase("workflow: { rules: [{ if: $CI_COMMIT_TAG }] }\na: { script: [semgrep scan --error] }", false)]
    [TestCase("include: [{ template: Jobs/SAST.gitlab-ci.yml }]", true)]
    [TestCase("include: [{ template: Jobs/SAST.gitlab-ci.yml }]\nsast: { rules: [{ when: never }] }", false)]
    [TestCase("include: [{ template: Jobs/SAST.gitlab-ci.yml }]\nvariables: { SAST_EXCLUDED_ANALYZERS: \"semgrep\" }", false)]
    public void GitLab_runs_an_analysis_on_merge_requests_or_not(string pipeline, bool counts)
    {
        using var repository = new TestRepository().File("CLAUDE.md", "x").File(".gitlab-ci.yml", pipeline + "\n");
        Assert.That(Findings(repository).Any(f => f.Id == "CBG6004"), Is.EqualTo(!counts));
    }

    [TestCase("eq(variables['Build.SourceBranch'], 'refs/heads/main')", false)]
    [TestCase("eq(variables['Build.Reason'], 'Schedule')", false)]
    [TestCase("eq(variables['Build.Reason'], 'PullRequest')", true)]
    [TestCase("or(eq(variables['Build.Reason'], 'PullRequest'), eq(variables['Build.SourceBranch'], 'refs/heads/main'))", true)]
    [TestCase("succeeded()", true)]
    public void Azure_runs_an_analysis_on_pull_requests_or_not(string condition, bool counts)
    {
        using var repository = new TestRepository().File("CLAUDE.md", "x").File("azure-pipelines.yml", $"steps:\n- script: semgrep scan --error\n  condition: {condition}\n");
        Assert.That(Findings(repository).Any(f => f.Id == "CBG6004"), Is.EqualTo(!counts));
    }

    [TestCase(".github/dependabot.yml", "init --only review")]
    [TestCase(".gitlab-ci.yml", "Jobs/SAST.gitlab-ci.yml")]
    [TestCase("azure-pipelines.yml", "branch policy")]
    [TestCase("bitbucket-pipelines.yml", "pull-requests")]
    public void A_fix_does_what_it_says_on_its_platform(string evidence, string says)
    {
        using var repository = new TestRepository().File("CLAUDE.md", "x").File(evidence, "version: 2\n");
        var fix = Findings(repository).Single(f => f.Id == "CBG6004").Finding.Fix;
        Assert.That(fix, Does.Contain(says));
        Assert.That(fix.Contains("init", StringComparison.Ordinal), Is.EqualTo(evidence == ".github/dependabot.yml"));
    }

    [TestCase("", "dotnet build -p:", "no solution was found")]
    [TestCase("All.sln", "dotnet build -p:", null)]
    [TestCase("App.csproj", "dotnet build -p:", null)]
    [TestCase("src/All.slnx", "dotnet build src/All.slnx -p:", null)]
    [TestCase("src/it's.sln", "dotnet build 'src/it'\\''s.sln' -p:", null)]
    [TestCase("All.sln App.csproj", "dotnet build All.sln -p:", null)]
    [TestCase("src/b/B.sln src/A.sln", "dotnet build src/A.sln -p:", "it is 'src/A.sln', one of 2 solutions")]
    public void The_workflow_that_init_writes_builds_the_solution_with_the_whole_history(string files, string builds, string? note)
    {
        using var repository = new TestRepository().File("CLAUDE.md", "x").File(".github/dependabot.yml", "version: 2\n");
        foreach (var file in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            repository.File(file, "");
        }

        var plan = Initialiser.Plan(new GuardOptions { RepositoryRoot = repository.Root }, ["review"], CancellationToken.None);
        var workflow = plan.Files.Single(f => f.Path == ".github/workflows/security-review.yml").NewText;
        Assert.That(workflow, Does.Contain(builds));
        Assert.That(workflow.Split("fetch-depth: 0"), Has.Length.EqualTo(3), "both checkouts");
        Assert.That(plan.Notes.Where(n => n.Text.StartsWith("Name what", StringComparison.Ordinal)).Select(n => n.Text), note is null ? Is.Empty : Has.One.Contains(note));
    }

    [TestCase(".github/workflows/ci.yml", "on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n      - run: dotnet build\n", "'fetch-depth: 0'")]
    [TestCase(".github/workflows/ci.yml", "on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n        with: { fetch-depth: 0 }\n      - run: dotnet build\n", null)]
    [TestCase(".github/workflows/ci.yml", "on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n      - run: dotnet --info\n", null)]
    [TestCase("azure-pipelines.yml", "steps:\n- task: DotNetCoreCLI@2\n  inputs: { command: build }\n", "'fetchDepth: 0'")]
    [TestCase("azure-pipelines.yml", "steps:\n- checkout: self\n  fetchDepth: 0\n- script: dotnet build\n", null)]
    [TestCase(".gitlab-ci.yml", "build:\n  script:\n    - dotnet test\n", "'GIT_DEPTH: 0'")]
    [TestCase(".gitlab-ci.yml", "variables:\n  GIT_DEPTH: 0\nbuild:\n  script:\n    - dotnet test\n", null)]
    [TestCase(".gitlab-ci.yml", "build:\n  variables: { GIT_DEPTH: \"0\" }\n  script:\n    - dotnet test\n", null)]
    public void Init_says_which_pipeline_will_lack_the_history(string path, string text, string? says)
    {
        using var repository = new TestRepository().File("CLAUDE.md", "x").File(path, text);
        var plan = Initialiser.Plan(new GuardOptions { RepositoryRoot = repository.Root }, ["review"], CancellationToken.None);
        Assert.That(plan.Notes.Where(n => n.Text.Contains("CBG0003", StringComparison.Ordinal)).Select(n => n.Text), says is null ? Is.Empty : Has.One.Contains(says));
    }

    [Test]
    public void A_workflow_of_that_name_does_not_keep_init_from_writing_one()
    {
        const string Own = "on: push\njobs:\n  a:\n    steps:\n      - run: dotnet build\n";
        using var repository = new TestRepository().File("CLAUDE.md", "x").File(".github/workflows/security-review.yml", Own);
        _ = Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, ["review"], SilentLog.Instance, CancellationToken.None);
        Assert.That(Findings(repository).Where(f => f.Id is "CBG6004" or "CBG6005"), Is.Empty);
        Assert.That(File.ReadAllText(repository.FullPath(".github/workflows/security-review.yml")), Is.EqualTo(Own));
    }

    [Test]
    public void The_template_that_a_pull_request_begins_with_is_the_one_that_counts()
    {
        using var repository = Hardened().File("PULL_REQUEST_TEMPLATE.md", "What?\n");
        var whole = File.ReadAllText(repository.FullPath(".github/pull_request_template.md"));
        File.Delete(repository.FullPath(".github/pull_request_template.md"));
        repository.File(".github/PULL_REQUEST_TEMPLATE/a.md", whole);
        Assert.That(Findings(repository).Select(f => (f.Id, f.Location.Path)), Is.EqualTo(new[] { ("CBG6006", "PULL_REQUEST_TEMPLATE.md") }));
        File.Delete(repository.FullPath("PULL_REQUEST_TEMPLATE.md"));
        Assert.That(Findings(repository), Is.Empty);
        repository.File(".github/PULL_REQUEST_TEMPLATE/b.md", "```\n" + whole + "```\n");
        Assert.That(Findings(repository).Select(f => (f.Id, f.Location.Path)), Is.EqualTo(new[] { ("CBG6006", ".github/PULL_REQUEST_TEMPLATE/b.md") }));
        _ = Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, ["review"], SilentLog.Instance, CancellationToken.None);
        Assert.That(Findings(repository).Where(f => f.Id == "CBG6006"), Is.Empty);
    }

    [TestCase("\"exclude\": []", "\"exclude\": [\"refs/heads/main\"]")]
    [TestCase("\"exclude\": []", "\"exclude\": [\"~DEFAULT_BRANCH\"]")]
    [TestCase("\"bypass_actors\": []", "\"bypass_actors\": [{ \"actor_id\": 4, \"actor_type\": \"RepositoryRole\", \"bypass_mode\": \"always\" }]")]
    [TestCase("\"require_code_owner_review\": true", "\"require_code_owner_review\": false")]
    public void A_ruleset_that_holds_for_nobody_or_asks_no_owner_is_said(string was, string becomes)
    {
        using var repository = new TestRepository().File("CLAUDE.md", "x").File(".github/dependabot.yml", "version: 2\n");
        _ = Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, ["review"], SilentLog.Instance, CancellationToken.None);
        const string Path = ".github/rulesets/two-reviewers.json";
        var text = File.ReadAllText(repository.FullPath(Path));
        Assert.That(Findings(repository).Where(f => f.Id == "CBG6003"), Is.Empty);
        Assert.That(text, Does.Contain(was));
        repository.File(Path, text.Replace(was, becomes, StringComparison.Ordinal));
        Assert.That(Findings(repository).Where(f => f.Id == "CBG6003").Select(f => f.Severity), Is.EqualTo(new[] { Severity.Information }));
    }

    [TestCase("/.github/CODEOWNERS @acme/security\n", "/.github/CODEOWNERS\n")]
    [TestCase("/.github/rulesets/ @acme/security\n", "/.github/rulesets/\n")]
    public void Who_may_change_the_rules_of_review_is_asked(string was, string becomes)
    {
        using var repository = new TestRepository().File("CLAUDE.md", "x").File(".github/dependabot.yml", "version: 2\n");
        repository.Git("remote", "add", "origin", "https://github.com/acme/shop.git");
        _ = Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, ["review"], SilentLog.Instance, CancellationToken.None);
        var text = File.ReadAllText(repository.FullPath(".github/CODEOWNERS"));
        Assert.That(text, Does.Contain(was));
        repository.File(".github/CODEOWNERS", text.Replace(was, becomes, StringComparison.Ordinal));
        Assert.That(Findings(repository).Where(f => f.Id == "CBG6001").Select(f => f.Finding.Message), Has.One.Contains("review rules"));
    }

    [Test]
    public void A_pipeline_that_cannot_be_read_is_no_crash()
    {
        using var repository = Hardened().File(".github/workflows/bad.yml", "on: [pull_request\njobs:\n\t- semgrep: dotnet\n").File(".github/rulesets/bad.json", "{ not json");
        Assert.That(Findings(repository).Select(f => f.Id), Does.Not.Contain("CBG0001"));
    }

    [TestCase("https://github.com/acme/shop.git", "CBG6001 CBG6003 CBG6004 CBG6005 CBG6006")]
    [TestCase("git@github.com:acme/shop.git", "CBG6001 CBG6003 CBG6004 CBG6005 CBG6006")]
    [TestCase("ssh://git@github.example.com:2222/acme/shop.git", "CBG6001 CBG6003 CBG6004 CBG6005 CBG6006")]
    [TestCase("https://gitlab.example.com/acme/shop.git", "CBG6001 CBG6003 CBG6004 CBG6005 CBG6006")]
    [TestCase("https://acme@dev.azure.com/acme/shop/_git/shop", "CBG6003 CBG6004 CBG6005 CBG6006")]
    [TestCase("git@ssh.dev.azure.com:v3/acme/shop/shop", "CBG6003 CBG6004 CBG6005 CBG6006")]
    [TestCase("https://acme.visualstudio.com/shop/_git/shop", "CBG6003 CBG6004 CBG6005 CBG6006")]
    [TestCase("git@bitbucket.org:acme/shop.git", "CBG6001 CBG6003 CBG6004")]
    [TestCase("https://git.example.com/github/shop.git", "")]
    [TestCase("/srv/github/shop.git", "")]
    [TestCase("C:/github/shop.git", "")]
    [TestCase("../github:shop.git", "")]
    [TestCase("file:///srv/github.com/shop.git", "")]
    public void The_remote_tells_the_platform(string remote, string expected)
    {
        using var repository = new TestRepository().File("CLAUDE.md", "x").File("src/Auth/Login.cs", "class A;");
        repository.Git("remote", "add", "origin", remote);
        Assert.That(string.Join(' ', Findings(repository).Select(f => f.Id).Order()), Is.EqualTo(expected));
    }

    [Test]
    public void The_origin_outweighs_other_remotes_and_the_files_of_other_platforms()
    {
        using var repository = Hardened(git: true).File("azure-pipelines.yml", "steps: []\n").File("CODEOWNERS", "* @a/b\n").Delete(".github/CODEOWNERS");
        repository.Git("remote", "add", "mirror", "https://gitlab.com/acme/shop.git");
        repository.Git("remote", "add", "origin", "https://github.com/acme/shop.git");
        Assert.That(Findings(repository), Is.Empty);
    }

    [TestCase(".azure-pipelines/ci.yml")]
    [TestCase("eng/pipelines/pr.yml")]
    [TestCase("pipelines/pr.yml")]
    [TestCase(".azuredevops/pr.yml")]
    public void Pipelines_of_Azure_are_judged_wherever_they_stand(string path)
    {
        using var repository = new TestRepository().File("CLAUDE.md", "x").File(path, "steps:\n  - script: semgrep scan --error\n");
        repository.Git("remote", "add", "origin", "https://dev.azure.com/acme/shop/_git/shop");
        Assert.That(Findings(repository).Select(f => f.Id).Order(), Is.EqualTo(new[] { "CBG6003", "CBG6005", "CBG6006" }));
        repository.File(path, "steps:\n  - script: dotnet test\n");
        Assert.That(Findings(repository).Select(f => f.Id), Does.Contain("CBG6004"));
    }

    [Test]
    public void An_owner_that_init_made_up_is_told_until_it_is_replaced()
    {
        using var repository = new TestRepository().File(".github/dependabot.yml", "version: 2\n").File("CLAUDE.md", "x");
        var options = new GuardOptions { RepositoryRoot = repository.Root };
        _ = Initialiser.Apply(options, ["review"], SilentLog.Instance, CancellationToken.None);
        var finding = Findings(repository).Single(f => f.Id == "CBG6001");
        Assert.That(finding.Severity, Is.EqualTo(Severity.Warning));
        Assert.That(finding.Finding.Message, Does.Contain("@YOUR-ORGANISATION/security"));
        Assert.That(Initialiser.Plan(options, ["review"], CancellationToken.None).Files, Is.Empty);

        var owners = File.ReadAllText(repository.FullPath(".github/CODEOWNERS"));
        repository.File(".github/CODEOWNERS", owners.Replace("@YOUR-ORGANISATION/security", "@acme/security", StringComparison.Ordinal));
        Assert.That(Findings(repository).Select(f => f.Id), Has.None.EqualTo("CBG6001"));
    }

    [Test]
    public void Init_says_that_it_wrote_no_gate_where_no_platform_is_known()
    {
        using var repository = new TestRepository().File("CLAUDE.md", "x");
        var options = new GuardOptions { RepositoryRoot = repository.Root };
        var plan = Initialiser.Plan(options, [], CancellationToken.None);
        Assert.That(plan.Notes.Select(n => n.Text), Has.Some.Contains("init --only review"));
        Assert.That(plan.Files.Select(f => f.Path), Has.None.Contains("CODEOWNERS"));
        repository.Git("remote", "add", "origin", "https://github.com/acme/shop.git");
        plan = Initialiser.Plan(options, [], CancellationToken.None);
        Assert.That(plan.Notes.Select(n => n.Text), Has.None.Contains("no review files"));
        Assert.That(plan.Files.Select(f => f.Path), Has.Some.EqualTo(".github/CODEOWNERS"));
    }

    [TestCase(".github/dependabot.yml", "https://github.com/acme/shop.git")]
    [TestCase("README.md", "git@github.com:acme/shop.git")]
    [TestCase(".gitlab-ci.yml", "https://git.example.com/acme/shop.git")]
    public void Init_writes_a_gate_that_is_silent_and_stays_the_same(string evidence, string remote)
    {
        using var repository = new TestRepository().File(evidence, "version: 2\n").File("CLAUDE.md", "x").File("src/Auth/My Login.cs", "class A;")
            .File("src/Data/Shop.cs", "class Shop : DbContext;");
        repository.Git("remote", "add", "origin", remote);
        var options = new GuardOptions { RepositoryRoot = repository.Root };
        var plan = Initialiser.Apply(options, ["review"], SilentLog.Instance, CancellationToken.None).Plan;
        Assert.That(plan.Notes, Is.Not.Empty);
        var left = Findings(repository).Where(f => f.Severity > Severity.Information).Select(f => f.Id);
        Assert.That(left, evidence == ".gitlab-ci.yml" ? Is.EqualTo(new[] { "CBG6004", "CBG6005" }) : Is.Empty);
        Assert.That(Initialiser.Plan(options, ["review"], CancellationToken.None).Files, Is.Empty);
    }

    [Test]
    public void Init_keeps_owners_and_template_that_people_wrote()
    {
        using var repository = new TestRepository().File("CLAUDE.md", "x").File(".github/CODEOWNERS", "/docs/ @a/docs\n").File(".github/pull_request_template.md", "# Mine\n");
        _ = Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, ["review"], SilentLog.Instance, CancellationToken.None);
        Assert.That(File.ReadAllText(repository.FullPath(".github/CODEOWNERS")), Does.StartWith("/docs/ @a/docs\n").And.Contain("CLAUDE.md @a/docs"));
        Assert.That(File.ReadAllText(repository.FullPath(".github/pull_request_template.md")), Does.StartWith("# Mine\n").And.Contain("hard-coded"));
    }

    [TestCase(".github/dependabot.yml", ".github/CODEOWNERS", "/docs/ @a/docs\n")]
    [TestCase(".github/dependabot.yml", "CODEOWNERS", "/docs/ @a/docs\r\n")]
    [TestCase(".github/dependabot.yml", "docs/CODEOWNERS", "* @a/all\n/src/Auth/\n")]
    [TestCase(".gitlab-ci.yml", "CODEOWNERS", "* @all\n")]
    [TestCase(".gitlab-ci.yml", "docs/CODEOWNERS", "[Docs] @writers\n*.md\n")]
    [TestCase(".gitlab-ci.yml", ".gitlab/CODEOWNERS", "^[Optional]\n* @all\n")]
    [TestCase("bitbucket-pipelines.yml", ".bitbucket/CODEOWNERS", "@@@Devs @one\ndocs/ @@Devs\n")]
    [TestCase("bitbucket-pipelines.yml", "CODEOWNERS", "docs/ @one\n")]
    public void Init_adds_to_the_owners_file_that_the_platform_reads_and_then_stays_the_same(string evidence, string place, string owners)
    {
        using var repository = new TestRepository().File(evidence, "version: 2\n").File("CLAUDE.md", "x").File("src/Auth/Login.cs", "class A;").File(place, owners);
        var options = new GuardOptions { RepositoryRoot = repository.Root };
        _ = Initialiser.Apply(options, ["review"], SilentLog.Instance, CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllText(repository.FullPath(place)), Does.StartWith(owners.TrimEnd()));
            Assert.That(Directory.EnumerateFiles(repository.Root, "CODEOWNERS", SearchOption.AllDirectories).Count(), Is.EqualTo(1));
            Assert.That(Findings(repository).Select(f => f.Id), Has.None.EqualTo("CBG6001"));
            Assert.That(Initialiser.Plan(options, ["review"], CancellationToken.None).Files, Is.Empty);
        }
    }

    private static TestRepository Hardened(bool git = false) => new TestRepository(git).File("CLAUDE.md", "x").File(".github/CODEOWNERS", "* @a/b\n")
        .File(".github/workflows/scan.yml", CodeQL).File(".github/workflows/second.yml", SecondPass).File(".github/pull_request_template.md", Checklist)
        .File(".github/rulesets/main.json", TwoReviewers);

    private static List<JudgedFinding> Findings(TestRepository repository) =>
        [.. repository.Judge(GuardParts.AgentFiles).Findings.Where(f => f.Id.StartsWith("CBG6", StringComparison.Ordinal) || f.Id == "CBG0001")];

    [Test]
    public void A_directory_of_critical_files_gets_one_line_and_so_does_the_next_file_in_it()
    {
        using var repository = new TestRepository().File(".github/workflows/a.yml", "on: push\n").File("src/Shop/Authentication/Login.cs", "class A;").File("src/Shop/Authentication/Jwt/Keys.cs", "class B;")
            .File("src/Shop/Orders/Order.cs", "class C;").Commit();
        _ = Initialiser.Apply(new GuardOptions { RepositoryRoot = repository.Root }, ["review"], SilentLog.Instance, CancellationToken.None);
        var owners = File.ReadAllLines(repository.FullPath(".github/CODEOWNERS")).Where(l => l.StartsWith("/src/", StringComparison.Ordinal)).Select(l => l.Split(' ')[0]);
        Assert.That(owners, Is.EqualTo(new[] { "/src/Shop/Authentication/" }));
    }
}
