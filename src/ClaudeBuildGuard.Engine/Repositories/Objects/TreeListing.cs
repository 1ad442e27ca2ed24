using System.Runtime.Intrinsics;
using System.Runtime.InteropServices;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>Entries of a tree that stand side by side.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Count">How many there are.</param>
/// <param name="InBase">The number of the first one in the tree that this one was made out of; -1 when that one does not hold them.</param>
internal readonly record struct TreeRun(int First, int Count, int InBase)
{
    /// <summary>True when the tree that this one was made out of does not hold the entries.</summary>
    public bool IsNew => InBase < 0;
}

/// <summary>What is kept of a tree for trees that are made out of it: an entry that was copied needs no second look.</summary>
/// <param name="Bounds">Where its entries begin, and where the last one ends.</param>
/// <param name="Number">By which number the visitor knows the tree; -1 when it numbers none.</param>
/// <param name="Directories">The numbers of the entries that are directories, ascending, when the visitor numbers trees.</param>
internal sealed record TreeOutline(int[] Bounds, int Number, int[] Directories);

/// <summary>
/// Where the entries of a tree are, and which of them are new in it. The versions of a directory share nearly everything: what was
/// copied is taken over in whole runs. Used again for one tree after another; not safe for concurrent use.
/// </summary>
internal sealed class TreeListing
{
    private readonly List<TreeRun> _runs = [];
    private int[] _bounds = new int[256];
    private int _count;

    /// <summary>Where the entries begin, and where the last one ends.</summary>
    public ReadOnlySpan<int> Bounds => _bounds.AsSpan(0, _count + 1);

    /// <summary>The entries, in order.</summary>
    public ReadOnlySpan<TreeRun> Runs => CollectionsMarshal.AsSpan(_runs);

    /// <summary>What to keep of the tree.</summary>
    /// <param name="before">The tree that it was made out of: most often all stands where it stood there.</param>
    /// <param name="number">By which number the visitor knows it; -1 when it numbers none.</param>
    /// <param name="directories">The numbers of its entries that are directories.</param>
    public TreeOutline ToOutline(TreeOutline? before, int number, ReadOnlySpan<int> directories) =>
        new(Same(before?.Bounds, Bounds), number, Same(before?.Directories, directories));

    /// <summary>An array of these numbers: that of the tree before where it holds the same.</summary>
    public static int[] Same(int[]? before, ReadOnlySpan<int> now) => before is not null && now.SequenceEqual(before) ? before : now.ToArray();

    /// <summary>Reads a tree.</summary>
    /// <param name="tree">Its bytes.</param>
    /// <param name="idLength">20 or 32.</param>
    /// <param name="before">The tree that it was made out of; null when that one is not known, and everything is new then.</param>
    /// <param name="copies">What was copied of it.</param>
    public void Read(ReadOnlySpan<byte> tree, int idLength, TreeOutline? before, List<CopiedStretch> copies)
    {
        _runs.Clear();
        _count = 0;
        _bounds[0] = 0;
        var copied = before is null ? default : CollectionsMarshal.AsSpan(copies);
        var firstNew = 0;
        for (var copy = 0; ;)
        {
            var next = _bounds[_count];
            while (copy < copied.Length && copied[copy].To + copied[copy].Length <= next)
            {
                copy++;
            }

            if (copy < copied.Length && copied[copy].To <= next && Shared(before!.Bounds, next, copied[copy]) is { Count: > 0 } shared)
            {
                AddNew(firstNew);
                AddCopied(before.Bounds, shared.First, shared.Count, copied[copy].From - copied[copy].To);
                firstNew = _count;
            }
            else if (TreeEntries.LengthOfNext(tree[next..], idLength) is > 0 and var length)
            {
                Reserve(1);
                _bounds[++_count] = next + length;
            }
            else
            {
                AddNew(firstNew);
                return;
            }
        }
    }

    // Equal bytes are equal entries only where one begins at the same place in the base too.
    private static (int First, int Count) Shared(ReadOnlySpan<int> bounds, int next, CopiedStretch copy)
    {
        var first = bounds.BinarySearch(next + copy.From - copy.To);
        if (first < 0)
        {
            return default;
        }

        var last = bounds[first..].BinarySearch(copy.From + copy.Length);
        return (first, last < 0 ? ~last - 1 : last);
    }

    private void AddNew(int first)
    {
        if (_count > first)
        {
            _runs.Add(new TreeRun(first, _count - first, -1));
        }
    }

    private void AddCopied(int[] before, int first, int count, int shift)
    {
        Reserve(count);
        var from = before.AsSpan(first + 1, count);
        var to = _bounds.AsSpan(_count + 1, count);
        var at = 0;
        for (var by = Vector128.Create(shift); at <= count - Vector128<int>.Count; at += Vector128<int>.Count)
        {
            (Vector128.Create(from[at..]) - by).CopyTo(to[at..]);
        }

        for (; at < count; at++)
        {
            to[at] = from[at] - shift;
        }

        _runs.Add(new TreeRun(_count, count, first));
        _count += count;
    }

    private void Reserve(int count)
    {
        if (_count + count >= _bounds.Length)
        {
            Array.Resize(ref _bounds, Math.Max(2 * _bounds.Length, _count + count + 1));
        }
    }
}
