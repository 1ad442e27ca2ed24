using ClaudeBuildGuard.Engine.Credentials.OtherScanners;
using ClaudeBuildGuard.Engine.Credentials.Rules;
using ClaudeBuildGuard.Engine.Credentials.Context;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Credentials.OtherScanners;

/// <summary>Comments and ignore files by which other scanners are told to accept a finding.</summary>
public sealed class AcceptedForOthersTests
{
    private static readonly string Token = TokenSampler.Sample("github_pat_{N22}_{N59}", 51);

    [TestCase("var t = \"@\"; // gitleaks:allow", true)]
    [TestCase("var t = \"@\"; // betterleaks:allow", true)]
    [TestCase("t = '@'  # pragma: allowlist secret", true)]
    [TestCase("t = '@'  # pragma: whitelist secret", true)]
    [TestCase("# pragma: allowlist nextline secret\nt = '@'", true)]
    [TestCase("# pragma: allowlist nextline secret\n\nt = '@'", false)]
    [TestCase("# pragma: allowlist secret\nt = '@'", false)]
    [TestCase("// secretlint-disable-next-line\nvar t = \"@\";", true)]
    [TestCase("var t = \"@\"; // secretlint-disable-line", true)]
    [TestCase("var t = \"@\"; // secretlint-disable-line @secretlint/secretlint-rule-github -- made up", true)]
    [TestCase("var t = \"@\"; // secretlint-disable-line @secretlint/secretlint-rule-aws, @secretlint/secretlint-rule-github", true)]
    [TestCase("var t = \"@\"; // secretlint-disable-line @secretlint/secretlint-rule-aws", false)]
    [TestCase("/* secretlint-disable */\nx\nvar t = \"@\";\n/* secretlint-enable */", true)]
    [TestCase("/* secretlint-disable */\nx\n/* secretlint-enable */\nvar t = \"@\";", false)]
    [TestCase("// secretlint-disable @secretlint/secretlint-rule-github\nvar t = \"@\";", true)]
    [TestCase("// secretlint-disable @secretlint/secretlint-rule-slack\nvar t = \"@\";", false)]
    [TestCase("/* secretlint-disable */\n/* secretlint-enable @secretlint/secretlint-rule-slack */\nvar t = \"@\";", true)]
    [TestCase("var t = \"@\"; // trufflehog:ignore", true)]
    [TestCase("var t = \"@\"; // ggignore", true)]
    [TestCase("var nosecrets = \"@\";", false)]
    [TestCase("var t = \"@\"; // mygitleaks:allowance", false)]
    [TestCase("var t = \"@\";\n// gitleaks:allow", false)]
    public void A_comment_for_another_scanner_holds_for_its_place(string text, bool accepted)
    {
        using var repository = new TestRepository().File("a.cs", text.Replace("@\"", Token + "\"", StringComparison.Ordinal).Replace("'@'", $"'{Token}'", StringComparison.Ordinal) + "\n");
        var verdict = repository.Judge(GuardParts.WorkingTree);
        Assert.That(verdict.Findings.Select(f => f.Id), accepted ? Is.Empty : Is.EqualTo(new[] { "CBG3001" }));
        Assert.That(verdict.Silenced.Select(s => s.By), accepted ? Is.EqualTo(new[] { SilencedBy.InlineMarker }) : Is.Empty);
    }

    [TestCase("a.cs:github-fine-grained-pat:2", true)]
    [TestCase("./a.cs:generic-api-key:2", true)]
    [TestCase("0123456789abcdef0123456789abcdef01234567:a.cs:github-pat:2", true)]
    [TestCase("a.cs:github-fine-grained-pat:1", false)]
    [TestCase("b.cs:github-fine-grained-pat:2", false)]
    [TestCase("a.cs:aws-access-token:2", false)]
    [TestCase("# a.cs:github-fine-grained-pat:2", false)]
    public void A_fingerprint_of_gitleaks_holds_for_its_file_line_and_rule(string entry, bool accepted)
    {
        foreach (var file in new[] { ".gitleaksignore", ".betterleaksignore" })
        {
            using var repository = new TestRepository().File(file, $"# accepted\n\n{entry}\n").File("a.cs", $"// x\nvar t = \"{Token}\";\n");
            var verdict = repository.Judge(GuardParts.WorkingTree);
            Assert.That(verdict.Findings.Select(f => f.Id), accepted ? Is.Empty : Is.EqualTo(new[] { "CBG3001" }));
            Assert.That(verdict.Silenced.Select(s => s.Reason), accepted ? Is.EqualTo(new[] { $"Accepted for gitleaks by '{file}' line 3." }) : Is.Empty);
        }
    }

    [Test]
    public void A_fingerprint_with_a_commit_holds_in_history_for_that_commit_alone()
    {
        using var repository = new TestRepository().File("a.cs", $"// x\nvar t = \"{Token}\";\n").Commit("Add").Delete("a.cs").Commit("Delete");
        var commit = repository.Git("rev-parse", "HEAD~1").Trim();
        repository.File(".gitleaksignore", $"{new string('a', 40)}:a.cs:github-fine-grained-pat:2\n");
        Assert.That(repository.Judge(GuardParts.History).Findings.Select(f => f.Id), Is.EqualTo(new[] { "CBG3101" }));
        repository.File(".gitleaksignore", $"{commit}:a.cs:github-fine-grained-pat:2\n");
        var verdict = repository.Judge(GuardParts.History);
        Assert.That(verdict.Findings, Is.Empty);
        Assert.That(verdict.Silenced.Single().Finding.Id, Is.EqualTo("CBG3101"));
    }

    [Test]
    public void A_line_that_is_no_fingerprint_is_said_with_its_place()
    {
        using var repository = new TestRepository().File(".gitleaksignore", "a.cs:rule:1\nnonsense\na.cs:rule:x\n");
        Assert.That(
            repository.Judge(GuardParts.WorkingTree).Findings.Select(f => (f.Id, f.Location.Path, f.Location.Line)),
            Is.EqualTo(new[] { ("CBG0009", ".gitleaksignore", 2), ("CBG0009", ".gitleaksignore", 3) }));
    }

    [Test]
    public void A_comment_in_history_is_listed_as_accepted_too()
    {
        using var repository = new TestRepository().File("a.cs", $"var t = \"{Token}\"; // gitleaks:allow\n").Commit().Delete("a.cs").Commit();
        var verdict = repository.Judge(GuardParts.History);
        Assert.That((verdict.Findings.Count, verdict.Silenced.Single().Finding.Id), Is.EqualTo((0, "CBG3101")));
    }

    [Test]
    public void Hashes_of_detect_secrets_are_said_not_to_be_read()
    {
        using var repository = new TestRepository().File(".secrets.baseline", "{}\n");
        Assert.That(repository.Judge(GuardParts.WorkingTree).Facts, Has.One.Contains("claude-build-guard baseline"));
    }

    [Test]
    public void A_repository_without_such_files_says_nothing_of_them()
    {
        using var repository = new TestRepository().File("a.txt", "x\n");
        Assert.That(OtherScannerSettings.Read(repository.Root), Is.SameAs(OtherScannerSettings.None));
        Assert.That(repository.Judge(GuardParts.WorkingTree).Facts, Has.None.Contains("gitleaks"));
    }

    [Test]
    public void Every_kind_that_a_rule_of_gitleaks_stands_for_exists()
    {
        var known = RuleCatalogue.All.Select(r => r.Id).Concat(ContextKind.All.Select(k => k.Id)).ToHashSet();
        Assert.That(GitleaksDefaults.All.SelectMany(r => r.Value.Where(k => !known.Contains(k)).Select(k => $"{r.Key}: {k}")), Is.Empty);
    }

    [Test]
    public void No_text_of_these_files_and_comments_is_an_exception()
    {
        var pieces = new[] { "secretlint-disable", "secretlint-enable", "-line", "-next-line", " @secretlint/secretlint-rule-aws", " -- x", "*/", "gitleaks:allow", "pragma: allowlist secret", "claude-build-guard:allow", " CBG3001", ":", "a.cs", "1", "\n", "\r\n", "#", "//", "\"", new string('a', 40) };
        Gen.OneOfConst(pieces).List[0, 20].Select(string.Concat).Sample(
            text =>
            {
                IgnoredFingerprints.Parse(text, ".gitleaksignore", (_, _) => { });
                MarkerText.Of(text, "a.cs");
                var content = System.Text.Encoding.UTF8.GetBytes(text);
                var comments = new InlineComments();
                comments.Begin(content);
                for (var at = 0; at <= content.Length; at += 7)
                {
                    comments.Of(content, at, at + 5, ContextKind.Password);
                }
            },
            iter: 5_000);
    }

    [Test]
    public void A_thousand_findings_on_one_endless_line_cost_time_in_proportion()
    {
        var line = string.Concat(Enumerable.Range(0, 1500).Select(i => $"\"{TokenSampler.Sample("github_pat_{N22}_{N59}", i)}\" {new string(' ', 4000)}"));
        var clock = ProcessorClock.Start();
        var hits = TokenSampler.Scan(line + "// gitleaks:allow", "a.cs");
        Assert.That(hits, Has.Count.AtLeast(1000).And.All.Matches<ClaudeBuildGuard.Engine.Credentials.CredentialHit>(h => h.AllowedBy == "gitleaks:allow"));
        Assert.That(hits[999].Column, Is.EqualTo(line.IndexOf("github_pat_", 0, StringComparison.Ordinal) + 1 + (999 * (line.Length / 1500))));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(12)));
    }
}
