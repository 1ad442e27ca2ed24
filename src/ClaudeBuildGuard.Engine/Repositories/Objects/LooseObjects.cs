using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>
/// The objects of one directory that stand in files of their own: zlib over <c>type SP size NUL content</c>. What is handed over is what
/// its id says: there are few of them, and a file is easily replaced.
/// </summary>
internal sealed class LooseObjects(string directory, int idLength)
{
    private const int LongestHeader = 32;

    /// <summary>Bytes of a file that is read as a whole.</summary>
    private const int LargestAtOnce = 1024 * 1024;

    /// <summary>Bytes of an object that is inflated at once.</summary>
    private const int LargestObjectAtOnce = 16 * 1024 * 1024;

    /// <summary>What zlib can make of a byte at most.</summary>
    private const int LargestRatio = 1032;

    private const string OtherContent = "its content is not what its id says";

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
    /// <param name="id">Which.</param>
    /// <param name="types">The types that are visited; of others the header alone is read.</param>
    /// <param name="visitor">Who receives it.</param>
    /// <param name="inflater">Inflates what is read at once; null reads everything through the platform's stream.</param>
    /// <returns>False when there is no such file.</returns>
    /// <exception cref="InvalidDataException">It is damaged; the message names it.</exception>
    public bool Visit(ObjectId id, ObjectTypes types, ObjectVisitor visitor, ReusedInflater? inflater)
    {
        var path = PathOf(id);
        try
        {
            if (RegularFile.LengthOf(path) == 0)
            {
                throw new InvalidDataException("it is empty, or no file");
            }

            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (inflater is null || !TryVisitAtOnce(file, id, types, visitor, inflater))
            {
                // What is large, and what is damaged: the stream says in what way.
                VisitStream(file, id, types, visitor);
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

    private static bool TryVisitAtOnce(SafeFileHandle file, ObjectId id, ObjectTypes types, ObjectVisitor visitor, ReusedInflater inflater)
    {
        var length = RandomAccess.GetLength(file);
        if (length is 0 or > LargestAtOnce)
        {
            return false;
        }

        var compressed = ArrayPool<byte>.Shared.Rent((int)length);
        byte[]? whole = null;
        try
        {
            var bytes = compressed.AsSpan(0, RandomAccess.Read(file, compressed.AsSpan(0, (int)length), 0));
            Span<byte> beginning = stackalloc byte[LongestHeader + 1];
            inflater.Inflate(bytes, beginning);
            var headerLength = beginning.IndexOf((byte)0) + 1;
            if (headerLength == 0 || !TryParse(beginning[..(headerLength - 1)], out var type, out var size) || size > LargestObjectAtOnce || size / LargestRatio > length)
            {
                return false;
            }

            if (!IsVisited(type, types))
            {
                return true;
            }

            var total = headerLength + (int)size;
            whole = ArrayPool<byte>.Shared.Rent(total);
            if (inflater.Inflate(bytes, whole.AsSpan(0, total)) != ReusedInflater.Outcome.Whole)
            {
                return false;
            }

            if (!IsNameOf(id, whole.AsSpan(0, total)))
            {
                throw new InvalidDataException(OtherContent);
            }

            visitor(new GitObject(id, type, whole.AsMemory(headerLength, (int)size)));
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(compressed);
            if (whole is not null)
            {
                ArrayPool<byte>.Shared.Return(whole);
            }
        }
    }

    private static void VisitStream(SafeFileHandle handle, ObjectId id, ObjectTypes types, ObjectVisitor visitor)
    {
        using var file = new FileStream(handle, FileAccess.Read);
        file.Position = 0;
        using var stream = new ZLibStream(file, CompressionMode.Decompress);
        var (type, size) = ReadHeader(stream);
        if (!IsVisited(type, types))
        {
            return;
        }

        if (size / LargestRatio > file.Length)
        {
            throw new InvalidDataException("it is said to hold more bytes than its compressed bytes can");
        }

        using var hash = IncrementalHash.CreateHash(AlgorithmOf(id));
        ObjectPieces.Read(stream, id, type, size, Verifying(hash, stream, visitor));
    }

    // The last piece of an object, which is the only one of nearly all, is not handed over before all of it was compared with the id.
    private static ObjectVisitor Verifying(IncrementalHash hash, Stream stream, ObjectVisitor visitor)
    {
        var hashed = 0L;
        return (in GitObject item) =>
        {
            if (item.Offset == 0)
            {
                hash.AppendData(Encoding.ASCII.GetBytes($"{item.Type.ToString().ToLowerInvariant()} {item.Size}\0"));
            }

            hash.AppendData(item.Content.Span[(int)(hashed - item.Offset)..]);
            hashed = item.Offset + item.Content.Length;
            if (hashed == item.Size && stream.ReadByte() >= 0)
            {
                throw new InvalidDataException("it holds more bytes than it says");
            }

            if (hashed == item.Size && new ObjectId(hash.GetHashAndReset()) != item.Id)
            {
                throw new InvalidDataException(OtherContent);
            }

            visitor(item);
        };
    }

    [SuppressMessage("Security", "CA5350", Justification = "Git names its objects so.")]
    private static bool IsNameOf(ObjectId id, ReadOnlySpan<byte> whole)
    {
        Span<byte> name = stackalloc byte[SHA256.HashSizeInBytes];
        var length = id.Length == SHA1.HashSizeInBytes ? SHA1.HashData(whole, name) : SHA256.HashData(whole, name);
        return new ObjectId(name[..length]) == id;
    }

    [SuppressMessage("Security", "CA5350", Justification = "Git names its objects so.")]
    private static HashAlgorithmName AlgorithmOf(ObjectId id) => id.Length == SHA1.HashSizeInBytes ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;

    private static bool IsVisited(ObjectType type, ObjectTypes types) => types.HasFlag((ObjectTypes)(1 << (int)type));

    private string PathOf(ObjectId id)
    {
        var text = id.ToString();
        return Path.Combine(directory, text[..2], text[2..]);
    }

    private static (ObjectType Type, long Size) ReadHeader(Stream stream)
    {
        Span<byte> header = stackalloc byte[LongestHeader];
        var length = 0;
        for (var b = stream.ReadByte(); b != 0; b = stream.ReadByte())
        {
            if (b < 0 || length == LongestHeader)
            {
                throw new InvalidDataException("it does not begin as an object");
            }

            header[length++] = (byte)b;
        }

        return TryParse(header[..length], out var type, out var size) ? (type, size) : throw new InvalidDataException("it does not begin as an object");
    }

    private static bool TryParse(ReadOnlySpan<byte> header, out ObjectType type, out long size)
    {
        var blank = header.IndexOf((byte)' ');
        size = 0;
        ObjectType? known = header[..Math.Max(0, blank)] switch
        {
            [(byte)'c', (byte)'o', (byte)'m', (byte)'m', (byte)'i', (byte)'t'] => ObjectType.Commit,
            [(byte)'t', (byte)'r', (byte)'e', (byte)'e'] => ObjectType.Tree,
            [(byte)'b', (byte)'l', (byte)'o', (byte)'b'] => ObjectType.Blob,
            [(byte)'t', (byte)'a', (byte)'g'] => ObjectType.Tag,
            _ => null,
        };
        type = known.GetValueOrDefault();
        return known is not null && header[(blank + 1)..] is { Length: > 0 } digits && digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && Utf8Parser.TryParse(digits, out size, out var used) && used == digits.Length;
    }
}
