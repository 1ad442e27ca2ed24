using System.Buffers.Binary;
using System.IO.Compression;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>What stands before an object's compressed bytes in a pack.</summary>
/// <param name="Kind">1 to 4 as in <see cref="ObjectType"/>, <see cref="OffsetDelta"/> or <see cref="ReferenceDelta"/>.</param>
/// <param name="Size">Bytes after inflating: of the object, or of the delta.</param>
/// <param name="DataAt">Where the compressed bytes begin.</param>
/// <param name="BaseAt">Where the base begins, for an offset delta.</param>
/// <param name="BaseId">The base, for a reference delta.</param>
internal readonly record struct PackEntry(int Kind, long Size, long DataAt, long BaseAt, ObjectId BaseId)
{
    public const int OffsetDelta = 6;
    public const int ReferenceDelta = 7;

    /// <summary>True when the bytes are instructions that make the object out of another.</summary>
    public bool IsDelta => Kind is OffsetDelta or ReferenceDelta;
}

/// <summary>A pack with its index. Every read is bounded by the file; what does not fit is an <see cref="InvalidDataException"/>.</summary>
internal sealed class Pack : IDisposable
{
    /// <summary>Deflate cannot make more out of one byte than this.</summary>
    private const long DeflateRatio = 1032;

    private const int HeaderLength = 12;
    private const int LongestEntryHeader = 10 + 32;

    private readonly MappedFile _file;
    private readonly int _idLength;
    private PackTree? _tree;

    /// <summary>Opens a pack.</summary>
    /// <param name="indexPath">The path of its <c>.idx</c> file.</param>
    /// <param name="idLength">20 or 32.</param>
    /// <exception cref="InvalidDataException">Pack or index is damaged; the message names it.</exception>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">One of them may not be read.</exception>
    public Pack(string indexPath, int idLength)
    {
        _idLength = idLength;
        IndexPath = indexPath;
        Index = new PackIndex(indexPath, idLength);
        try
        {
            _file = new MappedFile(Path.ChangeExtension(indexPath, ".pack"));
            Name = Path.GetFileName(_file.Path);
            var header = _file.Slice(0, HeaderLength);
            var version = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
            if (!header.StartsWith("PACK"u8) || version is not (2 or 3))
            {
                throw Damaged("it does not begin as a pack of version 2 or 3");
            }

            if (BinaryPrimitives.ReadUInt32BigEndian(header[8..]) != Index.Count)
            {
                throw Damaged("it holds another number of objects than its index");
            }

            End = _file.Length - idLength;
            if (End < HeaderLength || !_file.Slice(End, idLength).SequenceEqual(Index.PackChecksum))
            {
                throw Damaged("it is not the pack that its index was made for");
            }
        }
        catch
        {
            _file?.Dispose();
            Index.Dispose();
            throw;
        }
    }

    /// <summary>The pack's file name.</summary>
    public string Name { get; }

    /// <summary>The absolute path of its index.</summary>
    public string IndexPath { get; }

    /// <summary>Which objects it holds.</summary>
    public PackIndex Index { get; }

    /// <summary>Where the objects end.</summary>
    public long End { get; }

    /// <summary>Which objects are made out of which; read on the first call, which must not be made by two threads at once.</summary>
    /// <exception cref="InvalidDataException">The index is damaged.</exception>
    public PackTree Tree(CancellationToken cancellation) => _tree ??= PackTree.Of(this, cancellation);

    /// <summary>Reads what stands before the object at a position.</summary>
    /// <param name="offset">Where the object begins.</param>
    /// <param name="end">Where it ends at the latest.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public PackEntry ReadEntry(long offset, long end)
    {
        if (offset < HeaderLength || end > End || offset >= end)
        {
            throw Damaged($"an object is said to begin at {offset}");
        }

        var bytes = _file.Slice(offset, (int)Math.Min(LongestEntryHeader, end - offset));
        var position = 1;
        var kind = (bytes[0] >> 4) & 7;
        long size = bytes[0] & 0x0F;
        var shift = 4;
        for (var b = bytes[0]; (b & 0x80) != 0; shift += 7)
        {
            if (position >= bytes.Length || shift > 53)
            {
                throw Damaged($"the size of the object at {offset} has no end");
            }

            b = bytes[position++];
            size |= (long)(b & 0x7F) << shift;
        }

        var baseAt = 0L;
        var baseId = default(ObjectId);
        if (kind == PackEntry.OffsetDelta)
        {
            baseAt = offset - ReadDistance(bytes, ref position, offset);
            if (baseAt < HeaderLength)
            {
                throw Damaged($"the base of the object at {offset} lies before the pack");
            }
        }
        else if (kind == PackEntry.ReferenceDelta)
        {
            if (bytes.Length - position < _idLength)
            {
                throw Damaged($"the object at {offset} ends too early");
            }

            baseId = new ObjectId(bytes.Slice(position, _idLength));
            position += _idLength;
        }
        else if (kind is 0 or 5)
        {
            throw Damaged($"the object at {offset} is of the unknown type {kind}");
        }

        var dataAt = offset + position;
        if (size / DeflateRatio > end - dataAt)
        {
            throw Damaged($"the object at {offset} is said to hold {size} bytes, more than its compressed bytes can");
        }

        return new PackEntry(kind, size, dataAt, baseAt, baseId);
    }

    /// <summary>Inflates an entry into a buffer of exactly its size.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="end">Where its compressed bytes end at the latest.</param>
    /// <param name="destination">Receives the bytes.</param>
    /// <param name="inflater">What is used for one entry after another; null where there is none.</param>
    /// <exception cref="InvalidDataException">The compressed bytes are damaged or of another length.</exception>
    public void Inflate(PackEntry entry, long end, Span<byte> destination, ReusedInflater? inflater)
    {
        var outcome = inflater is null
            ? InflateByStream(entry, end, destination)
            : inflater.Inflate(_file.Slice(entry.DataAt, (int)Math.Min(int.MaxValue, end - entry.DataAt)), destination);
        if (outcome != ReusedInflater.Outcome.Whole)
        {
            throw Damaged($"the compressed bytes at {entry.DataAt} {(outcome == ReusedInflater.Outcome.Longer ? "hold more than they should" : "cannot be inflated")}");
        }
    }

    /// <summary>A stream of an entry's inflated bytes, for objects that are too large to be held.</summary>
    public Stream OpenStream(PackEntry entry, long end) => new ZLibStream(_file.Open(entry.DataAt, end), CompressionMode.Decompress);

    /// <summary>An exception that names the pack.</summary>
    public InvalidDataException Damaged(string how) => new($"the pack '{Name}' is damaged: {how}");

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        Index.Dispose();
    }

    private ReusedInflater.Outcome InflateByStream(PackEntry entry, long end, Span<byte> destination)
    {
        try
        {
            using var stream = OpenStream(entry, end);
            stream.ReadExactly(destination);
            return stream.ReadByte() >= 0 ? ReusedInflater.Outcome.Longer : ReusedInflater.Outcome.Whole;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return ReusedInflater.Outcome.Damaged;
        }
    }

    private long ReadDistance(ReadOnlySpan<byte> bytes, ref int position, long offset)
    {
        var value = 0L;
        for (var first = true; ; first = false)
        {
            if (position >= bytes.Length || value > long.MaxValue >> 8)
            {
                throw Damaged($"the distance of the object at {offset} to its base has no end");
            }

            var b = bytes[position++];
            value = first ? b & 0x7F : ((value + 1) << 7) | (uint)(b & 0x7F);
            if ((b & 0x80) == 0)
            {
                return value > 0 ? value : throw Damaged($"the object at {offset} is its own base");
            }
        }
    }
}
