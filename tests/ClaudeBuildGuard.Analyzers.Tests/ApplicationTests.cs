using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Tests;

/// <summary>A whole application with every kind of defect, and its corrected twin.</summary>
public class ApplicationTests
{
    [Test]
    public void Every_planted_defect_is_found_on_its_line() => Sample.Check(Read("Planted"), OutputKind.ConsoleApplication);

    [Test]
    public void The_planted_application_holds_every_rule() =>
        Assert.That(
            Sample.Judge(Read("Planted"), OutputKind.ConsoleApplication).Select(d => d.Id).Distinct(),
            Is.EquivalentTo(Sample.Analyzers.SelectMany(a => a.SupportedDiagnostics).Where(d => d.DefaultSeverity >= DiagnosticSeverity.Warning).Select(d => d.Id).Distinct()));

    [Test]
    public void At_least_34_defects_are_planted() =>
        Assert.That(Read("Planted").Sum(f => f.Text.Split("// CBG").Length - 1), Is.GreaterThanOrEqualTo(34));

    [Test]
    public void The_corrected_twin_is_silent() => Assert.That(Sample.Judge(Read("Corrected"), OutputKind.ConsoleApplication).Select(d => d.ToString()), Is.Empty);

    [Test]
    public void Further_spellings_of_the_same_defects_are_found_on_their_lines() => Sample.Check(Read("Spellings"));

    [Test]
    public void Every_kind_of_endpoint_without_its_decision_is_found() => Sample.Check(Read("Routes"), OutputKind.ConsoleApplication);

    [TestCase("Mvc")]
    [TestCase("Minimal")]
    [TestCase("Layered")]
    public void An_application_of_another_style_that_is_right_is_silent(string application) =>
        Assert.That(Sample.Judge(Read(application), OutputKind.ConsoleApplication).Select(d => d.ToString()), Is.Empty);

    private static List<(string Path, string Text)> Read(string application) =>
        [.. Directory.EnumerateFiles(Path.Combine(TestContext.CurrentContext.TestDirectory, "Applications", application), "*.cs")
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path).ReplaceLineEndings("\n")))];
}
