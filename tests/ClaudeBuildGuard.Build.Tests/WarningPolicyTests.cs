using ClaudeBuildGuard.Build.Tests.Harness;

namespace ClaudeBuildGuard.Build.Tests;

/// <summary>
/// What a project says about warnings reaches the guard, although it runs outside of every project; errors it does not reach.
/// CBG0006 and CBG0005 stand for all advice.
/// </summary>
[TestFixture]
public sealed class WarningPolicyTests
{
    private const string Stale =
        """
        { "suppressions": [ { "code": "CBG0007", "path": "nowhere/**", "reason": "This matches nothing." } ] }
        """;

    private ConsumerRepository _repository = null!;

    [OneTimeSetUp]
    public void Create()
    {
        _repository = new ConsumerRepository().Guarded().Project("One").Project("Two").Solution("all", "One", "Two").Initialised("One");
        _repository.File("claude-build-guard.json", Stale);
    }

    [OneTimeTearDown]
    public void Delete() => _repository.Dispose();

    [TestCase("")]
    [TestCase("-p:WarningsAsErrors=CBG0007")]
    [TestCase("-p:TreatWarningsAsErrors=true;WarningsNotAsErrors=CBG0005")]
    [TestCase("-p:MSBuildTreatWarningsAsErrors=true;MSBuildWarningsNotAsErrors=CBG0005")]
    [TestCase("-p:TreatWarningsAsErrors=true;ClaudeBuildGuardMode=report")]
    public void Advice_is_a_warning_with(string argument)
    {
        var outcome = _repository.DotNet(Build(argument));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.Zero, outcome.Output);
            Assert.That(outcome.WarningCodes.Where(c => c == "CBG0005"), Has.Exactly(1).Items);
        }
    }

    [TestCase("-p:WarningsAsErrors=CBG0005")]
    [TestCase("-p:WarningsAsErrors=NU1605%3Bcbg0005%3BCS0168")]
    [TestCase("-p:TreatWarningsAsErrors=true")]
    [TestCase("-p:MSBuildTreatWarningsAsErrors=true")]
    [TestCase("-warnaserror:CBG0005")]
    [TestCase("-p:WarningsAsErrors=CBG0005;ClaudeBuildGuardMode=report")]
    public void Advice_is_an_error_with(string argument)
    {
        var outcome = _repository.DotNet(Build(argument));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.EqualTo(1), outcome.Output);
            Assert.That(outcome.ErrorCodes, Does.Contain("CBG0005"));
            Assert.That(outcome.Runs, Is.EqualTo(1));
        }
    }

    [Test]
    public void Advice_that_is_an_error_stops_a_package()
    {
        var outcome = _repository.DotNet("pack", "all.slnx", "-p:WarningsAsErrors=CBG0005", "-o", _repository.FullPath("out"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.EqualTo(1), outcome.Output);
            Assert.That(Directory.EnumerateFiles(_repository.Root, "*.nupkg", SearchOption.AllDirectories), Is.Empty);
        }
    }

    [TestCase("-p:NoWarn=CBG0005")]
    [TestCase("-p:NoWarn=1701%3BCBG0005%3BNU1903")]
    [TestCase("-p:NoWarn=CBG0005;TreatWarningsAsErrors=true")]
    [TestCase("-warnasmessage:CBG0005")]
    public void Advice_is_silent_with(string argument)
    {
        var outcome = _repository.DotNet(Build(argument));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.Zero, outcome.Output);
            Assert.That(outcome.WarningCodes, Has.None.EqualTo("CBG0005"));
        }
    }

    [Test]
    public void No_property_silences_an_error()
    {
        _repository.File("claude-build-guard.json", "{ ");
        try
        {
            var outcome = _repository.DotNet(Build("-p:NoWarn=CBG0004;MSBuildWarningsAsMessages=CBG0004"));

            Assert.That((outcome.ExitCode, string.Join(' ', outcome.ErrorCodes)), Is.EqualTo((1, "CBG0004")), outcome.Output);
        }
        finally
        {
            _repository.File("claude-build-guard.json", Stale);
        }
    }

    [Test]
    public void Projects_of_different_policies_share_one_run_and_its_errors()
    {
        _repository.File("Two/Directory.Build.props", "<Project><PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>");
        try
        {
            var outcome = _repository.DotNet("build", "all.slnx");

            using (Assert.EnterMultipleScope())
            {
                Assert.That(outcome.ExitCode, Is.EqualTo(1), outcome.Output);
                Assert.That(outcome.Runs, Is.EqualTo(1));
                Assert.That(outcome.ErrorCodes.Where(c => c == "CBG0005"), Has.Exactly(1).Items);
            }
        }
        finally
        {
            _repository.Delete("Two/Directory.Build.props");
        }
    }

    [Test]
    public void The_switch_that_turns_the_guard_off_is_reported_once()
    {
        var outcome = _repository.DotNet("build", "all.slnx", "-p:ClaudeBuildGuardEnabled=false");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.Zero, outcome.Output);
            Assert.That(outcome.Runs, Is.Zero);
            Assert.That(outcome.WarningCodes.Where(c => c.StartsWith("CBG", StringComparison.Ordinal)), Is.EqualTo(["CBG0006"]));
        }
    }

    private static string[] Build(string argument) => argument.Length == 0 ? ["build", "One"] : ["build", "One", argument];
}
