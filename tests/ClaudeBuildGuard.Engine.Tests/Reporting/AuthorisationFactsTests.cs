using ClaudeBuildGuard.Engine.Reporting;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Reporting;

public sealed class AuthorisationFactsTests
{
    private const string Sarif = """
        { "version": "2.1.0", "runs": [{ "results": [
          { "ruleId": "CBG7900", "message": { "text": "m" },
            "locations": [{ "physicalLocation": { "artifactLocation": { "uri": "src/Orders.cs" }, "region": { "startLine": 7 } } }],
            "properties": { "warningLevel": 1, "customProperties": { "kind": "Route", "name": "GET /orders", "decision": "Authorize", "from": "fallback policy" } } },
          { "ruleId": "CS8602", "message": { "text": "m" } }
        ] }] }
        """;

    [Test]
    public void The_facts_that_a_build_left_are_read()
    {
        using var repository = new TestRepository().File("src/obj/Debug/net10.0/App.facts.sarif", Sarif);
        Assert.That(
            AuthorisationFacts.Read(repository.Root),
            Is.EqualTo([new AuthorisationFact("Route", "GET /orders", "Authorize", "fallback policy", "src/Orders.cs:7")]));
    }

    [Test]
    public void What_is_no_sarif_or_stands_elsewhere_is_passed_over()
    {
        using var repository = new TestRepository().File("obj/App.facts.sarif", "{ no").File("docs/App.facts.sarif", Sarif);
        Assert.That(AuthorisationFacts.Read(repository.Root), Is.Empty);
    }
}
