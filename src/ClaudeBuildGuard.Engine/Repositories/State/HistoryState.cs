using System.Security.Cryptography;
using System.Text;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.State;

/// <summary>
/// What earlier builds judged: ids of objects, and which of them hold something. No content, no path, no message and no hash of a
/// secret is in it. Two files: a small one that every build reads, and the sorted ids, which only a build with new objects reads.
/// </summary>
internal sealed record HistoryState
{
    /// <summary>So many judged ids are kept in the small file before they are sorted into the large one.</summary>
    public const int MostRecent = 4096;

    private const int LargestState = 256 * 1024 * 1024;
    private const int MostItems = 50_000_000;
    private const string Signature = "ClaudeBuildGuard history state 2\n";

    /// <summary>Tool version, rules and configuration, hashed: another key makes the state foreign.</summary>
    public required string Key { get; init; }

    /// <summary>Bytes of an id.</summary>
    public required int IdLength { get; init; }

    /// <summary>When <see cref="Snapshot"/> was taken, UTC ticks.</summary>
    public required long TakenAt { get; init; }

    /// <summary>The database as it was when everything in it had been judged; empty while a first scan is not finished.</summary>
    public required StoreSnapshot Snapshot { get; init; }

    /// <summary>Objects that hold something to report.</summary>
    public IReadOnlyList<ObjectId> Hits { get; init; } = [];

    /// <summary>Objects that were there and could not be read.</summary>
    public IReadOnlyList<ObjectId> Unreadable { get; init; } = [];

    /// <summary>Objects that others name and that were not there.</summary>
    public IReadOnlyList<ObjectId> Missing { get; init; } = [];

    /// <summary>What refs and HEADs named when <see cref="MissingTargets"/> was made, hashed.</summary>
    public string Targets { get; init; } = string.Empty;

    /// <summary>Objects that refs and HEADs named and that were not there.</summary>
    public IReadOnlyList<ObjectId> MissingTargets { get; init; } = [];

    /// <summary>Commits without a parent, and what refs named last: a repository that has none of them is another one.</summary>
    public IReadOnlyList<ObjectId> Witnesses { get; init; } = [];

    /// <summary>True while a scan is not finished: objects are still to be judged whose names only judged directories know.</summary>
    public bool IsUnfinished { get; init; }

    /// <summary>Judged objects that are not in the large file yet.</summary>
    public IReadOnlyList<ObjectId> Recent { get; init; } = [];

    /// <summary>The name of the large file, which is the hash of its content; empty when there is none.</summary>
    public string JudgedFile { get; init; } = string.Empty;

    /// <summary>How many objects were judged in all.</summary>
    public long JudgedCount { get; init; }

    /// <summary>Reads a state.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <returns>The state; null when it is damaged, or not one of this version.</returns>
    public static HistoryState? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 32 || bytes.Length > LargestState || !SHA256.HashData(bytes[..^32]).AsSpan().SequenceEqual(bytes[^32..]))
        {
            return null;
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes[..^32].ToArray()), Encoding.UTF8);
            if (reader.ReadString() != Signature)
            {
                return null;
            }

            var key = reader.ReadString();
            var idLength = reader.ReadInt32();
            return idLength is not (20 or 32) ? null : new HistoryState
            {
                Key = key,
                IdLength = idLength,
                TakenAt = reader.ReadInt64(),
                Snapshot = new StoreSnapshot(ReadTimes(reader), ReadTimes(reader)),
                Hits = ReadIds(reader, idLength),
                Unreadable = ReadIds(reader, idLength),
                Missing = ReadIds(reader, idLength),
                Targets = reader.ReadString(),
                MissingTargets = ReadIds(reader, idLength),
                Witnesses = ReadIds(reader, idLength),
                IsUnfinished = reader.ReadBoolean(),
                Recent = ReadIds(reader, idLength),
                JudgedFile = reader.ReadString(),
                JudgedCount = reader.ReadInt64(),
            };
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The state as bytes, its checksum at the end.</summary>
    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Signature);
            writer.Write(Key);
            writer.Write(IdLength);
            writer.Write(TakenAt);
            WriteTimes(writer, Snapshot.Packs);
            WriteTimes(writer, Snapshot.Fans);
            WriteIds(writer, Hits);
            WriteIds(writer, Unreadable);
            WriteIds(writer, Missing);
            writer.Write(Targets);
            WriteIds(writer, MissingTargets);
            WriteIds(writer, Witnesses);
            writer.Write(IsUnfinished);
            WriteIds(writer, Recent);
            writer.Write(JudgedFile);
            writer.Write(JudgedCount);
        }

        stream.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    private static Dictionary<string, long> ReadTimes(BinaryReader reader)
    {
        var times = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var left = ReadCount(reader); left > 0; left--)
        {
            times[reader.ReadString()] = reader.ReadInt64();
        }

        return times;
    }

    private static void WriteTimes(BinaryWriter writer, IReadOnlyDictionary<string, long> times)
    {
        writer.Write(times.Count);
        foreach (var name in times.Keys.Order(StringComparer.Ordinal))
        {
            writer.Write(name);
            writer.Write(times[name]);
        }
    }

    private static ObjectId[] ReadIds(BinaryReader reader, int idLength)
    {
        var ids = new List<ObjectId>();
        for (var left = ReadCount(reader); left > 0; left--)
        {
            ids.Add(new ObjectId(reader.ReadBytes(idLength)));
        }

        return [.. ids];
    }

    private void WriteIds(BinaryWriter writer, IReadOnlyList<ObjectId> ids)
    {
        Span<byte> bytes = stackalloc byte[32];
        writer.Write(ids.Count);
        foreach (var id in ids)
        {
            id.CopyTo(bytes);
            writer.Write(bytes[..IdLength]);
        }
    }

    private static int ReadCount(BinaryReader reader) =>
        reader.ReadInt32() is >= 0 and <= MostItems and var count ? count : throw new InvalidDataException();
}
