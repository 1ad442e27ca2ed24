using System.Diagnostics;
using System.Globalization;
using ClaudeBuildGuard.Testing;
using Microsoft.Build.Logging.StructuredLogger;

namespace ClaudeBuildGuard.Benchmarks;

/// <summary>
/// What a build pays for the guard when nothing changed since the last one: whole processes, with the package against without, in
/// pairs, because the load of a machine changes and a pair shares it.
/// </summary>
/// <remarks>Bars: processor time at most 1.05 times, and the guard's own targets at most 50 ms, both medians.</remarks>
internal sealed class BuildComparison(string feed, string version, string scratch)
{
    private readonly string _cache = Path.Combine(scratch, "packages");

    /// <summary>Packs the product and compares.</summary>
    /// <param name="pairs">How many pairs are measured after one that is not counted.</param>
    /// <param name="self">True also measures this repository.</param>
    public static void Run(int pairs, bool self)
    {
        var scratch = Directory.CreateTempSubdirectory("cbg-bench-").FullName;
        var feed = Path.Combine(scratch, "feed");
        var version = $"1.0.0-bench.{DateTime.UtcNow:yyyyMMddHHmmss}";
        Execute(Checkout.Root, $"dotnet pack src/ClaudeBuildGuard -c Release -o '{feed}' -p:PackageVersion={version} -v q -nologo");
        var package = new FileInfo(Path.Combine(feed, $"ClaudeBuildGuard.{version}.nupkg"));
        Console.WriteLine($"package: {package.Length / 1e6:0.0} MB");
        var comparison = new BuildComparison(feed, version, scratch);
        comparison.Compare("20 projects x 2 frameworks", comparison.Generate("with", guarded: true), comparison.Generate("without", guarded: false), "all.slnx", pairs, "");
        if (self)
        {
            var with = comparison.Clone("self-with");
            var without = comparison.Clone("self-without");
            var guarded = $"-p:GuardItself={version} -p:RestoreAdditionalProjectSources={feed} ";
            comparison.Compare("this repository", with, without, "ClaudeBuildGuard.sln", pairs, guarded);
        }

        Directory.Delete(scratch, recursive: true);
    }

    private void Compare(string name, string with, string without, string solution, int pairs, string guardedArguments)
    {
        var build = $"dotnet build {solution} -m:2 -nr:false -v:q -nologo -tl:off -p:UseSharedCompilation=false ";
        Measured(with, build + guardedArguments);
        Measured(without, build);
        build += "--no-restore ";
        var ratios = new List<double>();
        var targets = new List<double>();
        for (var i = 0; i <= pairs; i++)
        {
            // The order alternates: whoever is second finds warmer disk caches.
            var (first, second) = i % 2 == 0 ? (with, without) : (without, with);
            var one = Measured(first, build + (first == with ? guardedArguments : ""));
            var two = Measured(second, build + (second == with ? guardedArguments : ""));
            var log = Path.Combine(scratch, "run.binlog");
            Measured(with, $"{build}{guardedArguments}-bl:'{log}'");
            if (i > 0)
            {
                ratios.Add(first == with ? one / two : two / one);
                targets.Add(OwnTime(log));
            }
        }

        Console.WriteLine($"{name}: cpu with/without median {Median(ratios):0.000} ({string.Join(' ', ratios.Order().Select(r => r.ToString("0.00", CultureInfo.InvariantCulture)))})");
        Console.WriteLine($"{name}: own targets median {Median(targets):0} ms ({string.Join(' ', targets.Order().Select(t => t.ToString("0", CultureInfo.InvariantCulture)))})");
    }

    // The targets of the instance that judges; everyone else waits for it or reads its cached result.
    private static double OwnTime(string log) =>
        BinaryLog.ReadBuild(log).FindChildrenRecursive<Target>(t => t.Name is "VerifyAgentFiles" or "ScanWorkingTree" or "ScanGitHistory" or "ConcludeVerdict")
            .Sum(t => t.Duration.TotalMilliseconds);

    private string Generate(string name, bool guarded)
    {
        var root = Directory.CreateDirectory(Path.Combine(scratch, name)).FullName;
        Write(root, "nuget.config", $"""
            <configuration>
              <packageSources><add key="packed" value="{feed}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{MachinePackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        Write(root, ".gitignore", "bin/\nobj/\n");
        Write(root, "Directory.Packages.props", $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup>{(guarded ? $"<GlobalPackageReference Include=\"ClaudeBuildGuard\" Version=\"{version}\" />" : "")}</ItemGroup>
            </Project>
            """);
        var solution = "<Solution>\n";
        for (var i = 1; i <= 20; i++)
        {
            solution += $"  <Project Path=\"P{i}/P{i}.csproj\" />\n";
            var reference = i == 1 ? "" : $"<ItemGroup><ProjectReference Include=\"../P{i - 1}/P{i - 1}.csproj\" /></ItemGroup>";
            Write(root, $"P{i}/P{i}.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks></PropertyGroup>{reference}</Project>");
            Write(root, $"P{i}/Type.cs", $"namespace P{i} {{ public class Type {{ }} }}\n");
        }

        Write(root, "all.slnx", solution + "</Solution>\n");
        Execute(root, "git init -q . && git add -A && git -c user.name=a -c user.email=a@example.com commit -qm one");
        if (guarded)
        {
            Measured(root, "dotnet build P1 -t:ClaudeBuildGuardInit -v:q -nologo -nr:false");
        }

        return root;
    }

    private string Clone(string name)
    {
        var root = Path.Combine(scratch, name);
        Execute(scratch, $"git clone -q '{Checkout.Root}' '{root}'");
        return root;
    }

    private double Measured(string directory, string command) => Execute(directory, command, _cache);

    private static void Execute(string directory, string command) => Execute(directory, command, MachinePackages);

    /// <summary>Runs a command line and gives its processor time in seconds, with that of every child that it waited for.</summary>
    private static double Execute(string directory, string command, string packages)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"TIMEFORMAT='cpu %U %S'; time {{ {command}; }}"])
        {
            WorkingDirectory = directory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["NUGET_PACKAGES"] = packages;
        start.Environment["RestoreFallbackFolders"] = MachinePackages;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} exited {process.ExitCode}: {output.Result}{error}");
        }

        var times = error.Split('\n').Last(l => l.StartsWith("cpu ", StringComparison.Ordinal)).Split(' ');
        return double.Parse(times[1], CultureInfo.InvariantCulture) + double.Parse(times[2], CultureInfo.InvariantCulture);
    }

    private static string MachinePackages { get; } =
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static void Write(string root, string path, string text)
    {
        var full = Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
