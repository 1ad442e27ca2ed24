using System.IO.Compression;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using CsCheck;
using Outcome = ClaudeBuildGuard.Engine.Repositories.Objects.ReusedInflater.Outcome;

namespace ClaudeBuildGuard.Engine.Tests.Repositories.Objects;

public sealed class ReusedInflaterTests
{
    private static readonly Gen<byte[]> Content = Gen.OneOf(Gen.Byte.Array[0, 300], Gen.Byte[97, 101].Array[0, 70_000]);
    private static readonly Gen<CompressionLevel> Level = Gen.OneOfConst(CompressionLevel.NoCompression, CompressionLevel.Fastest, CompressionLevel.Optimal, CompressionLevel.SmallestSize);

    [Test]
    public void The_runtime_that_runs_the_tests_has_one() =>
        Assert.That(ReusedInflater.TryCreate() is not null, Is.EqualTo(Environment.Version.Major == 10), "on another runtime objects are read through the platform's stream");

    [Test]
    public void What_was_compressed_is_given_back_whatever_came_before_and_follows()
    {
        using var inflater = Create();
        Gen.Select(Content, Level, Gen.Byte.Array[0, 40]).Sample(
            (content, level, after) =>
            {
                var result = new byte[content.Length];
                return inflater.Inflate([.. Compressed(content, level), .. after], result) == Outcome.Whole && result.AsSpan().SequenceEqual(content);
            },
            threads: 1);
    }

    [Test]
    public void Another_length_than_said_is_told()
    {
        using var inflater = Create();
        Gen.Select(Content.Where(c => c.Length > 1), Level).Sample(
            (content, level) =>
            {
                var compressed = Compressed(content, level);
                return inflater.Inflate(compressed, new byte[content.Length - 1]) == Outcome.Longer
                    && inflater.Inflate(compressed, new byte[content.Length + 1]) == Outcome.Damaged
                    && inflater.Inflate(compressed.AsSpan(0, compressed.Length - 1), new byte[content.Length]) == Outcome.Damaged;
            },
            threads: 1);
    }

    [Test]
    public void Damaged_bytes_are_taken_only_as_the_platform_takes_them_and_the_next_object_is_read_all_the_same()
    {
        using var inflater = Create();
        Gen.Select(Content, Level, Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).Sample(
            (content, level, where, change) =>
            {
                var compressed = Compressed(content, level);
                var damaged = compressed.ToArray();
                damaged[where % damaged.Length] ^= change;
                var result = new byte[content.Length];
                var outcome = inflater.Inflate(damaged, result);

                // The checksum has 32 bits and is a sum: some damage it does not see, and then nobody does.
                var isAgreed = outcome != Outcome.Whole || result.AsSpan().SequenceEqual(ByPlatform(damaged, result.Length));
                return isAgreed && inflater.Inflate(compressed, result) == Outcome.Whole && result.AsSpan().SequenceEqual(content);
            },
            threads: 1);
    }

    [Test]
    public void Once_given_up_it_inflates_nothing()
    {
        var inflater = Create();
        inflater.Dispose();
        inflater.Dispose();
        Assert.That(() => inflater.Inflate([], []), Throws.TypeOf<ObjectDisposedException>());
    }

    private static ReusedInflater Create()
    {
        var inflater = ReusedInflater.TryCreate();
        Assume.That(inflater, Is.Not.Null);
        return inflater!;
    }

    // What the platform's stream makes of them; empty when that is not so many bytes.
    private static byte[] ByPlatform(byte[] compressed, int length)
    {
        var result = new byte[length];
        try
        {
            using var stream = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
            stream.ReadExactly(result);
            return stream.ReadByte() < 0 ? result : [];
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return [];
        }
    }

    private static byte[] Compressed(byte[] content, CompressionLevel level)
    {
        if (content.Length == 0)
        {
            // The platform's stream writes nothing at all for nothing; git writes this.
            return [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01];
        }

        using var target = new MemoryStream();
        using (var stream = new ZLibStream(target, level))
        {
            stream.Write(content);
        }

        return target.ToArray();
    }
}
