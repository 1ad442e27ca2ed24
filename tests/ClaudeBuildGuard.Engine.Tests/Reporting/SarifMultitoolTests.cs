using System.Diagnostics;
using System.Text.Json;
using ClaudeBuildGuard.Engine.Reporting;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Reporting;

/// <summary>The judge of SARIF is the validator of those who wrote the standard, taken from npm.</summary>
[Category("Npm")]
public sealed class SarifMultitoolTests
{
    private const string Package = "@microsoft/sarif-multitool@5.7.0";

    [Test]
    public void The_validator_finds_no_error_in_our_sarif()
    {
        var place = Directory.CreateDirectory(Checkout.File("artifacts/npm/sarif-multitool")).FullName;
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        if (!Directory.Exists(Path.Combine(place, "node_modules", "@microsoft", "sarif-multitool")))
        {
            try
            {
                Run(npm, place, "install", "--no-fund", "--no-audit", "--prefix", place, Package);
            }
            catch (System.ComponentModel.Win32Exception)
            {
                Assert.Ignore("npm is not installed, so the SARIF validator cannot be fetched.");
            }
        }

        var sarif = Path.Combine(place, "verdict.sarif");
        var log = Path.Combine(place, "validation.sarif");
        File.WriteAllText(sarif, VerdictWriter.Write(VerdictWriterTests.Sample, VerdictFormat.Sarif));
        File.Delete(log);
        Run(npm, place, "exec", "--prefix", place, "--", "sarif-multitool", "validate", sarif, "--output", log);
        using var json = JsonDocument.Parse(File.ReadAllText(log));
        var results = json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .Where(r => !r.TryGetProperty("level", out var level) || level.GetString() is "error" or "warning")
            .Select(r => $"{r.GetProperty("ruleId")} {r.GetProperty("message")}");
        Assert.That(results, Is.Empty);
    }

    private static void Run(string program, string directory, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromMinutes(4)))
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.That(process.ExitCode, Is.Zero, () => output + error.Result);
    }
}
