using System.Buffers.Binary;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>A pack's index, version 1 or 2: which objects it holds and where. See PACK.md.</summary>
internal sealed class PackIndex : IDisposable
{
    private const int Fanout = 256 * 4;

    /// <summary>Guesses after which a search halves what is left: ids may have been made to cluster.</summary>
    private const int MostGuesses = 6;

    private const uint SignatureOfVersion2 = 0xFF744F63;

    private readonly MappedFile _file;
    private readonly int _idLength;
    private readonly int _fanoutAt;
    private readonly long _idsAt;
    private readonly int _idStride;
    private readonly long _offsetsAt;
    private readonly int _offsetStride;
    private readonly long _largeOffsetsAt;
    private readonly int _largeOffsets;

    /// <summary>Opens an index.</summary>
    /// <exception cref="InvalidDataException">It is damaged; the message names it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public PackIndex(string path, int idLength)
    {
        _file = new MappedFile(path);
        try
        {
            _idLength = idLength;
            var isVersion2 = ReadUInt32(0) == SignatureOfVersion2;
            if (isVersion2 && ReadUInt32(4) != 2)
            {
                throw Damaged($"its version {ReadUInt32(4)} is not known");
            }

            _fanoutAt = isVersion2 ? 8 : 0;
            Count = ReadFanout();
            _idsAt = _fanoutAt + Fanout + (isVersion2 ? 0 : 4);
            _idStride = isVersion2 ? idLength : idLength + 4;
            _offsetsAt = isVersion2 ? _idsAt + ((long)Count * (idLength + 4)) : _fanoutAt + Fanout;
            _offsetStride = isVersion2 ? 4 : idLength + 4;
            var known = _fanoutAt + Fanout + ((long)Count * (idLength + (isVersion2 ? 8 : 4))) + (2 * idLength);
            _largeOffsetsAt = known - (2 * idLength);
            var large = _file.Length - known;
            if (large < 0 || large % 8 != 0 || large / 8 > Count || (!isVersion2 && large != 0))
            {
                throw Damaged($"its length does not fit its {Count} objects");
            }

            _largeOffsets = (int)(large / 8);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>How many objects there are.</summary>
    public int Count { get; }

    /// <summary>The checksum at the end of the pack that this index belongs to.</summary>
    public ReadOnlySpan<byte> PackChecksum => _file.Slice(_file.Length - (2 * _idLength), _idLength);

    /// <summary>The id of an object, in ascending order.</summary>
    public ObjectId Id(int position) => new(_file.Slice(_idsAt + ((long)position * _idStride), _idLength));

    /// <summary>Where an object begins in the pack. Not yet checked against the pack's length.</summary>
    /// <exception cref="InvalidDataException">It points to an offset that is not there.</exception>
    public long Offset(int position)
    {
        var offset = ReadUInt32(_offsetsAt + ((long)position * _offsetStride));
        if ((offset & 0x80000000) == 0 || _fanoutAt == 0)
        {
            return offset;
        }

        var large = offset & 0x7FFFFFFF;
        if (large >= _largeOffsets)
        {
            throw Damaged("it points to a 64-bit offset that it does not hold");
        }

        var value = BinaryPrimitives.ReadUInt64BigEndian(_file.Slice(_largeOffsetsAt + (large * 8L), 8));
        return value <= long.MaxValue ? (long)value : throw Damaged("it holds an offset above 2^63");
    }

    /// <summary>The position of an id; -1 when the pack does not hold it.</summary>
    public int Find(ObjectId id)
    {
        if (id.Length != _idLength)
        {
            return -1;
        }

        Span<byte> wanted = stackalloc byte[32];
        id.CopyTo(wanted);
        wanted = wanted[.._idLength];
        long low = wanted[0] == 0 ? 0 : ReadUInt32(_fanoutAt + ((wanted[0] - 1) * 4));
        var high = ReadUInt32(_fanoutAt + (wanted[0] * 4)) - 1L;

        // Ids are spread evenly, so the next bytes say about where an id stands among those with its first byte.
        var first = BinaryPrimitives.ReadUInt64BigEndian(wanted);
        var next = (uint)(first >> 24);
        long from = 0, to = uint.MaxValue;
        for (var guesses = 0; low <= high; guesses++)
        {
            var middle = guesses < MostGuesses && to > from ? low + ((high - low) * (next - from) / (to - from)) : low + ((high - low) / 2);
            var found = _file.Slice(_idsAt + (middle * _idStride), _idLength);
            var begins = BinaryPrimitives.ReadUInt64BigEndian(found);
            var order = begins != first ? begins.CompareTo(first) : found.SequenceCompareTo(wanted);
            if (order == 0)
            {
                return (int)middle;
            }

            var at = (uint)(begins >> 24);
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);

            // An index that was made to mislead has ids that do not ascend.
            from = order < 0 ? Math.Min(at, next) : from;
            to = order < 0 ? to : Math.Max(at, next);
        }

        return -1;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private int ReadFanout()
    {
        var last = 0u;
        for (var i = 0; i < 256; i++)
        {
            var count = ReadUInt32(_fanoutAt + (i * 4));
            if (count < last || count > int.MaxValue)
            {
                throw Damaged("its table of first bytes does not ascend");
            }

            last = count;
        }

        return (int)last;
    }

    private uint ReadUInt32(long offset) => BinaryPrimitives.ReadUInt32BigEndian(_file.Slice(offset, 4));

    private InvalidDataException Damaged(string how) => new($"the pack index '{Path.GetFileName(_file.Path)}' is damaged: {how}");
}
