namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>A list of millions that grows without copying what is in it: blocks of a thousand. Not safe for concurrent use.</summary>
/// <typeparam name="T">A small value.</typeparam>
internal sealed class BlockList<T>
    where T : struct
{
    private const int BlockLength = 1024;

    private readonly List<T[]> _blocks = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public ref readonly T this[int index] => ref _blocks[index / BlockLength][index % BlockLength];

    /// <summary>Adds one.</summary>
    public void Add(T item)
    {
        if (Count == _blocks.Count * BlockLength)
        {
            _blocks.Add(new T[BlockLength]);
        }

        _blocks[^1][Count++ % BlockLength] = item;
    }

    /// <summary>All of them, made into something else.</summary>
    public TResult[] ConvertAll<TResult>(Func<T, TResult> convert)
    {
        var all = new TResult[Count];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = convert(this[i]);
        }

        return all;
    }
}
