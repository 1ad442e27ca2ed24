namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>One entry of a directory listing. Valid as long as the listing's bytes are.</summary>
internal readonly ref struct TreeEntry
{
    internal TreeEntry(ReadOnlySpan<byte> name, ReadOnlySpan<byte> id, bool isDirectory, bool isSubmodule)
    {
        Name = name;
        RawId = id;
        IsDirectory = isDirectory;
        IsSubmodule = isSubmodule;
    }

    /// <summary>The name as git stores it, mostly UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The object's id, 20 or 32 bytes.</summary>
    public ReadOnlySpan<byte> RawId { get; }

    /// <summary>True for a directory.</summary>
    public bool IsDirectory { get; }

    /// <summary>True for a submodule: its id names a commit of another repository.</summary>
    public bool IsSubmodule { get; }

    /// <summary>The object's id.</summary>
    public ObjectId Id => new(RawId);
}

/// <summary>The entries of a tree object: <c>mode SP name NUL id</c>, one after another. A damaged rest ends the listing.</summary>
internal ref struct TreeEntries
{
    private readonly ReadOnlySpan<byte> _tree;
    private readonly int _idLength;

    // Which entries are given; without a listing all of them.
    private readonly ReadOnlySpan<TreeRun> _runs;
    private readonly ReadOnlySpan<int> _bounds;
    private int _run;
    private int _next;
    private int _end;

    /// <summary>Reads all entries.</summary>
    public TreeEntries(ReadOnlySpan<byte> tree, int idLength)
    {
        _tree = tree;
        _idLength = idLength;
        _end = tree.Length;
    }

    private TreeEntries(ReadOnlySpan<byte> tree, int idLength, TreeListing listing)
        : this(tree, idLength)
    {
        _runs = listing.Runs;
        _bounds = listing.Bounds;
        _end = 0;
    }

    /// <summary>The entry at hand.</summary>
    public TreeEntry Current { get; private set; }

    /// <summary>When no entry is left: true when the listing ends where its bytes do, false when a damaged rest ended it.</summary>
    public readonly bool IsWhole => (_bounds.IsEmpty ? _next : _bounds[^1]) == _tree.Length;

    /// <summary>
    /// Reads the entries that the tree does not have from the one it was made out of; all of them unless that one left its
    /// <see cref="TreeOutline"/> as its note.
    /// </summary>
    public static TreeEntries NewIn(in GitObject tree) => tree.Lineage is { } lineage
        ? new(tree.Content.Span, tree.Id.Length, lineage.Listing(tree.Content.Span, tree.Id.Length))
        : new(tree.Content.Span, tree.Id.Length);

    /// <summary>For <c>foreach</c>.</summary>
    public readonly TreeEntries GetEnumerator() => this;

    /// <summary>Goes to the next entry.</summary>
    /// <returns>False when there is none, or none that is whole.</returns>
    public bool MoveNext()
    {
        while (_next >= _end && _run < _runs.Length)
        {
            if (_runs[_run++] is { IsNew: true } run)
            {
                (_next, _end) = (_bounds[run.First], _bounds[run.First + run.Count]);
            }
        }

        var rest = _tree[_next.._end];
        if (!TryRead(rest, _idLength, out var space, out var end))
        {
            return false;
        }

        var mode = rest[..space];
        Current = new TreeEntry(
            rest[(space + 1)..end], rest.Slice(end + 1, _idLength), mode.SequenceEqual("40000"u8) || mode.SequenceEqual("040000"u8), mode.SequenceEqual("160000"u8));
        _next += end + 1 + _idLength;
        return true;
    }

    /// <summary>Bytes of the entry that a rest of a tree begins with; 0 when none that is whole is there.</summary>
    internal static int LengthOfNext(ReadOnlySpan<byte> rest, int idLength) => TryRead(rest, idLength, out _, out var end) ? end + 1 + idLength : 0;

    private static bool TryRead(ReadOnlySpan<byte> rest, int idLength, out int space, out int end)
    {
        space = rest.Length > 6 && rest[5] == ' ' ? 5 : rest.Length > 6 && rest[6] == ' ' ? 6 : rest.IndexOf((byte)' ');
        end = space < 0 ? -1 : rest[space..].IndexOf((byte)0) + space;
        return end > space && rest.Length - end - 1 >= idLength;
    }
}
