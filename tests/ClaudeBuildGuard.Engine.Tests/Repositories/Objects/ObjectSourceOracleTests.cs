using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using ClaudeBuildGuard.Testing;
using LibGit2Sharp;
using Database = ClaudeBuildGuard.Engine.Repositories.Objects.ObjectDatabase;
using GitObject = ClaudeBuildGuard.Engine.Repositories.Objects.GitObject;
using ObjectId = ClaudeBuildGuard.Engine.Repositories.Objects.ObjectId;
using ObjectType = ClaudeBuildGuard.Engine.Repositories.Objects.ObjectType;

namespace ClaudeBuildGuard.Engine.Tests.Repositories.Objects;

/// <summary>The reader, git itself and LibGit2Sharp say the same of every object.</summary>
[TestFixtureSource(nameof(Shapes))]
public sealed class ObjectSourceOracleTests(string shape)
{
    private TestRepository _repository = null!;
    private GitRepository _git = null!;

    public static IEnumerable<string> Shapes => RepositoryShapes.All.Keys;

    [OneTimeSetUp]
    public void Make()
    {
        _repository = RepositoryShapes.All[shape]();
        _git = GitRepository.Discover(_repository.Root)!;
    }

    [OneTimeTearDown]
    public void Delete() => _repository?.Dispose();

    [Test]
    public void The_reader_and_git_give_the_same_objects()
    {
        using var process = new GitProcessObjectSource(_git, GitExecutable.Find(_git)!);
        var expected = Read(process, threads: 1);
        using var reader = new Database(_git.ObjectsDirectory, _git.IdLength);
        Assert.That(Read(reader, threads: 1), Is.EqualTo(expected));
        Assert.That(Read(reader, threads: 2), Is.EqualTo(expected));
        Assert.That(expected, Has.Count.GreaterThan(shape.Contains("empty", StringComparison.Ordinal) ? -1 : 10));
        var ids = _repository.Git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(expected.Select(o => o[..o.IndexOf(' ', StringComparison.Ordinal)]), Is.EquivalentTo(ids.Distinct()));
    }

    [Test]
    public void Every_object_can_be_read_alone_and_hashes_to_its_own_id()
    {
        using var reader = new Database(_git.ObjectsDirectory, _git.IdLength);
        foreach (var line in Read(reader, threads: 1))
        {
            var id = ObjectId.Parse(line.AsSpan(0, _git.IdLength * 2));
            Assert.That(reader.TryRead(id, out var type, out var content));
            Assert.That(Name(type, content.Span, _git.IdLength), Is.EqualTo(id.ToString()));
        }

        Assert.That(reader.TryRead(ObjectId.Parse(new string('1', _git.IdLength * 2)), out _, out _), Is.False);
    }

    [Test]
    public void LibGit2Sharp_gives_the_same_blobs()
    {
        Assume.That(shape, Does.Not.StartWith("sha256"), "LibGit2Sharp does not open SHA-256 repositories.");
        using var reader = new Database(_git.ObjectsDirectory, _git.IdLength);
        var blobs = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        reader.Visit(
            new ObjectQuery { Types = ObjectTypes.Blobs }, (in GitObject item) => blobs.Add(item.Id.ToString(), item.Content.ToArray()), CancellationToken.None);
        using var library = new Repository(_repository.Root);
        var expected = library.ObjectDatabase.OfType<Blob>().DistinctBy(b => b.Sha).ToList();
        Assert.That(blobs.Keys, Is.EquivalentTo(expected.Select(b => b.Sha)));
        foreach (var blob in expected)
        {
            using var stream = blob.GetContentStream();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            Assert.That(copy.ToArray().AsSpan().SequenceEqual(blobs[blob.Sha]));
        }
    }

    [Test]
    public void Types_and_wanted_ids_are_all_that_is_visited()
    {
        using var reader = new Database(_git.ObjectsDirectory, _git.IdLength);
        var all = Read(reader, threads: 1);
        var odd = new ConcurrentBag<string>();
        reader.Visit(
            new ObjectQuery { Types = ObjectTypes.Trees | ObjectTypes.Tags, Wanted = id => (id.GetHashCode() & 1) == 0, Threads = 2 },
            (in GitObject item) => odd.Add(Line(item)),
            CancellationToken.None);
        Assert.That(
            odd,
            Is.EquivalentTo(all.Where(l => l.Contains("Tree", StringComparison.Ordinal) || l.Contains("Tag", StringComparison.Ordinal))
                .Where(l => (ObjectId.Parse(l.AsSpan(0, _git.IdLength * 2)).GetHashCode() & 1) == 0)));
    }

    internal static List<string> Read(IObjectSource source, int threads)
    {
        var lines = new ConcurrentBag<string>();
        var unreadable = source.Visit(new ObjectQuery { Threads = threads }, (in GitObject item) => lines.Add(Line(item)), CancellationToken.None);
        Assert.That(unreadable, Is.Empty);
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static string Line(in GitObject item) => $"{item.Id} {item.Type} {item.Size} {Convert.ToHexString(SHA256.HashData(item.Content.Span))}";

    private static string Name(ObjectType type, ReadOnlySpan<byte> content, int idLength)
    {
        byte[] whole = [.. Encoding.ASCII.GetBytes($"{type.ToString().ToLowerInvariant()} {content.Length}\0"), .. content];
#pragma warning disable CA5350 // Git names its objects by SHA-1.
        return Convert.ToHexString(idLength == 20 ? SHA1.HashData(whole) : SHA256.HashData(whole)).ToLowerInvariant();
#pragma warning restore CA5350
    }
}
