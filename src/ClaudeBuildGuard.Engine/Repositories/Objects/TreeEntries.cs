using System.Runtime.InteropServices;

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

    // The entries of the tree that this one was made out of, and what was copied of it; without them every entry is given.
    private readonly ReadOnlySpan<int> _startsInBase;
    private readonly ReadOnlySpan<CopiedStretch> _copies;
    private int _next;
    private int _copy;

    /// <summary>Reads all entries.</summary>
    public TreeEntries(ReadOnlySpan<byte> tree, int idLength)
    {
        _tree = tree;
        _idLength = idLength;
    }

    private TreeEntries(ReadOnlySpan<byte> tree, int idLength, ReadOnlySpan<int> startsInBase, ReadOnlySpan<CopiedStretch> copies)
        : this(tree, idLength)
    {
        _startsInBase = startsInBase;
        _copies = copies;
    }

    /// <summary>The entry at hand.</summary>
    public TreeEntry Current { get; private set; }

    /// <summary>
    /// Reads the entries that the tree does not have from the one it was made out of; all of them unless that one left its
    /// <see cref="Starts"/> as its note.
    /// </summary>
    public static TreeEntries NewIn(in GitObject tree) => tree.Lineage is { BaseNote: int[] starts } lineage
        ? new TreeEntries(tree.Content.Span, tree.Id.Length, starts, CollectionsMarshal.AsSpan(lineage.Copies))
        : new TreeEntries(tree.Content.Span, tree.Id.Length);

    /// <summary>Where the entries of a tree begin, in order: the note for trees that are made out of it.</summary>
    public static int[] Starts(ReadOnlySpan<byte> tree, int idLength)
    {
        var starts = new List<int>();
        var entries = new TreeEntries(tree, idLength);
        for (var at = 0; entries.MoveNext(); at = entries._next)
        {
            starts.Add(at);
        }

        return [.. starts];
    }

    /// <summary>For <c>foreach</c>.</summary>
    public readonly TreeEntries GetEnumerator() => this;

    /// <summary>Goes to the next entry.</summary>
    /// <returns>False when there is none, or none that is whole.</returns>
    public bool MoveNext()
    {
        for (; ; )
        {
            var start = _next;
            var rest = _tree[start..];
            var space = rest.IndexOf((byte)' ');
            var end = space < 0 ? -1 : rest[space..].IndexOf((byte)0) + space;
            if (end <= space || rest.Length - end - 1 < _idLength)
            {
                return false;
            }

            _next = start + end + 1 + _idLength;
            if (IsCopied(start, _next))
            {
                continue;
            }

            var mode = rest[..space];
            Current = new TreeEntry(
                rest[(space + 1)..end], rest.Slice(end + 1, _idLength), mode.SequenceEqual("40000"u8) || mode.SequenceEqual("040000"u8), mode.SequenceEqual("160000"u8));
            return true;
        }
    }

    // Equal bytes are an equal entry only where one begins at the same place in the base too.
    private bool IsCopied(int start, int end)
    {
        while (_copy < _copies.Length && _copies[_copy].To + _copies[_copy].Length <= start)
        {
            _copy++;
        }

        return _copy < _copies.Length && _copies[_copy] is var copy && copy.To <= start && end <= copy.To + copy.Length
            && _startsInBase.BinarySearch(copy.From + start - copy.To) >= 0;
    }
}
