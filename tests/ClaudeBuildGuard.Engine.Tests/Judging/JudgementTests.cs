using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Judging;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Judging;

public sealed class JudgementTests
{
    private static readonly Finding Sample =
        new(GuardDiagnostics.FileNotJudged, new Location("src/a.txt", 2, 1), "It is unreadable.", "Make it readable.") { Identity = "x", Severity = Severity.Error };

    [Test]
    public void A_finding_at_error_severity_gives_exit_status_1() =>
        Assert.That(Judge([Sample with { Diagnostic = GuardDiagnostics.OtherScannerNotHonoured }]).ExitStatus, Is.EqualTo(1));

    [Test]
    public void Report_mode_turns_an_error_into_a_warning()
    {
        var verdict = Judge([Sample with { Diagnostic = GuardDiagnostics.OtherScannerNotHonoured }], with: o => o with { ReportOnly = true });
        Assert.That((verdict.Errors, verdict.Warnings, verdict.ExitStatus), Is.EqualTo((0, 1, 0)));
    }

    [TestCase("warning", 0, 1)]
    [TestCase("information", 0, 0)]
    [TestCase("none", 0, 0)]
    public void The_configuration_overrules_the_severity(string severity, int errors, int warnings)
    {
        var verdict = Judge([Sample], $$"""{ "severities": { "CBG0007": "{{severity}}" } }""");
        Assert.That((verdict.Errors, verdict.Warnings), Is.EqualTo((errors, warnings)));
    }

    [Test]
    public void A_suppression_with_a_reason_silences_and_is_listed()
    {
        var verdict = Judge([Sample], """{ "suppressions": [{ "code": "CBG0007", "path": "src/**", "reason": "known" }] }""");
        Assert.That(verdict.Findings, Is.Empty);
        Assert.That(verdict.Silenced.Single().Reason, Is.EqualTo("known"));
        Assert.That(verdict.Silenced.Single().By, Is.EqualTo(SilencedBy.Configuration));
    }

    [Test]
    public void A_suppression_of_another_path_silences_nothing_and_is_stale()
    {
        var verdict = Judge([Sample], "{\n \"suppressions\": [\n  { \"code\": \"CBG0007\", \"path\": \"test/**\", \"reason\": \"known\" }] }");
        Assert.That(verdict.Findings.Select(f => (f.Id, f.Location.Line)), Is.EqualTo([("CBG0007", 2), ("CBG0005", 3)]));
        Assert.That(verdict.Findings[1].Finding.Fix, Does.Contain("'path'").And.Not.Contain("date"));
    }

    [Test]
    public void A_suppression_with_the_separators_of_Windows_is_told_how_to_write_its_path()
    {
        var verdict = Judge([Sample], """{ "suppressions": [{ "code": "CBG0007", "path": "src\\\\a.txt", "reason": "known" }] }""");
        Assert.That(verdict.Findings.Single(f => f.Id == "CBG0005").Finding.Fix, Does.Contain("with '/'"));
    }

    [TestCase("CBG7010", "2999-01-15", false)]
    [TestCase("CBG7010", "2020-01-15", true)]
    [TestCase("CBG0009", "2999-01-15", true)]
    public void Of_an_entry_for_the_analyzers_only_the_date_is_known_here(string code, string expires, bool stale)
    {
        var verdict = Judge([], $$"""{ "suppressions": [{ "code": "{{code}}", "reason": "known", "expires": "{{expires}}" }] }""");
        Assert.That(verdict.Findings.Select(f => f.Id), Is.EqualTo(stale ? new[] { "CBG0005" } : []));
    }

    [TestCase("2026-01-14", true)]
    [TestCase("2026-01-15", false)]
    public void A_suppression_holds_to_the_end_of_its_last_day(string expires, bool expired)
    {
        var verdict = Judge([Sample], $$"""{ "suppressions": [{ "code": "CBG0007", "reason": "known", "expires": "{{expires}}" }] }""");
        Assert.That(verdict.Findings.Select(f => f.Id), Is.EqualTo(expired ? new[] { "CBG0007", "CBG0005" } : []));
        Assert.That(verdict.Findings.Skip(1).Select(f => f.Finding.Fix), Has.All.Contains("date"));
    }

    [Test]
    public void A_suppression_is_not_called_stale_by_a_run_that_did_not_look() =>
        Assert.That(
            Judge([], """{ "suppressions": [{ "code": "CBG0007", "reason": "known" }] }""", parts: GuardParts.AgentFiles).Findings, Is.Empty);

    [TestCase("secret // claude-build-guard:allow CBG0007 it is public", "it is public")]
    [TestCase("<!-- claude-build-guard:allow CBG0007 it is public -->", "it is public")]
    [TestCase("/* claude-build-guard:allow CBG0007 it is public */", "it is public")]
    public void An_inline_marker_with_a_reason_silences(string line, string reason)
    {
        var verdict = Judge([Sample], files: r => r.File("src/a.txt", $"first\n{line}\n"));
        Assert.That(verdict.Silenced.Single().Reason, Is.EqualTo(reason));
        Assert.That(verdict.Silenced.Single().By, Is.EqualTo(SilencedBy.InlineMarker));
    }

    [TestCase("first", "x // claude-build-guard:allow CBG0007")]
    [TestCase("first", "x // claude-build-guard:allow CBG0008 other code")]
    [TestCase("first", "x")]
    public void A_marker_without_reason_or_for_another_code_silences_nothing(string first, string second) =>
        Assert.That(Judge([Sample], files: r => r.File("src/a.txt", $"{first}\n{second}\n")).Findings, Has.Count.EqualTo(1));

    [Test]
    public void A_marker_on_the_line_above_silences_and_one_further_up_does_not()
    {
        Assert.That(Judge([Sample], files: r => r.File("src/a.txt", "# claude-build-guard:allow CBG0007 why\nx\n")).Findings, Is.Empty);
        var lower = Sample with { Location = new Location("src/a.txt", 3, 1) };
        Assert.That(Judge([lower], files: r => r.File("src/a.txt", "# claude-build-guard:allow CBG0007 why\nx\ny\n")).Findings, Is.Not.Empty);
    }

    [Test]
    public void A_baseline_silences_what_it_was_written_for_and_nothing_else()
    {
        var baseline = Baseline.Write(Judge([Sample]), "here since the start", []);
        var moved = Sample with { Location = new Location("src/a.txt", 9, 9) };
        var other = Sample with { Identity = "y" };
        var verdict = Judge([moved, other], files: r => r.File(Baseline.FileName, baseline));
        Assert.That(verdict.Findings.Select(f => f.Finding), Is.EqualTo([other]));
        Assert.That(verdict.Silenced.Single().Reason, Is.EqualTo("here since the start"));
    }

    [Test]
    public void A_second_equal_finding_is_not_covered_by_the_baseline_of_the_first()
    {
        var baseline = Baseline.Write(Judge([Sample]), "r", []);
        var twin = Sample with { Location = new Location("src/a.txt", 5, 1) };
        Assert.That(Judge([Sample, twin], files: r => r.File(Baseline.FileName, baseline)).Findings, Has.Count.EqualTo(1));
    }

    [TestCase("src/a.txt", "a finding CBG0007 in 'src/a.txt' that is gone")]
    [TestCase("", "a finding CBG0007 that is gone")]
    public void A_baseline_entry_whose_finding_is_gone_is_stale(string path, string says)
    {
        var baseline = Baseline.Write(Judge([Sample with { Location = new Location(path, 2, 1) }]), "r", []);
        var stale = Judge([], files: r => r.File(Baseline.FileName, baseline)).Findings.Single();
        Assert.That(stale.Id, Is.EqualTo("CBG0005"));
        Assert.That(stale.Finding.Message, Does.Contain(says));
        Assert.That(stale.Finding.Fix, Does.Contain("'claude-build-guard baseline'").And.Contain("-t:ClaudeBuildGuardBaseline"));
    }

    [Test]
    public void A_baseline_keeps_the_reasons_that_people_wrote()
    {
        var verdict = Judge([Sample]);
        var again = Baseline.Write(verdict, "new", [new BaselineEntry(verdict.Findings[0].Fingerprint, "CBG0007", "src/a.txt", "my reason")]);
        Assert.That(again, Does.Contain("my reason").And.Not.Contain("\"new\""));
    }

    [TestCase("{", "not JSON")]
    [TestCase("{ \"version\": 2, \"findings\": [] }", "version")]
    [TestCase("{ \"version\": 1, \"findings\": [ { \"code\": \"CBG0007\" } ] }", "needs code, path, fingerprint and a reason")]
    public void A_baseline_with_a_mistake_is_an_error_and_silences_nothing(string text, string says)
    {
        var verdict = Judge([Sample], files: r => r.File(Baseline.FileName, text));
        Assert.That(verdict.Findings.Select(f => f.Id), Is.EquivalentTo(["CBG0007", "CBG0004"]));
        Assert.That(verdict.Findings.Single(f => f.Id == "CBG0004").Finding.Message, Does.Contain(says));
        Assert.That(verdict.ExitStatus, Is.EqualTo(2));
    }

    [Test]
    public void What_is_about_the_guard_itself_cannot_be_silenced()
    {
        var unreadable = new Finding(GuardDiagnostics.RepositoryCannotBeJudged, Location.Repository, "m", "f");
        var verdict = Judge([unreadable]);
        Assert.That(Baseline.Write(verdict, "r", []), Does.Not.Contain("CBG0002"));
        Assert.That(verdict.ExitStatus, Is.EqualTo(2));
    }

    private static Verdict Judge(
        IReadOnlyList<Finding> findings,
        string? configuration = null,
        Action<TestRepository>? files = null,
        GuardParts parts = GuardParts.All,
        Func<GuardOptions, GuardOptions>? with = null)
    {
        using var repository = new TestRepository();
        if (configuration is not null)
        {
            repository.File(ConfigurationReader.FileName, configuration);
        }

        files?.Invoke(repository);
        var options = new GuardOptions { RepositoryRoot = repository.Root, Today = new DateOnly(2026, 1, 15) };
        using var session = GuardSession.Open(with is null ? options : with(options), SilentLog.Instance, CancellationToken.None);
        return Judgement.Of(findings, [], session.Repository, parts);
    }
}
