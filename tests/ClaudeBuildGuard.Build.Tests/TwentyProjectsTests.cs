using ClaudeBuildGuard.Build.Tests.Harness;

namespace ClaudeBuildGuard.Build.Tests;

/// <summary>
/// Once in a build of twenty chained projects with two target frameworks each, on any number of nodes: sixty project instances ask.
/// </summary>
[TestFixture]
[Category("Heavy")]
public sealed class TwentyProjectsTests
{
    private const string All = "all.slnx";
    private ConsumerRepository _repository = null!;

    [OneTimeSetUp]
    public void Build_a_solution()
    {
        var names = Enumerable.Range(1, 20).Select(i => $"Project{i}").ToArray();
        _repository = new ConsumerRepository().Guarded().Solution("all", names);
        for (var i = 0; i < names.Length; i++)
        {
            var reference = i == 0 ? "" : $"<ItemGroup><ProjectReference Include=\"../{names[i - 1]}/{names[i - 1]}.csproj\" /></ItemGroup>";
            _repository.Project(names[i], "net10.0;netstandard2.0", reference);
        }

        var build = _repository.Initialised("Project1").DotNet("build", All);
        Assert.That((build.ExitCode, build.Runs), Is.EqualTo((0, 1)), build.Output);
    }

    [OneTimeTearDown]
    public void Delete_the_solution() => _repository.Dispose();

    [TestCase("-m:1")]
    [TestCase("-m:2")]
    [TestCase("-m:4")]
    [TestCase("-m:4", "-graph")]
    [TestCase("-m:4", "--no-restore", "-graph", "-isolate")]
    [TestCase("-m:4", "-mt")]
    [TestCase("-m:4", "-p:ClaudeBuildGuardHost=OutOfProcess")]
    public void The_guard_runs_once_with(params string[] arguments)
    {
        var green = _repository.DotNet(["build", All, .. arguments]);
        _repository.File("claude-build-guard.json", "{ ");
        var red = _repository.DotNet(["build", All, .. arguments]);
        _repository.Delete("claude-build-guard.json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((green.ExitCode, green.Runs, green.Errors.Count), Is.EqualTo((0, 1, 0)), green.Output);
            Assert.That((red.ExitCode, red.Runs, string.Join(' ', red.ErrorCodes).Trim()), Is.EqualTo((1, 1, "CBG0004")), red.Output);
        }
    }
}
