using ClaudeBuildGuard.Engine.Credentials.Rules;

namespace ClaudeBuildGuard.Engine.Tests.Credentials;

public class RuleCatalogueTests
{
    [Test]
    public void Every_rule_has_a_name_of_its_own_in_lower_case_with_hyphens()
    {
        var ids = RuleCatalogue.All.Select(rule => rule.Id).ToList();
        Assert.That(ids, Is.Unique);
        Assert.That(ids, Has.All.Match("^[a-z0-9]+(-[a-z0-9]+)*$"));
    }

    [Test]
    public void Every_rule_says_what_it_opens_how_to_rotate_what_replaces_it_and_where_its_facts_come_from()
    {
        Assert.Multiple(() =>
        {
            foreach (var rule in RuleCatalogue.All)
            {
                Assert.That(rule.Title, Is.Not.Empty, rule.Id);
                Assert.That(rule.Provider, Is.Not.Empty, rule.Id);
                Assert.That(rule.Opens, Has.Length.GreaterThan(8).And.Not.EndsWith("."), rule.Id);
                Assert.That(rule.Rotate, Has.Length.GreaterThan(15).And.EndsWith("."), rule.Id);
                Assert.That(rule.Replacement, Has.Length.GreaterThan(30).And.EndsWith("."), rule.Id);
                Assert.That(rule.Source, Is.Not.Empty, rule.Id);
            }
        });
    }

    [Test]
    public void Every_rule_is_found_by_a_marker_or_by_a_word_that_few_lines_hold()
    {
        string[] everywhere = ["key", "token", "secret", "auth", "api", "password", "user", "name", "value", "pass"];
        Assert.Multiple(() =>
        {
            foreach (var rule in RuleCatalogue.All)
            {
                if (rule.Shape.Anchors.IsEmpty)
                {
                    Assert.That(rule.Near, Is.Not.Empty, rule.Id);
                    Assert.That(rule.Near, Has.None.Matches<string>(word => everywhere.Contains(word) || word.Length < 3), rule.Id);
                }
                else
                {
                    Assert.That(rule.Shape.Anchors, Has.All.Length.GreaterThanOrEqualTo(4), rule.Id);
                }
            }
        });
    }
}
