using ClaudeBuildGuard.Build.Tests.Harness;

namespace ClaudeBuildGuard.Build.Tests;

/// <summary>The engine in a process of its own, as under Visual Studio's MSBuild, says what it says in the build's process.</summary>
[TestFixture]
public sealed class OutOfProcessTests
{
    [Test]
    public void Both_hosts_report_the_same_with_the_same_lines()
    {
        using var repository = new ConsumerRepository().Guarded().Project("One", "net10.0;netstandard2.0").Project("Two").Solution("all", "One", "Two");
        repository
            .File("deploy;%20 (1).sh", "#!/bin/sh\nclaude --dangerously-skip-permissions -p 'go on'\n")
            .File(".claude/settings.json", "{ \"permissions\": { \"deny\": [ \"Read(./.env)\", ] } }\n")
            .File(".env", "A=1\n")
            .File("claude-build-guard.json", "{ \"nonsense\": true, \"severities\": { \"CBG9999\": \"error\" } }");

        // What a build leaves behind is passed over by name: it stands there before either host looks.
        repository.DotNet("build", "all.slnx", "-p:ClaudeBuildGuardEnabled=false");
        var inProcess = repository.DotNet("build", "all.slnx", "-p:ClaudeBuildGuardSarifFile=.git/in.sarif");
        var outOfProcess = repository.DotNet(
            "build", "all.slnx", "-p:ClaudeBuildGuardHost=OutOfProcess", "-p:ClaudeBuildGuardSarifFile=.git/out.sarif");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(inProcess.ExitCode, Is.EqualTo(1), inProcess.Output);
            Assert.That(outOfProcess.ExitCode, Is.EqualTo(1), outOfProcess.Output);
            Assert.That((inProcess.Runs, outOfProcess.Runs), Is.EqualTo((1, 1)));
            Assert.That(inProcess.Errors, Is.Not.Empty);
            Assert.That(outOfProcess.Errors, Is.EqualTo(inProcess.Errors));
            Assert.That(outOfProcess.Warnings, Is.EqualTo(inProcess.Warnings));
            Assert.That(Text(repository, ".git/out.sarif"), Is.EqualTo(Text(repository, ".git/in.sarif")));
        }
    }

    [Test]
    public void A_clean_build_passes_out_of_process_too()
    {
        using var repository = new ConsumerRepository().Guarded().Project("One").Initialised("One");

        var outcome = repository.DotNet("build", "One", "-p:ClaudeBuildGuardHost=OutOfProcess");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.Zero, outcome.Output);
            Assert.That(outcome.Runs, Is.EqualTo(1));
            Assert.That(outcome.Errors, Is.Empty);
        }
    }

    private static string Text(ConsumerRepository repository, string path) => File.ReadAllText(repository.FullPath(path));
}
