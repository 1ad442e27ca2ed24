using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.History;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Repositories.History;

public sealed class HistoryTracerTests
{
    [Test]
    public void A_removed_blob_is_traced_to_the_commits_that_brought_it_in_and_took_it_out()
    {
        using var repository = new TestRepository().File("a.txt", "a").Commit("First");
        repository.File("config/secret.txt", "wanted").File("copy.txt", "wanted").Commit("Add");
        var added = repository.Git("rev-parse", "HEAD").Trim();
        repository.Git("tag", "v1");
        repository.File("a.txt", "b").Commit("Between");
        repository.Delete("config/secret.txt").Delete("copy.txt").Commit("Remove");
        var removed = repository.Git("rev-parse", "HEAD").Trim();
        var trace = Trace(repository, "wanted");
        Assert.That(trace.Introduced!.Id.ToString(), Is.EqualTo(added));
        Assert.That(trace.Introduced.Author, Is.EqualTo("Ada Example <ada@example.com>"));
        Assert.That(trace.Introduced.Date.ToUnixTimeSeconds(), Is.EqualTo(long.Parse(repository.Git("show", "-s", "--format=%at", added))));
        Assert.That(trace.Removed!.Id.ToString(), Is.EqualTo(removed));
        Assert.That(trace.Paths, Is.EqualTo(new[] { "config/secret.txt", "copy.txt" }));
        Assert.That(trace.Refs, Is.EqualTo(new[] { "main", "v1" }));
        Assert.That((trace.InHead, trace.IsReachable, trace.IsStaged), Is.EqualTo((false, true, false)));
    }

    [Test]
    public void A_blob_that_is_still_there_was_not_removed_even_if_it_came_and_went()
    {
        using var repository = new TestRepository().File("x", "wanted").Commit().Delete("x").Commit().File("y/z", "wanted").Commit();
        var trace = Trace(repository, "wanted");
        Assert.That(trace.Removed, Is.Null);
        Assert.That(trace.Paths, Is.EqualTo(new[] { "x" }));
        Assert.That((trace.InHead, trace.IsStaged), Is.EqualTo((true, true)));
    }

    [Test]
    public void Every_path_in_every_commit_is_what_git_lists([Values] bool isPacked)
    {
        var random = new Random(23);
        using var repository = new TestRepository().File("d/e/keep.txt", "keep").Commit();
        var contents = Enumerable.Range(0, 5).Select(i => $"wanted {i}").ToArray();
        for (var i = 0; i < 30; i++)
        {
            var files = repository.Git("ls-files").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            switch (random.Next(4))
            {
                case 0 when files.Length > 1:
                    repository.Git("rm", "-q", files[random.Next(1, files.Length)]);
                    break;
                case 1 when Directory.Exists(repository.FullPath("d")):
                    repository.Git("mv", "d", $"d{i}");
                    break;
                case 1:
                    repository.Git("mv", $"{files[0].Split('/')[0]}", "d");
                    break;
                default:
                    repository.File($"p{random.Next(3)}/q{random.Next(2)}/f{random.Next(3)}", contents[random.Next(contents.Length)]);
                    break;
            }

            repository.Commit();
            repository.Git("tag", $"t{i}");
        }

        if (isPacked)
        {
            repository.Git("gc", "-q");
        }

        var ids = contents.Select(c => ObjectId.Parse(repository.Git("hash-object", repository.File(".git/wanted", c).FullPath(".git/wanted")).Trim())).ToArray();
        var traces = TraceAll(repository, ids);
        var listed = repository.Git("rev-list", "--all").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(c => c, c => repository.Git("ls-tree", "-r", c).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => (Id: l.Split(' ', '\t')[2], Path: l.Split('\t')[1])).ToArray());
        var head = listed[repository.Git("rev-parse", "HEAD").Trim()];
        foreach (var id in ids)
        {
            var paths = listed.Values.SelectMany(l => l).Where(f => f.Id == id.ToString()).Select(f => f.Path).Distinct();
            Assert.That(traces[id].AllPaths, Is.EquivalentTo(paths));
            Assert.That(traces[id].HeadPaths, Is.EqualTo(head.Where(f => f.Id == id.ToString()).Select(f => f.Path).Order(StringComparer.Ordinal)));
            var tips = Enumerable.Range(0, 30).Count(i => listed[repository.Git("rev-parse", $"t{i}").Trim()].Any(f => f.Id == id.ToString()));
            Assert.That(traces[id].TipRefCount, Is.EqualTo(tips + (traces[id].InHead ? 1 : 0)));
            Assert.That(traces[id].HasMorePaths, Is.False);
        }

        Assert.That(traces.Values.Any(t => t.AllPaths.Count > t.Paths.Count));
    }

    [Test]
    public void A_directory_that_holds_itself_many_times_over_ends()
    {
        using var repository = new TestRepository();
        var tree = repository.Git("hash-object", "-w", repository.File(".git/wanted", "wanted").FullPath(".git/wanted")).Trim();
        for (var depth = 0; depth < 12; depth++)
        {
            var (mode, type) = depth == 0 ? ("100644", "blob") : ("040000", "tree");
            var listing = string.Concat(Enumerable.Range(0, 8).Select(i => $"{mode} {type} {tree}\td{i}\n"));
            tree = MakeTree(repository, listing);
        }

        repository.Git("update-ref", "refs/heads/main", repository.Git("commit-tree", tree, "-m", "Many").Trim());
        var trace = Trace(repository, "wanted");
        Assert.That(trace.AllPaths, Has.Count.EqualTo(ObjectTrace.MostPathsEver).And.All.Match("^(d[0-7]/){11}d[0-7]$"));
        Assert.That(trace.HasMorePaths);
    }

    [Test]
    public void A_side_branch_a_stash_and_a_lost_commit_are_told_apart()
    {
        using var repository = new TestRepository().File("a", "a").Commit();
        repository.Git("checkout", "-q", "-b", "side");
        repository.File("s", "on side").Commit();
        repository.Git("checkout", "-q", "main");
        repository.File("lost", "was lost").Commit();
        repository.Git("reset", "-q", "--hard", "HEAD~1");
        repository.File("a", "in stash").Git("stash", "-q");
        Assert.That(Trace(repository, "on side").Refs, Is.EqualTo(new[] { "side" }));
        Assert.That(Trace(repository, "in stash").Refs, Is.EqualTo(new[] { "refs/stash" }));
        var lost = Trace(repository, "was lost");
        Assert.That(lost.Introduced, Is.Not.Null);
        Assert.That((lost.IsReachable, lost.RefCount, lost.InHead), Is.EqualTo((false, 0, false)));
    }

    [Test]
    public void What_is_only_staged_or_in_no_commit_has_no_commit()
    {
        using var repository = new TestRepository().File("a", "a").Commit();
        repository.File("new/file.txt", "only staged").Git("add", "-A");
        var staged = Trace(repository, "only staged");
        Assert.That(staged.Introduced, Is.Null);
        Assert.That(staged.Paths, Is.EqualTo(new[] { "new/file.txt" }));
        Assert.That((staged.IsStaged, staged.IsReachable), Is.EqualTo((true, false)));
        repository.File("dangling", "nowhere").Git("hash-object", "-w", "dangling");
        Assert.That(Trace(repository, "nowhere").Paths, Is.Empty);
    }

    [Test]
    public void Commits_tags_and_directories_are_traced_too()
    {
        using var repository = new TestRepository().File("dir/sub/a", "a").Commit("Message");
        repository.Git("tag", "-a", "v2", "-m", "Text");
        repository.File("b", "b").Commit();
        var commit = ObjectId.Parse(repository.Git("rev-parse", "HEAD~1").Trim());
        var tag = ObjectId.Parse(repository.Git("rev-parse", "v2").Trim());
        var tree = ObjectId.Parse(repository.Git("rev-parse", "HEAD:dir/sub").Trim());
        var traces = TraceAll(repository, commit, tag, tree);
        Assert.That(traces[commit].Introduced!.Id, Is.EqualTo(commit));
        Assert.That((traces[commit].InHead, traces[commit].Removed), Is.EqualTo((true, (CommitFacts?)null)));
        Assert.That(traces[tag].Refs, Is.EqualTo(new[] { "v2" }));
        Assert.That(traces[tag].IsReachable);
        Assert.That(traces[tree].Paths, Is.EqualTo(new[] { "dir/sub" }));
        Assert.That(traces[tree].Introduced!.Id, Is.EqualTo(commit));
    }

    [Test]
    public void A_merge_that_brings_in_what_neither_side_had_is_the_commit()
    {
        using var repository = new TestRepository().File("a", "a").Commit();
        repository.Git("checkout", "-q", "-b", "side");
        repository.File("s", "s").Commit();
        repository.Git("checkout", "-q", "main");
        repository.File("m", "m").Commit();
        repository.Git("merge", "-q", "--no-ff", "--no-commit", "side");
        repository.File("evil", "from the merge").Commit("Merge");
        Assert.That(Trace(repository, "from the merge").Introduced!.Id.ToString(), Is.EqualTo(repository.Git("rev-parse", "HEAD").Trim()));
    }

    [Test]
    public void More_objects_than_fit_into_one_batch_are_all_traced()
    {
        using var repository = new TestRepository();
        for (var i = 0; i < 150; i++)
        {
            repository.File($"d{i % 7}/f{i}", $"content {i}");
        }

        repository.Commit();
        var ids = repository.Git("ls-files", "-s").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => ObjectId.Parse(l.Split(' ')[1])).ToArray();
        var traces = TraceAll(repository, ids);
        Assert.That(traces, Has.Count.EqualTo(150));
        Assert.That(traces.Values.Select(t => t.Paths.Single()), Is.EquivalentTo(repository.Git("ls-files").Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Test]
    public void Refs_say_what_git_says()
    {
        using var repository = new TestRepository().File("a", "a").Commit();
        repository.Git("branch", "one");
        repository.Git("tag", "-a", "t", "-m", "t");
        repository.Git("update-ref", "refs/hidden/x", "HEAD");
        repository.Git("pack-refs", "--all");
        repository.Git("branch", "two/three");
        repository.Git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/heads/one");
        var references = GitReferences.Read(GitRepository.Discover(repository.Root)!);
        var expected = repository.Git("for-each-ref", "--format=%(objectname) %(refname)").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(references.All.Where(r => r.Name != "HEAD").Select(r => $"{r.Id} {r.Name}"), Is.EquivalentTo(expected));
        Assert.That(references.Branch, Is.EqualTo("refs/heads/main"));
        Assert.That(references.Head.ToString(), Is.EqualTo(repository.Git("rev-parse", "HEAD").Trim()));
    }

    private static string MakeTree(TestRepository repository, string listing)
    {
        using var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", ["mktree"])
        {
            WorkingDirectory = repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        git.StandardInput.Write(listing);
        git.StandardInput.Close();
        var tree = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return tree;
    }

    private static ObjectTrace Trace(TestRepository repository, string content)
    {
        var path = repository.File(".git/wanted", content).FullPath(".git/wanted");
        var id = ObjectId.Parse(repository.Git("hash-object", path).Trim());
        return TraceAll(repository, id)[id];
    }

    private static IReadOnlyDictionary<ObjectId, ObjectTrace> TraceAll(TestRepository repository, params ObjectId[] ids)
    {
        var options = new GuardOptions { RepositoryRoot = repository.Root };
        using var view = RepositoryView.Open(options, GuardConfiguration.Default, new FindingCollector(), CancellationToken.None);
        return view.Trace(ids, CancellationToken.None);
    }
}
