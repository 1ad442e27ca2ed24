namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>Reads single objects, wherever they are. For hits and for what leads to them; a bulk read is a <see cref="PackWalk"/>.</summary>
internal sealed class ObjectLookup(IReadOnlyList<Pack> packs, IReadOnlyList<LooseObjects> loose)
{
    /// <summary>More deltas than git ever writes in a row; a longer chain is a circle.</summary>
    private const int LongestChain = 10_000;

    /// <summary>An object's type and bytes; null when no place holds a readable copy that is small enough.</summary>
    public (ObjectType Type, ReadOnlyMemory<byte> Content)? Read(ObjectId id)
    {
        foreach (var pack in packs)
        {
            try
            {
                var position = pack.Index.Find(id);
                if (position >= 0)
                {
                    return Read(pack, pack.Index.Offset(position));
                }
            }
            catch (InvalidDataException)
            {
                // Another pack, or a loose file, may hold a good copy.
            }
        }

        return ReadLoose(id);
    }

    private (ObjectType Type, ReadOnlyMemory<byte> Content)? ReadLoose(ObjectId id)
    {
        (ObjectType Type, ReadOnlyMemory<byte> Content)? found = null;
        foreach (var directory in loose)
        {
            try
            {
                directory.Visit(id, ObjectTypes.All, (in GitObject item) => found = item.IsWhole ? (item.Type, item.Content.ToArray()) : null, inflater: null);
            }
            catch (InvalidDataException)
            {
                found = null;
            }

            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Follows the deltas to an object that is whole and applies them.</summary>
    private (ObjectType Type, ReadOnlyMemory<byte> Content) Read(Pack pack, long offset)
    {
        var deltas = new Stack<PackEntry>();
        ObjectType type;
        byte[] bytes;
        while (true)
        {
            var entry = pack.ReadEntry(offset, pack.End);
            if (!entry.IsDelta)
            {
                type = (ObjectType)entry.Kind;
                bytes = Inflate(pack, entry);
                break;
            }

            if (deltas.Count == LongestChain)
            {
                throw pack.Damaged($"a chain of deltas is longer than {LongestChain}");
            }

            deltas.Push(entry);
            if (entry.Kind == PackEntry.OffsetDelta)
            {
                offset = entry.BaseAt;
            }
            else if (pack.Index.Find(entry.BaseId) is >= 0 and var position)
            {
                offset = pack.Index.Offset(position);
            }
            else
            {
                // Packs on disk hold their bases; one that does not may only lean on a loose object, so that no circle is possible.
                var outside = ReadLoose(entry.BaseId) ?? throw pack.Damaged("it needs an object that is nowhere");
                type = outside.Type;
                bytes = outside.Content.ToArray();
                break;
            }
        }

        while (deltas.TryPop(out var delta))
        {
            ReadOnlySpan<byte> instructions = Inflate(pack, delta);
            var (baseSize, size) = Delta.ReadSizes(ref instructions);
            if (baseSize != bytes.Length || size > IObjectSource.LargestWholeObject)
            {
                throw pack.Damaged("a delta was made for another base, or makes too much");
            }

            var result = new byte[size];
            Delta.Apply(bytes, instructions, result);
            bytes = result;
        }

        return (type, bytes);
    }

    private static byte[] Inflate(Pack pack, PackEntry entry)
    {
        if (entry.Size > IObjectSource.LargestWholeObject)
        {
            throw pack.Damaged($"an object of {entry.Size} bytes is above the limit of {IObjectSource.LargestWholeObject}");
        }

        var bytes = new byte[entry.Size];
        pack.Inflate(entry, pack.End, bytes, inflater: null);
        return bytes;
    }
}
