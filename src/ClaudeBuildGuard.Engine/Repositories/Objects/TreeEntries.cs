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

/// <summary>What is noted of a tree for trees that are made out of it: an entry that was copied needs no second look.</summary>
/// <param name="Bounds">Where its entries begin, and where the last one ends.</param>
/// <param name="Marks">What the visitor says of each entry; empty when it says nothing.</param>
internal sealed record TreeOutline(int[] Bounds, int[] Marks)
{
    /// <summary>The outline of a tree, made out of that of the tree it was made out of where there is one.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="mark">What to say of an entry that is new.</param>
    public static TreeOutline Of(in GitObject tree, TreeEntryMark mark)
    {
        var bounds = TreeEntries.Bounds(tree);
        var marks = new int[bounds.Length - 1];
        var outline = tree.Lineage?.BaseNote as TreeOutline;
        var copies = outline is null ? default : CollectionsMarshal.AsSpan(tree.Lineage!.Copies);
        var copy = 0;
        for (var i = 0; i < marks.Length; i++)
        {
            while (copy < copies.Length && copies[copy].To + copies[copy].Length <= bounds[i])
            {
                copy++;
            }

            var inBase = copy < copies.Length && copies[copy] is var at && at.To <= bounds[i] && bounds[i + 1] <= at.To + at.Length
                ? Array.BinarySearch(outline!.Bounds, 0, outline.Bounds.Length - 1, bounds[i] + at.From - at.To)
                : -1;
            if (inBase >= 0)
            {
                marks[i] = outline!.Marks[inBase];
            }
            else
            {
                var entries = new TreeEntries(tree.Content.Span[bounds[i]..bounds[i + 1]], tree.Id.Length);
                marks[i] = entries.MoveNext() ? mark(entries.Current) : 0;
            }
        }

        return new TreeOutline(bounds, marks);
    }
}

/// <summary>Says something of an entry, as a number.</summary>
internal delegate int TreeEntryMark(TreeEntry entry);

/// <summary>The entries of a tree object: <c>mode SP name NUL id</c>, one after another. A damaged rest ends the listing.</summary>
internal ref struct TreeEntries
{
    private readonly ReadOnlySpan<byte> _tree;
    private readonly int _idLength;

    // Where the entries of the tree begin and end that this one was made out of, and what was copied of it; without them every entry is given.
    private readonly ReadOnlySpan<int> _baseBounds;
    private readonly ReadOnlySpan<CopiedStretch> _copies;
    private readonly List<int>? _bounds;
    private int _next;
    private int _copy;

    /// <summary>Reads all entries.</summary>
    public TreeEntries(ReadOnlySpan<byte> tree, int idLength)
    {
        _tree = tree;
        _idLength = idLength;
    }

    private TreeEntries(in GitObject tree, List<int>? bounds)
        : this(tree.Content.Span, tree.Id.Length)
    {
        _bounds = bounds;
        if (tree.Lineage is { BaseNote: TreeOutline outline } lineage)
        {
            _baseBounds = outline.Bounds;
            _copies = CollectionsMarshal.AsSpan(lineage.Copies);
        }
    }

    /// <summary>The entry at hand.</summary>
    public TreeEntry Current { get; private set; }

    /// <summary>
    /// Reads the entries that the tree does not have from the one it was made out of; all of them unless that one left its
    /// <see cref="TreeOutline"/> as its note.
    /// </summary>
    public static TreeEntries NewIn(in GitObject tree) => new(tree, null);

    /// <summary>Where the entries of a tree begin, and where the last one ends.</summary>
    public static int[] Bounds(in GitObject tree)
    {
        var bounds = new List<int> { 0 };
        var entries = new TreeEntries(tree, bounds);
        while (entries.MoveNext())
        {
        }

        return [.. bounds];
    }

    /// <summary>For <c>foreach</c>.</summary>
    public readonly TreeEntries GetEnumerator() => this;

    /// <summary>Goes to the next entry.</summary>
    /// <returns>False when there is none, or none that is whole.</returns>
    public bool MoveNext()
    {
        while (SkipsCopied())
        {
        }

        var rest = _tree[_next..];
        var space = rest.Length > 6 && rest[5] == ' ' ? 5 : rest.Length > 6 && rest[6] == ' ' ? 6 : rest.IndexOf((byte)' ');
        var end = space < 0 ? -1 : rest[space..].IndexOf((byte)0) + space;
        if (end <= space || rest.Length - end - 1 < _idLength)
        {
            return false;
        }

        var mode = rest[..space];
        Current = new TreeEntry(
            rest[(space + 1)..end], rest.Slice(end + 1, _idLength), mode.SequenceEqual("40000"u8) || mode.SequenceEqual("040000"u8), mode.SequenceEqual("160000"u8));
        _next += end + 1 + _idLength;
        _bounds?.Add(_next);
        return true;
    }

    // Goes over the entries that lie in one copied stretch. Equal bytes are equal entries only where one begins at the same place in
    // the base too.
    private bool SkipsCopied()
    {
        while (_copy < _copies.Length && _copies[_copy].To + _copies[_copy].Length <= _next)
        {
            _copy++;
        }

        if (_copy == _copies.Length || _copies[_copy] is var copy && copy.To > _next)
        {
            return false;
        }

        var shift = copy.From - copy.To;
        var first = _baseBounds.BinarySearch(_next + shift);
        var last = _baseBounds.BinarySearch(copy.From + copy.Length);
        last = last < 0 ? ~last - 1 : last;
        if (first < 0 || last <= first)
        {
            return false;
        }

        for (var i = first + 1; _bounds is not null && i <= last; i++)
        {
            _bounds.Add(_baseBounds[i] - shift);
        }

        _next = _baseBounds[last] - shift;
        return true;
    }
}
