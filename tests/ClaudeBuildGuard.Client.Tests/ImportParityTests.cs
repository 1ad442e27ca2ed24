using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Client.Tests;

/// <summary>Which files the memory model says are loaded at launch, against what the real client puts into its request.</summary>
[Category("Client")]
[NonParallelizable]
public sealed class ImportParityTests
{
    private static readonly string[] Written =
    [
        "@f0.md", "- @./f1.md", "a @f2.md b", "> @f3.md", "# @f4.md", "| @f5.md |", "**@f6.md**", "_@f7.md_", "@f8.md#part", "<b>@f9.md</b>", "[ @f10.md ](a)", "<!-- c --> @f11.md",
        "@f12.md.", "@f13.md, b", "(@f14.md)", "\"@f15.md\"", "a@f16.md", "`@f17.md`", "```\n@f18.md\n```", "text\n\n    @f19.md", "- item\n\n      @f20.md", "<!-- @f21.md -->",
        "- <!-- @f22.md -->", "a <!-- @f23.md --> b", "<div>\n@f24.md\n</div>", "![ @f25.md ](a)", "1. @f26.md", "a:@f27.md", "[@f28.md]",
    ];

    private static readonly string[] Named =
        [".env", ".ENV", ".env.local", ".npmrc", "id_rsa", "a.pem", "a.key", "a.json", "a.JSON", "a.yaml", "a.config", "a.csproj", "a.props", "a.cs", "a.tfvars", "a.pfx", "a.log"];

    [Test]
    public void The_client_loads_exactly_the_imports_that_the_model_says()
    {
        RealClient.Require(RealClient.Newest, sandbox: false);
        using var repository = new TestRepository().File("CLAUDE.md", string.Join("\n\n", [.. Written, .. Named.Select(n => "@" + n), "@d1.md"]) + "\n")
            .File(".claude/rules/sub/rule.md", Mark("rule")).File(".claude/rules/some.md", "---\npaths: [\"src/**\"]\n---\n" + Mark("some")).File("AGENTS.md", Mark("agents"));
        for (var i = 0; i < Written.Length; i++)
        {
            repository.File($"f{i}.md", Mark($"f{i}"));
        }

        foreach (var name in Named)
        {
            repository.File(name, Mark(name));
        }

        for (var depth = 1; depth <= 6; depth++)
        {
            repository.File($"d{depth}.md", $"{Mark($"d{depth}")}\n@d{depth + 1}.md\n");
        }

        var (_, sent) = RealClient.Run(RealClient.Newest, repository.Root, [ToolCall.Bash("true")]);
        using var view = RepositoryView.Open(
            new GuardOptions { RepositoryRoot = repository.Root }, GuardConfiguration.Default, new FindingCollector(), CancellationToken.None);
        var modelled = MemoryClosure.Of(view).Documents.Where(d => d.IsShared).Select(d => d.Content.Path).ToHashSet();
        var files = view.Files.Select(f => f.Path).Where(p => p != "CLAUDE.md" && p != ".git").ToList();
        Assert.That(files.Where(f => sent.Contains(Mark(Path.GetFileName(f) is var n && n.EndsWith(".md", StringComparison.Ordinal) ? n[..^3] : n), StringComparison.Ordinal)), Is.EqualTo(files.Where(modelled.Contains)));
    }

    [Test]
    public void AGENTS_md_is_sent_where_there_is_no_CLAUDE_md()
    {
        RealClient.Require(RealClient.Newest, sandbox: false);
        using var repository = new TestRepository().File("AGENTS.md", Mark("agents") + "\n@more.md\n<!-- removed-comment -->\n\ntext <!-- kept-comment -->\n").File("more.md", Mark("more"));
        var (_, sent) = RealClient.Run(RealClient.Newest, repository.Root, [ToolCall.Bash("true")]);
        Assert.That(sent, Does.Contain(Mark("agents")).And.Contain(Mark("more")).And.Contain("kept-comment").And.Not.Contain("removed-comment"));
    }

    // Closed on both sides, so that no mark is part of another.
    private static string Mark(string name) => $"MARK-{name}-END";
}
