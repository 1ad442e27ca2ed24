using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests;

/// <summary>Repositories of odd shape, as a build meets them: a clear verdict, never an exception and never a silent pass.</summary>
public sealed class BadInputTests
{
    // A value that is a credential by its name, made of parts so that no scanner meets it here.
    private static readonly string Leak = "db_password=" + "Kx9!vW2q" + "Lm7zRt4\n";

    [Test]
    public void A_directory_in_no_repository_cannot_be_judged()
    {
        using var repository = new TestRepository(git: false).File("a.ini", Leak);
        var verdict = repository.Judge();
        Assert.That(verdict.ExitStatus, Is.EqualTo(2));
        Assert.That(Codes(verdict), Does.Contain("CBG0002").And.Contain("CBG3001"));
    }

    [Test]
    public void A_repository_of_SHA_256_objects_is_judged_with_its_history()
    {
        using var repository = new TestRepository(initArguments: "--object-format=sha256").File("a.ini", Leak).Commit().Delete("a.ini").Commit();
        Assert.That(Codes(repository.Judge()), Does.Contain("CBG3101"));
    }

    [TestCase(false, Severity.Warning)]
    [TestCase(true, Severity.Error)]
    public void A_shallow_clone_says_what_was_not_judged(bool shipping, Severity severity)
    {
        using var origin = new TestRepository().File("a.ini", Leak).Commit().Delete("a.ini").Commit().Commit();
        using var clone = new TestRepository(git: false);
        clone.Git("clone", "-q", "--depth", "1", new Uri(origin.Root).AbsoluteUri, ".");
        var finding = clone.Judge(with: o => o with { Shipping = shipping }).Findings.Single(f => f.Id == "CBG0003");
        Assert.That(finding.Severity, Is.EqualTo(severity));
        Assert.That(finding.Finding.Fix, Does.Contain("'fetch-depth: 0'").And.Contain("'fetchDepth: 0'").And.Contain("'GIT_DEPTH: 0'"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_shallow_clone_is_not_judged_whole_until_somebody_accepts_it(bool shipping)
    {
        using var origin = new TestRepository().File("a.txt", "a\n").Commit().File("a.txt", "b\n").Commit();
        using var clone = new TestRepository(git: false);
        clone.Git("clone", "-q", "--depth", "1", new Uri(origin.Root).AbsoluteUri, ".");
        Assert.That(clone.Judge(GuardParts.History, o => o with { Shipping = shipping }).ExitStatus, Is.EqualTo(2));
        clone.File("claude-build-guard.json", "{ \"acceptIncompleteHistory\": true }");
        Assert.That(clone.Judge(GuardParts.History, o => o with { Shipping = shipping }).ExitStatus, Is.Zero);
    }

    [Test]
    public void A_shallow_clone_with_an_error_has_the_status_of_the_error()
    {
        using var origin = new TestRepository().File("a.ini", "old=1\n").Commit().File("a.ini", Leak).Commit();
        using var clone = new TestRepository(git: false);
        clone.Git("clone", "-q", "--depth", "1", new Uri(origin.Root).AbsoluteUri, ".");
        Assert.That(clone.Judge(GuardParts.WorkingTree | GuardParts.History).ExitStatus, Is.EqualTo(1));
    }

    [Test]
    public void A_partial_clone_without_its_blobs_counts_them_and_judges_the_rest()
    {
        using var origin = new TestRepository().File("a.ini", "old=1\n").Commit().Delete("a.ini").File("b.ini", Leak).Commit();
        origin.Git("config", "uploadpack.allowFilter", "true");
        using var clone = new TestRepository(git: false);
        clone.Git("clone", "-q", "--filter=blob:none", new Uri(origin.Root).AbsoluteUri, ".");
        Assert.That(Codes(clone.Judge()), Does.Contain("CBG0003").And.Contain("CBG3001"));
    }

    [Test]
    public void A_repository_of_another_owner_is_judged()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName != "root")
        {
            Assert.Ignore("Only root can give a directory to another owner.");
        }

        using var repository = new TestRepository().File("a.ini", Leak).Commit().Delete("a.ini").Commit();
        using var chown = System.Diagnostics.Process.Start("chown", ["-R", "12345:12345", repository.Root]);
        chown.WaitForExit();
        Assert.That(Codes(repository.Judge()), Does.Contain("CBG3101"));
    }

    [Test]
    public void A_file_of_200_megabytes_is_judged_to_its_end()
    {
        using var repository = new TestRepository();
        using (var file = File.Create(repository.FullPath("big.log")))
        {
            file.SetLength(200L * 1024 * 1024);
            file.Seek(0, SeekOrigin.End);
            file.Write(System.Text.Encoding.ASCII.GetBytes($"\n{"AKIA"}{"QYLPMN5H"}{"HHFPZAM2"}\n"));
        }

        Assert.That(Codes(repository.Judge()), Does.Contain("CBG3001"));
    }

    [Test]
    public void A_loop_of_links_and_a_file_that_is_no_UTF8_are_judged()
    {
        using var repository = new TestRepository().File("latin.ini", [.. "name=\xE9\xE8\n"u8, 0xE9, (byte)'\n', .. System.Text.Encoding.ASCII.GetBytes(Leak)]);
        try
        {
            Directory.CreateSymbolicLink(repository.FullPath("loop"), repository.Root);
        }
        catch (IOException e)
        {
            Assert.Ignore($"This machine lets no test make a symbolic link: {e.Message}");
        }

        Assert.That(repository.Judge().Findings.Count(f => f.Id == "CBG3001"), Is.EqualTo(1));
    }

    [Test]
    public void A_verdict_without_history_says_so()
    {
        using var repository = new TestRepository().File("a.txt", "text\n").Commit();
        Assert.That(repository.Judge(GuardParts.All & ~GuardParts.History).Facts, Does.Contain("The history was not judged."));
        Assert.That(repository.Judge().Facts, Does.Not.Contain("The history was not judged."));
    }

    [Test]
    public void Local_settings_that_were_committed_are_found()
    {
        using var repository = new TestRepository().File(".claude/settings.local.json", "{ \"permissions\": { \"allow\": [ \"Bash(dotnet build)\" ] } }\n").Commit();
        Assert.That(Codes(repository.Judge()), Does.Contain("CBG8017"));
        repository.Git("rm", "-q", "--cached", ".claude/settings.local.json");
        Assert.That(Codes(repository.Judge()), Does.Not.Contain("CBG8017"));
    }

    private static IEnumerable<string> Codes(Verdict verdict) => verdict.Findings.Select(f => f.Id);
}
