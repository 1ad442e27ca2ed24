using System.Buffers;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>Hands an object's bytes from a stream to a visitor: as a whole, or in overlapping pieces when it is large.</summary>
internal static class ObjectPieces
{
    /// <summary>Reads exactly one object.</summary>
    /// <param name="stream">Stands at the first byte of the content and stands behind the last afterwards.</param>
    /// <param name="id">The object's id.</param>
    /// <param name="type">Its type.</param>
    /// <param name="size">Its length in bytes.</param>
    /// <param name="visitor">Who receives it; null only skips the bytes.</param>
    /// <exception cref="EndOfStreamException">The stream ends before the object does.</exception>
    public static void Read(Stream stream, ObjectId id, ObjectType type, long size, ObjectVisitor? visitor)
    {
        if (size <= IObjectSource.LargestWholeObject && visitor is not null)
        {
            var whole = ArrayPool<byte>.Shared.Rent((int)Math.Max(size, 1));
            try
            {
                stream.ReadExactly(whole, 0, (int)size);
                visitor(new GitObject(id, type, whole.AsMemory(0, (int)size)));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(whole);
            }

            return;
        }

        var piece = ArrayPool<byte>.Shared.Rent(IObjectSource.PieceLength);
        try
        {
            var kept = 0;
            for (long offset = 0; offset < size;)
            {
                var fresh = (int)Math.Min(IObjectSource.PieceLength - kept, size - offset);
                stream.ReadExactly(piece, kept, fresh);
                visitor?.Invoke(new GitObject(id, type, piece.AsMemory(0, kept + fresh), offset - kept, size));
                offset += fresh;
                var overlap = Math.Min(IObjectSource.PieceOverlap, kept + fresh);
                piece.AsSpan(kept + fresh - overlap, overlap).CopyTo(piece);
                kept = overlap;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
