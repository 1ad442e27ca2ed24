using ClaudeBuildGuard.Engine.Controls;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Documentation;

public sealed class RulePageTests
{
    [TestCaseSource(nameof(Codes))]
    public void Every_diagnostic_has_a_page_with_a_bad_and_a_good_example(string code)
    {
        var file = Checkout.File($"docs/rules/{code}.md");
        Assert.That(file, Does.Exist);
        var page = File.ReadAllText(file);
        Assert.That(page, Does.StartWith($"# {code}: {DiagnosticCatalogue.All[code].Title}"));
        Assert.That(page, Does.Contain("\n## Bad\n").And.Contain("\n## Good\n").And.Contain("\n## How to fix\n"));
    }

    private static IEnumerable<string> Codes() => DiagnosticCatalogue.All.Keys.Order(StringComparer.Ordinal);
}
