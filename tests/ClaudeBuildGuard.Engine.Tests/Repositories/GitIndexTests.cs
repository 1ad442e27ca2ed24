using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Testing;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Repositories;

public sealed class GitIndexTests
{
    [TestCase("2", "sha1")]
    [TestCase("3", "sha1")]
    [TestCase("4", "sha1")]
    [TestCase("2", "sha256")]
    [TestCase("4", "sha256")]
    public void Every_version_says_what_git_says(string version, string format)
    {
        using var repository = new TestRepository(git: true, $"--object-format={format}");
        foreach (var name in new[] { "a", "a/../b", "dir/one", "dir/one2", "dir/sub/three", "größe/文件", new string('x', 120) + "/" + new string('y', 120), "z" })
        {
            repository.File(name, name);
        }

        repository.Git("update-index", "--index-version", version);
        repository.Git("add", "-A");
        if (version == "3")
        {
            // An intent to add is what needs the extended flags of version 3.
            repository.File("intended", "1").Git("add", "-N", "intended");
        }

        AssertSame(repository, format);
    }

    [Test]
    public void A_split_index_is_joined_with_its_shared_part()
    {
        using var repository = new TestRepository().File("one", "1").File("two", "2").Commit();
        repository.Git("update-index", "--split-index");
        repository.File("three", "3").Git("add", "-A");
        AssertSame(repository, "sha1");
    }

    [TestCase("2")]
    [TestCase("4")]
    public void An_index_with_changed_bytes_or_cut_off_is_read_or_named(string version)
    {
        using var repository = new TestRepository().File("one", "1").File("dir/two", "2").File("dir/three", "3");
        repository.Git("update-index", "--index-version", version);
        repository.Git("add", "-A");
        var good = File.ReadAllBytes(repository.FullPath(".git/index"));
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte.Array[1, 6], Gen.Int[0, good.Length]).Sample(
            (at, change, length) =>
            {
                var bytes = good.ToArray();
                change.AsSpan(0, Math.Min(change.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
                File.WriteAllBytes(repository.FullPath(".git/index"), at % 3 == 0 ? bytes[..length] : bytes);
                try
                {
                    return GitIndex.Read(repository.FullPath(".git"), 20).Count >= 0;
                }
                catch (InvalidDataException e)
                {
                    return e.Message.Contains("index", StringComparison.Ordinal);
                }
            },
            iter: 1000,
            threads: 1);
    }

    private static void AssertSame(TestRepository repository, string format)
    {
        var expected = repository.Git("ls-files", "-s", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
        var actual = GitIndex.Read(Path.Combine(repository.Root, ".git"), format == "sha1" ? 20 : 32)
            .Select(e => $"{Convert.ToString(e.Mode, 8)} {e.Id} 0\t{e.Path}")
            .Order(StringComparer.Ordinal);
        Assert.That(actual, Is.EqualTo(expected));
    }
}
