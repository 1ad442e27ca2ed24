using System.IO.Compression;
using ClaudeBuildGuard.Build.Tests.Harness;

namespace ClaudeBuildGuard.Build.Tests;

/// <summary>How the package is referenced, and what that does to the user's own package.</summary>
[TestFixture]
public sealed class PackageReferenceTests
{
    private const string Own = "Own";

    [Test]
    public void A_reference_without_PrivateAssets_is_diagnosed_where_it_would_leak()
    {
        using var repository = new ConsumerRepository().Project(Own, body: Reference("")).Initialised(Own);

        var packed = repository.DotNet("pack", Own);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(packed.ExitCode, Is.Zero, packed.Output);
            Assert.That(packed.Warnings.Where(w => w.Code == "CBG0008").Select(w => Path.GetFileName(w.File)), Is.EqualTo([$"{Own}.csproj"]));
            Assert.That(Nuspec(repository), Does.Contain("id=\"ClaudeBuildGuard\""), "otherwise there is nothing to diagnose");
        }
    }

    [Test]
    public void With_warnings_as_errors_the_leak_stops_the_package()
    {
        using var repository = new ConsumerRepository().Project(Own, body: Reference("")).Initialised(Own);

        var packed = repository.DotNet("pack", Own, "-p:TreatWarningsAsErrors=true", "-p:WarningsNotAsErrors=NU5104");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(packed.ExitCode, Is.EqualTo(1), packed.Output);
            Assert.That(packed.ErrorCodes, Does.Contain("CBG0008"));
            Assert.That(Directory.EnumerateFiles(repository.Root, "*.nupkg", SearchOption.AllDirectories), Is.Empty);
        }
    }

    [TestCase(" PrivateAssets=\"all\"")]
    [TestCase(" PrivateAssets=\"All\" IncludeAssets=\"build; analyzers\"")]
    public void A_private_reference_is_silent_and_does_not_leak(string metadata)
    {
        using var repository = new ConsumerRepository().Project(Own, "net10.0;netstandard2.0", Reference(metadata)).Initialised(Own);

        var packed = repository.DotNet("pack", Own);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(packed.ExitCode, Is.Zero, packed.Output);
            Assert.That(packed.WarningCodes, Has.None.EqualTo("CBG0008"));
            Assert.That(Nuspec(repository), Does.Not.Contain("ClaudeBuildGuard\""));
        }
    }

    [Test]
    public void What_dotnet_add_package_writes_is_silent()
    {
        using var repository = new ConsumerRepository().Project(Own);
        var added = repository.Run("dotnet", ["add", Own, "package", "ClaudeBuildGuard", "--version", PackedProduct.Version]);
        Assert.That(added.ExitCode, Is.Zero, added.Output);

        var packed = repository.Initialised(Own).DotNet("pack", Own);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(packed.ExitCode, Is.Zero, packed.Output);
            Assert.That(packed.Runs, Is.EqualTo(1));
            Assert.That(packed.WarningCodes, Has.None.EqualTo("CBG0008"));
        }
    }

    private static string Reference(string metadata) =>
        $"<ItemGroup><PackageReference Include=\"ClaudeBuildGuard\" Version=\"{PackedProduct.Version}\"{metadata} /></ItemGroup>";

    private static string Nuspec(ConsumerRepository repository)
    {
        using var package = ZipFile.OpenRead(Directory.EnumerateFiles(repository.Root, "*.nupkg", SearchOption.AllDirectories).Single());
        using var reader = new StreamReader(package.Entries.Single(e => e.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
        return reader.ReadToEnd();
    }
}
