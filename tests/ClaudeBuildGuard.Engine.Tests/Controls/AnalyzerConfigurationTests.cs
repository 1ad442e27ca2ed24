using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Controls.AnalyzerConfiguration;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls;

public sealed class AnalyzerConfigurationTests
{
    [TestCase(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.CA5351.severity = none\n", 3)]
    [TestCase("src/.editorconfig", "[*.cs]\r\ndotnet_diagnostic.cbg7005.severity=silent # later\r\n", 2)]
    [TestCase(".globalconfig", "is_global = true\ndotnet_diagnostic.CA3075.severity = suggestion\n", 2)]
    [TestCase(".editorconfig", "[*.cs]\ndotnet_analyzer_diagnostic.category-Security.severity = none\n", 2)]
    [TestCase("Directory.Build.props", "<Project>\n <PropertyGroup>\n  <NoWarn>$(NoWarn);CS1591;CA5351</NoWarn>\n </PropertyGroup>\n</Project>\n", 3)]
    [TestCase("src/App/App.csproj", "<Project>\n <PropertyGroup>\n  <EnableNETAnalyzers>false</EnableNETAnalyzers>\n </PropertyGroup>\n</Project>\n", 3)]
    [TestCase("Directory.Build.targets", "<Project>\n <PropertyGroup>\n  <RunAnalyzersDuringBuild>False</RunAnalyzersDuringBuild>\n </PropertyGroup>\n</Project>\n", 3)]
    [TestCase("src/App/App.csproj", "<Project>\n <PropertyGroup>\n  <ClaudeBuildGuardAnalyzers>false</ClaudeBuildGuardAnalyzers>\n </PropertyGroup>\n</Project>\n", 3)]
    public void Silenced_security_analysis_is_found_with_its_line(string path, string text, int line)
    {
        using var repository = new TestRepository(git: false).File(path, text);
        var finding = repository.Judge().Findings.Select(f => f.Finding).Single(f => f.Diagnostic.Id == "CBG7001");
        Assert.That((finding.Location.Path, finding.Location.Line), Is.EqualTo((path, line)));
    }

    [TestCase(".editorconfig", "[*.cs]\ndotnet_diagnostic.CA1822.severity = none\ndotnet_diagnostic.CA5351.severity = error\n")]
    [TestCase(".editorconfig", "[tests/**.cs]\ndotnet_diagnostic.CA5351.severity = none\n")]
    [TestCase(".editorconfig", "# dotnet_diagnostic.CA5351.severity = none\n= none\n[\nx")]
    [TestCase("Directory.Build.props", "<Project><PropertyGroup><NoWarn>$(NoWarn);CS1591</NoWarn><RunAnalyzers>true</RunAnalyzers></PropertyGroup></Project>")]
    [TestCase("Directory.Build.props", "<Project><PropertyGroup Condition=\"'$(Configuration)' == 'Debug'\"><RunAnalyzers>false</RunAnalyzers></PropertyGroup></Project>")]
    [TestCase("tests/App.Tests/App.Tests.csproj", "<Project><PropertyGroup><NoWarn>CA5351</NoWarn></PropertyGroup></Project>")]
    [TestCase("broken.csproj", "<Project><PropertyGroup><NoWarn>CA5351")]
    public void Other_configuration_is_silent(string path, string text)
    {
        using var repository = new TestRepository(git: false).File(path, text);
        Assert.That(repository.Judge().Findings.Select(f => f.Finding.Diagnostic.Id), Has.None.EqualTo("CBG7001"));
    }

    [Test]
    public void The_rules_are_those_of_the_package()
    {
        var configured = Regex.Matches(File.ReadAllText(Checkout.File("build/ClaudeBuildGuard.globalconfig")), @"^dotnet_diagnostic\.(\w+)\.severity", RegexOptions.Multiline, TimeSpan.FromSeconds(5));
        Assert.That(SecurityRules.OfPlatform, Is.EquivalentTo(configured.Select(m => m.Groups[1].Value)));
    }

    [Test]
    public void Report_mode_makes_warnings_of_exactly_the_errors()
    {
        var severe = Severities("build/ClaudeBuildGuard.globalconfig").Where(r => r.Severity == "error").Select(r => (r.Code, "warning"));
        Assert.That(Severities("build/ClaudeBuildGuard.report.globalconfig"), Is.EquivalentTo(severe));
    }

    [Test]
    public void Report_mode_spares_every_rule_of_the_analyzers() =>
        Assert.That(
            Regex.Matches(Regex.Match(File.ReadAllText(Checkout.File("build/ClaudeBuildGuard.Analyzers.targets")), "<_ClaudeBuildGuardRules>(CBG[^<]*)<", RegexOptions.None, TimeSpan.FromSeconds(5)).Groups[1].Value, @"CBG\d+", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(m => m.Value),
            Is.EquivalentTo(AnalyzerCodes.All.Where(c => c != "CBG7900")));

    private static IEnumerable<(string Code, string Severity)> Severities(string file) =>
        Regex.Matches(File.ReadAllText(Checkout.File(file)), @"^dotnet_diagnostic\.(\w+)\.severity = (\w+)", RegexOptions.Multiline, TimeSpan.FromSeconds(5))
            .Select(m => (m.Groups[1].Value, m.Groups[2].Value));
}
