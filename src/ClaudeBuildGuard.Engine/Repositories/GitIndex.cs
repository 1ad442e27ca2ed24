using System.Buffers.Binary;
using System.Text;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories;

/// <summary>One file that git tracks.</summary>
/// <param name="Path">Relative to the top of the working tree, with <c>/</c> separators. Ends in <c>/</c> for a directory that a sparse index folds.</param>
/// <param name="Id">The object it stands for.</param>
/// <param name="Mode">Git's mode: 0x81A4 and 0x81ED a file, 0xA000 a symbolic link, 0xE000 a submodule, 0x4000 a folded directory.</param>
internal sealed record IndexEntry(string Path, ObjectId Id, int Mode)
{
    /// <summary>True for a submodule, whose files belong to another repository.</summary>
    public bool IsSubmodule => (Mode & 0xF000) == 0xE000;

    /// <summary>True when a sparse checkout leaves it out of the working tree.</summary>
    public bool IsLeftOut { get; init; }
}

/// <summary>
/// Git's index, versions 2 to 4, with a split index joined. A split index also lists what it deletes from its shared part; that is
/// not subtracted, because an entry too many only means a file judged that need not be.
/// </summary>
internal static class GitIndex
{
    private const int StatLength = 40;
    private const long LargestIndex = 1L << 30;

    /// <summary>Reads the index of a git directory; an absent one is empty.</summary>
    /// <exception cref="InvalidDataException">It is damaged or of a version that is not known; the message names the file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IReadOnlyList<IndexEntry> Read(string gitDirectory, int idLength)
    {
        var entries = new List<IndexEntry>();
        ReadFile(Path.Combine(gitDirectory, "index"), idLength, isShared: false, entries);
        return entries;
    }

    /// <summary>Reads the index of a repository; one that cannot be read has no entries here, and is reported where the working tree is walked.</summary>
    public static IReadOnlyList<IndexEntry> EntriesOrNone(GitRepository repository)
    {
        try
        {
            return Read(repository.GitDirectory, repository.IdLength);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return [];
        }
    }

    private static void ReadFile(string path, int idLength, bool isShared, List<IndexEntry> entries)
    {
        var length = RegularFile.LengthOf(path);
        if (length < 0)
        {
            if (isShared)
            {
                throw new InvalidDataException($"the index names '{path}', which is not there");
            }

            return;
        }

        if (length is 0 or > LargestIndex)
        {
            throw new InvalidDataException(length == 0 ? $"the index '{path}' is empty, or no file" : $"the index '{path}' holds {length} bytes, more than the {LargestIndex} that are read");
        }

        try
        {
            if (Parse(File.ReadAllBytes(path), idLength, entries) is { } shared && !isShared)
            {
                ReadFile(Path.Combine(Path.GetDirectoryName(path)!, $"sharedindex.{shared}"), idLength, isShared: true, entries);
            }
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            // A slice beyond the end: every other malformation is noticed by name.
            throw new InvalidDataException($"the index '{path}' ends too early");
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"the index '{path}' is damaged: {e.Message}");
        }
    }

    /// <summary>Adds the entries of an index.</summary>
    /// <returns>The id of the shared index it extends; null when it stands alone.</returns>
    private static ObjectId? Parse(ReadOnlySpan<byte> bytes, int idLength, List<IndexEntry> entries)
    {
        if (!bytes.StartsWith("DIRC"u8))
        {
            throw new FormatException("it does not begin with its signature.");
        }

        var version = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        var count = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
        if (version is < 2 or > 4)
        {
            throw new FormatException($"version {version} is not known.");
        }

        var fixedLength = StatLength + idLength + 2;
        if (count > (bytes.Length - 12) / fixedLength)
        {
            throw new FormatException($"it says that it holds {count} entries, which its length cannot.");
        }

        var name = Array.Empty<byte>();
        var nameLength = 0;
        var position = 12;
        entries.EnsureCapacity(entries.Count + (int)count);
        for (var i = 0u; i < count; i++)
        {
            var start = position;
            var entry = bytes[position..];
            var mode = (int)BinaryPrimitives.ReadUInt32BigEndian(entry[24..]);
            var id = new ObjectId(entry.Slice(StatLength, idLength));
            var flags = BinaryPrimitives.ReadUInt16BigEndian(entry[(StatLength + idLength)..]);
            var isExtended = (flags & 0x4000) != 0 && version >= 3;
            var isLeftOut = isExtended && (BinaryPrimitives.ReadUInt16BigEndian(entry[fixedLength..]) & 0x4000) != 0;
            position += fixedLength + (isExtended ? 2 : 0);
            var kept = version == 4 ? nameLength - ReadOffset(bytes, ref position) : 0;
            if (kept < 0)
            {
                throw new FormatException($"entry {i} removes more of the name before it than there is.");
            }

            var end = bytes[position..].IndexOf((byte)0);
            if (end < 0)
            {
                throw new FormatException($"the name of entry {i} has no end.");
            }

            nameLength = kept + end;
            if (nameLength > name.Length)
            {
                Array.Resize(ref name, Math.Max(256, nameLength * 2));
            }

            bytes.Slice(position, end).CopyTo(name.AsSpan(kept));
            position = version == 4 ? position + end + 1 : start + ((position - start + end + 8) & ~7);

            // A split index leaves out the name of an entry that its shared part already names.
            if (nameLength > 0)
            {
                entries.Add(new IndexEntry(Encoding.UTF8.GetString(name, 0, nameLength), id, mode) { IsLeftOut = isLeftOut });
            }
        }

        return SharedIndex(bytes[..^idLength], position, idLength);
    }

    private static ObjectId? SharedIndex(ReadOnlySpan<byte> bytes, int position, int idLength)
    {
        while (position + 8 <= bytes.Length)
        {
            var signature = bytes.Slice(position, 4);
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[(position + 4)..]);
            position += 8;
            if (length > bytes.Length - position)
            {
                throw new FormatException("an extension is longer than the file.");
            }

            if (signature.SequenceEqual("link"u8))
            {
                var id = new ObjectId(bytes.Slice(position, idLength));
                return id.IsNone ? null : id;
            }

            position += (int)length;
        }

        return null;
    }

    /// <summary>Git's offset encoding: seven bits a byte, each continued byte counting one more.</summary>
    private static int ReadOffset(ReadOnlySpan<byte> bytes, ref int position)
    {
        var b = bytes[position..][0];
        position++;
        var value = b & 0x7F;
        while ((b & 0x80) != 0)
        {
            b = bytes[position..][0];
            position++;
            value = checked(((value + 1) << 7) | (b & 0x7F));
            if (value > 1 << 20)
            {
                throw new FormatException("a name is too long.");
            }
        }

        return value;
    }
}
