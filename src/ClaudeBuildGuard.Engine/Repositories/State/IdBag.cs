using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.State;

/// <summary>Object ids as they come, from several threads: blocks of bytes, so that a million costs neither copies nor large arrays.</summary>
/// <param name="idLength">20 or 32.</param>
internal sealed class IdBag(int idLength)
{
    private const int IdsInBlock = 2048;

    private readonly object _gate = new();
    private readonly List<byte[]> _blocks = [];
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Adds one.</summary>
    public void Add(ObjectId id)
    {
        lock (_gate)
        {
            if (_count == _blocks.Count * IdsInBlock)
            {
                _blocks.Add(new byte[IdsInBlock * idLength]);
            }

            id.CopyTo(_blocks[^1].AsSpan(_count % IdsInBlock * idLength, idLength));
            _count++;
        }
    }

    /// <summary>Those that are there now.</summary>
    public ObjectId[] ToArray()
    {
        lock (_gate)
        {
            var ids = new ObjectId[_count];
            for (var i = 0; i < ids.Length; i++)
            {
                ids[i] = new ObjectId(_blocks[i / IdsInBlock].AsSpan(i % IdsInBlock * idLength, idLength));
            }

            return ids;
        }
    }
}
