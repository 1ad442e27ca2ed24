using System.IO.Compression;
using System.Text;
using ClaudeBuildGuard.Build.Tests.Harness;

namespace ClaudeBuildGuard.Build.Tests;

/// <summary>The first hour with the package, as the contract promises it.</summary>
[TestFixture]
public sealed class FreshRepositoryTests
{
    [Test]
    public void A_fresh_project_gets_one_error_and_one_target_makes_it_green()
    {
        using var repository = new ConsumerRepository().Guarded();
        var created = repository.Run("dotnet", ["new", "console", "-n", "App", "--no-restore"]);
        Assert.That(created.ExitCode, Is.Zero, created.Output);

        var red = repository.DotNet("build", "App");
        var packed = repository.DotNet("pack", "App", "-o", "out");
        repository.Initialised("App");
        var green = repository.DotNet("build", "App");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(red.ExitCode, Is.EqualTo(1), red.Output);
            Assert.That(red.Errors.Select(e => e.Code), Is.EqualTo(["CBG1001"]), red.Output);
            Assert.That(packed.ExitCode, Is.EqualTo(1), packed.Output);
            Assert.That(Directory.Exists(repository.FullPath("out")) && Directory.EnumerateFiles(repository.FullPath("out")).Any(), Is.False);
            Assert.That(green.ExitCode, Is.Zero, green.Output);
            Assert.That(green.Errors, Is.Empty);
            Assert.That(green.Warnings, Is.Empty, green.Output);
        }
    }

    [Test]
    public void A_secret_stands_in_no_output_log_report_or_state()
    {
        // A value that is a credential by its name, in a form that nothing else in the build contains.
        var secret = "Kx9!vW2q" + "Lm7zRt4";
        using var repository = new ConsumerRepository().Guarded().Project("App")
            .File("App/appsettings.json", $$"""{ "ConnectionStrings": { "Main": "Server=db.contoso.com;User Id=app;Password={{secret}}" } }""");
        repository.Files.Commit();
        repository.File("App/appsettings.json", "{ }");

        var red = repository.DotNet("build", "App", "-p:ClaudeBuildGuardSarifFile=.git/v.sarif", "-p:ClaudeBuildGuardReportFile=.git/v.html");
        var baseline = repository.DotNet("build", "App", "-t:ClaudeBuildGuardBaseline");

        Assert.That(red.Errors.Select(e => e.Code), Does.Contain("CBG3101"), red.Output);
        Assert.That(baseline.ExitCode, Is.Zero, baseline.Output);
        var needles = new[] { Encoding.UTF8.GetBytes(secret), Encoding.Unicode.GetBytes(secret) };
        var holding = Directory.EnumerateFiles(repository.Root, "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}objects{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(f => needles.Any(n => Content(f).AsSpan().IndexOf(n) >= 0));
        Assert.That(holding, Is.Empty);
    }

    // A binary log is compressed as a whole.
    private static byte[] Content(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (!file.EndsWith(".binlog", StringComparison.Ordinal))
        {
            return bytes;
        }

        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
