using System.Text;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Credentials;

public sealed class CredentialScanTests
{
    private static readonly string Token = TokenSampler.Sample("github_pat_{N22}_{N59}", 31);

    [Test]
    public void A_stream_is_scanned_to_its_end()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(new string('\n', 20_000_000) + Token + "\n"));
        var finding = CredentialScan.Stream(stream, "input", CancellationToken.None).Findings.Single();
        Assert.That((finding.Id, finding.Location.Line), Is.EqualTo(("CBG3001", 20_000_001)));
    }

    [Test]
    public void A_file_that_is_not_there_could_not_be_judged() =>
        Assert.That(CredentialScan.File("/nowhere/at/all.txt", CancellationToken.None).ExitStatus, Is.EqualTo(2));

    [Test]
    public void What_is_staged_is_judged_and_not_what_is_on_disk()
    {
        using var repository = new TestRepository().File("a.cs", $"var t = \"{Token}\";\n");
        repository.Git("add", "a.cs");
        repository.File("a.cs", "// clean\n").File("b.cs", $"var t = \"{Token}\";\n");
        var verdict = CredentialScan.Staged(new GuardOptions { RepositoryRoot = repository.Root }, CancellationToken.None);
        Assert.That(verdict.Findings.Select(f => (f.Id, f.Location.Path)), Is.EqualTo(new[] { ("CBG3001", "a.cs") }));
    }

    [Test]
    public void A_directory_outside_git_is_judged_by_its_working_tree()
    {
        using var repository = new TestRepository(git: false).File("a.cs", $"var t = \"{Token}\";\n");
        Assert.That(repository.Judge(GuardParts.WorkingTree).Findings.Select(f => f.Id), Does.Contain("CBG3001"));
    }
}
