using System.Globalization;
using System.Reflection;
using ClaudeBuildGuard.Build.Tests.Harness;

namespace ClaudeBuildGuard.Build.Tests;

/// <summary>
/// Both packages, packed once for a test run under a version that no run had before: NuGet keeps a package by its version for ever,
/// and a kept one would be tested instead of this one.
/// </summary>
[SetUpFixture]
public sealed class PackedProduct
{
    private static DirectoryInfo? s_directory;

    public static string Version { get; } = $"1.0.0-test.{DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}.{Environment.ProcessId}";

    public static string Feed => Path.Combine(s_directory!.FullName, "feed");

    /// <summary>The packages that this run's builds restore. What the machine has restored before is read from where it is.</summary>
    public static string PackageCache => Path.Combine(s_directory!.FullName, "packages");

    public static string MachinePackages { get; } =
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public static string GuardPackage => Path.Combine(Feed, $"ClaudeBuildGuard.{Version}.nupkg");

    public static string ToolPackage => Path.Combine(Feed, $"ClaudeBuildGuard.Tool.{Version}.nupkg");

    /// <summary>The checkout that these tests were built from.</summary>
    public static string SourceRoot { get; } = FindSourceRoot();

    [OneTimeSetUp]
    public static void Pack()
    {
        s_directory = Directory.CreateTempSubdirectory("cbg-feed-");
        var configuration = typeof(PackedProduct).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        foreach (var project in new[] { "ClaudeBuildGuard", "ClaudeBuildGuard.Tool" })
        {
            var packed = ChildProcess.Run(
                SourceRoot,
                "dotnet",
                ["pack", Path.Combine("src", project), "--no-build", "-c", configuration, "-o", Feed, $"-p:PackageVersion={Version}", "-nologo", "-tl:off"]);
            Assert.That(packed.ExitCode, Is.Zero, packed.Output);
        }
    }

    [OneTimeTearDown]
    public static void Delete()
    {
        try
        {
            s_directory?.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows keeps an assembly locked as long as a compiler server has it loaded; the system's own cleaning takes the rest.
            TestContext.Progress.WriteLine($"{s_directory}: {e.Message}");
        }
    }

    private static string FindSourceRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "ClaudeBuildGuard.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("These tests run from a checkout of the product.");
        }

        return directory.FullName;
    }
}
