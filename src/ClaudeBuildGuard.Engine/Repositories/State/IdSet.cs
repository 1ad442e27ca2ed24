using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.State;

/// <summary>Many object ids, sorted, in one block of bytes: what was judged already.</summary>
internal sealed class IdSet
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int _idLength;

    private IdSet(ReadOnlyMemory<byte> bytes, int idLength)
    {
        _bytes = bytes;
        _idLength = idLength;
    }

    /// <summary>How many there are.</summary>
    public int Count => _bytes.Length / _idLength;

    /// <summary>The sorted ids, one after another.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>No ids.</summary>
    public static IdSet Empty(int idLength) => new(default, idLength);

    /// <summary>Takes bytes that <see cref="Bytes"/> gave; null when they are not sorted or not whole.</summary>
    public static IdSet? Of(ReadOnlyMemory<byte> bytes, int idLength) => bytes.Length % idLength == 0 ? new IdSet(bytes, idLength) : null;

    /// <summary>Whether an id is among them.</summary>
    public bool Contains(ObjectId id)
    {
        if (id.Length != _idLength)
        {
            return false;
        }

        Span<byte> wanted = stackalloc byte[32];
        id.CopyTo(wanted);
        wanted = wanted[.._idLength];
        var bytes = _bytes.Span;
        for (int low = 0, high = Count - 1; low <= high;)
        {
            var middle = low + ((high - low) / 2);
            var order = bytes.Slice(middle * _idLength, _idLength).SequenceCompareTo(wanted);
            if (order == 0)
            {
                return true;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return false;
    }

    /// <summary>These ids and others together, each once.</summary>
    /// <param name="sorted">The others; sorted afterwards.</param>
    public IdSet With(ObjectId[] sorted)
    {
        Array.Sort(sorted);
        var merged = new byte[checked((Count + sorted.Length) * _idLength)];
        var (mine, theirs, written) = (0, 0, 0);
        while (mine < Count || theirs < sorted.Length)
        {
            var next = mine < Count ? new ObjectId(_bytes.Span.Slice(mine * _idLength, _idLength)) : default;
            var takeMine = theirs == sorted.Length || (mine < Count && next <= sorted[theirs]);
            var id = takeMine ? next : sorted[theirs];
            (mine, theirs) = takeMine ? (mine + 1, theirs) : (mine, theirs + 1);
            if (written == 0 || !IsAt(merged, written - 1, id))
            {
                id.CopyTo(merged.AsSpan(written * _idLength));
                written++;
            }
        }

        return new IdSet(merged.AsMemory(0, written * _idLength), _idLength);
    }

    private bool IsAt(byte[] bytes, int position, ObjectId id) => new ObjectId(bytes.AsSpan(position * _idLength, _idLength)) == id;
}
