using System.Runtime.Versioning;
using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Repositories;

public sealed class WorkingTreeTests
{
    private const string Unix = "Symbolic links and permission bits are set the Unix way.";

    [Test]
    public void Files_are_listed_in_ordinal_order_with_what_git_says_of_them()
    {
        using var repository = new TestRepository()
            .File(".gitignore", "*.log\n!keep.log\n/local/\n")
            .File("b.txt", "b").File("B.txt", "B").File("a/z.txt", "z").File("a.txt", "a").Commit()
            .File("new.txt", "n").File("x.log", "l").File("keep.log", "l").File("local/.env", "X=1");
        using var view = Open(repository.Root, out var findings);
        Assert.That(findings.Sorted(), Is.Empty);
        Assert.That(
            view.Files.Select(f => f.Path + (f.IsTracked ? " tracked" : string.Empty) + (f.IsIgnored ? " ignored" : string.Empty)),
            Is.EqualTo(OperatingSystem.IsLinux()
                ? [".gitignore tracked", "B.txt tracked", "a.txt tracked", "a/z.txt tracked", "b.txt tracked", "keep.log", "local/.env ignored", "new.txt", "x.log ignored"]
                : view.Files.Select(f => f.Path + (f.IsTracked ? " tracked" : string.Empty) + (f.IsIgnored ? " ignored" : string.Empty))));
    }

    [Test]
    public void Build_output_and_restored_packages_are_passed_over_but_not_what_git_tracks_in_them()
    {
        using var repository = new TestRepository()
            .File("src/App/App.csproj", "<Project/>").File("src/App/obj/tracked.json", "{}").File("src/App/bin/.env", "A=1")
            .File("tools/bin/run.sh", "#!/bin/sh").File("web/node_modules/kept/index.js", "1");
        repository.Git("add", "-A");
        repository.Git("reset", "-q", "src/App/bin");
        repository.Git("commit", "-qm", "Some");
        repository.File("src/App/obj/untracked.json", "{}").File("src/App/bin/.env", "A=1").File("web/node_modules/left/index.js", "1")
            .File("packages/Left.1.0.0/Left.1.0.0.nupkg", "PK").File("packages/Left.1.0.0/lib/x.txt", "1").File("packages/own/source.txt", "1");
        using var view = Open(repository.Root, out _);
        Assert.That(
            view.Files.Select(f => f.Path),
            Is.EqualTo(new[]
            {
                "packages/own/source.txt", "src/App/App.csproj", "src/App/obj/tracked.json", "tools/bin/run.sh", "web/node_modules/kept/index.js",
            }));
        Assert.That(
            view.Excluded.Select(e => $"{e.Path}: {e.Reason}").Order(StringComparer.Ordinal),
            Is.EqualTo(new[]
            {
                "packages/Left.1.0.0: restored packages", "src/App/bin: build output", "src/App/obj: build output", "web/node_modules: restored packages",
            }));
    }

    [Test]
    public void A_subdirectory_is_judged_under_the_rules_of_the_directories_above()
    {
        using var repository = new TestRepository()
            .File(".gitignore", "secret.txt\n/sub/deep/*.key\n").File("sub/a.txt", "a").File("top.txt", "t").Commit()
            .File("sub/secret.txt", "s").File("sub/deep/x.key", "k").File("sub/y.key", "k");
        using var view = Open(repository.FullPath("sub"), out var findings);
        Assert.That(findings.Sorted(), Is.Empty);
        Assert.That(view.Files.Where(f => f.IsTracked).Select(f => f.Path), Is.EqualTo(new[] { "a.txt" }));
        Assert.That(view.Files.Where(f => f.IsIgnored).Select(f => f.Path), Is.EqualTo(new[] { "deep/x.key", "secret.txt" }));
        Assert.That(view.Files, Has.Count.EqualTo(4));
    }

    [Test]
    public void Files_of_a_submodule_are_judged_with_its_own_index_and_another_working_tree_is_not_judged()
    {
        using var inner = new TestRepository().File("inner.txt", "i").File(".gitignore", "*.tmp\n").Commit();
        using var repository = new TestRepository().File("outer.txt", "o").Commit();
        repository.Git("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.Root, "modules/inner");
        repository.Commit().File("modules/inner/x.tmp", "t").File("modules/inner/new.txt", "n");
        repository.Git("worktree", "add", "-q", "trees/one");
        using var view = Open(repository.Root, out var findings);
        Assert.That(findings.Sorted(), Is.Empty);
        Assert.That(
            view.Files.Where(f => f.Path.StartsWith("modules/", StringComparison.Ordinal)).Select(f => $"{f.Path} {f.IsTracked} {f.IsIgnored}"),
            Is.EqualTo(new[]
            {
                "modules/inner/.gitignore True False", "modules/inner/inner.txt True False", "modules/inner/new.txt False False",
                "modules/inner/x.tmp False True",
            }));
        Assert.That(view.Files.Select(f => f.Path), Has.None.StartsWith("trees/"));
        Assert.That(view.Excluded.Single().Reason, Does.Contain("working tree"));
    }

    [Test]
    public void A_worktree_and_a_submodule_know_their_own_git_directory()
    {
        using var repository = new TestRepository().File("a.txt", "a").Commit();
        var other = Path.Combine(repository.Root, "..", Path.GetFileName(repository.Root) + "-tree");
        repository.Git("worktree", "add", "-q", other);
        try
        {
            using var view = Open(Path.GetFullPath(other), out var findings);
            Assert.That(findings.Sorted(), Is.Empty);
            Assert.That(view.Git!.CommonDirectory, Is.EqualTo(Path.Combine(repository.Root, ".git")));
            Assert.That(view.GitDirectory, Does.Contain("worktrees"));
            Assert.That(view.Files.Single().IsTracked);
        }
        finally
        {
            Directory.Delete(other, recursive: true);
        }
    }

    [Test]
    public void A_bare_and_an_empty_repository_have_no_files_and_no_finding()
    {
        using var bare = new TestRepository(git: true, "--bare");
        using var bareView = Open(bare.Root, out var bareFindings);
        using var empty = new TestRepository();
        using var emptyView = Open(empty.Root, out var emptyFindings);
        Assert.That(bareFindings.Sorted().Concat(emptyFindings.Sorted()), Is.Empty);
        Assert.That(bareView.Files.Concat(emptyView.Files), Is.Empty);
        Assert.That(bareView.Git!.WorkTree, Is.Null);
        Assert.That(emptyView.Git!.WorkTree, Is.EqualTo(empty.Root));
    }

    [Test]
    public void A_directory_in_no_repository_is_named_when_history_is_asked_for()
    {
        using var none = new TestRepository(git: false).File("a.txt", "a");
        using var view = Open(none.Root, out var findings);
        Assert.That(findings.Sorted().Single().Diagnostic, Is.EqualTo(GuardDiagnostics.RepositoryCannotBeJudged));
        Assert.That(findings.Sorted().Single().Text, Does.Contain(none.Root).And.Contain("git init"));
        Assert.That(view.Files.Single().IsTracked, Is.False);
        using var without = Open(none.Root, out var quiet, GuardParts.WorkingTree);
        Assert.That(quiet.Sorted(), Is.Empty);
    }

    [TestCase("gitdir: elsewhere\n", "no git directory")]
    [TestCase("nonsense", "does not say")]
    [TestCase("gitdir: ", "does not say")]
    public void A_git_file_that_leads_nowhere_is_named(string text, string expected)
    {
        using var none = new TestRepository(git: false).File(".git", text);
        using var view = Open(none.Root, out var findings);
        Assert.That(findings.Sorted().Single().Text, Does.Contain(expected));
    }

    [TestCase("[core]\n\trepositoryformatversion = 7\n", "version is '7'")]
    [TestCase("[core]\n\trepositoryformatversion = 1\n[extensions]\n\tnewthing = true\n", "'newthing'")]
    [TestCase("[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha3\n", "'sha3'")]
    public void A_format_that_nothing_reads_is_named(string config, string expected)
    {
        using var repository = new TestRepository().File("a.txt", "a").Commit().File(".git/config", config);
        using var view = Open(repository.Root, out var findings);
        Assert.That(findings.Sorted().Single().Text, Does.Contain(expected));
        Assert.That(view.Objects, Is.Null);
    }

    [TestCase("DIRX")]
    [TestCase("DIRC\0\0\0\u0009\0\0\0\0")]
    [TestCase("DIRC\0\0\0\u0002\0\u0001\0\0")]
    public void A_damaged_index_is_named(string text)
    {
        using var repository = new TestRepository().File("a.txt", "a").Commit().File(".git/index", text);
        using var view = Open(repository.Root, out var findings);
        Assert.That(findings.Sorted().Single().Text, Does.Contain("Which files git tracks is not known").And.Contain("git reset"));
        Assert.That(view.Files.Single().IsTracked, Is.False);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = Unix)]
    public void Links_are_files_that_hold_their_target_and_loops_are_harmless()
    {
        using var repository = new TestRepository().File("d/a.txt", "a");
        File.CreateSymbolicLink(repository.FullPath("d/up"), "..");
        File.CreateSymbolicLink(repository.FullPath("self"), "self");
        File.CreateSymbolicLink(repository.FullPath("gone"), "/no/such/file");
        repository.Commit();
        using var view = Open(repository.Root, out var findings);
        Assert.That(findings.Sorted(), Is.Empty);
        Assert.That(
            view.Files.Select(f => $"{f.Path} {f.LinkTarget}"),
            Is.EqualTo(new[] { "d/a.txt ", "d/up ..", "gone /no/such/file", "self self" }));
        Assert.That(view.Find("gone")!.Text, Is.EqualTo("/no/such/file"));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = Unix)]
    [UnsupportedOSPlatform("windows")]
    public void A_directory_that_cannot_be_listed_is_named()
    {
        Assume.That(Environment.UserName, Is.Not.EqualTo("root"), "Root may list everything.");
        using var repository = new TestRepository().File("closed/a.txt", "a").File("b.txt", "b");
        File.SetUnixFileMode(repository.FullPath("closed"), UnixFileMode.None);
        try
        {
            using var view = Open(repository.Root, out var findings);
            Assert.That(findings.Sorted().Single().Diagnostic, Is.EqualTo(GuardDiagnostics.FileNotJudged));
            Assert.That(findings.Sorted().Single().Location.Path, Is.EqualTo("closed"));
            Assert.That(view.Files.Single().Path, Is.EqualTo("b.txt"));
        }
        finally
        {
            File.SetUnixFileMode(repository.FullPath("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Test]
    public void Long_and_foreign_names_are_listed_and_a_pipe_is_not_opened()
    {
        var deep = string.Join('/', Enumerable.Repeat("directory-with-a-long-name", 10)) + "/" + new string('f', 60) + ".txt";
        using var repository = new TestRepository().File(deep, "deep").File("größe/naïve 文件.txt", "x").Commit();
        if (!OperatingSystem.IsWindows())
        {
            using var made = System.Diagnostics.Process.Start("mkfifo", [repository.FullPath("pipe")]);
            made.WaitForExit();
        }

        using var view = Open(repository.Root, out var findings);
        Assert.That(findings.Sorted(), Is.Empty);
        Assert.That(deep, Has.Length.GreaterThan(300));
        Assert.That(view.Find(deep)!.Text, Is.EqualTo("deep"));
        Assert.That(view.Find(deep)!.IsTracked);
        Assert.That(view.Files.Single(f => f.Path.EndsWith("文件.txt", StringComparison.Ordinal)).IsTracked, Is.True.Or.EqualTo(!OperatingSystem.IsLinux()));
        Assert.That(view.Find("pipe")?.Bytes.Length ?? 0, Is.Zero);
    }

    private static RepositoryView Open(string root, out FindingCollector findings, GuardParts parts = GuardParts.All)
    {
        findings = new FindingCollector();
        return RepositoryView.Open(
            new GuardOptions { RepositoryRoot = root, Parts = parts }, GuardConfiguration.Default, findings, CancellationToken.None);
    }
}
