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
    public IdSet With(ReadOnlySpan<ObjectId> others)
    {
        var sorted = Sorted(others);
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

    /// <summary>These ids without some.</summary>
    public IdSet Without(IReadOnlySet<ObjectId> others)
    {
        var left = new byte[_bytes.Length];
        var written = 0;
        for (var i = 0; i < Count; i++)
        {
            var id = _bytes.Span.Slice(i * _idLength, _idLength);
            if (!others.Contains(new ObjectId(id)))
            {
                id.CopyTo(left.AsSpan(written));
                written += _idLength;
            }
        }

        return new IdSet(left.AsMemory(0, written), _idLength);
    }

    // Ids are spread evenly: each is put about where it belongs, which leaves few to be compared. Ids that were made to cluster are only
    // sorted as anything is.
    private static ObjectId[] Sorted(ReadOnlySpan<ObjectId> ids)
    {
        var ends = new int[ids.Length];
        foreach (var id in ids)
        {
            ends[id.Place(ids.Length)]++;
        }

        for (int i = 0, begin = 0; i < ends.Length; i++)
        {
            (ends[i], begin) = (begin, begin + ends[i]);
        }

        var sorted = new ObjectId[ids.Length];
        foreach (var id in ids)
        {
            sorted[ends[id.Place(ids.Length)]++] = id;
        }

        for (int i = 0, begin = 0; i < ends.Length; begin = ends[i++])
        {
            if (ends[i] - begin > 1)
            {
                sorted.AsSpan(begin, ends[i] - begin).Sort();
            }
        }

        return sorted;
    }

    private bool IsAt(byte[] bytes, int position, ObjectId id) => new ObjectId(bytes.AsSpan(position * _idLength, _idLength)) == id;
}
