using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Controls;

/// <summary>Public files of many repositories, when they lie beside the checkout.</summary>
public sealed class RealAgentFilesTests
{
    private static readonly string[] Groups = ["CBG4", "CBG5", "CBG8", "CBG0007"];

    [TestCase("workflow", ".github/workflows/claude.yml")]
    [TestCase("devcontainer", ".devcontainer/devcontainer.json")]
    [TestCase("mcp", ".mcp.json")]
    [TestCase("settings", ".claude/settings.json")]
    [TestCase("settings-template", ".claude/settings.json")]
    public void Real_files_give_no_error_and_at_most_one_advice_each(string kind, string path)
    {
        var directory = Find(kind);
        if (directory is null)
        {
            Assert.Ignore($"The real files of kind '{kind}' are not beside this checkout.");
        }

        var files = Directory.GetFiles(directory!).Order(StringComparer.Ordinal).ToList();
        var warnings = 0;
        foreach (var file in files)
        {
            var target = file.EndsWith(".Dockerfile", StringComparison.Ordinal) ? ".devcontainer/Dockerfile" : path;
            using var repository = new TestRepository(git: false).File(target, File.ReadAllBytes(file));
            var found = repository.Judge(GuardParts.AgentFiles).Findings.Where(f => Groups.Any(g => f.Id.StartsWith(g, StringComparison.Ordinal))).ToList();
            foreach (var finding in found)
            {
                TestContext.Out.WriteLine($"{kind}/{Path.GetFileName(file)}:{finding.Location.Line} {finding.Severity} {finding.Id} {finding.Finding.Message}");
            }

            Assert.That(found.Where(f => f.Severity == Severity.Error), Is.Empty, file);
            warnings += found.Count(f => f.Severity == Severity.Warning);
        }

        Assert.That(warnings, Is.LessThanOrEqualTo(files.Count));
    }

    private static string? Find(string kind)
    {
        for (var at = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "data", "agent-files", kind);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
