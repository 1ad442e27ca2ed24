using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>The objects of one directory that stand in files of their own: zlib over <c>type SP size NUL content</c>.</summary>
internal sealed class LooseObjects(string directory, int idLength)
{
    private const int LongestHeader = 32;

    /// <summary>The two-digit directories that are there, each with the time of its last change.</summary>
    public static IEnumerable<DirectoryInfo> Fans(string objectsDirectory)
    {
        var info = new DirectoryInfo(objectsDirectory);
        return info.Exists
            ? info.EnumerateDirectories().Where(d => d.Name.Length == 2 && char.IsAsciiHexDigitLower(d.Name[0]) && char.IsAsciiHexDigitLower(d.Name[1]))
            : [];
    }

    /// <summary>The ids of all loose objects.</summary>
    /// <exception cref="IOException">The directory cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be listed.</exception>
    /// <param name="skip">Whether a directory is passed over, by its absolute path; null skips none.</param>
    public IEnumerable<ObjectId> Ids(Func<string, bool>? skip) =>
        Fans(directory).Where(fan => skip?.Invoke(fan.FullName) != true).SelectMany(fan => Ids(fan.FullName));

    /// <summary>The ids of the objects in one two-digit directory.</summary>
    private IEnumerable<ObjectId> Ids(string fan)
    {
        var first = Path.GetFileName(fan);
        foreach (var file in Directory.EnumerateFiles(fan))
        {
            // Temporary files of an interrupted git stand here too.
            var name = Path.GetFileName(file);
            if (name.Length == (idLength * 2) - 2 && ObjectId.TryParse(first + name, out var id))
            {
                yield return id;
            }
        }
    }

    /// <summary>Whether the object has a file.</summary>
    public bool Contains(ObjectId id) => File.Exists(PathOf(id));

    /// <summary>Visits one object.</summary>
    /// <returns>False when there is no such file.</returns>
    /// <exception cref="InvalidDataException">It is damaged; the message names it.</exception>
    public bool Visit(ObjectId id, ObjectTypes types, ObjectVisitor visitor)
    {
        var path = PathOf(id);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            using var stream = new ZLibStream(file, CompressionMode.Decompress);
            var (type, size) = ReadHeader(stream);
            if (types.HasFlag((ObjectTypes)(1 << (int)type)))
            {
                if (size / 1032 > file.Length)
                {
                    throw new InvalidDataException("it is said to hold more bytes than its compressed bytes can");
                }

                ObjectPieces.Read(stream, id, type, size, visitor);
                if (stream.ReadByte() >= 0)
                {
                    throw new InvalidDataException("it holds more bytes than it says");
                }
            }

            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InvalidDataException($"the loose object '{path}' cannot be read: {e.Message}");
        }
    }

    private string PathOf(ObjectId id)
    {
        var text = id.ToString();
        return Path.Combine(directory, text[..2], text[2..]);
    }

    private static (ObjectType Type, long Size) ReadHeader(Stream stream)
    {
        var header = new StringBuilder(LongestHeader);
        for (var b = stream.ReadByte(); b != 0; b = stream.ReadByte())
        {
            if (b < 0 || header.Length == LongestHeader)
            {
                throw new InvalidDataException("it does not begin as an object");
            }

            header.Append((char)b);
        }

        var parts = header.ToString().Split(' ');
        ObjectType? type = parts[0] switch
        {
            "commit" => ObjectType.Commit,
            "tree" => ObjectType.Tree,
            "blob" => ObjectType.Blob,
            "tag" => ObjectType.Tag,
            _ => null,
        };
        return type is { } known && parts.Length == 2 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? (known, size)
            : throw new InvalidDataException("it does not begin as an object");
    }
}
