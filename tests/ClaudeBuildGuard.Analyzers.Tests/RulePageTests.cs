using ClaudeBuildGuard.Testing;
using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Tests;

public class RulePageTests
{
    [TestCaseSource(nameof(Rules))]
    public void Every_rule_has_a_page_that_says_its_severity(string id, string title, string severity, string link)
    {
        Assert.That(link, Does.EndWith($"/docs/rules/{id}.md"));
        var page = File.ReadAllText(Checkout.File($"docs/rules/{id}.md"));
        Assert.That(page, Does.StartWith($"# {id}: {title}\n**Severity** {severity} "));
        Assert.That(page, Does.Contain("\n## Bad\n").And.Contain("\n## Good\n").And.Contain("\n## How to fix\n"));
    }

    private static IEnumerable<TestCaseData> Rules() =>
        from rule in Sample.Analyzers.SelectMany(a => a.SupportedDiagnostics).DistinctBy(r => r.Id)
        let severity = rule.DefaultSeverity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "information" }
        orderby rule.Id
        select new TestCaseData(rule.Id, rule.Title.ToString(), severity, rule.HelpLinkUri).SetArgDisplayNames(rule.Id);
}
