using System.Text;
using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.ClaudeCode.Settings;

/// <summary>Each row of the measured tables: what makes the client drop the whole file, and what it skips.</summary>
public sealed class SettingsFileTests
{
    private const string Deny = "\"permissions\":{\"deny\":[\"Read(.env)\"]}";

    [TestCase("\"permissions\":{\"deny\":[\"Read(.env)\"],\"defaultMode\":\"nonsense\"}")]
    [TestCase("\"permissions\":{\"deny\":[\"Read(.env)\"],\"defaultMode\":\"allowEdits\"}")]
    [TestCase("\"permissions\":{\"deny\":[\"Read(.env)\"],\"defaultMode\":null}")]
    [TestCase("\"permissions\":{\"deny\":\"Read(.env)\"}")]
    [TestCase("\"permissions\":{\"deny\":null}")]
    [TestCase("\"permissions\":{\"deny\":[\"Read(.env)\"],\"allow\":\"x\"}")]
    [TestCase("\"permissions\":{\"deny\":[\"Read(.env)\"],\"additionalDirectories\":[1]}")]
    [TestCase("\"permissions\":{\"deny\":[\"Read(.env)\"],\"disableBypassPermissionsMode\":true}")]
    [TestCase("\"permissions\":\"x\"")]
    [TestCase(Deny + ",\"sandbox\":\"yes\"")]
    [TestCase(Deny + ",\"sandbox\":{\"enabled\":1}")]
    [TestCase(Deny + ",\"sandbox\":{\"filesystem\":{\"denyRead\":[1]}}")]
    [TestCase(Deny + ",\"sandbox\":{\"network\":{\"httpProxyPort\":null}}")]
    [TestCase(Deny + ",\"sandbox\":{\"credentials\":{\"envVars\":[{\"name\":\"A\"}]}}")]
    [TestCase(Deny + ",\"env\":1")]
    [TestCase(Deny + ",\"model\":null")]
    [TestCase(Deny + ",\"cleanupPeriodDays\":0")]
    [TestCase(Deny + ",\"disableAllHooks\":\"true\"")]
    [TestCase(Deny + ",\"statusLine\":{\"type\":\"command\"}")]
    [TestCase(Deny + ",\"hooks\":{\"PreToolUse\":[{\"matcher\":\"*\"}]}")]
    [TestCase(Deny + ",\"hooks\":{\"PreToolUse\":[{\"hooks\":[{\"type\":\"nonsense\"}]}]}")]
    public void A_wrong_value_of_a_known_key_loses_the_file(string members)
    {
        var file = Parse($"{{{members}}}");
        Assert.That(file.Loads, Is.False);
        Assert.That(file.Loss!.Line, Is.EqualTo(1));
    }

    [TestCase(Deny)]
    [TestCase(Deny + ",\"unknown\":1")]
    [TestCase(Deny + ",\"$schema\":\"https://example.com/x\"")]
    [TestCase(Deny + ",\"hooks\":\"x\"")]
    [TestCase(Deny + ",\"hooks\":{\"Nope\":\"x\"}")]
    [TestCase(Deny + ",\"env\":{\"A\":1}")]
    [TestCase(Deny + ",\"effortLevel\":1")]
    [TestCase(Deny + ",\"sandbox\":{\"unknown\":1,\"network\":{\"allowedDomains\":[\"https://x.y\"]}}")]
    [TestCase(Deny + ",\"enabledMcpjsonServers\":\"x\"")]
    [TestCase("\"permissions\":{\"deny\":[\"Read(.env)\",1,null,{}],\"unknown\":1}")]
    [TestCase("\"permissions\":{\"deny\":[\"Read(.env)\"],\"defaultMode\":\"bypassPermissions\"}")]
    [TestCase("\"permissions\":\"lost\"," + Deny)]
    public void What_the_client_skips_loses_nothing(string members)
    {
        var file = Parse($"{{{members}}}");
        Assert.That(file.Loss, Is.Null);
        Assert.That(file.Deny.Select(r => r.Text), Is.EqualTo(new[] { "Read(.env)" }));
    }

    [TestCase("{\n  // keys\n  \"a\": 1\n}", 2, 3, "comment")]
    [TestCase("{\n  \"é😀\": [1,],\n}", 2, 12, "comma")]
    [TestCase("{\n  \"a\": 1,\n}", 2, 9, "comma")]
    [TestCase("{\n  'a': 1\n}", 2, 3, "single quotes")]
    [TestCase("{ \"a\": ", 1, 8, "ends before")]
    [TestCase("{ \"a\" = 1 }", 1, 7, "'='")]
    [TestCase("[]", 1, 1, "object")]
    public void What_is_no_JSON_is_told_with_line_and_column(string text, int line, int column, string word)
    {
        var loss = Parse(text).Loss!;
        Assert.That((loss.Line, loss.Column), Is.EqualTo((line, column)), loss.Message);
        Assert.That(loss.Message, Does.Contain(word));
    }

    [Test]
    public void Of_a_key_that_occurs_twice_the_last_counts() =>
        Assert.That(Parse($"{{{Deny},\"permissions\":{{}}}}").Deny, Is.Empty);

    [Test]
    public void A_byte_order_mark_and_UTF16_are_read()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes($"{{{Deny}}}")];
            Assert.That(SettingsFile.Parse("s", SettingsScope.Project, bytes).Deny, Has.Length.EqualTo(1), encoding.WebName);
        }
    }

    [Test]
    public void An_empty_file_loses_nothing() => Assert.That(Parse(" \n").Loads);

    [Test]
    public void Half_a_surrogate_is_text() => Assert.That(Parse("{\"a\":\"\\ud800\"}").Loads);

    [Test]
    public void Five_megabytes_and_ten_thousand_levels_are_read_in_a_second()
    {
        var clock = ProcessorClock.Start();
        var deep = Parse($"{{\"x\":{new string('[', 10_000)}{new string(']', 10_000)},{Deny}}}");
        var large = Parse($"{{\"x\":[{string.Join(',', Enumerable.Repeat("\"0123456789\"", 400_000))}],{Deny}}}");
        Assert.That((deep.Deny.Length, large.Deny.Length), Is.EqualTo((1, 1)));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(8)));
    }

    private static SettingsFile Parse(string text) => SettingsFile.Parse(".claude/settings.json", SettingsScope.Project, text);
}
