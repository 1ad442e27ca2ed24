using ClaudeBuildGuard.Build.Tests.Harness;

namespace ClaudeBuildGuard.Build.Tests;

/// <summary>Repositories in odd places and of odd shapes.</summary>
[TestFixture]
public sealed class UnusualPlacesTests
{
    [TestCase("with several spaces")]
    [TestCase("Größe ключ 鍵")]
    [TestCase("50% off & 'quoted' (x86) [one] @home")]
    public void A_repository_is_judged_below_a_directory_named(string directory)
    {
        using var repository = new ConsumerRepository(below: directory).Guarded().Project("One").Initialised("One");
        var green = repository.DotNet("build", "One");
        repository.File("claude-build-guard.json", "{ ");
        var red = repository.DotNet("build", "One");
        var redOutOfProcess = repository.DotNet("build", "One", "-p:ClaudeBuildGuardHost=OutOfProcess");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((green.ExitCode, green.Runs), Is.EqualTo((0, 1)), green.Output);
            Assert.That(red.Errors.Select(e => (e.Code, e.File)), Is.EqualTo([("CBG0004", repository.FullPath("claude-build-guard.json"))]), red.Output);
            Assert.That(redOutOfProcess.Errors, Is.EqualTo(red.Errors), redOutOfProcess.Output);
        }
    }

    [Test]
    public void A_repository_is_judged_below_a_path_of_three_hundred_characters()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("The compiler and NuGet need a setting of the machine for such paths on Windows.");
        }

        using var repository = new ConsumerRepository().Guarded().Project("One").Initialised("One");
        var deep = string.Join('/', Enumerable.Repeat("a-directory-of-forty-characters-in-a-row", 8));
        repository.File($"{deep}/settings.json", "{}\n");

        var outcome = repository.DotNet("build", "One");

        Assert.That((outcome.ExitCode, outcome.Runs), Is.EqualTo((0, 1)), outcome.Output);
    }

    [TestCase("InProcess")]
    [TestCase("OutOfProcess")]
    public void A_root_that_the_user_names_is_relative_to_the_project_and_must_exist(string host)
    {
        using var repository = new ConsumerRepository().Guarded().Project("One").Initialised("One");
        var green = repository.DotNet("build", "One", "-p:ClaudeBuildGuardRepositoryRoot=..", $"-p:ClaudeBuildGuardHost={host}");
        var red = repository.DotNet("build", "One", "-p:ClaudeBuildGuardRepositoryRoot=../elsewhere", $"-p:ClaudeBuildGuardHost={host}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((green.ExitCode, green.Runs), Is.EqualTo((0, 1)), green.Output);
            Assert.That(red.Errors.Select(e => (e.Code, e.File)), Is.EqualTo([("CBG0002", repository.FullPath("elsewhere"))]), red.Output);
        }
    }

    [TestCase("ClaudeBuildGuardMode", "warn")]
    [TestCase("ClaudeBuildGuardHistory", "off")]
    [TestCase("ClaudeBuildGuardHost", "outside")]
    public void A_value_that_means_nothing_is_no_silent_default(string property, string value)
    {
        using var repository = new ConsumerRepository().Guarded().Project("One").Initialised("One");

        var outcome = repository.DotNet("build", "One", $"-p:{property}={value}");

        Assert.That(outcome.ErrorCodes, Is.EqualTo(["CBG0004"]), outcome.Output);
    }

    [Test]
    public void Without_a_git_repository_the_guard_runs_once_and_says_that_it_cannot_judge_history()
    {
        using var repository = new ConsumerRepository(git: false).Guarded().Project("One").Project("Two").Solution("all", "One", "Two");

        var outcome = repository.DotNet("build", "all.slnx");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.ExitCode, Is.EqualTo(1), outcome.Output);
            Assert.That(outcome.Runs, Is.EqualTo(1));
            Assert.That(outcome.ErrorCodes, Does.Contain("CBG0002"));
        }
    }

    [Test]
    public void A_worktree_and_its_repository_are_two_repositories()
    {
        using var repository = new ConsumerRepository().Guarded().Project("One").Initialised("One");
        repository.Files.Commit();
        repository.Files.Git("worktree", "add", "-q", "-b", "other", "nested");
        repository.File("nested/claude-build-guard.json", "{ ");

        var outer = repository.DotNet("build", "One");
        var inner = repository.DotNet("build", "nested/One");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outer.ErrorCodes, Has.None.EqualTo("CBG0004"), outer.Output);
            Assert.That(inner.Errors.Select(e => (e.Code, e.File)), Does.Contain(("CBG0004", repository.FullPath("nested/claude-build-guard.json"))), inner.Output);
        }
    }
}
