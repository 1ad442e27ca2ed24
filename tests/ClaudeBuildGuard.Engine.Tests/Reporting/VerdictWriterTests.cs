using System.Collections.Immutable;
using System.Text.Json;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Reporting;

namespace ClaudeBuildGuard.Engine.Tests.Reporting;

public sealed class VerdictWriterTests
{
    internal static readonly Verdict Sample = new(
        "/repo",
        [
            new JudgedFinding(
                new Finding(GuardDiagnostics.HistoryIncomplete, Location.Repository, "12 objects are missing.", "Fetch them."), Severity.Warning, "aa"),
            new JudgedFinding(
                new Finding(GuardDiagnostics.FileNotJudged, new Location("src/a b,c.cs", 3, 7, 3, 12), "It is <b>100 %</b>\nbroken.", "Mend it.")
                {
                    Properties = ImmutableSortedDictionary<string, string>.Empty.Add("provider", "Acme"),
                },
                Severity.Error,
                "bb"),
        ],
        [
            new SilencedFinding(
                new JudgedFinding(new Finding(GuardDiagnostics.FileNotJudged, new Location("old.bin"), "Old.", "None."), Severity.Warning, "cc"),
                SilencedBy.Configuration,
                "known since 2020"),
        ],
        ["12,345 objects scanned"]);

    [Test]
    public void Text_is_one_canonical_line_a_finding_and_a_summary() =>
        Assert.That(
            VerdictWriter.Write(Sample, VerdictFormat.Text).Split('\n'),
            Is.EqualTo(new[]
            {
                "ClaudeBuildGuard: warning CBG0003: 12 objects are missing. Fetch them.",
                @"src/a b,c.cs(3,7,3,12): error CBG0007: It is <b>100 %</b>\x0Abroken. Mend it.",
                "accepted: old.bin: CBG0007: known since 2020",
                "12,345 objects scanned",
                "ClaudeBuildGuard could not judge everything: 1 error, 1 warning, 1 accepted.",
                string.Empty,
            }));

    [Test]
    public void GitHub_commands_escape_what_would_end_them() =>
        Assert.That(
            VerdictWriter.Write(Sample, VerdictFormat.GitHub),
            Does.Contain("::error file=src/a b%2Cc.cs,line=3,col=7,title=CBG0007::It is <b>100 %25</b>%0Abroken. Mend it.\n")
                .And.Contain("::warning title=CBG0003::12 objects"));

    [Test]
    public void Azure_commands_name_file_line_and_code() =>
        Assert.That(
            VerdictWriter.Write(Sample, VerdictFormat.Azure),
            Does.Contain("##vso[task.logissue type=error;sourcepath=src/a b,c.cs;linenumber=3;columnnumber=7;code=CBG0007;]It is"));

    [Test]
    public void Json_holds_every_finding_with_place_and_fingerprint()
    {
        using var json = JsonDocument.Parse(VerdictWriter.Write(Sample, VerdictFormat.Json));
        var finding = json.RootElement.GetProperty("findings")[1];
        Assert.That(finding.GetProperty("code").GetString(), Is.EqualTo("CBG0007"));
        Assert.That(finding.GetProperty("fingerprint").GetString(), Is.EqualTo("bb"));
        Assert.That(finding.GetProperty("properties").GetProperty("provider").GetString(), Is.EqualTo("Acme"));
        Assert.That(json.RootElement.GetProperty("accepted")[0].GetProperty("reason").GetString(), Is.EqualTo("known since 2020"));
    }

    [Test]
    public void Sarif_lists_a_silenced_finding_with_its_reason()
    {
        using var json = JsonDocument.Parse(VerdictWriter.Write(Sample, VerdictFormat.Sarif));
        var results = json.RootElement.GetProperty("runs")[0].GetProperty("results");
        Assert.That(results.GetArrayLength(), Is.EqualTo(3));
        Assert.That(results[1].GetProperty("partialFingerprints").GetProperty("claudeBuildGuard/v1").GetString(), Is.EqualTo("bb"));
        Assert.That(results[2].GetProperty("suppressions")[0].GetProperty("justification").GetString(), Is.EqualTo("known since 2020"));
    }

    [Test]
    public void Html_encodes_what_a_file_says()
    {
        var html = HtmlReport.Write(Sample, new DateOnly(2026, 1, 15), [new AuthorisationFact("Route", "GET /<x>", "None", "nothing", "a.cs:3")]);
        Assert.That(html, Does.Contain("It is &lt;b&gt;100 %&lt;/b&gt;").And.Not.Contain("<b>100"));
        Assert.That(html, Does.Contain("known since 2020"));
        Assert.That(html, Does.Contain("GET /&lt;x&gt;").And.Contain("a.cs:3"));
    }
}
