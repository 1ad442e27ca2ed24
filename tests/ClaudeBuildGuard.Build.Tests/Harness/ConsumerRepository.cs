using System.Globalization;
using System.Text;
using ClaudeBuildGuard.Testing;
using Microsoft.Build.Logging.StructuredLogger;

namespace ClaudeBuildGuard.Build.Tests.Harness;

/// <summary>
/// A repository of a team that uses the package, and the real <c>dotnet</c> in it. A transcript of every command stands in
/// <c>.git/transcripts</c>; when a test fails the repository stays and the test says where.
/// </summary>
internal sealed class ConsumerRepository : IDisposable
{
    private readonly TestRepository _repository;
    private readonly string _inside;
    private int _commands;

    /// <param name="git">False makes a directory that is in no repository.</param>
    /// <param name="below">A path below the temporary directory to put everything in.</param>
    public ConsumerRepository(bool git = true, string below = "")
    {
        _repository = new TestRepository(git: git && below.Length == 0);
        _inside = below.Length == 0 ? _repository.Root : Directory.CreateDirectory(Path.Combine(_repository.Root, below)).FullName;
        if (git && below.Length > 0)
        {
            var init = ChildProcess.Run(_inside, "git", ["init", "-q", "."]);
            Assert.That(init.ExitCode, Is.Zero, init.Output);
        }

        File(
            "nuget.config",
            $"""
            <configuration>
              <packageSources><add key="packed" value="{PackedProduct.Feed}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{PackedProduct.MachinePackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        File(".gitignore", "bin/\nobj/\n");
        File(
            "Directory.Build.props",
            """
            <Project>
              <PropertyGroup>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);
    }

    public string Root => _inside;

    public TestRepository Files => _repository;

    /// <summary>Writes a text file.</summary>
    public ConsumerRepository File(string path, string text)
    {
        var full = FullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, text);
        return this;
    }

    public ConsumerRepository Delete(string path)
    {
        System.IO.File.Delete(FullPath(path));
        return this;
    }

    public string FullPath(string path) => Path.Combine(_inside, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Guards every project of the repository, as the documentation recommends.</summary>
    public ConsumerRepository Guarded() =>
        File(
            "Directory.Packages.props",
            $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><GlobalPackageReference Include="ClaudeBuildGuard" Version="{PackedProduct.Version}" /></ItemGroup>
            </Project>
            """);

    /// <summary>Writes a project with one source file.</summary>
    /// <param name="name">Its name and directory.</param>
    /// <param name="frameworks">Its target frameworks, separated by semicolons.</param>
    /// <param name="body">Further properties and items.</param>
    public ConsumerRepository Project(string name, string frameworks = "net10.0", string body = "") =>
        File($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework{(frameworks.Contains(';', StringComparison.Ordinal) ? "s" : "")}>{frameworks}</TargetFramework{(frameworks.Contains(';', StringComparison.Ordinal) ? "s" : "")}></PropertyGroup>
              {body}
            </Project>
            """)
            .File($"{name}/{name}Type.cs", $"namespace {name}\n{{\n    public static class {name}Type\n    {{\n    }}\n}}\n");

    /// <summary>Writes a solution over the projects of these names.</summary>
    public ConsumerRepository Solution(string name, params IEnumerable<string> projects)
    {
        var text = new StringBuilder("<Solution>\n");
        foreach (var project in projects)
        {
            text.Append(CultureInfo.InvariantCulture, $"  <Project Path=\"{project}/{project}.csproj\" />\n");
        }

        return File($"{name}.slnx", text.Append("</Solution>\n").ToString());
    }

    /// <summary>Writes what the guard asks of a repository, as a team would: with the target.</summary>
    public ConsumerRepository Initialised(string project)
    {
        var init = DotNet("build", project, "-t:ClaudeBuildGuardInit");
        Assert.That(init.ExitCode, Is.Zero, init.Output);
        return this;
    }

    /// <summary>Runs <c>dotnet</c> with a binary log and reads what the build did.</summary>
    public BuildOutcome DotNet(params string[] arguments) => DotNet(new Dictionary<string, string?>(), arguments);

    /// <summary>Runs <c>dotnet</c> with further environment variables.</summary>
    public BuildOutcome DotNet(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var binlog = Path.Combine(Transcripts, $"{_commands + 1:00}.binlog");
        var result = Run("dotnet", [.. arguments, "-nologo", "-tl:off", $"-bl:{binlog}"], environment);
        return Read(result, binlog);
    }

    /// <summary>Runs a command in the repository.</summary>
    public CommandResult Run(string command, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var result = ChildProcess.Run(_inside, command, arguments, Environment(environment));
        System.IO.File.WriteAllText(
            Path.Combine(Transcripts, $"{++_commands:00}.md"),
            $"# {command} {string.Join(' ', arguments)}\n\nexit {result.ExitCode}, {result.Duration.TotalSeconds:0.0} s\n\n```\n{result.Output}```\n");
        return result;
    }

    public static IReadOnlyDictionary<string, string?> Environment(IReadOnlyDictionary<string, string?>? more = null)
    {
        var environment = new Dictionary<string, string?>(more ?? new Dictionary<string, string?>())
        {
            ["NUGET_PACKAGES"] = PackedProduct.PackageCache,
        };
        return environment;
    }

    /// <summary>Reads the binary log of a build.</summary>
    public static BuildOutcome Read(CommandResult result, string binlog)
    {
        if (!System.IO.File.Exists(binlog))
        {
            return new BuildOutcome(result.ExitCode, result.Output, 0, [], []);
        }

        var build = BinaryLog.ReadBuild(binlog);
        var runs = build.FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Task>(
            t => t.Name is "ConcludeVerdict" or "RunGuardTool").Count;
        return new BuildOutcome(
            result.ExitCode,
            result.Output,
            runs,
            [.. build.FindChildrenRecursive<Error>().Select(e => new BuildDiagnostic(e.Code ?? "", e.File ?? "", e.LineNumber, e.Text))],
            [.. build.FindChildrenRecursive<Warning>().Select(w => new BuildDiagnostic(w.Code ?? "", w.File ?? "", w.LineNumber, w.Text))]);
    }

    public void Dispose()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status == NUnit.Framework.Interfaces.TestStatus.Failed)
        {
            TestContext.Out.WriteLine($"The repository of this test is kept, its transcripts are in {Transcripts}");
            return;
        }

        _repository.Dispose();
    }

    // Never among the files that are judged; above a directory of an odd name, which a logger's argument could not hold.
    private string Transcripts =>
        Directory.CreateDirectory(_inside == _repository.Root && Directory.Exists(FullPath(".git"))
            ? FullPath(".git/transcripts")
            : Path.Combine(_inside == _repository.Root ? FullPath("obj") : _repository.Root, "transcripts")).FullName;
}
