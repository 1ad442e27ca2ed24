using System.Collections.Concurrent;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using ClaudeBuildGuard.Engine.Repositories.State;
using ClaudeBuildGuard.Testing;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Repositories.State;

public sealed class HistoryScanTests
{
    private static readonly byte[] Marker = "wanted"u8.ToArray();

    [Test]
    public void A_second_build_judges_nothing_and_opens_no_pack()
    {
        using var repository = Some();
        repository.Git("gc", "-q");
        var first = Scan(repository);
        Assert.That(first.JudgedNow, Is.EqualTo(Ids(repository).Length));
        Assert.That(first.Hits, Has.Count.EqualTo(1));

        var git = GitRepository.Discover(repository.Root)!;
        using var broken = new ObjectDatabase(repository.FullPath("no/such/objects"), 20);
        var second = HistoryScan.Run(git, broken, "key", new ObjectQuery(), Judge, CancellationToken.None);
        Assert.That(second.JudgedNow, Is.Zero);
        Assert.That(second.Hits, Is.EqualTo(first.Hits));
        Assert.That(second.Judged, Is.EqualTo(first.Judged));
    }

    [Test]
    public void New_commits_cost_the_new_objects_and_a_repack_costs_none()
    {
        using var repository = Some();
        Scan(repository);
        repository.File("new.txt", "new wanted").Commit();
        var after = Scan(repository);
        Assert.That(after.JudgedNow, Is.EqualTo(3));
        Assert.That(after.Hits, Has.Count.EqualTo(2));
        repository.Git("gc", "-q");
        var packed = Scan(repository);
        Assert.That(packed.JudgedNow, Is.Zero);
        Assert.That(packed.Hits, Is.EqualTo(after.Hits));
    }

    [Test]
    public void More_objects_than_the_small_file_holds_are_remembered_too()
    {
        using var repository = new TestRepository();
        for (var i = 0; i < HistoryState.MostRecent + 10; i++)
        {
            repository.File($"d{i % 50}/f{i}", $"content {i}");
        }

        repository.Commit();
        Assert.That(Scan(repository).JudgedNow, Is.GreaterThan(HistoryState.MostRecent));
        repository.Git("gc", "-q");
        Assert.That(Scan(repository).JudgedNow, Is.Zero);
        Assert.That(Directory.GetFiles(repository.FullPath(".git/claude-build-guard"), "*.ids"), Has.Length.EqualTo(1));
        File.WriteAllText(Directory.GetFiles(repository.FullPath(".git/claude-build-guard"), "*.ids").Single(), "damaged");
        repository.File("x", "x").Commit();
        var again = Scan(repository);
        Assert.That(again.JudgedNow, Is.GreaterThan(HistoryState.MostRecent));
        Assert.That(again.StateIgnored, Does.Contain("damaged"));
    }

    [Test]
    public void A_foreign_or_damaged_state_is_ignored_and_says_so()
    {
        using var repository = Some();
        var all = Scan(repository).JudgedNow;
        var other = Scan(repository, "other key");
        Assert.That((other.JudgedNow, other.StateIgnored), Is.EqualTo((all, "rules, configuration or version have changed since")));
        var file = repository.FullPath(".git/claude-build-guard/history.state");
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
        var damaged = Scan(repository, "other key");
        Assert.That((damaged.JudgedNow, damaged.StateIgnored), Is.EqualTo((all, "it is damaged, or of another version")));
    }

    [Test]
    public void No_bytes_are_a_state_that_throws() =>
        Gen.Byte.Array[0, 200].Sample(bytes => HistoryState.Read(bytes) is null, iter: 2000);

    [Test]
    public void A_cancelled_build_keeps_what_it_judged()
    {
        using var repository = Some();
        var git = GitRepository.Discover(repository.Root)!;
        var total = Ids(repository).Length;
        using var objects = new ObjectDatabase(git.ObjectsDirectory, git.IdLength);
        using var cancel = new CancellationTokenSource();
        var judged = 0;
        Assert.That(
            () => HistoryScan.Run(
                git,
                objects,
                "key",
                new ObjectQuery(),
                (in GitObject _, string _) =>
                {
                    if (++judged == total / 2)
                    {
                        cancel.Cancel();
                    }

                    return false;
                },
                cancel.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Scan(repository).JudgedNow, Is.EqualTo(total - (total / 2)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_build_that_goes_on_where_another_was_ended_counts_all_and_knows_the_names(bool isSecond)
    {
        using var repository = Some();
        if (isSecond)
        {
            Scan(repository);
            repository.File("dir/new.txt", "new").File("dir/later.txt", "later").Commit();
        }

        var git = GitRepository.Discover(repository.Root)!;
        using var objects = new ObjectDatabase(git.ObjectsDirectory, git.IdLength);
        using var cancel = new CancellationTokenSource();
        Assert.That(
            () => HistoryScan.Run(
                git,
                objects,
                "key",
                new ObjectQuery(),
                (in GitObject item, string _) =>
                {
                    // Directories come first.
                    if (item.Type != ObjectType.Tree)
                    {
                        cancel.Cancel();
                    }

                    return false;
                },
                cancel.Token),
            Throws.InstanceOf<OperationCanceledException>());
        var names = new ConcurrentBag<string>();
        var scan = Scan(repository, "key", (in GitObject item, string name) =>
        {
            if (item.Type == ObjectType.Blob)
            {
                names.Add(name);
            }

            return false;
        });
        Assert.That(names, Is.Not.Empty.And.None.Empty);
        Assert.That(scan.Judged, Is.EqualTo(Ids(repository).Length));
        Assert.That(scan.JudgedNow, Is.LessThan(scan.Judged));
        Assert.That(Scan(repository).Judged, Is.EqualTo(scan.Judged));
    }

    [Test]
    public void What_is_forgotten_is_judged_when_it_comes_back()
    {
        using var repository = Some();
        var first = Scan(repository);
        var git = GitRepository.Discover(repository.Root)!;
        using (var objects = new ObjectDatabase(git.ObjectsDirectory, git.IdLength))
        {
            HistoryScan.Forget(git, objects, "key", first.Hits.ToHashSet(), CancellationToken.None);
        }

        repository.File("z", "z").Commit().Git("gc", "-q");
        var second = Scan(repository);
        Assert.That((second.Hits.Count, second.JudgedNow, second.Judged), Is.EqualTo((1, 4L, first.Judged + 3)));
    }

    [Test]
    public void Builds_at_the_same_time_do_the_work_once()
    {
        using var repository = Some();
        var judged = new ConcurrentBag<string>();
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => Scan(repository, "key", (in GitObject item, string _) =>
        {
            judged.Add(item.Id.ToString());
            return false;
        }));
        Assert.That(judged, Is.EquivalentTo(Ids(repository)));
    }

    [Test]
    public void Working_trees_share_what_was_judged()
    {
        using var repository = Some();
        Scan(repository);
        var tree = repository.Root + "-tree";
        repository.Git("worktree", "add", "-q", tree);
        try
        {
            var git = GitRepository.Discover(tree)!;
            using var objects = new ObjectDatabase(git.ObjectsDirectory, git.IdLength);
            Assert.That(HistoryScan.Run(git, objects, "key", new ObjectQuery(), Judge, CancellationToken.None).JudgedNow, Is.Zero);
        }
        finally
        {
            Directory.Delete(tree, recursive: true);
        }
    }

    [Test]
    public void A_state_restored_into_a_fresh_clone_saves_the_work()
    {
        using var repository = Some();
        Scan(repository);
        using var clone = new TestRepository(git: false);
        clone.Git("clone", "-q", "file://" + repository.Root.Replace('\\', '/'), ".");
        foreach (var file in Directory.GetFiles(repository.FullPath(".git/claude-build-guard")))
        {
            clone.File($".git/claude-build-guard/{Path.GetFileName(file)}", File.ReadAllBytes(file));
        }

        var restored = Scan(clone);
        Assert.That((restored.JudgedNow, restored.Hits.Count), Is.EqualTo((0L, 1)));
    }

    [TestCase("blob")]
    [TestCase("tree")]
    [TestCase("commit")]
    public void An_object_that_is_gone_is_missed_and_every_other_is_judged(string type)
    {
        using var repository = Some();
        var id = repository.Git("rev-parse", type switch { "blob" => "HEAD~1:a.txt", "tree" => "HEAD~1:dir", _ => "HEAD~1" }).Trim();
        var all = Ids(repository).Length;
        var path = repository.FullPath($".git/objects/{id[..2]}/{id[2..]}");
        File.SetAttributes(path, FileAttributes.Normal);
        File.Delete(path);
        var scan = Scan(repository);
        Assert.That(scan.Missing.Select(m => m.ToString()), Is.EqualTo(new[] { id }));
        Assert.That(scan.JudgedNow, Is.EqualTo(all - 1));
        Assert.That(scan.Hits, Has.Count.EqualTo(1));
        Assert.That(Scan(repository).Missing, Is.EqualTo(scan.Missing));
        Assert.That(Scan(repository).JudgedNow, Is.Zero);
    }

    [Test]
    public void A_damaged_object_is_named_on_every_build_until_it_is_repaired()
    {
        using var repository = Some();
        var id = repository.Git("rev-parse", "HEAD~1:a.txt").Trim();
        var path = repository.FullPath($".git/objects/{id[..2]}/{id[2..]}");
        var good = File.ReadAllBytes(path);
        File.SetAttributes(path, FileAttributes.Normal);
        File.WriteAllBytes(path, good[..(good.Length / 2)]);
        var all = Ids(repository).Length;
        var scan = Scan(repository);
        Assert.That(scan.Unreadable.Single().Id, Is.EqualTo(id));
        Assert.That(scan.JudgedNow, Is.EqualTo(all - 1));
        Assert.That(Scan(repository).Unreadable.Single().Id, Is.EqualTo(id));
        File.WriteAllBytes(path, good);
        repository.File("z", "z").Commit();
        Assert.That(Scan(repository).Unreadable, Is.Empty);
    }

    [Test]
    public void A_shallow_clone_misses_nothing_and_a_partial_one_misses_what_it_left_out()
    {
        using var shallow = Objects.RepositoryShapes.All["shallow"]();
        Assert.That(Scan(shallow).Missing, Is.Empty);
        Assert.That(Shallow.Commits(GitRepository.Discover(shallow.Root)!), Is.Not.Empty);
        using var partial = Objects.RepositoryShapes.All["partial"]();
        Assert.That(Scan(partial).Missing, Has.Count.GreaterThan(5));
        Assert.That(GitRepository.Discover(partial.Root)!.IsPartial);
    }

    [Test]
    public void A_set_of_ids_says_what_a_hash_set_says()
    {
        var id = Gen.OneOf(Gen.Byte[0, 3].Array[20], Gen.Byte.Array[20]).Select(b => new ObjectId(b));
        Gen.Select(id.Array[0, 40], id.Array[0, 40], id.Array[0, 40]).Sample((first, second, asked) =>
        {
            var set = IdSet.Empty(20).With(first).With(second);
            var expected = first.Concat(second).ToHashSet();
            return set.Count == expected.Count && asked.Concat(first).All(i => set.Contains(i) == expected.Contains(i));
        });
    }

    private static TestRepository Some()
    {
        var repository = new TestRepository().File("a.txt", "one").File("dir/b.txt", "b").Commit();
        repository.File("a.txt", "two").File("dir/b.txt", "c").Commit();
        return repository.File("c.txt", "this is wanted").File("dir/b.txt", "d").File("a.txt", "three").Commit();
    }

    private static HistoryScanResult Scan(TestRepository repository, string key = "key", ObjectJudge? judge = null)
    {
        var git = GitRepository.Discover(repository.Root)!;
        using var objects = new ObjectDatabase(git.ObjectsDirectory, git.IdLength);
        return HistoryScan.Run(git, objects, key, new ObjectQuery(), judge ?? Judge, CancellationToken.None);
    }

    private static bool Judge(in GitObject item, string _) => item.Content.Span.IndexOf(Marker) >= 0;

    private static string[] Ids(TestRepository repository) =>
        repository.Git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
