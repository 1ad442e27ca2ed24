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
internal ref struct TreeEntries(ReadOnlySpan<byte> tree, int idLength)
{
    private ReadOnlySpan<byte> _rest = tree;

    /// <summary>The entry at hand.</summary>
    public TreeEntry Current { get; private set; }

    /// <summary>For <c>foreach</c>.</summary>
    public readonly TreeEntries GetEnumerator() => this;

    /// <summary>Goes to the next entry.</summary>
    /// <returns>False when there is none, or none that is whole.</returns>
    public bool MoveNext()
    {
        var space = _rest.IndexOf((byte)' ');
        var end = space < 0 ? -1 : _rest[space..].IndexOf((byte)0) + space;
        if (end <= space || _rest.Length - end - 1 < idLength)
        {
            return false;
        }

        var mode = _rest[..space];
        Current = new TreeEntry(
            _rest[(space + 1)..end], _rest.Slice(end + 1, idLength), mode.SequenceEqual("40000"u8) || mode.SequenceEqual("040000"u8), mode.SequenceEqual("160000"u8));
        _rest = _rest[(end + 1 + idLength)..];
        return true;
    }
}
