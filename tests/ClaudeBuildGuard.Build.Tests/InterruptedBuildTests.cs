using System.Diagnostics;
using ClaudeBuildGuard.Build.Tests.Harness;

namespace ClaudeBuildGuard.Build.Tests;

/// <summary>Builds that meet each other, and builds that are broken off.</summary>
[TestFixture]
public sealed class InterruptedBuildTests
{
    [Test]
    public async Task Two_builds_of_one_repository_at_once_both_judge_it()
    {
        using var repository = new ConsumerRepository().Guarded().Project("One").Project("Two").Initialised("One");
        Assert.That(repository.DotNet("restore", "Two").ExitCode, Is.Zero);

        var one = Task.Run(() => Build(repository, "One"));
        var two = Task.Run(() => Build(repository, "Two"));
        var outcomes = await Task.WhenAll(one, two);

        Assert.That(outcomes.Select(o => (o.ExitCode, o.Runs, o.Errors.Count)), Is.All.EqualTo((0, 1, 0)), outcomes[0].Output + outcomes[1].Output);
    }

    [Test]
    public void A_build_ends_within_seconds_of_an_interrupt_and_the_next_one_judges()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("A console's Ctrl+C cannot be sent to one child process on Windows.");
        }

        // Enough files that the guard is still reading when it is told to stop.
        using var repository = new ConsumerRepository().Guarded().Project("One").Initialised("One");
        for (var i = 0; i < 20_000; i++)
        {
            repository.File($"data/{i / 500}/{i}.txt", $"{i}\n");
        }

        using var process = ChildProcess.Start(
            repository.Root, "dotnet", ["build", "One", "-nologo", "-tl:off", "-v:d"], ConsumerRepository.Environment(), out var output);
        var watch = Stopwatch.StartNew();
        while (!ChildProcess.Text(output).Contains("ExaminePart", StringComparison.Ordinal) && watch.Elapsed < TimeSpan.FromMinutes(2))
        {
            Thread.Sleep(20);
        }

        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
        {
            kill.WaitForExit();
        }

        watch.Restart();
        var ended = process.WaitForExit(TimeSpan.FromSeconds(30));
        var took = watch.Elapsed;
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
        }

        var next = repository.DotNet("build", "One");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended, Is.True, ChildProcess.Text(output));
            Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(10)), "a second on a quiet machine; the whole process of a busy one is allowed more");
            Assert.That(ChildProcess.Text(output), Does.Not.Contain("MSB4018").And.Not.Contain("MSB4181"));
            Assert.That((next.ExitCode, next.Runs), Is.EqualTo((0, 1)), next.Output);
        }
    }

    private static BuildOutcome Build(ConsumerRepository repository, string project)
    {
        var binlog = Path.Combine(Directory.CreateTempSubdirectory("cbg-log-").FullName, "build.binlog");
        var result = ChildProcess.Run(
            repository.Root, "dotnet", ["build", project, "--no-restore", "-nologo", "-tl:off", $"-bl:{binlog}"], ConsumerRepository.Environment());
        var outcome = ConsumerRepository.Read(result, binlog);
        Directory.Delete(Path.GetDirectoryName(binlog)!, recursive: true);
        return outcome;
    }
}
