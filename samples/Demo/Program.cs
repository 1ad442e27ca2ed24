using System.Globalization;
using System.Reflection;
using ClaudeBuildGuard.Samples;

// The demo fails when the product does not do what it shows.
var root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "ClaudeBuildGuard.sln")))
{
    root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The demo runs from a checkout of the product.");
}

var configuration = typeof(Shell).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
var version = $"1.0.0-demo.{DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}";
var machinePackages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
    ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
var directory = Directory.CreateTempSubdirectory("claude-build-guard-demo-");
var feed = Path.Combine(directory.FullName, "feed");
var shop = new Shell(
    directory.CreateSubdirectory("shop").FullName,
    new Dictionary<string, string>
    {
        ["NUGET_PACKAGES"] = Path.Combine(directory.FullName, "packages"),
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
    });
string[] build = ["build", "-nologo", "-tl:off"];
var failures = new List<string>();

Say("The package is packed into a local feed, and a small shop with a past is written.");
new Shell(root, new Dictionary<string, string>()).Quietly(
    "dotnet", "pack", Path.Combine("src", "ClaudeBuildGuard"), "--no-build", "-c", configuration, "-o", feed, $"-p:PackageVersion={version}", "-nologo");
PlantedHistory.Write(shop, version, feed, machinePackages);
shop.Show("git", "log", "--oneline");

Say("The first build is red.");
var (status, output) = shop.Show("dotnet", build);
Expect("the first build fails", status == 1);
Expect("it says that the ignore file is missing", output.Contains("error CBG1001", StringComparison.Ordinal));
Expect("it finds the key in the working tree", output.Contains("error CBG3001", StringComparison.Ordinal));
Expect("it finds the deleted key in the history", output.Contains("error CBG3101", StringComparison.Ordinal));

Say("One target writes what is missing: the ignore file and the deny rules that enforce it.");
(status, _) = shop.Show("dotnet", [.. build, "-t:ClaudeBuildGuardInit"]);
Expect("init succeeds", status == 0);
PlantedHistory.Commit(shop, "Let the guard write its files");

Say("The storage key is rotated and replaced by a reference. What remains was committed once, so it stays known for ever.");
PlantedHistory.ReplaceBySecretReference(shop);
(status, output) = shop.Show("dotnet", build);
Expect("the history still fails the build", status == 1);
Expect("nothing but the history does", Errors(output).All(code => code.StartsWith("CBG31", StringComparison.Ordinal)));

Say("Both keys are revoked where they were issued. Then the findings are accepted, in a file that is reviewed like code.");
(status, _) = shop.Show("dotnet", [.. build, "-t:ClaudeBuildGuardBaseline"]);
Expect("the baseline is written", status == 0);
PlantedHistory.Commit(shop, "Accept what was revoked");

Say("The build is green, and stays so until something new appears.");
(status, output) = shop.Show("dotnet", build);
Expect("the last build succeeds", status == 0);
Expect("it has no error", !Errors(output).Any());

if (failures.Count > 0)
{
    Console.Error.WriteLine($"\nThe demo failed. Its repository is kept in {directory.FullName}");
    failures.ForEach(f => Console.Error.WriteLine($"  not so: {f}"));
    return 1;
}

foreach (var file in directory.EnumerateFiles("*", SearchOption.AllDirectories))
{
    // Git writes its objects read-only, which Windows refuses to delete.
    file.Attributes = FileAttributes.Normal;
}

directory.Delete(recursive: true);
Console.WriteLine("\nRed was red and green is green.");
return 0;

static void Say(string text) => Console.WriteLine($"\n== {text}");

static IEnumerable<string> Errors(string output) =>
    output.Split('\n').Where(l => l.Contains(": error ", StringComparison.Ordinal)).Select(l => l.Split(": error ")[1].Split(':')[0]);

void Expect(string what, bool so)
{
    if (!so)
    {
        failures.Add(what);
    }
}
