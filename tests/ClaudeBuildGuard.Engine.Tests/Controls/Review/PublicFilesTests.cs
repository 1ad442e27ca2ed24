using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Controls.Review.Owners;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls.Review;

/// <summary>Public files of many repositories, where the folder with them stands beside the checkout.</summary>
public sealed class PublicFilesTests
{
    private static readonly string[] Probes =
    [
        "CLAUDE.md", ".claude/settings.json", ".github/workflows/build.yml", "src/Auth/Login.cs", "README.md", "docs/a/b.md", "a.go", "test/x/y.cs", "eng/build.ps1",
        "Directory.Build.props", "src/Core/Billing/Invoice.cs", ".github/CODEOWNERS", "util/Migrator/DbScripts/a.sql", "src/Sql/dbo/Pam/t.sql",
    ];

    [Test]
    public void Owners_files_are_read_and_decide_as_a_plain_reading_does()
    {
        foreach (var file in Files("codeowners"))
        {
            var text = File.ReadAllText(file);
            var owners = OwnersReader.Read("CODEOWNERS", text, OwnersDialect.GitHub);
            Assert.That(owners.Problems, Is.Empty, file);
            Assert.That(owners.Entries, Is.Not.Empty, file);
            foreach (var probe in Probes)
            {
                // A plain reading: the last line whose pattern covers the path, alone in a file of its own.
                var expected = text.Split('\n').Select(l => OwnersReader.Read("CODEOWNERS", l, OwnersDialect.GitHub)).LastOrDefault(o => o.Decide(probe).Length > 0);
                Assert.That(owners.OwnersOf(probe), Is.EqualTo(expected?.OwnersOf(probe) ?? []), $"{file} {probe}");
            }
        }
    }

    [TestCase("workflow", ".github/workflows/a.yml")]
    [TestCase("claudeignore", ".claudeignore")]
    [TestCase("settings", ".claude/settings.json")]
    [TestCase("mcp", ".mcp.json")]
    [TestCase("codeowners", ".github/CODEOWNERS")]
    public void No_public_file_is_an_error_of_policy_review_or_injection(string folder, string path)
    {
        foreach (var file in Files(folder))
        {
            using var repository = new TestRepository(git: false).File(path, File.ReadAllBytes(file)).File("CLAUDE.md", "# Project\n").File("src/a.cs", "class A;");
            var findings = repository.Judge(GuardParts.AgentFiles).Findings;
            Assert.That(
                findings.Where(f => f.Id[3] is '2' or '6' or '9' && f.Severity == Severity.Error || f.Id == "CBG0001").Select(f => f.Finding.Text), Is.Empty, file);
            Assert.That(findings.Count(f => f.Id[3] == '9'), Is.Zero, file);
        }
    }

    [Test]
    public void Every_public_text_is_Markdown_to_the_reader()
    {
        foreach (var file in Files("workflow").Concat(Files("claudeignore")))
        {
            Assert.That(() => MarkdownText.Parse(File.ReadAllText(file)), Throws.Nothing, file);
        }
    }

    private static string[] Files(string folder)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, "shared", "data", "agent-files", folder);
            if (Directory.Exists(candidate))
            {
                return Directory.GetFiles(candidate);
            }
        }

        Assert.Ignore("The folder of public files does not stand beside this checkout.");
        return [];
    }
}
