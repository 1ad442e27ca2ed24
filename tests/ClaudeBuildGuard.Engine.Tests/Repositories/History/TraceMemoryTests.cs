using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.History;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Repositories.History;

/// <summary>What is recalled is what tracing anew says, whatever happened in between.</summary>
public sealed class TraceMemoryTests
{
    private static readonly (string Name, Action<TestRepository> Change)[] Plain =
    [
        ("a commit beside it", r => r.File("src/a.cs", "changed").Commit()),
        ("several commits", r => r.File("src/a.cs", "1").Commit().File("other/b.cs", "2").Commit().Delete("src/a.cs").Commit()),
        ("nothing", _ => { }),
        ("another file staged", r => r.File("staged.txt", "x").Git("add", "-A")),
    ];

    private static readonly (string Name, Action<TestRepository> Change)[] Others =
    [
        ("it was taken out", r => r.Delete("config/secret.txt").Commit()),
        ("it was copied", r => r.File("copy.txt", "wanted").Commit()),
        ("its directory moved", r => { r.Git("mv", "config", "moved"); r.Commit(); }),
        ("a new branch", r => r.Git("branch", "side")),
        ("a branch that went", r => r.Git("branch", "-D", "old")),
        ("another branch checked out", r => r.Git("checkout", "-q", "old")),
        ("a merge", r => { r.Git("checkout", "-q", "old"); r.File("o.txt", "o").Commit(); r.Git("checkout", "-q", "main"); r.Git("merge", "-q", "--no-edit", "old"); }),
        ("a rewritten branch", r => r.Git("reset", "-q", "--hard", "HEAD~1")),
        ("a detached HEAD", r => r.Git("checkout", "-q", "--detach")),
        ("a directory that came", r => r.File("new/dir/file.txt", "x").Commit()),
    ];

    public static IEnumerable<string> PlainNames => Plain.Select(p => p.Name);

    public static IEnumerable<string> OtherNames => Others.Select(p => p.Name);

    [Test]
    public void After_a_plain_change_it_is_recalled_as_it_would_be_traced([ValueSource(nameof(PlainNames))] string name)
    {
        using var repository = Start(out var ids);
        Plain.First(p => p.Name == name).Change(repository);
        var (recalled, traced) = Both(repository, ids);
        Assert.That(recalled, Is.Not.Null);
        Assert.That(Text(recalled!), Is.EqualTo(Text(traced)));
    }

    [Test]
    public void After_any_other_change_it_is_traced_anew_or_right([ValueSource(nameof(OtherNames))] string name)
    {
        using var repository = Start(out var ids);
        Others.First(p => p.Name == name).Change(repository);
        var (recalled, traced) = Both(repository, ids);
        Assert.That(recalled is null || Text(recalled).SequenceEqual(Text(traced)));
    }

    [Test]
    public void Another_object_and_a_damaged_file_are_not_recalled()
    {
        using var repository = Start(out var ids);
        var git = GitRepository.Discover(repository.Root)!;
        using var objects = new ObjectDatabase(git.ObjectsDirectory, git.IdLength);
        Assert.That(TraceMemory.Recall(git, objects, [.. ids, ObjectId.Parse(new string('1', 40))]), Is.Null);
        var file = repository.FullPath(".git/claude-build-guard/traces.state");
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.That(TraceMemory.Recall(git, objects, ids), Is.Null);
    }

    private static TestRepository Start(out ObjectId[] ids)
    {
        var repository = new TestRepository().File("src/a.cs", "a").File("other/b.cs", "b").Commit();
        repository.Git("branch", "old");
        repository.File("config/secret.txt", "wanted").Commit("Add").File("gone.txt", "was here").Commit().Delete("gone.txt").Commit("Remove");
        ids = [Blob(repository, "wanted"), Blob(repository, "was here")];
        var git = GitRepository.Discover(repository.Root)!;
        using var objects = new ObjectDatabase(git.ObjectsDirectory, git.IdLength);
        TraceMemory.Keep(git, HistoryTracer.Trace(git, objects, ids, null, CancellationToken.None));
        return repository;
    }

    private static ObjectId Blob(TestRepository repository, string content) =>
        ObjectId.Parse(repository.Git("hash-object", repository.File(".git/wanted", content).FullPath(".git/wanted")).Trim());

    private static (IReadOnlyDictionary<ObjectId, ObjectTrace>? Recalled, IReadOnlyDictionary<ObjectId, ObjectTrace> Traced) Both(TestRepository repository, ObjectId[] ids)
    {
        var git = GitRepository.Discover(repository.Root)!;
        using var objects = new ObjectDatabase(git.ObjectsDirectory, git.IdLength);
        return (TraceMemory.Recall(git, objects, ids), HistoryTracer.Trace(git, objects, ids, null, CancellationToken.None));
    }

    private static List<string> Text(IReadOnlyDictionary<ObjectId, ObjectTrace> traces) =>
        [.. traces.Values.OrderBy(t => t.Id).Select(t => $"{t.Id} {t.Introduced} {t.Removed} {string.Join(',', t.Paths)} {string.Join(',', t.AllPaths)} {t.HasMorePaths} {string.Join(',', t.HeadPaths)} {string.Join(',', t.TipRefs)} {t.TipRefCount} {t.InHead} {string.Join(',', t.Refs)} {t.RefCount} {t.IsReachable} {t.IsStaged}")];
}
