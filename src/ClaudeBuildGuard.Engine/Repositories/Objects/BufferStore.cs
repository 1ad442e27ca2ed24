namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>
/// Buffers of one worker, used again. Sizes are powers of two; what is kept unused is bounded, so that one large object does not
/// stay in memory for the rest of a walk. Not safe for concurrent use.
/// </summary>
internal sealed class BufferStore
{
    private const int Smallest = 12;
    private const int LargestKept = 8 * 1024 * 1024;
    private const long MostKept = 32 * 1024 * 1024;

    private readonly Stack<byte[]>[] _bySize = new Stack<byte[]>[31];
    private long _kept;

    /// <summary>Bytes of buffers that are out at the moment.</summary>
    public long InUse { get; private set; }

    /// <summary>A buffer of at least that many bytes; its content is undefined.</summary>
    public byte[] Rent(int length)
    {
        var power = PowerOf(length);
        var size = 1 << power;
        InUse += size;
        if (_bySize[power] is { Count: > 0 } free)
        {
            _kept -= size;
            return free.Pop();
        }

        return GC.AllocateUninitializedArray<byte>(size);
    }

    /// <summary>Gives a buffer back.</summary>
    public void Return(byte[] buffer)
    {
        InUse -= buffer.Length;
        if (buffer.Length <= LargestKept && _kept + buffer.Length <= MostKept)
        {
            _kept += buffer.Length;
            (_bySize[PowerOf(buffer.Length)] ??= new Stack<byte[]>()).Push(buffer);
        }
    }

    // The platform's logarithm asks which instructions there are, and what asks that is compiled anew in every process.
    private static int PowerOf(int length)
    {
        var power = Smallest;
        while (1L << power < length)
        {
            power++;
        }

        return power;
    }
}
