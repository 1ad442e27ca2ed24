using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Testing;

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

    private static void AssertSame(TestRepository repository, string format)
    {
        var expected = repository.Git("ls-files", "-s", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
        var actual = GitIndex.Read(Path.Combine(repository.Root, ".git"), format == "sha1" ? 20 : 32)
            .Select(e => $"{Convert.ToString(e.Mode, 8)} {e.Id} 0\t{e.Path}")
            .Order(StringComparer.Ordinal);
        Assert.That(actual, Is.EqualTo(expected));
    }
}
