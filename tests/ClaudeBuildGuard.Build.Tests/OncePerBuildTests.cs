using ClaudeBuildGuard.Build.Tests.Harness;

namespace ClaudeBuildGuard.Build.Tests;

/// <summary>
/// The guard judges a repository exactly once in every command that builds, packs, publishes or tests, and never in one that does
/// not. With something wrong each of them fails, with one error for it, and nothing leaves the machine.
/// </summary>
[TestFixture]
public sealed class OncePerBuildTests
{
    private const string All = "all.slnx";
    private ConsumerRepository _repository = null!;

    public static IEnumerable<TestCaseData> Commands()
    {
        yield return Command("build", All, "-m:1");
        yield return Command("build", All, "-m:4");
        yield return Command("build", All, "-graph");
        yield return Command("build", "Library3", "--no-restore", "-graph", "-isolate");
        yield return Command("build", All, "-mt");
        yield return Command("build", "Library3");
        yield return Command("build", "Single");
        yield return Command("build", "Library3", "-f", "net10.0");
        yield return Command("build", "Library3", "--no-restore", "-p:BuildProjectReferences=false");
        yield return Command("build", All, "-t:Rebuild");
        yield return Command("build", All, "-p:GeneratePackageOnBuild=true");
        yield return Command("pack", All, "-c", "Debug");
        yield return Command("pack", All, "-c", "Debug", "--no-build");
        yield return Command("pack", "Single", "-c", "Debug", "--no-build");
        yield return Command("publish", "Program", "-c", "Debug");
        yield return Command("publish", "Program", "-c", "Debug", "--no-build");
        yield return Command("test", "UnitTests");
        yield return Command("test", "UnitTests", "--no-build");
        yield return Command("build", "Single", "-t:ClaudeBuildGuardCheck");
    }

    [OneTimeSetUp]
    public void Build_a_solution()
    {
        _repository = new ConsumerRepository().Guarded()
            .Project("Library1", "net10.0;netstandard2.0")
            .Project("Library2", "net10.0;netstandard2.0", Reference("Library1"))
            .Project("Library3", "net10.0;netstandard2.0", Reference("Library2"))
            .Project("Single", "netstandard2.0", Reference("Library1"))
            .Project("Program", "net10.0", Reference("Library3") + "<PropertyGroup><OutputType>Exe</OutputType><IsPackable>false</IsPackable></PropertyGroup>")
            .File("Program/ProgramType.cs", "return 0;\n")
            .Project("UnitTests", "net10.0", Reference("Library3") + UnitTestPackages)
            .Solution("all", "Library1", "Library2", "Library3", "Single", "Program", "UnitTests");
        _repository.Initialised("Single");
        var build = _repository.DotNet("build", All);
        Assert.That(build.ExitCode, Is.Zero, build.Output);
    }

    [OneTimeTearDown]
    public void Delete_the_solution() => _repository.Dispose();

    [SetUp]
    public void Forget_what_was_packed()
    {
        foreach (var package in Directory.EnumerateFiles(_repository.Root, "*.nupkg", SearchOption.AllDirectories))
        {
            File.Delete(package);
        }
    }

    [TestCaseSource(nameof(Commands))]
    public void A_clean_repository_is_judged_once_by(string[] arguments)
    {
        var outcome = _repository.DotNet(arguments);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.Zero, outcome.Output);
            Assert.That(outcome.Runs, Is.EqualTo(1));
            Assert.That(outcome.Errors, Is.Empty);
        }
    }

    [TestCaseSource(nameof(Commands))]
    public void A_violation_is_one_error_and_no_package_from(string[] arguments)
    {
        _repository.File("claude-build-guard.json", "{ \"severities\": ");
        try
        {
            var outcome = _repository.DotNet(arguments);

            using (Assert.EnterMultipleScope())
            {
                Assert.That(outcome.ExitCode, Is.EqualTo(1), outcome.Output);
                Assert.That(outcome.Runs, Is.EqualTo(1));
                // In isolation MSBuild adds its own complaint that a failed reference has no result.
                Assert.That(outcome.Errors.Where(e => !e.Text.StartsWith("MSB4252", StringComparison.Ordinal)).Select(e => e.Code), Is.EqualTo(["CBG0004"]));
                Assert.That(Directory.EnumerateFiles(_repository.Root, "*.nupkg", SearchOption.AllDirectories), Is.Empty);
            }
        }
        finally
        {
            _repository.Delete("claude-build-guard.json");
        }
    }

    [TestCase("restore", All)]
    [TestCase("clean", "Program", "-c", "Release")]
    [TestCase("msbuild", "Single", "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true")]
    [TestCase("msbuild", "Single", "-t:ResolveReferences;CoreCompile", "-p:BuildingInsideVisualStudio=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true")]
    public void Nothing_is_judged_by(params string[] arguments)
    {
        var outcome = _repository.DotNet(arguments);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.Zero, outcome.Output);
            Assert.That(outcome.Runs, Is.Zero);
        }
    }

    private static TestCaseData Command(params string[] arguments) =>
        new TestCaseData((object)arguments).SetArgDisplayNames(string.Join(' ', arguments));

    private static string Reference(string project) =>
        $"<ItemGroup><ProjectReference Include=\"../{project}/{project}.csproj\" /></ItemGroup>";

    private const string UnitTestPackages =
        """
        <PropertyGroup><IsPackable>false</IsPackable></PropertyGroup>
        <ItemGroup>
          <PackageReference Include="Microsoft.NET.Test.Sdk" VersionOverride="18.11.0" />
          <PackageReference Include="NUnit" VersionOverride="4.6.1" />
          <PackageReference Include="NUnit3TestAdapter" VersionOverride="6.3.1" />
        </ItemGroup>
        """;
}
