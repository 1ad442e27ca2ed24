using System.IO.MemoryMappedFiles;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>A file mapped into memory, read only through slices that are checked against its length.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    /// <summary>Maps a file.</summary>
    /// <exception cref="IOException">It cannot be opened or mapped.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="InvalidDataException">It is empty, or no file.</exception>
    public MappedFile(string path)
    {
        if (RegularFile.LengthOf(path) == 0)
        {
            throw new InvalidDataException($"'{path}' is empty, or no file");
        }

        // Others may delete or replace the file meanwhile, as git does when it repacks: what is mapped stays.
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1);
        Path = path;
        Length = stream.Length;
        if (Length == 0)
        {
            throw new InvalidDataException($"'{path}' is empty");
        }

        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + _view.PointerOffset;
    }

    /// <summary>The absolute path.</summary>
    public string Path { get; }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>The bytes from a position on.</summary>
    /// <param name="offset">Where they begin.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="InvalidDataException">They are not all within the file.</exception>
    public ReadOnlySpan<byte> Slice(long offset, int length)
    {
        if (offset < 0 || length < 0 || offset > Length - length)
        {
            throw new InvalidDataException($"'{System.IO.Path.GetFileName(Path)}' points outside itself, at {offset}");
        }

        return new ReadOnlySpan<byte>(_start + offset, length);
    }

    /// <summary>A stream over the bytes between two positions.</summary>
    /// <exception cref="InvalidDataException">They are not all within the file.</exception>
    public Stream Open(long offset, long end)
    {
        if (offset < 0 || end < offset || end > Length)
        {
            throw new InvalidDataException($"'{System.IO.Path.GetFileName(Path)}' points outside itself, at {offset}");
        }

        return new UnmanagedMemoryStream(_start + offset, end - offset);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
