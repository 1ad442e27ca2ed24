namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>
/// The objects of a pack in order of offset, and which are made out of which: a forest whose roots are stored whole. About thirty
/// bytes an object.
/// </summary>
internal sealed class PackTree
{
    /// <summary>Stored whole.</summary>
    public const int Whole = -1;

    /// <summary>Made out of an object that this pack does not hold.</summary>
    public const int Outside = -2;

    /// <summary>Its header cannot be read.</summary>
    public const int Unreadable = -3;

    private readonly Pack _pack;
    private readonly long[] _offsets;
    private readonly int[] _positions;
    private readonly int[] _base;
    private readonly byte[] _kind;
    private readonly int[] _firstChild;
    private readonly int[] _nextSibling;
    private readonly int[] _weight;

    private PackTree(Pack pack, int count)
    {
        _pack = pack;
        _offsets = new long[count];
        _positions = new int[count];
        _base = new int[count];
        _kind = new byte[count];
        _firstChild = new int[count];
        _nextSibling = new int[count];
        _weight = new int[count];
    }

    /// <summary>How many objects there are. A node is a number below it.</summary>
    public int Count => _offsets.Length;

    /// <summary>Reads every object's header.</summary>
    /// <exception cref="InvalidDataException">The index is damaged.</exception>
    public static PackTree Of(Pack pack, CancellationToken cancellation)
    {
        var tree = new PackTree(pack, pack.Index.Count);
        for (var i = 0; i < tree.Count; i++)
        {
            tree._offsets[i] = pack.Index.Offset(i);
            tree._positions[i] = i;
        }

        Order(tree._offsets, tree._positions);
        var nodeOfPosition = Array.Empty<int>();
        for (var node = 0; node < tree.Count; node++)
        {
            if ((node & 0xFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            tree._firstChild[node] = -1;
            tree._nextSibling[node] = -1;
            tree._base[node] = tree.FindBase(node, ref nodeOfPosition);
        }

        tree.Link();
        return tree;
    }

    /// <summary>The id of a node.</summary>
    public ObjectId Id(int node) => _pack.Index.Id(_positions[node]);

    /// <summary>The header of a node.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public PackEntry Entry(int node) => _pack.ReadEntry(_offsets[node], End(node));

    /// <summary>Where the bytes of a node end: where the next object begins.</summary>
    public long End(int node) => node + 1 < _offsets.Length ? _offsets[node + 1] : _pack.End;

    /// <summary>The node that a node is made out of, or <see cref="Whole"/>, <see cref="Outside"/>, <see cref="Unreadable"/>.</summary>
    public int Base(int node) => _base[node];

    /// <summary>The type of a node that is stored whole.</summary>
    public ObjectType Type(int node) => (ObjectType)_kind[node];

    /// <summary>
    /// The first of the nodes made out of a node; -1 when there is none. The one with most nodes below it comes last: once it is
    /// made, its base is not needed any more, and so no more than the logarithm of <see cref="Count"/> bases are alive at once.
    /// </summary>
    public int FirstChild(int node) => _firstChild[node];

    /// <summary>The next node with the same base; -1 after the last.</summary>
    public int NextSibling(int node) => _nextSibling[node];

    // By two bytes at a time, the least first. The platform's sort of two arrays would be compiled anew, and slowly, in every process.
    private static void Order(long[] offsets, int[] positions)
    {
        var highest = 0UL;
        foreach (var offset in offsets)
        {
            highest = Math.Max(highest, (ulong)offset);
        }

        var (movedOffsets, movedPositions) = (new long[offsets.Length], new int[offsets.Length]);
        for (var shift = 0; shift < 64 && highest >> shift > 0; shift += 16)
        {
            var ends = new int[1 << 16];
            foreach (var offset in offsets)
            {
                ends[(ushort)((ulong)offset >> shift)]++;
            }

            for (int i = 0, begin = 0; i < ends.Length; i++)
            {
                (ends[i], begin) = (begin, begin + ends[i]);
            }

            for (var i = 0; i < offsets.Length; i++)
            {
                var place = ends[(ushort)((ulong)offsets[i] >> shift)]++;
                movedOffsets[place] = offsets[i];
                movedPositions[place] = positions[i];
            }

            movedOffsets.CopyTo(offsets, 0);
            movedPositions.CopyTo(positions, 0);
        }
    }

    private int FindBase(int node, ref int[] nodeOfPosition)
    {
        PackEntry entry;
        try
        {
            entry = Entry(node);
        }
        catch (InvalidDataException)
        {
            return Unreadable;
        }

        _kind[node] = (byte)entry.Kind;
        if (!entry.IsDelta)
        {
            return Whole;
        }

        if (entry.Kind == PackEntry.OffsetDelta)
        {
            return NodeAt(entry.BaseAt, node);
        }

        var position = _pack.Index.Find(entry.BaseId);
        if (position < 0)
        {
            return Outside;
        }

        if (nodeOfPosition.Length == 0)
        {
            nodeOfPosition = new int[Count];
            for (var i = 0; i < Count; i++)
            {
                nodeOfPosition[_positions[i]] = i;
            }
        }

        return nodeOfPosition[position];
    }

    // The node before another that begins at an offset. The platform's search of an array is compiled anew in every process, and this is asked for each delta.
    private int NodeAt(long offset, int before)
    {
        var (low, high) = (0, before);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _offsets[middle] < offset ? (middle + 1, high) : (low, middle);
        }

        return low < before && _offsets[low] == offset ? low : Unreadable;
    }

    private void Link()
    {
        // A base mostly stands before what is made of it, so one pass from the end adds up the weights. Where it does not, only the
        // order of children is less than best.
        for (var node = Count - 1; node >= 0; node--)
        {
            _weight[node]++;
            if (_base[node] is >= 0 and var parent && parent != node)
            {
                _weight[parent] = (int)Math.Min(int.MaxValue - 1L, (long)_weight[parent] + _weight[node]);
                _nextSibling[node] = _firstChild[parent];
                _firstChild[parent] = node;
            }
        }

        for (var node = 0; node < Count; node++)
        {
            MoveHeaviestLast(node);
        }
    }

    private void MoveHeaviestLast(int node)
    {
        var heaviest = _firstChild[node];
        var beforeHeaviest = -1;
        var last = -1;
        for (int child = _firstChild[node], before = -1; child >= 0; before = child, child = _nextSibling[child])
        {
            if (_weight[child] >= _weight[heaviest])
            {
                (heaviest, beforeHeaviest) = (child, before);
            }

            last = child;
        }

        if (last == heaviest || last < 0)
        {
            return;
        }

        if (beforeHeaviest < 0)
        {
            _firstChild[node] = _nextSibling[heaviest];
        }
        else
        {
            _nextSibling[beforeHeaviest] = _nextSibling[heaviest];
        }

        _nextSibling[last] = heaviest;
        _nextSibling[heaviest] = -1;
    }
}
