namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>The type of a git object. The values are those of pack entries.</summary>
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

/// <summary>A set of object types.</summary>
[Flags]
public enum ObjectTypes
{
    /// <summary>No type.</summary>
    None = 0,

    /// <summary>Commits.</summary>
    Commits = 1 << ObjectType.Commit,

    /// <summary>Directory listings.</summary>
    Trees = 1 << ObjectType.Tree,

    /// <summary>Contents of files.</summary>
    Blobs = 1 << ObjectType.Blob,

    /// <summary>Annotated tags.</summary>
    Tags = 1 << ObjectType.Tag,

    /// <summary>Every type.</summary>
    All = Commits | Trees | Blobs | Tags,
}

/// <summary>An object, or a piece of one that is too large to be held as a whole.</summary>
public readonly struct GitObject
{
    internal GitObject(ObjectId id, ObjectType type, ReadOnlyMemory<byte> content, ObjectLineage? lineage = null)
        : this(id, type, content, 0, content.Length)
    {
        Lineage = lineage;
    }

    internal GitObject(ObjectId id, ObjectType type, ReadOnlyMemory<byte> content, long offset, long size)
    {
        Id = id;
        Type = type;
        Content = content;
        Offset = offset;
        Size = size;
    }

    /// <summary>Its id.</summary>
    public ObjectId Id { get; }

    /// <summary>Its type.</summary>
    public ObjectType Type { get; }

    /// <summary>Its bytes, or those of this piece. Valid only during the call: the buffer is used again.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Where <see cref="Content"/> begins in the object; 0 unless it is a later piece.</summary>
    public long Offset { get; }

    /// <summary>Bytes of the whole object.</summary>
    public long Size { get; }

    /// <summary>True when <see cref="Content"/> is the whole object.</summary>
    public bool IsWhole => Content.Length == Size;

    /// <summary>How it was made out of another; null where the source does not know, as for a loose object.</summary>
    internal ObjectLineage? Lineage { get; }
}

/// <summary>Receives objects one after another; called from several threads at once when the query says so.</summary>
/// <param name="item">The object.</param>
public delegate void ObjectVisitor(in GitObject item);

/// <summary>An object that could not be read.</summary>
/// <param name="Id">Its id in hexadecimal; empty when not even that is known.</param>
/// <param name="Reason">Why, in one sentence with the name of the pack or file.</param>
public sealed record UnreadableObject(string Id, string Reason);
