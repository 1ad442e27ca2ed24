using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Credentials.OtherScanners;

/// <summary>A repository that comes from gitleaks keeps its configuration: what it says holds here, or is said not to.</summary>
public sealed class GitleaksConfigurationTests
{
    private static readonly string Token = TokenSampler.Sample("github_pat_{N22}_{N59}", 41);
    private static readonly string Other = TokenSampler.Sample("github_pat_{N22}_{N59}", 42);
    private static readonly string Ticket = "HOUSE-" + TokenSampler.Run("N", 16, 43);

    [Test]
    public void A_rule_of_its_own_finds_its_secret_group_in_tree_and_history()
    {
        var gone = "HOUSE-" + TokenSampler.Run("N", 16, 44);
        using var repository = new TestRepository()
            .File(".gitleaks.toml", "[[rules]]\nid = 'house-ticket'\ndescription = 'house ticket'\nregex = '''ticket=(HOUSE-[0-9A-Za-z]{16})\\b'''\nkeywords = ['house-']\nentropy = 3\n")
            .File("a.txt", $"x ticket={gone}\n").Commit("Add")
            .File("a.txt", $"x ticket={Ticket}\n").Commit("Change");
        Assert.That(
            Credentials(repository).Select(f => (f.Id, f.Finding.Properties["rule"], f.Location.Line, f.Location.Column)),
            Is.EqualTo(new[] { ("CBG3001", "house-ticket", 1, 10), ("CBG3101", "house-ticket", 1, 10) }));
    }

    [TestCase("entropy = 9", TestName = "Too little entropy")]
    [TestCase("path = '''^src/'''", TestName = "Another path")]
    [TestCase("keywords = ['elsewhere']", TestName = "No keyword")]
    [TestCase("[rules.allowlist]\nstopwords = ['house-']", TestName = "A stop word")]
    public void A_rule_finds_nothing_where_its_own_settings_forbid_it(string setting)
    {
        using var repository = new TestRepository()
            .File(".gitleaks.toml", $"[[rules]]\nid = 'house-ticket'\nregex = '''HOUSE-[0-9A-Za-z]{{16}}'''\n{setting}\n")
            .File("a.txt", $"{Ticket}\n");
        Assert.That(Credentials(repository), Is.Empty);
    }

    [Test]
    public void What_the_allow_list_of_a_rule_of_its_own_leaves_out_is_no_finding_at_all()
    {
        using var repository = new TestRepository()
            .File(".gitleaks.toml", "[[rules]]\nid = 'house-ticket'\nregex = '''HOUSE-[0-9A-Za-z]{16}'''\n[[rules.allowlists]]\npaths = ['''^old/''']\n[allowlist]\npaths = ['''^new/''']\n")
            .File("old/a.txt", $"{Ticket}\n").File("new/b.txt", $"{Ticket}\n");
        var verdict = repository.Judge(GuardParts.WorkingTree);
        Assert.That((verdict.Findings.Count, verdict.Silenced.Single().Finding.Location.Path), Is.EqualTo((0, "new/b.txt")));
    }

    [Test]
    public void A_rule_without_the_filter_that_narrows_it_is_not_run()
    {
        using var repository = new TestRepository().File(".gitleaks.toml", "[[rules]]\nid = 'house-ticket'\nregex = '''HOUSE-[0-9A-Za-z]{16}'''\nfilter = 'x'\n").File("a.txt", $"{Ticket}\n");
        Assert.That(Credentials(repository), Is.Empty);
    }

    [Test]
    public void A_rule_that_is_limited_to_a_directory_finds_there_in_history_too()
    {
        using var repository = new TestRepository()
            .File(".gitleaks.toml", "[[rules]]\nid = 'house-ticket'\nregex = '''HOUSE-[0-9A-Za-z]{16}'''\npath = '''^src/'''\n")
            .File("src/a.txt", $"{Ticket}\n").Commit("Add").Delete("src/a.txt").Commit("Delete");
        Assert.That(Credentials(repository).Select(f => (f.Id, f.Location.Path)), Is.EqualTo(new[] { ("CBG3101", "src/a.txt") }));
    }

    [Test]
    public void A_rule_of_the_product_that_is_limited_to_a_directory_finds_there_in_history_too()
    {
        using var repository = new TestRepository()
            .File("claude-build-guard.json", """{ "scan": { "rules": [{ "id": "house-ticket", "title": "house ticket", "prefix": "HOUSE-", "paths": ["src/**"] }] } }""")
            .File("src/a.txt", $"{Ticket}\n").Commit("Add").Delete("src/a.txt").Commit("Delete");
        Assert.That(Credentials(repository).Select(f => (f.Id, f.Location.Path)), Is.EqualTo(new[] { ("CBG3101", "src/a.txt") }));
    }

    [Test]
    public void A_rule_of_a_path_alone_finds_the_file()
    {
        using var repository = new TestRepository().File(".gitleaks.toml", "[[rules]]\nid = 'keystore'\npath = '''\\.keystore$'''\n").File("a.keystore", "x\n").File("b.txt", "x\n");
        Assert.That(Credentials(repository).Select(f => (f.Location.Path, f.Finding.Properties["rule"])), Is.EqualTo(new[] { ("a.keystore", "keystore") }));
    }

    [TestCase("[allowlist]\npaths = ['''^tests/''']", true)]
    [TestCase("[allowlist]\npaths = ['''^src/''']", false)]
    [TestCase("[[allowlists]]\nregexes = ['''^github_pat_''']", true)]
    [TestCase("[[allowlists]]\nregexes = ['''^var''']", false)]
    [TestCase("[[allowlists]]\nregexTarget = 'line'\nregexes = ['''^var t''']", true)]
    [TestCase("[[allowlists]]\nregexTarget = 'match'\nregexes = ['''// Made''']", true)]
    [TestCase("[[allowlists]]\nstopwords = ['GITHUB_pat']", true)]
    [TestCase("[[allowlists]]\nstopwords = ['made up']", false)]
    [TestCase("[[allowlists]]\ncondition = 'AND'\npaths = ['''^tests/''']\nstopwords = ['github']", true)]
    [TestCase("[[allowlists]]\ncondition = 'AND'\npaths = ['''^src/''']\nstopwords = ['github']", false)]
    [TestCase("[[allowlists]]\ncondition = 'AND'\npaths = ['''^tests/''']\ncommits = ['0000000000000000000000000000000000000000']", false)]
    [TestCase("[[allowlists]]\ntargetRules = ['github-fine-grained-pat']\nstopwords = ['github']", true)]
    [TestCase("[[allowlists]]\ntargetRules = ['aws-access-token']\nstopwords = ['github']", false)]
    [TestCase("[extend]\nuseDefault = true\ndisabledRules = ['github-fine-grained-pat']", true)]
    [TestCase("[extend]\nuseDefault = true\ndisabledRules = ['github-pat']", false)]
    [TestCase("[extend]\nuseDefault = true\n[[rules]]\nid = 'github-fine-grained-pat'\n[[rules.allowlists]]\nstopwords = ['github']", true)]
    [TestCase("[extend]\nuseDefault = true\n[[rules]]\nid = 'github-oauth'\n[[rules.allowlists]]\nstopwords = ['slack']", false)]
    public void What_is_allowed_for_gitleaks_is_listed_as_accepted(string configuration, bool accepted)
    {
        using var repository = new TestRepository().File(".gitleaks.toml", configuration + "\n").File("tests/a.cs", $"var t = \"{Token}\"; // Made up\n");
        var verdict = repository.Judge(GuardParts.WorkingTree);
        Assert.That(verdict.Findings.Select(f => f.Id), accepted ? Is.Empty : Is.EqualTo(new[] { "CBG3001" }));
        Assert.That(verdict.Silenced.Select(s => (s.By, s.Finding.Id)), accepted ? Is.EqualTo(new[] { (SilencedBy.OtherScanner, "CBG3001") }) : Is.Empty);
        Assert.That(verdict.Silenced.Select(s => s.Reason), accepted ? Has.All.Contains("'.gitleaks.toml' line") : Is.Empty);
    }

    [Test]
    public void An_allowed_commit_is_accepted_in_history_alone()
    {
        using var repository = new TestRepository().File("a.cs", $"var t = \"{Token}\";\n").Commit("Add");
        var commit = repository.Git("rev-parse", "HEAD").Trim();
        repository.File("a.cs", $"var t = \"{Other}\";\n").File(".gitleaks.toml", $"[[allowlists]]\ndescription = 'revoked'\ncommits = ['{commit}']\n").Commit("Change");
        var verdict = repository.Judge(GuardParts.WorkingTree | GuardParts.History);
        Assert.That(verdict.Findings.Select(f => f.Id), Is.EqualTo(new[] { "CBG3001" }));
        Assert.That(verdict.Silenced.Select(s => (s.Finding.Id, s.Reason)), Is.EqualTo(new[] { ("CBG3101", "Accepted for gitleaks by the allow-list of '.gitleaks.toml' line 1 (revoked).") }));
    }

    [Test]
    public void A_file_that_is_extended_holds_too()
    {
        using var repository = new TestRepository()
            .File(".gitleaks.toml", "[extend]\npath = 'build/base.toml'\ndisabledRules = ['off']\n")
            .File("build/base.toml", "[[rules]]\nid = 'house-ticket'\nregex = '''HOUSE-[0-9A-Za-z]{16}'''\n[[rules]]\nid = 'off'\nregex = '''TICKET-[0-9A-Za-z]{16}'''\n[[allowlists]]\npaths = ['''^old/''']\n")
            .File("a.txt", $"{Ticket}\nTICKET-{Ticket[6..]}\n").File("old/b.txt", $"{Ticket}\n");
        var verdict = repository.Judge(GuardParts.WorkingTree);
        Assert.That(verdict.Findings.Select(f => (f.Location.Path, f.Location.Line)), Is.EqualTo(new[] { ("a.txt", 1) }));
        Assert.That(verdict.Silenced.Single().Reason, Does.Contain("'build/base.toml' line 7"));
    }

    [TestCase("[extend]\nurl = 'https://x.example/y.toml'\n", "CBG0009", 2, "not fetched")]
    [TestCase("[extend]\npath = '../outside.toml'\n", "CBG0009", 2, "outside the repository")]
    [TestCase("[extend]\ndisabledRules = ['no-such-rule']\n", "CBG0009", 2, "'no-such-rule'")]
    [TestCase("[[allowlists]]\ntargetRules = ['no-such-rule']\npaths = ['x']\n", "CBG0009", 1, "'no-such-rule'")]
    [TestCase("[[rules]]\nid = 'a'\nregex = '''(?U)a+'''\n", "CBG0009", 3, "no equal")]
    [TestCase("[[rules]]\nid = 'a'\nregex = 'a'\nvalidate = 'x'\n", "CBG0009", 4, "'validate'")]
    [TestCase("[[rules]]\nid = 'a'\nregex = 'zz9'\nfilter = 'x'\n", "CBG0009", 4, "'a' is not run")]
    [TestCase("[[rules]]\nid = 'a'\nregex = 'zz9'\nskipReport = true\n", "CBG0009", 4, "'a' is not run")]
    [TestCase("filter = 'x'\n[[rules]]\nid = 'a'\nregex = 'zz9'\n", "CBG0009", 1, "none of its rules is run")]
    [TestCase("[[allowlists]]\npaths = [\n 'a',\n '[']\n", "CBG0009", 4, "no regular expression")]
    [TestCase("[[rules]]\nregex = 'a'\n", "CBG0004", 1, "lacks its 'id'")]
    [TestCase("[[rules]]\nid = 'a'\n", "CBG0004", 1, "neither 'regex' nor 'path'")]
    [TestCase("[[rules]]\nid = 'a'\nregex = '(a)'\nsecretGroup = 2\n", "CBG0004", 4, "no group 2")]
    [TestCase("[[rules]]\nid = 'a'\nregex = 'a'\nentropy = 'high'\n", "CBG0004", 4, "must be a number")]
    [TestCase("[allowlist]\ndescription = 'x'\n", "CBG0004", 1, "needs commits")]
    [TestCase("[allowlist]\npaths = ['x']\ncondition = 'XOR'\n", "CBG0004", 3, "'OR' or 'AND'")]
    [TestCase("[allowlist]\nregexes = ['x']\nregexTarget = 'file'\n", "CBG0004", 3, "'secret', 'match' or 'line'")]
    [TestCase("title = 'x\n", "CBG0004", 1, "not TOML")]
    public void What_is_wrong_or_cannot_be_honoured_is_said_with_its_line(string configuration, string code, int line, string says)
    {
        using var repository = new TestRepository().File(".gitleaks.toml", configuration);
        var finding = repository.Judge(GuardParts.WorkingTree).Findings.Single();
        Assert.That((finding.Id, finding.Location.Path, finding.Location.Line), Is.EqualTo((code, ".gitleaks.toml", line)));
        Assert.That(finding.Finding.Message, Does.Contain(says));
    }

    [Test]
    public void A_usual_configuration_is_read_without_a_word()
    {
        using var repository = new TestRepository().File(
            ".gitleaks.toml",
            "title = 'ours'\n[extend]\nuseDefault = true\ndisabledRules = ['sidekiq-secret']\n[allowlist]\ndescription = 'global'\npaths = ['''(.*?)(jpg|gif|doc)$''', '''^docs/''']\nstopWords = ['example']\n");
        Assert.That(repository.Judge(GuardParts.WorkingTree).Findings, Is.Empty);
    }

    [Test]
    public void A_list_that_needs_everything_accepts_nothing_when_one_of_its_tests_cannot_be_honoured()
    {
        using var repository = new TestRepository()
            .File(".gitleaks.toml", "[[allowlists]]\ncondition = 'AND'\npaths = ['''^tests/''']\nregexes = ['''(?U)nothing''']\n")
            .File("tests/a.cs", $"var t = \"{Token}\";\n");
        Assert.That(repository.Judge(GuardParts.WorkingTree).Findings.Select(f => f.Id), Is.EquivalentTo(new[] { "CBG0009", "CBG3001" }));
    }

    [Test]
    public void The_files_hold_for_a_stream_and_for_what_is_staged()
    {
        using var repository = new TestRepository().File(".gitleaks.toml", "[allowlist]\npaths = ['''^old/''']\n[[rules]]\nid = 'house-ticket'\nregex = '''HOUSE-[0-9A-Za-z]{16}'''\n")
            .File("old/a.txt", $"{Ticket}\n").File("a.txt", $"{Ticket}\n");
        repository.Git("add", ".");
        var options = new GuardOptions { RepositoryRoot = repository.Root };
        var staged = CredentialScan.Staged(options, CancellationToken.None);
        Assert.That((staged.Findings.Single().Location.Path, staged.Silenced.Single().Finding.Location.Path), Is.EqualTo(("a.txt", "old/a.txt")));
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Ticket));
        Assert.That(CredentialScan.Stream(stream, "input", options, CancellationToken.None).Findings.Select(f => f.Finding.Properties["rule"]), Is.EqualTo(new[] { "house-ticket" }));
    }

    [Test]
    public void A_second_run_remembers_what_was_accepted()
    {
        using var repository = new TestRepository().File(".gitleaks.toml", "[allowlist]\nstopwords = ['github']\n").File("a.cs", $"var t = \"{Token}\";\n").Commit();
        foreach (var file in Directory.EnumerateFiles(repository.Root, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-5));
        }

        var first = repository.Judge(GuardParts.WorkingTree);
        var second = repository.Judge(GuardParts.WorkingTree);
        Assert.That(second.Silenced.Select(s => (s.By, s.Reason)), Is.EqualTo(first.Silenced.Select(s => (s.By, s.Reason))).And.Exactly(1).Items);
    }

    private static IEnumerable<JudgedFinding> Credentials(TestRepository repository) =>
        repository.Judge(GuardParts.WorkingTree | GuardParts.History).Findings.Where(f => f.Id.StartsWith("CBG3", StringComparison.Ordinal));
}
