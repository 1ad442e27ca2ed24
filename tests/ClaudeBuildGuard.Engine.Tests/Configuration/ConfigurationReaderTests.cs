using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Controls;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;
using NJsonSchema;

namespace ClaudeBuildGuard.Engine.Tests.Configuration;

public sealed class ConfigurationReaderTests
{
    private const string Everything = """
        {
          // Why: an example of every setting.
          "$schema": "claude-build-guard.schema.json",
          "severities": { "CBG0003": "error", "CBG0007": "none" },
          "secretFiles": { "include": ["ops/*.secret"], "exclude": ["docs/sample.pem"] },
          "scan": {
            "exclude": ["vendor/**"],
            "rules": [{ "id": "acme", "title": "Acme key", "prefix": "acme_", "pattern": "acme_[a-z]{20}", "keywords": ["acme"],
              "minimumEntropy": 2.5, "paths": ["src/**"], "matches": ["acme_abcdefghijklmnopqrst"], "doesNotMatch": ["acme_x"] }],
          },
          "suppressions": [{ "code": "CBG0007", "path": "big.bin", "reason": "not text", "expires": "2027-01-31" }],
          "permissionSkipping": [{ "path": ".github/workflows/fix.yml", "environment": "CI container", "authorisedBy": "Ada",
            "reason": "nightly fixes", "expires": "2027-01-31" }],
          "securityCritical": ["src/Billing/**"],
          "allowedHosts": ["proxy.example.com"],
          "acceptIncompleteHistory": true,
        }
        """;

    [Test]
    public void Every_setting_is_read_without_a_finding()
    {
        var (configuration, findings) = Read(Everything);
        Assert.That(findings, Is.Empty);
        Assert.That(configuration.Severities["CBG0003"], Is.EqualTo(Severity.Error));
        Assert.That(configuration.SecretFiles, Is.EqualTo(["ops/*.secret"]));
        Assert.That(configuration.NotSecretFiles, Is.EqualTo(["docs/sample.pem"]));
        Assert.That(configuration.ScanExclude, Is.EqualTo(["vendor/**"]));
        Assert.That(configuration.CredentialRules[0].Pattern, Is.EqualTo("acme_[a-z]{20}"));
        Assert.That(configuration.Suppressions[0].Expires, Is.EqualTo(new DateOnly(2027, 1, 31)));
        Assert.That(configuration.PermissionSkipping[0].AuthorisedBy, Is.EqualTo("Ada"));
        Assert.That(configuration.SecurityCritical, Is.EqualTo(["src/Billing/**"]));
        Assert.That(configuration.AllowedHosts, Is.EqualTo(["proxy.example.com"]));
        Assert.That(configuration.AcceptIncompleteHistory, Is.True);
    }

    [TestCase("""{ "allowedHosts": ["a.example"], "allowedHosts": ["b.example"] }""", "'allowedHosts' stands here a second time.")]
    [TestCase("""{ "severities": { "CBG0003": "error", "CBG0003": "none" } }""", "'CBG0003' stands here a second time.")]
    [TestCase("""{ "suppressions": [{ "code": "CBG0007", "reason": "a", "reason": "b" }] }""", "'reason' stands here a second time.")]
    [TestCase("""{ "suppressions": [{ "code": "CBG0007" }, { "code": "CBG0007", "reason": "r" }, { "code": "CBG0007", "reason": "r", "expires": "soon" }] }""", "suppressions[2].expires")]
    [TestCase("""{ "allowedHosts": [1, "a.example", 2] }""", "allowedHosts[2]")]
    [TestCase("[]", "must hold an object")]
    public void A_mistake_is_said_of_the_entry_that_makes_it(string text, string says) =>
        Assert.That(Read(text).Findings.Select(f => f.Message), Has.Some.Contains(says));

    [Test]
    public void Equal_names_in_different_entries_are_no_mistake() =>
        Assert.That(Read("""{ "suppressions": [{ "code": "CBG0007", "reason": "a" }, { "code": "CBG0007", "reason": "a" }] }""").Findings, Is.Empty);

    [Test]
    public async Task The_shipped_schema_accepts_what_the_reader_accepts()
    {
        var schema = await JsonSchema.FromFileAsync(Checkout.File("src/ClaudeBuildGuard.Engine/Configuration/claude-build-guard.schema.json"));
        var strict = Regex.Replace(Regex.Replace(Everything, "//.*", string.Empty), @",(\s*[}\]])", "$1");
        Assert.That(schema.Validate(strict), Is.Empty);
        Assert.That(schema.Validate("{ \"severity\": {} }"), Is.Not.Empty);
    }

    [TestCase("{\n  \"severitys\": {}\n}", 2, "'severitys' is not a setting")]
    [TestCase("{\n  \"severities\": { \"CBG0003\": \"fatal\" }\n}", 2, "one of error, warning")]
    [TestCase("{\n  \"severities\": { \"CBG9999\": \"error\" }\n}", 2, "no code")]
    [TestCase("{\n  \"severities\": { \"CBG7999\": \"error\" }\n}", 2, "no code")]
    [TestCase("{\n  \"severities\": { \"CBG7010\": \"fatal\" }\n}", 2, "one of error, warning")]
    [TestCase("{\n  \"suppressions\": [\n    { \"code\": \"CBG7010\", \"reason\": \"x\", \"fingerprint\": \"aa\" }\n  ]\n}", 3, "have no fingerprint")]
    [TestCase("{\n  \"severities\": { \"CBG0002\": \"none\" }\n}", 2, "is fixed")]
    [TestCase("{\n  \"suppressions\": [\n    { \"code\": \"CBG0007\" }\n  ]\n}", 3, "lacks 'reason'")]
    [TestCase("{\n  \"suppressions\": [\n    { \"code\": \"CBG0007\", \"reason\": \" \" }\n  ]\n}", 3, "not empty")]
    [TestCase("{\n  \"suppressions\": [\n    { \"code\": \"CBG0002\", \"reason\": \"x\" }\n  ]\n}", 3, "cannot be suppressed")]
    [TestCase("{\n  \"permissionSkipping\": [\n    { \"path\": \"a\", \"environment\": \"b\", \"authorisedBy\": \"c\", \"reason\": \"d\" }\n  ]\n}", 3, "lacks 'expires'")]
    [TestCase("{\n  \"permissionSkipping\": [\n    { \"path\": \"a\", \"environment\": \"b\", \"authorisedBy\": \"c\", \"reason\": \"d\", \"expires\": \"soon\" }\n  ]\n}", 3, "a date like")]
    [TestCase("{\n  \"scan\": { \"rules\": [ { \"id\": \"a\", \"title\": \"b\", \"pattern\": \"(\" } ] }\n}", 2, "regular expression")]
    [TestCase("{\n  \"scan\": { \"rules\": [ { \"id\": \"a\", \"title\": \"b\", \"prefix\": \"abc\" } ] }\n}", 2, "at least four")]
    [TestCase("{\n  \"acceptIncompleteHistory\": \"yes\"\n}", 2, "true or false")]
    [TestCase("{\n  \"scan\": ", 2, "not JSON")]
    [TestCase("[]", 1, "an object")]
    public void A_mistake_is_an_error_with_its_line(string text, int line, string says)
    {
        var (_, findings) = Read(text);
        Assert.That(findings, Has.Count.EqualTo(1));
        Assert.That(findings[0].Diagnostic, Is.EqualTo(GuardDiagnostics.ConfigurationInvalid));
        Assert.That(findings[0].Location.Line, Is.EqualTo(line));
        Assert.That(findings[0].Message, Does.Contain(says));
    }

    [Test]
    public void Codes_of_the_analyzers_are_known()
    {
        var (configuration, findings) = Read("""{ "severities": { "CBG7010": "warning" }, "suppressions": [{ "code": "CBG7402", "path": "src/**", "reason": "old" }] }""");
        Assert.That(findings, Is.Empty);
        Assert.That(configuration.Suppressions.Single().Code, Is.EqualTo("CBG7402"));
    }

    [Test]
    public void The_codes_of_the_analyzers_are_those_with_a_page_and_those_of_report_mode()
    {
        var pages = Directory.GetFiles(Checkout.File("docs/rules"), "CBG7*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Where(c => !DiagnosticCatalogue.All.ContainsKey(c)).ToList();
        var reportMode = Regex.Matches(File.ReadAllText(Checkout.File("build/ClaudeBuildGuard.Analyzers.targets")), @"CBG7(?!001)\d{3}(?=[;<])").Select(m => m.Value);
        Assert.That(AnalyzerCodes.All, Is.EquivalentTo(pages));
        Assert.That(reportMode, Is.EquivalentTo(pages.Where(p => p != "CBG7900")));
    }

    [Test]
    public void A_repository_without_configuration_has_the_defaults()
    {
        using var repository = new TestRepository();
        Assert.That(repository.Judge().Findings.Where(f => f.Id == "CBG0004"), Is.Empty);
    }

    [TestCase("\"pattern\": \"ACME-[0-9a-f]{20}\", \"matches\": [\"ACME-§\"], \"doesNotMatch\": [\"ACME-short\"]", "")]
    [TestCase("\"pattern\": \"[^\\\\s\\\"]+ACME-[0-9a-f]{20}\", \"matches\": [\"cléACME-§\"]", "")]
    [TestCase("\"prefix\": \"ACME-\", \"keywords\": [\"acme\"], \"matches\": [\"ACME-§\"]", "")]
    [TestCase("\"pattern\": \"ACME-[0-9a-f]{20}\", \"matches\": [\"ACME-nope\"]", "does not match a sample of its 'matches'")]
    [TestCase("\"pattern\": \"ACME-[a-z]+\", \"doesNotMatch\": [\"ACME-short\"]", "matches a sample of its 'doesNotMatch'")]
    [TestCase("\"pattern\": \"ACME-[0-9a-f]{20}\", \"keywords\": [\"zebra\"], \"matches\": [\"ACME-§\"]", "does not match a sample of its 'matches'")]
    public void A_rule_is_tried_on_its_samples_which_are_no_credentials(string rule, string mistake)
    {
        rule = rule.Replace("§", TokenSampler.Run("H", 20, 6), StringComparison.Ordinal);
        using var repository = new TestRepository().File(ConfigurationReader.FileName, $$"""{ "scan": { "rules": [ { "id": "acme", "title": "Acme key", {{rule}} } ] } }""");
        var findings = repository.Judge().Findings;
        Assert.Multiple(() =>
        {
            Assert.That(string.Join(' ', findings.Where(f => f.Id == "CBG0004").Select(f => f.Finding.Message)), mistake.Length == 0 ? Is.Empty : Does.Contain(mistake));
            Assert.That(findings.Where(f => f.Id == "CBG3001" && mistake.Length == 0), Is.Empty);
        });
    }

    [Test]
    public void A_directory_in_place_of_the_configuration_is_an_error()
    {
        using var repository = new TestRepository().File($"{ConfigurationReader.FileName}/a.txt", "x");
        var verdict = repository.Judge();
        Assert.That(verdict.Findings.Single(f => f.Id == "CBG0004").Finding.Message, Does.Contain("is a directory"));
        Assert.That(verdict.ExitStatus, Is.EqualTo(2));
    }

    [Test]
    public void A_named_configuration_that_does_not_exist_is_an_error()
    {
        using var repository = new TestRepository();
        var verdict = repository.Judge(with: o => o with { ConfigurationFile = repository.FullPath("other.json") });
        Assert.That(verdict.Findings.Select(f => f.Id), Does.Contain("CBG0004"));
        Assert.That(verdict.ExitStatus, Is.EqualTo(2));
    }

    private static (GuardConfiguration Configuration, IReadOnlyList<Finding> Findings) Read(string text)
    {
        var findings = new FindingCollector();
        var configuration = ConfigurationReader.Parse(text, ConfigurationReader.FileName, () => DiagnosticCatalogue.All, findings);
        return (configuration, findings.Sorted());
    }
}
