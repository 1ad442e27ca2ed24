using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>Where in an object a credential stands.</summary>
internal enum ObjectPlace
{
    /// <summary>In a file.</summary>
    File,

    /// <summary>In the name of a file or directory.</summary>
    Name,

    /// <summary>In the message of a commit or tag.</summary>
    Message,

    /// <summary>In the name or address of an author.</summary>
    Author,

    /// <summary>In the name or address of a committer.</summary>
    Committer,

    /// <summary>In the name or address of who made a tag.</summary>
    Tagger,

    /// <summary>In another line above a message, such as a signature or the name of a tag.</summary>
    Header,
}

/// <summary>A hit in an object.</summary>
/// <param name="Place">Where in the object.</param>
/// <param name="Hit">The hit as it is counted there: the first line of a message is line 1, whatever stands above it.</param>
internal sealed record PlacedHit(ObjectPlace Place, CredentialHit Hit);

/// <summary>Tells the lines of a commit or tag apart.</summary>
internal static class ObjectPlaces
{
    /// <summary>The place of a hit.</summary>
    public static PlacedHit Of(ObjectType type, ReadOnlySpan<byte> content, CredentialHit hit)
    {
        if (type is ObjectType.Blob or ObjectType.Tree)
        {
            return new PlacedHit(type == ObjectType.Blob ? ObjectPlace.File : ObjectPlace.Name, hit);
        }

        // An empty line ends the header: within it each further line of a value begins with a space.
        var end = content.IndexOf("\n\n"u8);
        var header = end < 0 ? content : content[..(end + 1)];
        if (hit.Offset > header.Length)
        {
            return new PlacedHit(ObjectPlace.Message, hit with { Line = Math.Max(1, hit.Line - header.Count((byte)'\n') - 1) });
        }

        var line = header[(header[..Math.Min(hit.Offset, header.Length)].LastIndexOf((byte)'\n') + 1)..];
        var place = line.StartsWith("author "u8) ? ObjectPlace.Author
            : line.StartsWith("committer "u8) ? ObjectPlace.Committer
            : line.StartsWith("tagger "u8) ? ObjectPlace.Tagger
            : ObjectPlace.Header;
        return new PlacedHit(place, hit);
    }
}
