namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>Which objects are visited, and how.</summary>
public sealed record ObjectQuery
{
    /// <summary>Every object.</summary>
    public static ObjectQuery Everything { get; } = new();

    /// <summary>The types that are visited. Others are skipped by their header, without inflating them where the source can.</summary>
    public ObjectTypes Types { get; init; } = ObjectTypes.All;

    /// <summary>Whether an object is visited; null visits all. May be called from several threads at once.</summary>
    public Func<ObjectId, bool>? Wanted { get; init; }

    /// <summary>
    /// Whether a pack holds nothing that is wanted, by the absolute path of its index: it is not walked then. A source that does not
    /// read packs itself does not ask. Null skips none.
    /// </summary>
    public Func<string, bool>? SkipPack { get; init; }

    /// <summary>The same for a directory of loose objects.</summary>
    public Func<string, bool>? SkipFan { get; init; }

    /// <summary>On how many threads the visitor may be called at once; at least 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Called now and then with objects done and objects in all; null reports nothing.</summary>
    public Action<long, long>? Progress { get; init; }
}

/// <summary>
/// Reads the objects of a repository's database, reachable or not, each once. One suite of tests holds every implementation.
/// </summary>
public interface IObjectSource : IDisposable
{
    /// <summary>Objects above this size are handed over in pieces, or named as unreadable where the source cannot do so. Bytes.</summary>
    const int LargestWholeObject = 64 * 1024 * 1024;

    /// <summary>Bytes of one piece of a large object.</summary>
    const int PieceLength = 8 * 1024 * 1024;

    /// <summary>Bytes that a piece repeats of the one before it, so that nothing is cut in two.</summary>
    const int PieceOverlap = 64 * 1024;

    /// <summary>The name a user reads in the verdict's facts.</summary>
    string Name { get; }

    /// <summary>
    /// Visits the objects of the query. What cannot be read is returned, and every other object is still visited.
    /// </summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="InvalidDataException">The database as a whole cannot be read; the message says which part.</exception>
    IReadOnlyList<UnreadableObject> Visit(ObjectQuery query, ObjectVisitor visitor, CancellationToken cancellation);

    /// <summary>Whether the database holds an object. Says nothing about whether it can be read.</summary>
    bool Contains(ObjectId id);

    /// <summary>Reads one object as a whole.</summary>
    /// <returns>False when it is not there, is damaged, or is larger than <see cref="LargestWholeObject"/>.</returns>
    bool TryRead(ObjectId id, out ObjectType type, out ReadOnlyMemory<byte> content);
}
