namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>The type of a git object.</summary>
public enum ObjectType
{
    /// <summary>A commit.</summary>
    Commit = 1,

    /// <summary>A directory listing.</summary>
    Tree = 2,

    /// <summary>A file's content.</summary>
    Blob = 3,

    /// <summary>An annotated tag.</summary>
    Tag = 4,
}

/// <summary>Receives the objects of a database, one after another; may be called from several threads at once.</summary>
/// <param name="id">The object's id in lower-case hexadecimal.</param>
/// <param name="type">Its type.</param>
/// <param name="content">Its whole content, valid only during the call.</param>
public delegate void ObjectVisitor(string id, ObjectType type, ReadOnlyMemory<byte> content);

/// <summary>An object that could not be read.</summary>
/// <param name="Id">Its id; empty when not even that is known.</param>
/// <param name="Reason">Why, with the name of the pack or file.</param>
public sealed record UnreadableObject(string Id, string Reason);

/// <summary>
/// Reads every object of a repository's database, reachable or not, each once. One suite of tests holds every implementation.
/// </summary>
public interface IObjectSource
{
    /// <summary>The name a user reads in the verdict's facts.</summary>
    string Name { get; }

    /// <summary>
    /// Visits every object for which <paramref name="wanted"/> says yes; null wants all. What cannot be read is returned, and every
    /// other object is still visited.
    /// </summary>
    IReadOnlyList<UnreadableObject> Visit(Func<string, bool>? wanted, ObjectVisitor visitor, CancellationToken cancellation);
}
