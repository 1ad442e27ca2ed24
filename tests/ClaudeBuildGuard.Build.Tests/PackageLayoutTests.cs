using System.IO.Compression;
using System.Xml.Linq;

namespace ClaudeBuildGuard.Build.Tests;

/// <summary>What is in the packages, and what must not be.</summary>
[TestFixture]
public sealed class PackageLayoutTests
{
    private string[] _entries = null!;
    private string[] _toolEntries = null!;
    private XElement _nuspec = null!;

    [OneTimeSetUp]
    public void Open()
    {
        using var package = ZipFile.OpenRead(PackedProduct.GuardPackage);
        _entries = [.. package.Entries.Select(e => Uri.UnescapeDataString(e.FullName))];
        using var nuspec = package.GetEntry("ClaudeBuildGuard.nuspec")!.Open();
        _nuspec = XElement.Load(nuspec);
        using var tool = ZipFile.OpenRead(PackedProduct.ToolPackage);
        _toolEntries = [.. tool.Entries.Select(e => Uri.UnescapeDataString(e.FullName))];
    }

    [TestCase("build/ClaudeBuildGuard.props")]
    [TestCase("build/ClaudeBuildGuard.targets")]
    [TestCase("build/ClaudeBuildGuard.proj")]
    [TestCase("buildMultiTargeting/ClaudeBuildGuard.props")]
    [TestCase("buildMultiTargeting/ClaudeBuildGuard.targets")]
    [TestCase("tools/net8.0/ClaudeBuildGuard.Tasks.dll")]
    [TestCase("tools/net8.0/ClaudeBuildGuard.Tasks.deps.json")]
    [TestCase("tools/net8.0/claude-build-guard.dll")]
    [TestCase("tools/net8.0/claude-build-guard.deps.json")]
    [TestCase("tools/net8.0/claude-build-guard.runtimeconfig.json")]
    [TestCase("tools/net8.0/ClaudeBuildGuard.Engine.dll")]
    [TestCase("tools/net8.0-linux-x64/ClaudeBuildGuard.Tasks.dll", IncludePlatform = "Linux")]
    [TestCase("tools/net8.0-linux-x64/ClaudeBuildGuard.Engine.dll", IncludePlatform = "Linux")]
    [TestCase("tools/netstandard2.0/ClaudeBuildGuard.Tasks.dll")]
    [TestCase("analyzers/dotnet/cs/ClaudeBuildGuard.Analyzers.dll")]
    [TestCase("README.md")]
    [TestCase("icon.png")]
    public void The_package_holds(string path) => Assert.That(_entries, Does.Contain(path));

    [TestCase("tools/net8.0/any/")]
    [TestCase("tools/net8.0/linux-x64/", IncludePlatform = "Linux")]
    public void The_tool_package_has_everything_in(string directory)
    {
        var whole = _toolEntries.Where(e => e.StartsWith("tools/net8.0/any/", StringComparison.Ordinal)).Select(Path.GetFileName);
        var here = _toolEntries.Where(e => e.StartsWith(directory, StringComparison.Ordinal)).Select(Path.GetFileName).ToArray();
        Assert.That(here, Is.SupersetOf(new[] { "claude-build-guard.dll", "ClaudeBuildGuard.Engine.dll", "DotnetToolSettings.xml", "claude-build-guard.runtimeconfig.json" }));
        Assert.That(here, Is.EquivalentTo(whole));
    }

    [Test]
    public void No_native_library_is_shipped_so_one_package_serves_every_platform() =>
        Assert.That(_entries.Where(e => e.Contains("/native/", StringComparison.Ordinal) || e.EndsWith(".so", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void Nothing_flows_to_whoever_references_the_users_project() =>
        Assert.That(_entries.Where(e => e.StartsWith("buildTransitive/", StringComparison.Ordinal) || e.StartsWith("lib/", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void No_assembly_of_the_host_is_shipped() =>
        Assert.That(_entries.Select(Path.GetFileName), Has.None.StartsWith("Microsoft.Build"));

    [Test]
    public void No_file_of_one_platform_only_starts_the_tool() =>
        Assert.That(_entries, Has.None.EqualTo("tools/net8.0/claude-build-guard").And.None.EqualTo("tools/net8.0/claude-build-guard.exe"));

    [Test]
    public void The_nuspec_names_no_dependency_and_is_for_development()
    {
        var metadata = _nuspec.Elements().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(metadata.Descendants().Where(e => e.Name.LocalName == "dependency"), Is.Empty);
            Assert.That(Value(metadata, "developmentDependency"), Is.EqualTo("true"));
            Assert.That(Value(metadata, "license"), Is.EqualTo("MIT"));
            Assert.That(Value(metadata, "icon"), Is.EqualTo("icon.png"));
            Assert.That(Value(metadata, "readme"), Is.EqualTo("README.md"));
            Assert.That(metadata.Elements().Single(e => e.Name.LocalName == "repository").Attribute("type")?.Value, Is.EqualTo("git"));
        }
    }

    [Test]
    public void The_tool_package_is_a_dotnet_tool_of_the_fixed_name()
    {
        using var package = ZipFile.OpenRead(PackedProduct.ToolPackage);
        foreach (var settings in package.Entries.Where(e => e.Name == "DotnetToolSettings.xml"))
        {
            using var stream = settings.Open();
            var command = XElement.Load(stream).Descendants().Single(e => e.Name.LocalName == "Command");
            Assert.That((command.Attribute("Name")?.Value, command.Attribute("EntryPoint")?.Value), Is.EqualTo(("claude-build-guard", "claude-build-guard.dll")), settings.FullName);
        }
    }

    // Half of it is the engine compiled ahead of time, with what it uses of the platform's generic types: a megabyte for 500 methods less
    // to compile in every first check. A third of that code are regular expressions.
    [Test]
    public void The_package_stays_below_ten_megabytes() =>
        Assert.That(new FileInfo(PackedProduct.GuardPackage).Length, Is.LessThan(10 * 1024 * 1024));

    private static string? Value(XElement metadata, string name) =>
        metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value;
}
