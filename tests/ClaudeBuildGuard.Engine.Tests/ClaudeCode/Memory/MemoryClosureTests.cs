using System.Text;
using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.ClaudeCode.Memory;

/// <summary>What the client loads, as measured with the client 2.1.330 on Linux.</summary>
public sealed class MemoryClosureTests
{
    private static readonly string[] FourDeep = ["CLAUDE.md", "d1.md", "d2.md", "d3.md", "d4.md"];

    [Test]
    public void Memory_is_read_in_the_order_of_the_client()
    {
        using var repository = new TestRepository(git: false)
            .File("CLAUDE.md", "a").File(".claude/CLAUDE.md", "b").File(".claude/rules/sub/r.md", "c").File("CLAUDE.local.md", "d")
            .File("AGENTS.md", "not read beside CLAUDE.md").File("src/CLAUDE.md", "e").File(".claude/rules/no.txt", "f");
        Assert.That(
            Closure(repository).Documents.Select(d => (d.File.Path, d.Kind)),
            Is.EqualTo(new[]
            {
                ("CLAUDE.md", MemoryKind.Project), (".claude/CLAUDE.md", MemoryKind.Project), (".claude/rules/sub/r.md", MemoryKind.Rule),
                ("CLAUDE.local.md", MemoryKind.Local), ("src/CLAUDE.md", MemoryKind.Subdirectory),
            }));
    }

    [Test]
    public void AGENTS_md_is_read_where_there_is_no_CLAUDE_md()
    {
        using var repository = new TestRepository(git: false).File("AGENTS.md", "@more.md").File("more.md", "x");
        Assert.That(Paths(repository), Is.EqualTo(new[] { "AGENTS.md", "more.md" }));
    }

    [Test]
    public void A_rule_with_paths_is_not_read_in_every_session()
    {
        using var repository = new TestRepository(git: false).File(".claude/rules/r.md", "---\npaths: [\"src/**\"]\n---\nText\n");
        Assert.That(Closure(repository).Documents.Single().IsShared, Is.False);
    }

    [TestCase("@x.md", true)]
    [TestCase("- @./x.md", true)]
    [TestCase("text @x.md more", true)]
    [TestCase("> @x.md", true)]
    [TestCase("1. @x.md", true)]
    [TestCase("# @x.md", true)]
    [TestCase("| @x.md |", true)]
    [TestCase("**@x.md**", true)]
    [TestCase("_@x.md_", true)]
    [TestCase("@x.md#part", true)]
    [TestCase("<b>@x.md</b>", true)]
    [TestCase("[ @x.md ](address)", true)]
    [TestCase("<!-- c --> @x.md", true)]
    [TestCase("@x.md.", false)]
    [TestCase("@x.md, then", false)]
    [TestCase("(@x.md)", false)]
    [TestCase("\"@x.md\"", false)]
    [TestCase("a@x.md", false)]
    [TestCase("`@x.md`", false)]
    [TestCase("```\n@x.md\n```", false)]
    [TestCase("~~~~\n```\n@x.md\n~~~~", false)]
    [TestCase("Text\n\n    @x.md", false)]
    [TestCase("- item\n\n      @x.md", false)]
    [TestCase("<!-- @x.md -->", false)]
    [TestCase("<!--\n\n @x.md\n\n-->", false)]
    [TestCase("- <!-- @x.md -->", false)]
    [TestCase("a <!-- @x.md --> b", false)]
    [TestCase("<div>\n@x.md\n</div>", false)]
    [TestCase("![ @x.md ](address)", false)]
    [TestCase("@nothing.md", false)]
    public void An_import_counts_where_the_client_reads_it(string text, bool loaded)
    {
        using var repository = new TestRepository(git: false).File("CLAUDE.md", text).File("x.md", "x");
        Assert.That(Paths(repository).Contains("x.md"), Is.EqualTo(loaded));
    }

    [TestCase("with\\ space.md", "with space.md", true)]
    [TestCase(".env", ".env", true)]
    [TestCase(".ENV", ".ENV", true)]
    [TestCase(".env.local", ".env.local", false)]
    [TestCase("id_rsa", "id_rsa", true)]
    [TestCase("a.JSON", "a.JSON", true)]
    [TestCase("k.pem", "k.pem", false)]
    public void The_client_loads_text_by_its_name(string written, string path, bool loaded)
    {
        using var repository = new TestRepository(git: false).File("CLAUDE.md", "@" + written).File(path, "x");
        var import = Closure(repository).Imports.Single();
        Assert.That(import.Target?.Path, Is.EqualTo(path));
        Assert.That(import.Outcome, Is.EqualTo(loaded ? ImportOutcome.Loaded : ImportOutcome.NotAText));
    }

    [Test]
    public void Imports_are_followed_four_files_deep_and_through_cycles_once()
    {
        using var repository = new TestRepository(git: false).File("CLAUDE.md", "@d1.md @CLAUDE.md").File("d1.md", "@d2.md @CLAUDE.md")
            .File("d2.md", "@d3.md").File("d3.md", "@d4.md").File("d4.md", "@d5.md").File("d5.md", "x");
        var closure = Closure(repository);
        Assert.That(closure.Documents.Select(d => d.File.Path), Is.EqualTo(FourDeep));
        Assert.That(closure.Imports.Single(i => i.Target?.Path == "d5.md").Outcome, Is.EqualTo(ImportOutcome.TooDeep));
    }

    [Test]
    public void An_import_is_relative_to_the_file_that_holds_it_and_knows_its_place()
    {
        using var repository = new TestRepository(git: false).File("CLAUDE.md", "@docs/a.md").File("docs/a.md", "First\n\n- @../src/b.md\n").File("src/b.md", "b");
        var import = Closure(repository).Imports.Single(i => i.From.Path == "docs/a.md");
        Assert.That(import.Target?.Path, Is.EqualTo("src/b.md"));
        Assert.That(import.Location, Is.EqualTo(new Location("docs/a.md", 3, 3, 3, 15)));
    }

    [TestCase("@~/.aws/credentials", ImportOutcome.Home)]
    [TestCase("@/etc/passwd", ImportOutcome.OutsideRepository)]
    [TestCase("@../elsewhere.md", ImportOutcome.OutsideRepository)]
    public void An_import_from_outside_the_repository_is_told(string text, object outcome)
    {
        using var repository = new TestRepository(git: false).File("CLAUDE.md", text);
        Assert.That(Closure(repository).Imports.Single().Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public void A_bundlers_alias_and_a_package_scope_are_no_imports()
    {
        using var repository = new TestRepository(git: false).File("CLAUDE.md", "Use @/components and @types/node and @Html.Raw");
        Assert.That(Closure(repository).Imports, Is.Empty);
    }

    [Test]
    public void Links_are_followed_inside_the_repository_only()
    {
        using var repository = new TestRepository(git: false).File("AGENTS.md", "agents").File("sub/t.md", "t");
        try
        {
            File.CreateSymbolicLink(repository.FullPath("CLAUDE.md"), "AGENTS.md");
            File.CreateSymbolicLink(repository.FullPath("in.md"), "sub/t.md");
            File.CreateSymbolicLink(repository.FullPath("out.md"), "../../etc/hostname");
        }
        catch (IOException e)
        {
            Assert.Ignore("Symbolic links cannot be created here: " + e.Message);
        }

        repository.File("AGENTS.md", "@in.md @out.md");
        var closure = Closure(repository);
        Assert.That(closure.Documents.Select(d => d.Content.Path), Is.EqualTo(new[] { "AGENTS.md", "sub/t.md" }));
        Assert.That(closure.Imports.Single(i => i.Written == "out.md").Outcome, Is.EqualTo(ImportOutcome.OutsideRepository));
    }

    [Test]
    public void Hostile_Markdown_is_read_without_a_crash()
    {
        using var repository = new TestRepository(git: false)
            .File("CLAUDE.md", new string('>', 5000) + " @x.md\n" + string.Concat(Enumerable.Repeat("[", 5000)) + "\n@")
            .File("AGENTS.md", Encoding.UTF8.GetBytes("x").Concat(new byte[] { 0xFF, 0x00, 0xC3 }).ToArray());
        Assert.That(() => Closure(repository), Throws.Nothing);
    }

    [Test]
    public void A_comment_of_its_own_is_removed_and_one_within_a_line_is_kept()
    {
        var markdown = MarkdownText.Parse("<!-- a -->\n\ntext <!-- b -->\n\n- <!-- c -->\n");
        Assert.That(
            markdown.Regions.Select(r => r.Kind),
            Is.EqualTo(new[] { MarkdownRegionKind.RemovedComment, MarkdownRegionKind.KeptComment, MarkdownRegionKind.KeptComment }));
        Assert.That(markdown.Without(MarkdownRegionKind.RemovedComment, MarkdownRegionKind.KeptComment).Trim(), Does.StartWith("text ").And.Not.Contains("<"));
    }

    private static MemoryClosure Closure(TestRepository repository)
    {
        using var view = RepositoryView.Open(
            new GuardOptions { RepositoryRoot = repository.Root }, GuardConfiguration.Default, new FindingCollector(), CancellationToken.None);
        return MemoryClosure.Of(view);
    }

    private static List<string> Paths(TestRepository repository) => [.. Closure(repository).Documents.Select(d => d.File.Path)];
}
