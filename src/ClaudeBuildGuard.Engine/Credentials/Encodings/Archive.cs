using System.Buffers;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Encodings;

/// <summary>
/// Opens gzip, zip (nupkg, docx, jar) and tar in memory. What is taken out is bounded in bytes, in entries and by the ratio to what
/// went in, so that a bomb costs no more than a file of that size.
/// </summary>
internal static class Archive
{
    /// <summary>Bytes taken out of one archive at most.</summary>
    private const long MostBytes = 64L * 1024 * 1024;

    /// <summary>Bytes taken out for each byte that went in; text shrinks to a tenth, rarely to a fortieth.</summary>
    private const long MostRatio = 60;

    private const int MostEntries = 2000;

    /// <summary>The name of what is no member: the names of all members, a line each, and the comments beside them.</summary>
    public const string Listing = "list of members";

    /// <summary>Bytes that a member is asked for at a time, at least.</summary>
    private const int LeastRead = 16 * 1024;

    private const string BeyondBounds = "an archive holds more than is taken out of one (64 MiB, 60 times its size, 2000 members)";

    /// <summary>True when the content begins like an archive.</summary>
    public static bool Is(ReadOnlySpan<byte> content) =>
        content is [0x1F, 0x8B, 0x08, ..] or [(byte)'P', (byte)'K', 3, 4, ..]
        || (content.Length > 262 && content.Slice(257, 5).SequenceEqual("ustar"u8));

    /// <summary>True when the whole header is one that is written, so that no three bytes of chance are taken for an archive.</summary>
    public static bool HasWholeHeader(ReadOnlySpan<byte> content) => content switch
    {
        [0x1F, 0x8B, 0x08, var flags, _, _, _, _, var level, var system, ..] => flags < 0x20 && level is 0 or 2 or 4 && system is <= 13 or 255,
        [(byte)'P', (byte)'K', 3, 4, var version, 0, _, _, var method, 0, ..] => content.Length > 30 && version <= 63 && method is 0 or 8 or 9 or 12 or 14 or 93 or 95,
        _ => Is(content),
    };

    /// <summary>
    /// The members with their names, as far as the bounds and the archive's own health reach. A member's bytes are gone when the next is asked for.
    /// People name files after what is in them, so the <see cref="Listing"/> comes too: of a zip first, of a tar last.
    /// </summary>
    /// <param name="content">The archive.</param>
    /// <param name="output">What members are taken out into, one after another; kept by the caller, because memory that was touched before is cheap.</param>
    /// <param name="dropped">Receives why some of it was not taken out.</param>
    public static IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> Members(ReadOnlyMemory<byte> content, ArrayBufferWriter<byte> output, List<string> dropped)
    {
        var budget = Math.Min(MostBytes, (content.Length * MostRatio) + 4096);
        var members = content.Span is [0x1F, 0x8B, ..] ? Gzip(content, output, budget, dropped)
            : content.Span is [(byte)'P', (byte)'K', ..] ? Zip(content, output, budget, dropped)
            : Tar(content, output, budget, dropped);
        using var enumerator = members.GetEnumerator();
        for (var count = 0; ; count++)
        {
            try
            {
                if (!enumerator.MoveNext())
                {
                    yield break;
                }
            }
            catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException or FormatException or OverflowException)
            {
                // What came before the damage was judged.
                dropped.Add("an archive is damaged, or of a kind that is not read");
                yield break;
            }

            if (count > MostEntries)
            {
                dropped.Add(BeyondBounds);
                yield break;
            }

            yield return enumerator.Current;
        }
    }

    private static IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> Gzip(ReadOnlyMemory<byte> content, ArrayBufferWriter<byte> output, long budget, List<string> dropped)
    {
        using var stream = new GZipStream(Open(content), CompressionMode.Decompress);
        yield return (string.Empty, Read(stream, output, budget, dropped));
    }

    private static IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> Zip(ReadOnlyMemory<byte> content, ArrayBufferWriter<byte> output, long budget, List<string> dropped)
    {
        using var archive = new ZipArchive(Open(content), ZipArchiveMode.Read);
        var listing = new StringBuilder(archive.Comment).Append('\n');
        foreach (var entry in archive.Entries)
        {
            listing.Append(entry.FullName).Append('\n');
            if (entry.Comment.Length > 0)
            {
                listing.Append(entry.Comment).Append('\n');
            }
        }

        yield return (Listing, Encoding.UTF8.GetBytes(listing.ToString()));
        foreach (var entry in archive.Entries)
        {
            if (budget <= 0)
            {
                dropped.Add(BeyondBounds);
                yield break;
            }

            using var stream = entry.Open();
            var member = Read(stream, output, budget, dropped);
            budget -= member.Length;
            yield return (entry.FullName, member);
        }
    }

    private static IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> Tar(ReadOnlyMemory<byte> content, ArrayBufferWriter<byte> output, long budget, List<string> dropped)
    {
        using var reader = new TarReader(Open(content));
        var listing = new StringBuilder();
        while (reader.GetNextEntry() is { } entry)
        {
            listing.Append(entry.Name).Append('\n');
            if (budget <= 0)
            {
                dropped.Add(BeyondBounds);
                yield break;
            }

            if (entry.DataStream is { } stream)
            {
                var member = Read(stream, output, budget, dropped);
                budget -= member.Length;
                yield return (entry.Name, member);
            }
        }

        yield return (Listing, Encoding.UTF8.GetBytes(listing.ToString()));
    }

    private static MemoryStream Open(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);

    private static ReadOnlyMemory<byte> Read(Stream stream, ArrayBufferWriter<byte> output, long budget, List<string> dropped)
    {
        output.ResetWrittenCount();
        while (output.WrittenCount < budget)
        {
            var free = output.GetSpan(LeastRead);
            var read = stream.Read(free[..(int)Math.Min(free.Length, budget - output.WrittenCount)]);
            if (read == 0)
            {
                return output.WrittenMemory;
            }

            output.Advance(read);
        }

        if (stream.ReadByte() >= 0)
        {
            dropped.Add(BeyondBounds);
        }

        return output.WrittenMemory;
    }
}
