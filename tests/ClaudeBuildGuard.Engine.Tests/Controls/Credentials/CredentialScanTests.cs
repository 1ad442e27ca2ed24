using System.IO.Compression;
using System.Text;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Credentials;

public sealed class CredentialScanTests
{
    private static readonly string Token = TokenSampler.Sample("github_pat_{N22}_{N59}", 31);
    private static readonly GuardOptions Nowhere = new() { RepositoryRoot = Path.Combine(Path.GetTempPath(), "no-repository-at-all") };

    [Test]
    public void A_stream_is_scanned_to_its_end()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(new string('\n', 20_000_000) + Token + "\n"));
        var finding = CredentialScan.Stream(stream, "input", Nowhere, CancellationToken.None).Findings.Single();
        Assert.That((finding.Id, finding.Location.Line), Is.EqualTo(("CBG3001", 20_000_001)));
    }

    [Test]
    public void A_large_text_of_wide_characters_is_no_program()
    {
        var line = $"const string ApiKey = \"{TokenSampler.Run("N", 40, 33)}\";\n";
        using var wide = new MemoryStream([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(line + new string('\n', 5_000_000))]);
        using var program = new MemoryStream([0x7F, 0x45, 0, 0, .. new byte[9_000_000], (byte)'\n', .. Encoding.UTF8.GetBytes(line)]);
        Assert.Multiple(() =>
        {
            Assert.That(CredentialScan.Stream(wide, "a.cs", Nowhere, CancellationToken.None).Findings.Select(f => f.Id), Is.EqualTo(new[] { "CBG3001" }));
            Assert.That(CredentialScan.Stream(program, "a.cs", Nowhere, CancellationToken.None).Findings, Is.Empty);
        });
    }

    [Test]
    public void A_file_that_is_not_there_could_not_be_judged() =>
        Assert.That(CredentialScan.File("/nowhere/at/all.txt", Nowhere, CancellationToken.None).ExitStatus, Is.EqualTo(2));

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

    [Test]
    public void Directories_that_are_passed_over_are_named()
    {
        using var repository = new TestRepository(git: false)
            .File("a/a.csproj", "<Project />\n").File("a/bin/x.txt", Token).File("b/1.0.0/.nupkg.metadata", "{}\n").File("b/1.0.0/x.txt", Token)
            .File("c/node_modules/x.txt", Token);
        var verdict = repository.Judge(GuardParts.WorkingTree);
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Findings.Select(f => f.Id), Does.Not.Contain("CBG3001"));
            Assert.That(verdict.Facts, Does.Contain("1 directory passed over but for what git tracks there, as build output: 'a/bin'."));
            Assert.That(verdict.Facts, Does.Contain("2 directories passed over but for what git tracks there, as restored packages: 'b/1.0.0', 'c/node_modules'."));
        });
    }

    [Test]
    public void What_is_committed_is_not_judged_as_staged()
    {
        using var repository = new TestRepository().File("a.cs", $"var t = \"{Token}\";\n");
        repository.Git("add", "a.cs");
        repository.Git("-c", "user.name=t", "-c", "user.email=t@example.invalid", "commit", "-q", "-m", "first");
        repository.File("b.cs", "// clean\n");
        repository.Git("add", "b.cs");
        var verdict = CredentialScan.Staged(new GuardOptions { RepositoryRoot = repository.Root }, CancellationToken.None);
        Assert.That(verdict.Findings, Is.Empty);
        Assert.That(verdict.Facts, Does.Contain("1 staged file that differs from HEAD scanned for credentials."));
    }

    [Test]
    public void The_configuration_holds_for_what_is_staged_for_a_stream_and_for_a_file()
    {
        const string Rule = """{ "id": "house-ticket", "title": "house ticket", "prefix": "HOUSE-" }""";
        const string Accepted = """{ "code": "CBG3001", "path": "old/**", "reason": "Revoked." }""";
        var line = $"t: HOUSE-{Token[11..31]}\n";
        using var repository = new TestRepository()
            .File("claude-build-guard.json", $$"""{ "scan": { "exclude": ["gone/**"], "rules": [{{Rule}}] }, "suppressions": [{{Accepted}}] }""")
            .File("a.txt", line).File("gone/b.txt", line).File("old/c.txt", line);
        repository.Git("add", ".");
        var options = new GuardOptions { RepositoryRoot = repository.Root };
        var staged = CredentialScan.Staged(options, CancellationToken.None);
        Assert.That(staged.Findings.Select(f => f.Location.Path), Is.EqualTo(new[] { "a.txt" }));
        Assert.That(staged.Silenced.Select(f => f.Finding.Location.Path), Is.EqualTo(new[] { "old/c.txt" }));
        Assert.That(CredentialScan.File(Path.Combine(repository.Root, "gone", "b.txt"), options, CancellationToken.None).Findings, Is.Empty);
        Assert.That(CredentialScan.File(Path.Combine(repository.Root, "old", "c.txt"), options, CancellationToken.None).Silenced, Has.Count.EqualTo(1));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(line));
        Assert.That(CredentialScan.Stream(stream, "input", options, CancellationToken.None).Findings.Single().Finding.Properties["rule"], Is.EqualTo("house-ticket"));
    }

    [Test]
    public void A_rule_that_exceeds_its_time_limit_says_so_of_the_file()
    {
        const string Rule = """{ "id": "slow", "title": "slow", "pattern": "^(a+)+$" }""";
        using var repository = new TestRepository(git: false)
            .File("claude-build-guard.json", $$"""{ "scan": { "rules": [{{Rule}}] } }""")
            .File("a.txt", new string('a', 60) + "!\n");
        var finding = repository.Judge(GuardParts.WorkingTree).Findings.Single(f => f.Location.Path == "a.txt");
        Assert.That(finding.Id, Is.EqualTo("CBG0007"));
        Assert.That(finding.Finding.Message, Does.Contain("'slow'"));
    }

    [Test]
    public void A_damaged_archive_is_said_to_be_judged_in_part()
    {
        var dropped = new List<string>();
        byte[] damaged = [0x1F, 0x8B, 0x08, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
        CredentialScanner.Default.Scan(damaged, "a.gz", [], dropped);
        Assert.That(dropped, Has.One.Contains("damaged"));
    }

    [Test]
    public void An_archive_beyond_its_bounds_is_said_to_be_judged_in_part()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(new byte[4 * 1024 * 1024]);
        }

        var dropped = new List<string>();
        CredentialScanner.Default.Scan(packed.ToArray(), "a.gz", [], dropped);
        Assert.That(dropped, Has.One.Contains("60 times"));
    }

    [Test]
    public void A_damaged_archive_of_the_history_is_named_in_every_run()
    {
        using var repository = new TestRepository().File("a.gz.txt", "x");
        File.WriteAllBytes(Path.Combine(repository.Root, "a.gz"), [0x1F, 0x8B, 0x08, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        repository.Git("add", ".");
        repository.Git("-c", "user.name=t", "-c", "user.email=t@example.invalid", "commit", "-q", "-m", "first");
        File.Delete(Path.Combine(repository.Root, "a.gz"));
        for (var run = 0; run < 2; run++)
        {
            var findings = repository.Judge(GuardParts.History).Findings.Where(f => f.Id == "CBG0007").ToArray();
            Assert.That(findings.Select(f => f.Location.Path), Is.EqualTo(new[] { "a.gz" }));
        }
    }
}
