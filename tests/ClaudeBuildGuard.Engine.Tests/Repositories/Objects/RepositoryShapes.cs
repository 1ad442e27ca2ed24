using ClaudeBuildGuard.Testing;

namespace ClaudeBuildGuard.Engine.Tests.Repositories.Objects;

/// <summary>Repositories of every shape that git 2.39 can make, each with all types of object and content that is hard to store.</summary>
internal static class RepositoryShapes
{
    /// <summary>The shapes by name.</summary>
    public static IReadOnlyDictionary<string, Func<TestRepository>> All { get; } = new Dictionary<string, Func<TestRepository>>(StringComparer.Ordinal)
    {
        ["loose"] = () => History(new TestRepository(), 12),
        ["packed"] = () => Packed(History(new TestRepository(), 12)),
        ["packed and loose"] = () => History(Packed(History(new TestRepository(), 10)), 5),
        ["several packs"] = SeveralPacks,
        ["long chains"] = () => Packed(History(new TestRepository(), 50), "repack", "-adfq", "--depth=4095", "--window=5"),
        ["aggressive"] = () => Packed(History(new TestRepository(), 8), "gc", "--aggressive", "--prune=now", "-q"),
        ["reference deltas"] = () => Packed(History(new TestRepository(), 12), "-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq"),
        ["index version 1"] = () => Packed(History(new TestRepository(), 8), "-c", "pack.indexVersion=1", "repack", "-adfq"),
        ["64-bit offsets"] = LargeOffsets,
        ["sha256 loose"] = () => History(new TestRepository(git: true, "--object-format=sha256"), 8),
        ["sha256 packed"] = () => Packed(History(new TestRepository(git: true, "--object-format=sha256"), 20)),
        ["merges"] = Merges,
        ["empty"] = () => new TestRepository(),
        ["bare empty"] = () => new TestRepository(git: true, "--bare"),
        ["cruft"] = Cruft,
        ["multi-pack index"] = () => With(SeveralPacks(), r => r.Git("multi-pack-index", "write")),
        ["bundle"] = () => Clone(bundle: true),
        ["alternates"] = () => Clone(bundle: false, "--shared"),
        ["shallow"] = () => Clone(bundle: false, "--depth=3"),
        ["partial"] = () => Clone(bundle: false, "--filter=blob:none", "--no-checkout"),
        ["uncompressed"] = () => Packed(History(new TestRepository(), 10), "-c", "pack.compression=0", "repack", "-adfq"),
    };

    /// <summary>Adds commits that change, add, move and delete files, and an annotated tag.</summary>
    public static TestRepository History(TestRepository repository, int commits)
    {
        var random = new Random(7);
        var lines = Enumerable.Range(0, 200).Select(i => $"line {i} {random.Next()}").ToList();
        for (var i = 0; i < commits; i++)
        {
            for (var n = 0; n < 4; n++)
            {
                lines[random.Next(lines.Count)] = $"changed {i} {random.Next()}";
            }

            lines.Insert(random.Next(lines.Count), $"inserted {i}");
            repository.File("src/grows.txt", string.Join('\n', lines)).File($"src/d{i % 3}/other.txt", $"{i}\n{string.Join('\n', lines.Take(30))}");
            if (i % 10 == 0)
            {
                var noise = new byte[3000 + i];
                random.NextBytes(noise);
                repository.File($"bin/noise{i}.dat", noise).File("empty", []).File("zeros", new byte[100_000 + i]);
            }

            repository.Commit($"Change {i}\n\nWith a body — {i}.");
        }

        repository.Git("tag", "-f", "-a", "v1", "-m", "A tag");
        return repository;
    }

    private static TestRepository Packed(TestRepository repository, params string[] arguments) =>
        With(repository, r => r.Git(arguments.Length == 0 ? ["gc", "-q", "--prune=now"] : arguments));

    private static TestRepository With(TestRepository repository, Action<TestRepository> action)
    {
        action(repository);
        return repository;
    }

    private static TestRepository SeveralPacks()
    {
        var repository = new TestRepository();
        for (var i = 0; i < 4; i++)
        {
            History(repository, 6).Git("repack", "-dq");
        }

        // The same objects twice.
        repository.Git("repack", "-aq");
        return repository;
    }

    private static TestRepository LargeOffsets()
    {
        var repository = Packed(History(new TestRepository(), 10));
        var pack = Directory.GetFiles(repository.FullPath(".git/objects/pack"), "*.pack").Single();
        System.IO.File.SetAttributes(Path.ChangeExtension(pack, ".idx"), FileAttributes.Normal);
        System.IO.File.Delete(Path.ChangeExtension(pack, ".idx"));
        repository.Git("index-pack", "--index-version=2,0x100", pack);
        return repository;
    }

    private static TestRepository Merges()
    {
        var repository = History(new TestRepository(), 3);
        for (var i = 0; i < 6; i++)
        {
            repository.Git("checkout", "-q", "-b", $"side{i}");
            repository.File($"side{i}.txt", $"{i}").Commit($"Side {i}");
            repository.Git("checkout", "-q", "main");
            repository.File("main.txt", $"{i}").Commit($"Main {i}");
            repository.Git("merge", "-q", "--no-ff", "-m", $"Merge {i}", $"side{i}");
        }

        return Packed(repository);
    }

    private static TestRepository Cruft()
    {
        var repository = History(new TestRepository(), 5);
        repository.Git("checkout", "-q", "--orphan", "lost");
        repository.File("lost.txt", "only in a cruft pack").Commit("Lost");
        repository.Git("checkout", "-q", "-f", "main");
        repository.Git("branch", "-qD", "lost");
        repository.Git("reflog", "expire", "--expire=now", "--all");
        repository.Git("repack", "--cruft", "-dq");
        return repository;
    }

    private static TestRepository Clone(bool bundle, params string[] arguments)
    {
        var origin = Packed(History(new TestRepository(), 8));
        origin.Git("config", "uploadpack.allowFilter", "true");
        var source = arguments.Contains("--shared") ? origin.Root : "file://" + origin.Root.Replace('\\', '/');
        if (bundle)
        {
            source = origin.FullPath("all.bundle");
            origin.Git("bundle", "create", "-q", source, "--all");
        }

        var clone = new TestRepository(git: false);
        clone.Git(["clone", "-q", .. arguments, source, "."]);
        if (arguments.Contains("--shared"))
        {
            clone.Owns(origin);
            return History(clone, 2);
        }

        origin.Dispose();
        return clone;
    }
}
