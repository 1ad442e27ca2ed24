using System.Diagnostics;
using System.Security.Cryptography;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using CsCheck;

namespace ClaudeBuildGuard.Engine.Tests.Repositories.Objects;

/// <summary>Whatever stands in a pack, index or loose file: the reader ends, names what it could not read, and gives the rest.</summary>
public sealed class HostilePackTests
{
    private string _objects = string.Empty;
    private string _pack = string.Empty;
    private byte[] _goodPack = [];
    private byte[] _goodIndex = [];
    private int _count;

    [OneTimeSetUp]
    public void Make()
    {
        using var repository = RepositoryShapes.All["packed"]();
        _objects = Directory.CreateTempSubdirectory("cbg-hostile-").FullName;
        Directory.CreateDirectory(Path.Combine(_objects, "pack"));
        var source = Directory.GetFiles(repository.FullPath(".git/objects/pack"), "*.pack").Single();
        _pack = Path.Combine(_objects, "pack", Path.GetFileName(source));
        _goodPack = File.ReadAllBytes(source);
        _goodIndex = File.ReadAllBytes(Path.ChangeExtension(source, ".idx"));
        (_count, _) = Read(_goodPack, _goodIndex);
    }

    [OneTimeTearDown]
    public void Delete() => Directory.Delete(_objects, recursive: true);

    [Test]
    public void A_pack_with_changed_bytes_costs_only_what_stands_there() =>
        Gen.Select(Gen.Int[12, _goodPack.Length - 21], Gen.Byte, Gen.Int[1, 4]).Sample(
            (at, value, run) =>
            {
                var pack = _goodPack.ToArray();
                pack.AsSpan(at, Math.Min(run, pack.Length - 20 - at)).Fill(value);
                var (read, unreadable) = Read(pack, _goodIndex);
                return read + unreadable.Count >= _count;
            },
            iter: 300,
            threads: 1);

    [Test]
    public void An_index_with_changed_bytes_is_never_followed_outside_the_pack() =>
        Gen.Select(Gen.Int[0, _goodIndex.Length - 1], Gen.Byte, Gen.Int[1, 40]).Sample(
            (at, value, run) =>
            {
                var index = _goodIndex.ToArray();
                index.AsSpan(at, Math.Min(run, index.Length - at)).Fill(value);
                var (read, unreadable) = Read(_goodPack, index);
                return read <= _count && (read > 0 || unreadable.Count > 0);
            },
            iter: 300,
            threads: 1);

    [Test]
    public void Files_cut_anywhere_are_named() =>
        Gen.Select(Gen.Int[0, _goodPack.Length - 1], Gen.Int[0, _goodIndex.Length - 1], Gen.Bool).Sample(
            (packLength, indexLength, cutsPack) =>
            {
                var (_, unreadable) = cutsPack ? Read(_goodPack[..packLength], _goodIndex) : Read(_goodPack, _goodIndex[..indexLength]);
                return unreadable.Count > 0 && unreadable[0].Reason.Contains("pack-", StringComparison.Ordinal);
            },
            iter: 100,
            threads: 1);

    [Test]
    public void A_delta_is_bounded_by_its_base_and_its_result() =>
        Gen.Select(Gen.Byte.Array[0, 64], Gen.Byte.Array[0, 64], Gen.Int[0, 300]).Sample(
            (source, delta, size) =>
            {
                var result = new byte[size];
                try
                {
                    Delta.Apply(source, delta, result);
                }
                catch (InvalidDataException)
                {
                    return true;
                }

                return true;
            },
            iter: 20_000);

    [Test]
    public void Deltas_in_a_circle_end()
    {
        // Two reference deltas, each made out of the other.
        using var pack = new MemoryStream();
        byte[] first = [.. Enumerable.Repeat((byte)0x11, 20)];
        byte[] second = [.. Enumerable.Repeat((byte)0x22, 20)];
        pack.Write([.. "PACK"u8, 0, 0, 0, 2, 0, 0, 0, 2]);
        var offsets = new List<int>();
        foreach (var other in (byte[][])[second, first])
        {
            offsets.Add((int)pack.Position);
            pack.WriteByte(0x70 | 5);
            pack.Write(other);
            pack.Write(Compress([3, 3, 0x90, 3, 0]));
        }

        var (read, unreadable) = Read(Closed(pack), Index([first, second], offsets, Closed(pack)[^20..]));
        Assert.That(read, Is.Zero);
        Assert.That(unreadable, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_small_pack_that_would_fill_the_memory_is_given_up()
    {
        const int Copies = 300;
        var (pack, index) = WithDeltas(Copies, mebibytes: 60);
        var watch = Stopwatch.StartNew();
        var (read, unreadable) = Read(pack, index);
        Assert.That(read + unreadable.Count, Is.EqualTo(Copies + 1));
        Assert.That(unreadable, Is.Not.Empty);
        Assert.That(unreadable[0].Reason, Does.Contain("expands to more than"));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)));
    }

    [Test]
    public void An_object_that_a_delta_makes_too_large_is_named_and_the_others_are_read()
    {
        var (pack, index) = WithDeltas(copies: 1, mebibytes: 70);
        var (read, unreadable) = Read(pack, index);
        Assert.That(read, Is.EqualTo(1));
        Assert.That(unreadable.Single().Id, Is.EqualTo("0001" + new string('0', 36)));
        Assert.That(unreadable.Single().Reason, Does.Contain($"makes {70 << 20} bytes, above the limit"));
    }

    /// <summary>One mebibyte, and deltas of a few bytes that copy it over and over.</summary>
    private static (byte[] Pack, byte[] Index) WithDeltas(int copies, int mebibytes)
    {
        using var pack = new MemoryStream();
        pack.Write([.. "PACK"u8, 0, 0, 0, 2, 0, 0, (byte)((copies + 1) >> 8), (byte)(copies + 1)]);
        var ids = new List<byte[]>();
        var offsets = new List<int>();
        var source = new byte[1 << 20];
        void Entry(int type, int size, byte[] data, byte[] prefix)
        {
            ids.Add([(byte)(ids.Count >> 8), (byte)ids.Count, .. new byte[18]]);
            offsets.Add((int)pack.Position);
            var rest = size >> 4;
            pack.WriteByte((byte)((type << 4) | (int)(size & 15) | (rest > 0 ? 0x80 : 0)));
            while (rest > 0)
            {
                pack.WriteByte((byte)((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0)));
                rest >>= 7;
            }

            pack.Write(prefix);
            pack.Write(data);
        }

        Entry(3, source.Length, Compress(source), []);
        byte[] delta = [0x80, 0x80, 0x40, 0x80, 0x80, 0x80, (byte)(mebibytes / 2), .. Enumerable.Repeat<byte[]>([0xF0, 0, 0, 0x10], mebibytes).SelectMany(b => b)];
        for (var i = 0; i < copies; i++)
        {
            Entry(7, delta.Length, Compress(delta), ids[0]);
        }

        var closed = Closed(pack);
        return (closed, Index(ids, offsets, closed[^20..]));
    }

    [TestCase("blob 5\0hello and more", "more bytes than it says")]
    [TestCase("blob 500\0hello", "cannot be read")]
    [TestCase("blob 99999999999999\0x", "more bytes than its compressed bytes can")]
    [TestCase("blob -1\0x", "does not begin as an object")]
    [TestCase("thing 1\0x", "does not begin as an object")]
    [TestCase("blob", "does not begin as an object")]
    public void A_loose_object_that_lies_is_named(string content, string reason)
    {
        var fan = Directory.CreateDirectory(Path.Combine(_objects, "ab"));
        try
        {
            File.WriteAllBytes(Path.Combine(fan.FullName, new string('c', 38)), Compress(System.Text.Encoding.ASCII.GetBytes(content)));
            var (_, unreadable) = Read(_goodPack, _goodIndex);
            Assert.That(unreadable.Single().Reason, Does.Contain(reason));
        }
        finally
        {
            fan.Delete(recursive: true);
        }
    }

    [Test]
    public void A_cancelled_read_ends_at_once()
    {
        Write(_goodPack, _goodIndex);
        using var database = new ObjectDatabase(_objects, 20);
        using var cancel = new CancellationTokenSource();
        Assert.That(
            () => database.Visit(new ObjectQuery { Threads = 2 }, (in GitObject _) => cancel.Cancel(), cancel.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_visitor_that_throws_is_not_silenced()
    {
        Write(_goodPack, _goodIndex);
        using var database = new ObjectDatabase(_objects, 20);
        Assert.That(
            () => database.Visit(new ObjectQuery { Threads = 2 }, (in GitObject _) => throw new NotSupportedException(), CancellationToken.None),
            Throws.InstanceOf<NotSupportedException>());
    }

    private (int Read, IReadOnlyList<UnreadableObject> Unreadable) Read(byte[] pack, byte[] index)
    {
        Write(pack, index);
        var read = 0;
        using var database = new ObjectDatabase(_objects, 20);
        var unreadable = database.Visit(ObjectQuery.Everything, (in GitObject _) => read++, CancellationToken.None);
        return (read, unreadable);
    }

    private void Write(byte[] pack, byte[] index)
    {
        File.WriteAllBytes(_pack, pack);
        File.WriteAllBytes(Path.ChangeExtension(_pack, ".idx"), index);
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(stream, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        return stream.ToArray();
    }

#pragma warning disable CA5350 // Packs end with a SHA-1.
    private static byte[] Closed(MemoryStream pack) => [.. pack.ToArray(), .. SHA1.HashData(pack.ToArray())];
#pragma warning restore CA5350

    /// <summary>An index of version 1 over ids in ascending order.</summary>
    private static byte[] Index(IReadOnlyList<byte[]> ids, IReadOnlyList<int> offsets, byte[] checksum)
    {
        using var index = new MemoryStream();
        for (var first = 0; first < 256; first++)
        {
            var count = ids.Count(id => id[0] <= first);
            index.Write([0, 0, (byte)(count >> 8), (byte)count]);
        }

        foreach (var (id, offset) in ids.Zip(offsets))
        {
            index.Write([(byte)(offset >> 24), (byte)(offset >> 16), (byte)(offset >> 8), (byte)offset, .. id]);
        }

        index.Write([.. checksum, .. new byte[20]]);
        return index.ToArray();
    }
}
