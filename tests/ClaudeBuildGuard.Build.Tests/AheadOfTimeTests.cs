using ClaudeBuildGuard.Build.Tests.Harness;

namespace ClaudeBuildGuard.Build.Tests;

/// <summary>Where the package has an engine that is compiled ahead of time for the machine, a build uses it, and says what the other says.</summary>
[TestFixture]
[Platform("Linux")]
public sealed class AheadOfTimeTests
{
    [Test]
    public void The_build_takes_the_engine_for_its_machine()
    {
        Assume.That(System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, Is.EqualTo("linux-x64"));
        using var repository = new ConsumerRepository().Guarded().Project("One").Initialised("One");
        var outcome = repository.DotNet("build", "One", "--verbosity", "detailed");
        Assert.That(outcome.ExitCode, Is.Zero, outcome.Output);
        Assert.That(outcome.Output, Does.Contain("ClaudeBuildGuard: [input] engine=net8.0-linux-x64"));
    }

    [Test]
    public void That_engine_finds_the_libraries_that_lie_beside_the_one_for_every_machine()
    {
        Assume.That(System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, Is.EqualTo("linux-x64"));
        using var repository = new ConsumerRepository().Guarded().Project("One").Initialised("One");
        repository.File(".gitleaks.toml", "title = \"a\"\n[allowlist]\npaths = ['old/']\n");
        repository.File(".github/workflows/agent.yml", "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: claude --dangerously-skip-permissions -p review\n");
        var outcome = repository.DotNet("build", "One");
        Assert.That(outcome.Output, Does.Contain("error CBG4001").And.Not.Contain("CBG0001"));
    }
}
