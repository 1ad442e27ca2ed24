using System.Text.RegularExpressions;
using System.Xml.Linq;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Documentation;

/// <summary>
/// The README's tables say what the product does. The table of codes is written from the pages of the rules: when they change, run
/// this test with CLAUDE_BUILD_GUARD_WRITE_README=1.
/// </summary>
public sealed partial class ReadmeTests
{
    private const string Begin = "<!-- codes: begin -->\n";
    private const string End = "<!-- codes: end -->";

    private static string Readme => Path.Combine(Checkout.Root, "README.md");

    [Test]
    public void The_table_of_codes_lists_every_page_with_its_severity()
    {
        var text = File.ReadAllText(Readme).ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        var table = Table();
        if (Environment.GetEnvironmentVariable("CLAUDE_BUILD_GUARD_WRITE_README") == "1")
        {
            text = text[..begin] + table + text[end..];
            File.WriteAllText(Readme, text);
            end = text.IndexOf(End, StringComparison.Ordinal);
        }

        Assert.That(text[begin..end], Is.EqualTo(table), "Run this test once with CLAUDE_BUILD_GUARD_WRITE_README=1.");
    }

    [Test]
    public void The_table_of_properties_names_every_property_with_a_default()
    {
        var text = File.ReadAllText(Readme);
        var properties = XElement.Load(Path.Combine(Checkout.Root, "build", "ClaudeBuildGuard.props")).Descendants()
            .Select(e => e.Name.LocalName)
            .Where(n => n.StartsWith("ClaudeBuildGuard", StringComparison.Ordinal));

        Assert.That(properties.Where(p => !text.Contains($"| `{p}` |", StringComparison.Ordinal)), Is.Empty);
    }

    private static string Table() =>
        "| code | severity | what |\n|---|---|---|\n" + string.Concat(
            Directory.EnumerateFiles(Path.Combine(Checkout.Root, "docs", "rules"), "CBG*.md")
                .Order(StringComparer.Ordinal)
                .Select(Row));

    private static string Row(string page)
    {
        var text = File.ReadAllText(page);
        var code = Path.GetFileNameWithoutExtension(page);
        var title = Title().Match(text).Groups[1].Value.Trim();
        var severity = Severity().Match(text).Groups[1].Value.Trim();
        return $"| [{code}](docs/rules/{code}.md) | {severity} | {title} |\n";
    }

    [GeneratedRegex(@"^# CBG\d{4}: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Title();

    [GeneratedRegex(@"\*\*Severity\*\* ([a-z]+)")]
    private static partial Regex Severity();
}
