namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>
/// Where one worker of a <see cref="PackWalk"/> stands: the bases from a root down to the object at hand. A base is given up before
/// its last child is entered, and the oldest are dropped when too many bytes are held; those are made again when the walk comes back.
/// </summary>
internal sealed class PackBranch(Pack pack, PackTree tree, long mayHold) : IDisposable
{
    private readonly BufferStore _buffers = new();
    private readonly List<Level> _levels = [];
    private readonly ObjectLineage _lineage = new();
    private readonly ReusedInflater? _inflater = ReusedInflater.TryCreate();
    private byte[] _outsideBase = [];

    /// <summary>The type of every object of this family.</summary>
    public ObjectType Type { get; private set; }

    /// <summary>The bytes of the object at hand. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> Current => _levels[^1].Bytes.AsMemory(0, _levels[^1].Length);

    /// <summary>How the object at hand was made, and what was noted on the way. Valid until the next call.</summary>
    public ObjectLineage Lineage
    {
        get
        {
            var level = _levels[^1];
            _lineage.Begin(level.BaseNote, level.NextChild >= 0);
            return _lineage;
        }
    }

    /// <summary>Keeps what the visitor noted at the object at hand.</summary>
    public void KeepNote() => _levels[^1].Note = _lineage.Note;

    /// <summary>Begins with an object that is stored whole.</summary>
    public void Begin(int root)
    {
        Clear();
        var entry = tree.Entry(root);
        Type = (ObjectType)entry.Kind;
        _levels.Add(new Level(root, Inflate(entry, root), (int)entry.Size, tree.FirstChild(root), baseNote: null));
    }

    /// <summary>Begins with an object made out of one that the pack does not hold.</summary>
    public void BeginWithDelta(int root, ObjectType type, ReadOnlySpan<byte> outside)
    {
        Clear();
        Type = type;
        _outsideBase = outside.ToArray();
        var (bytes, length) = ApplyDelta(root, _outsideBase);
        _levels.Add(new Level(root, bytes, length, tree.FirstChild(root), baseNote: null));
    }

    /// <summary>The next object to enter; -1 when the family is done. Levels without one are left behind.</summary>
    /// <param name="needed">Objects that are not are passed over.</param>
    public int NextChild(bool[] needed)
    {
        while (_levels.Count > 0)
        {
            var level = _levels[^1];
            while (level.NextChild >= 0 && !needed[level.NextChild])
            {
                level.NextChild = tree.NextSibling(level.NextChild);
            }

            if (level.NextChild >= 0)
            {
                return level.NextChild;
            }

            Leave();
        }

        return -1;
    }

    /// <summary>Makes a child of the object at hand, which then is the object at hand.</summary>
    /// <returns>Bytes that were made for it: its own, and those of bases that were made again.</returns>
    /// <exception cref="InvalidDataException">It cannot be made. The walk may go on with <see cref="NextChild"/>.</exception>
    public long Enter(int child)
    {
        var level = _levels[^1];
        level.NextChild = tree.NextSibling(child);
        var made = 0L;
        if (level.Bytes is null)
        {
            (level.Bytes, level.Length) = MakeAgain(level.Node, out made);
        }

        _lineage.Copies.Clear();
        var (bytes, length) = ApplyDelta(child, level.Bytes.AsSpan(0, level.Length), level.Note is null ? null : _lineage.Copies);
        if (level.NextChild < 0)
        {
            Leave();
        }

        _levels.Add(new Level(child, bytes, length, tree.FirstChild(child), level.Note));
        for (var i = 0; i < _levels.Count - 1 && _buffers.InUse > mayHold; i++)
        {
            Drop(_levels[i]);
        }

        return made + length;
    }

    /// <summary>Leaves the object at hand.</summary>
    public void Leave()
    {
        Drop(_levels[^1]);
        _levels.RemoveAt(_levels.Count - 1);
    }

    /// <summary>Gives everything up.</summary>
    public void Clear()
    {
        while (_levels.Count > 0)
        {
            Leave();
        }

        _outsideBase = [];
    }

    /// <inheritdoc/>
    public void Dispose() => _inflater?.Dispose();

    private void Drop(Level level)
    {
        if (level.Bytes is not null)
        {
            _buffers.Return(level.Bytes);
            level.Bytes = null;
        }
    }

    private (byte[] Bytes, int Length) MakeAgain(int node, out long work)
    {
        var chain = new Stack<int>();
        var at = node;
        for (; tree.Base(at) >= 0; at = tree.Base(at))
        {
            chain.Push(at);
        }

        byte[] bytes;
        int length;
        if (tree.Base(at) == PackTree.Outside)
        {
            (bytes, length) = ApplyDelta(at, _outsideBase);
        }
        else
        {
            var entry = tree.Entry(at);
            (bytes, length) = (Inflate(entry, at), (int)entry.Size);
        }

        work = length;
        while (chain.TryPop(out var next))
        {
            var made = ApplyDelta(next, bytes.AsSpan(0, length));
            _buffers.Return(bytes);
            (bytes, length) = made;
            work += length;
        }

        return (bytes, length);
    }

    private byte[] Inflate(PackEntry entry, int node)
    {
        if (entry.Size > IObjectSource.LargestWholeObject)
        {
            throw pack.Damaged($"it holds a delta or base of {entry.Size} bytes, above the limit of {IObjectSource.LargestWholeObject}");
        }

        var bytes = _buffers.Rent((int)entry.Size);
        try
        {
            pack.Inflate(entry, tree.End(node), bytes.AsSpan(0, (int)entry.Size), _inflater);
            return bytes;
        }
        catch
        {
            _buffers.Return(bytes);
            throw;
        }
    }

    private (byte[] Bytes, int Length) ApplyDelta(int node, ReadOnlySpan<byte> source, List<CopiedStretch>? copies = null)
    {
        var entry = tree.Entry(node);
        var delta = Inflate(entry, node);
        byte[]? result = null;
        try
        {
            ReadOnlySpan<byte> instructions = delta.AsSpan(0, (int)entry.Size);
            var (baseSize, size) = Delta.ReadSizes(ref instructions);
            if (baseSize != source.Length)
            {
                throw pack.Damaged("a delta was made for another base");
            }

            if (size > IObjectSource.LargestWholeObject)
            {
                throw pack.Damaged($"a delta makes {size} bytes, above the limit of {IObjectSource.LargestWholeObject}");
            }

            result = _buffers.Rent((int)size);
            Delta.Apply(source, instructions, result.AsSpan(0, (int)size), copies, Type == ObjectType.Tree ? 1 : ObjectLineage.ShortestStretch);
            return (result, (int)size);
        }
        catch when (result is not null)
        {
            _buffers.Return(result);
            throw;
        }
        finally
        {
            _buffers.Return(delta);
        }
    }

    /// <summary>A base on the way from the root.</summary>
    private sealed class Level(int node, byte[] bytes, int length, int nextChild, object? baseNote)
    {
        public int Node { get; } = node;

        public byte[]? Bytes { get; set; } = bytes;

        public int Length { get; set; } = length;

        public int NextChild { get; set; } = nextChild;

        public object? BaseNote { get; } = baseNote;

        public object? Note { get; set; }
    }
}
