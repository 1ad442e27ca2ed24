using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Credentials;

public sealed class CredentialControlTests
{
    private static readonly string Token = TokenSampler.Sample("github_pat_{N22}_{N59}", 11);
    private static readonly string Other = TokenSampler.Sample("github_pat_{N22}_{N59}", 12);
    private static readonly string Typed = "Str0ng!" + "Passw0rd";

    [Test]
    public void A_token_in_the_tree_is_an_error_that_says_what_it_is_and_how_to_rotate_it()
    {
        using var repository = new TestRepository().File("src/App.cs", $"// x\nvar t = \"{Token}\";\n").Commit();
        var finding = Credentials(repository, "CBG3001").Single();
        Assert.Multiple(() =>
        {
            Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
            Assert.That(finding.Location.Path, Is.EqualTo("src/App.cs"));
            Assert.That(finding.Location.Line, Is.EqualTo(2));
            Assert.That(finding.Finding.Message, Does.Contain("GitHub").And.Contain("gith… (93 characters)"));
            Assert.That(finding.Finding.Fix, Does.Contain("https://github.com/settings").And.Contain("environment variable"));
            Assert.That(finding.Finding.Text, Does.Not.Contain(Token[..15]));
        });
    }

    [Test]
    public void A_typed_password_is_an_error_in_product_configuration_and_a_warning_in_tests()
    {
        var text = $$"""{ "ConnectionStrings": { "Default": "Server=db;Database=shop;User Id=shop;Password={{Typed}}" } }""";
        using var repository = new TestRepository().File("src/App/appsettings.json", text).File("tests/App.Tests/appsettings.json", text).Commit();
        Assert.That(
            Credentials(repository, "CBG3001").Select(f => (f.Location.Path, f.Severity)),
            Is.EqualTo(new[] { ("src/App/appsettings.json", Severity.Error), ("tests/App.Tests/appsettings.json", Severity.Warning) }));
    }

    [Test]
    public void A_clean_repository_is_silent()
    {
        using var repository = new TestRepository().File("src/App/appsettings.json", """{ "ConnectionStrings": { "Default": "" } }""").Commit();
        Assert.That(Credentials(repository, "CBG3"), Is.Empty);
    }

    [Test]
    public void A_token_that_was_removed_is_found_in_history_with_its_commit()
    {
        using var repository = new TestRepository()
            .File("src/App.cs", $"// x\nvar t = \"{Token}\";\n").Commit("Add")
            .File("src/App.cs", "// x\n").Commit("Remove");
        var finding = Credentials(repository, "CBG3").Single();
        Assert.Multiple(() =>
        {
            Assert.That(finding.Id, Is.EqualTo("CBG3101"));
            Assert.That(finding.Severity, Is.EqualTo(Severity.Error));
            Assert.That((finding.Location.Path, finding.Location.Line), Is.EqualTo(("src/App.cs", 2)));
            Assert.That(finding.Finding.Message, Does.Contain("Ada Example").And.Contain("brought it in on 2025-06-15").And.Contain("took it out"));
            Assert.That(finding.Finding.Properties["commit"], Is.EqualTo(repository.Git("rev-parse", "HEAD~1").Trim()));
            Assert.That(finding.Finding.Fix, Does.Contain("Only then remove it from history").And.Contain("filter-repo"));
        });
    }

    [Test]
    public void A_value_in_the_tree_is_not_reported_again_in_history()
    {
        using var repository = new TestRepository()
            .File("a.cs", $"var t = \"{Token}\";\n").Commit("Add")
            .File("a.cs", $"// moved\nvar t = \"{Token}\";\n").Commit("Move")
            .File("a.cs", $"// moved\nvar t = \"{Token}\"; // {Other}\n").Commit("Another")
            .File("a.cs", $"// moved\nvar t = \"{Token}\";\n").Commit("Without");
        Assert.That(Credentials(repository, "CBG3").Select(f => f.Id), Is.EqualTo(new[] { "CBG3001", "CBG3101" }));
    }

    [Test]
    public void A_value_in_many_versions_of_a_file_is_reported_once_from_its_first_commit()
    {
        using var repository = new TestRepository();
        for (var i = 0; i < 5; i++)
        {
            repository.File("a.cs", $"// version {i}\nvar t = \"{Token}\";\n").Commit($"Version {i}");
        }

        repository.Delete("a.cs").Commit("Delete");
        var finding = Credentials(repository, "CBG3").Single();
        Assert.That(finding.Finding.Properties["commit"], Is.EqualTo(repository.Git("rev-parse", "HEAD~5").Trim()));
    }

    [Test]
    public void Messages_of_commits_and_unreachable_blobs_are_read_too()
    {
        using var repository = new TestRepository().File("a.cs", "// x\n").Commit($"Use {Token}");
        File.WriteAllText(repository.FullPath("loose.txt"), $"token {Other}\n");
        repository.Git("hash-object", "-w", "loose.txt");
        repository.Delete("loose.txt");
        Assert.That(
            Credentials(repository, "CBG3101").Select(f => f.Finding.Message),
            Has.One.Contains("message of commit").And.One.Contains("No branch or tag leads to it"));
    }

    [Test]
    public void The_address_of_a_remote_is_read_too()
    {
        using var repository = new TestRepository().File("a.cs", "// x\n").Commit();
        repository.Git("remote", "add", "origin", $"https://shop:{Typed}@git.contoso.com/shop.git");
        Assert.That(Credentials(repository, "CBG3").Select(f => (f.Id, f.Location.Path)), Is.EqualTo(new[] { ("CBG3101", ".git/config") }));
    }

    [Test]
    public void A_mark_for_another_scanner_is_honoured()
    {
        using var repository = new TestRepository().File("a.cs", $"var t = \"{Token}\"; // gitleaks:allow\n").Commit();
        Assert.That(Credentials(repository, "CBG3"), Is.Empty);
    }

    [Test]
    public void A_rule_of_the_configuration_finds_its_prefix_in_tree_and_history()
    {
        var acme = "acme_" + TokenSampler.Run("N", 20, 3);
        var gone = "acme_" + TokenSampler.Run("N", 20, 4);
        using var repository = new TestRepository()
            .File("claude-build-guard.json", """{ "scan": { "rules": [ { "id": "acme-key", "title": "Acme key", "prefix": "acme_" } ] } }""")
            .File("a.txt", $"x {gone}\n").Commit("Add")
            .File("a.txt", $"x {acme}\n").Commit("Change");
        Assert.That(
            Credentials(repository, "CBG3").Select(f => (f.Id, f.Finding.Properties["rule"])),
            Is.EqualTo(new[] { ("CBG3001", "acme-key"), ("CBG3101", "acme-key") }));
    }

    private static IEnumerable<JudgedFinding> Credentials(TestRepository repository, string code) =>
        repository.Judge(GuardParts.WorkingTree | GuardParts.History).Findings.Where(f => f.Id.StartsWith(code, StringComparison.Ordinal));
}
