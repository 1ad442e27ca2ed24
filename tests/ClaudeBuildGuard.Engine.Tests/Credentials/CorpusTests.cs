using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Credentials.Rules;
using ClaudeBuildGuard.Testing;
using ClaudeBuildGuard.Testing.Corpus;

namespace ClaudeBuildGuard.Engine.Tests.Credentials;

/// <summary>Every rule against texts that hold its credential and texts that nearly do.</summary>
public class CorpusTests
{
    private static IEnumerable<TestCaseData> Rules() =>
        RuleCatalogue.All.Select(rule => new TestCaseData(rule, SeedOf(rule.Id)).SetArgDisplayNames(rule.Id));

    // A rule's samples stay what they are when another rule is added.
    private static int SeedOf(string id) => id.Aggregate(17, (seed, c) => (seed * 31) + c) & 0xFFFF;

    [TestCaseSource(nameof(Rules))]
    public void A_credential_is_found_in_every_carrier(object rule, int seed)
    {
        var missed = CredentialCorpus.For((CredentialRule)rule, new TokenMint(seed)).Where(c => !IsFound(c)).Select(c => c.Name).ToList();
        Assert.That(missed, Is.Empty);
    }

    [TestCaseSource(nameof(Rules))]
    public void A_near_miss_is_silent(object rule, int seed)
    {
        var found = CredentialCorpus.Against((CredentialRule)rule, new TokenMint(seed)).Where(c => Hits(c).Any(h => h.Kind.Id == c.RuleId)).Select(c => c.Name).ToList();
        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Credentials_of_every_provider_are_found_as_they_leak_in_the_field()
    {
        var recall = FieldCases.All(77).GroupBy(c => c.RuleId).ToDictionary(g => g.Key, g => g.Average(c => IsFound(c) ? 1.0 : 0.0));
        Assert.That(recall.Where(provider => provider.Value < 0.9), Is.Empty);
        Assert.That(recall.Values.Average(), Is.GreaterThan(0.98));
    }

    [Test]
    public void Clean_text_of_dotnet_repositories_is_silent() =>
        Assert.That(CleanCases.All(77).Where(c => Hits(c).Count > 0).Select(c => c.Name), Is.Empty);

    [TestCase("eyJhbGciOi-")]
    [TestCase("eyJhbGciOi.")]
    [TestCase("eyJhbGciOi.eyJhbGciOi.")]
    [TestCase("0\u0082\u0001\u0001\u0002\u0001\u00030")]
    [TestCase("\u0007\u0002\0\0\0$\0\0RSA2")]
    [TestCase("-----BEGIN PRIVATE KEY-----\n")]
    [TestCase("<masterKey ")]
    [TestCase("xoxb-1-")]
    [TestCase("sig=se=")]
    [TestCase("datadog=")]
    [TestCase("sk-proj-T3BlbkFJ")]
    [TestCase("SymmetricSecurityKey(GetBytes")]
    public void Bait_for_a_rule_costs_time_in_proportion_to_its_size(string bait)
    {
        var text = System.Text.Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(bait, 512 * 1024 / bait.Length)));
        var hits = new List<CredentialHit>();
        var clock = ProcessorClock.Start();
        CredentialScanner.Default.Scan(text, "notes.txt", hits);
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(40)));
        TestContext.Out.WriteLine($"{clock.ElapsedMilliseconds} ms");
    }

    private static bool IsFound(CorpusCase sample) =>
        Hits(sample).Any(hit => hit.Offset < sample.SecretStart + sample.SecretLength && sample.SecretStart < hit.Offset + hit.Length);

    private static List<CredentialHit> Hits(CorpusCase sample)
    {
        var hits = new List<CredentialHit>();
        CredentialScanner.Default.Scan(sample.Content, sample.Path, hits);
        return hits;
    }
}
