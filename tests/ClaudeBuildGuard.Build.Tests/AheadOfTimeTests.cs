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
}
