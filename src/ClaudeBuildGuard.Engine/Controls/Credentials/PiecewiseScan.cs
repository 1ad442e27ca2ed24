using System.Buffers;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Credentials.Encodings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>Feeds files of any size to the scanner: whole when they are small, in overlapping pieces when they are not.</summary>
internal static class PiecewiseScan
{
    private const int PieceLength = 8 * 1024 * 1024;
    private const int Overlap = 64 * 1024;

    /// <summary>Scans a file of the tree.</summary>
    /// <returns>The content where it was read as a whole; else nothing.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ReadOnlyMemory<byte> File(CredentialScanner scanner, RepositoryFile file, List<CredentialHit> hits, List<string> dropped, CancellationToken cancellation)
    {
        if (file.Length <= RepositoryFile.LargestWholeFile)
        {
            var content = file.ReadOnce();
            scanner.Scan(content, file.Path, hits, dropped);
            return content;
        }

        using var stream = new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        Stream(scanner, stream, file.Path, hits, dropped, cancellation);
        return ReadOnlyMemory<byte>.Empty;
    }

    /// <summary>Scans a stream to its end in pieces; lines and offsets are those of the whole.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static void Stream(CredentialScanner scanner, Stream stream, string path, List<CredentialHit> hits, List<string> dropped, CancellationToken cancellation)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceLength);
        var found = new List<CredentialHit>();
        var kept = 0;
        var offset = 0L;
        var lines = 0;
        var isBinary = false;
        try
        {
            for (; ; )
            {
                cancellation.ThrowIfCancellationRequested();
                var read = stream.ReadAtLeast(piece.AsSpan(kept, PieceLength - kept), PieceLength - kept, throwOnEndOfStream: false);
                var length = kept + read;
                isBinary |= offset == 0 && WideText.Of(piece.AsSpan(0, length)) is null && CredentialScanner.IsBinary(piece.AsSpan(0, length));
                found.Clear();
                scanner.Scan(piece.AsMemory(0, length), path, found, dropped);
                foreach (var hit in found)
                {
                    // What ends in the overlap was found in the piece before. A later piece does not show that the whole is a program.
                    if ((offset == 0 || hit.Offset + hit.Length > kept) && !(isBinary && hit.Confidence == Confidence.Contextual))
                    {
                        hits.Add(hit with { Offset = (int)Math.Min(int.MaxValue, hit.Offset + offset), Line = hit.Line + lines });
                    }
                }

                if (length < PieceLength)
                {
                    return;
                }

                kept = Overlap;
                lines += piece.AsSpan(0, length - kept).Count((byte)'\n');
                offset += length - kept;
                piece.AsSpan(length - kept, kept).CopyTo(piece);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece, clearArray: true);
        }
    }
}
