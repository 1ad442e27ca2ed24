using System.Security.Cryptography;
using System.Text;
using ClaudeBuildGuard.Engine.Repositories.Objects;
using ClaudeBuildGuard.Engine.Repositories.State;

namespace ClaudeBuildGuard.Engine.Repositories.History;

/// <summary>
/// Traces kept between builds. They still hold when refs have only moved on over plain commits that neither brought nor took any of the
/// traced objects, which comparing a few directories tells; anything else (a merge, a new branch, a rewritten one) asks for tracing anew.
/// </summary>
internal static class TraceMemory
{
    private const string FileName = "traces.state";
    private const string Signature = "ClaudeBuildGuard traces 2\n";
    private const int LargestFile = 64 * 1024 * 1024;
    private const int MostItems = 1_000_000;

    /// <summary>Commits that a ref may have moved on over.</summary>
    private const int MostCommits = 64;

    /// <summary>Directories that are read to compare them; beyond that tracing is not dearer.</summary>
    private const int MostReads = 1000;

    /// <summary>The traces of an earlier build, brought up to date.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="objects">Its database.</param>
    /// <param name="ids">The objects.</param>
    /// <returns>Null when there are none, or when they may not hold any more.</returns>
    public static IReadOnlyDictionary<ObjectId, ObjectTrace>? Recall(GitRepository repository, IObjectSource objects, IReadOnlyCollection<ObjectId> ids)
    {
        if (StateDirectory.Of(repository)?.Read(FileName) is not { } bytes || Read(bytes, repository.IdLength) is not var (refs, branch, traces)
            || !ids.All(traces.ContainsKey))
        {
            return null;
        }

        var now = GitReferences.Read(repository);
        if (now.Branch != branch || now.All.Count != refs.Count)
        {
            return null;
        }

        var moves = new HashSet<(ObjectId From, ObjectId To)>();
        for (var i = 0; i < refs.Count; i++)
        {
            if (refs[i].Name != now.All[i].Name)
            {
                return null;
            }

            if (refs[i].Id != now.All[i].Id)
            {
                moves.Add((refs[i].Id, now.All[i].Id));
            }
        }

        var index = GitIndex.EntriesOrNone(repository);
        return moves.All(m => IsPlainMove(objects, m.From, m.To, traces))
            ? ids.Distinct().ToDictionary(id => id, id => Staged(traces[id], index))
            : null;
    }

    /// <summary>Keeps traces for the next build. They hold paths, names of refs and authors: the caller knows that none is a secret.</summary>
    public static void Keep(GitRepository repository, IReadOnlyDictionary<ObjectId, ObjectTrace> traces)
    {
        var references = GitReferences.Read(repository);
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Signature);
            writer.Write(references.Branch ?? string.Empty);
            Write(writer, references.All, r =>
            {
                writer.Write(r.Name);
                writer.Write(r.Id.ToString());
            });
            List<ObjectTrace> ordered = [.. traces.Values];
            ordered.Sort((a, b) => a.Id.CompareTo(b.Id));
            Write(writer, ordered, t => Write(writer, t));
        }

        stream.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        if (stream.Length <= LargestFile)
        {
            StateDirectory.Of(repository)?.TryWrite(FileName, stream.GetBuffer().AsSpan(0, (int)stream.Length));
        }
    }

    private static ObjectTrace Staged(ObjectTrace trace, IReadOnlyList<IndexEntry> index)
    {
        var staged = index.Where(e => e.Id == trace.Id).Select(e => e.Path).ToList();
        return trace.Introduced is not null ? trace with { IsStaged = staged.Count > 0 } : trace with
        {
            IsStaged = staged.Count > 0,
            Paths = [.. staged.Take(ObjectTrace.MostPaths)],
            AllPaths = [.. staged.Take(ObjectTrace.MostPathsEver)],
            HasMorePaths = staged.Count > ObjectTrace.MostPathsEver,
        };
    }

    private static bool IsPlainMove(IObjectSource objects, ObjectId from, ObjectId to, Dictionary<ObjectId, ObjectTrace> traces)
    {
        var reads = 0;
        for (var steps = 0; to != from; steps++)
        {
            if (steps == MostCommits || traces.ContainsKey(to) || !TryReadCommit(objects, to, out var tree, out var parents) || parents is not [var parent]
                || !TryReadCommit(objects, parent, out var treeBefore, out _) || !IsUntouched(objects, treeBefore, tree, traces, ref reads))
            {
                return false;
            }

            to = parent;
        }

        return true;
    }

    private static bool TryReadCommit(IObjectSource objects, ObjectId id, out ObjectId tree, out ObjectId[] parents)
    {
        (tree, parents) = (default, []);
        if (!objects.TryRead(id, out var type, out var content) || type != ObjectType.Commit)
        {
            return false;
        }

        (tree, parents, _) = CommitText.ReadLinks(content.Span);
        return true;
    }

    // Directories that are the same hold the same; of those that differ, what one holds and the other does not is looked at.
    private static bool IsUntouched(IObjectSource objects, ObjectId before, ObjectId after, Dictionary<ObjectId, ObjectTrace> traces, ref int reads)
    {
        if (before == after)
        {
            return true;
        }

        if (traces.ContainsKey(before) || traces.ContainsKey(after) || !TryReadTree(objects, before, out var old, ref reads) || !TryReadTree(objects, after, out var now, ref reads))
        {
            return false;
        }

        foreach (var (name, was) in old)
        {
            var isUntouched = now.Remove(name, out var entry) && was.IsDirectory && entry.IsDirectory
                ? IsUntouched(objects, was.Id, entry.Id, traces, ref reads)
                : was == entry || (IsFree(objects, was, traces, ref reads) && (entry.Id.IsNone || IsFree(objects, entry, traces, ref reads)));
            if (!isUntouched)
            {
                return false;
            }
        }

        foreach (var entry in now.Values)
        {
            if (!IsFree(objects, entry, traces, ref reads))
            {
                return false;
            }
        }

        return true;
    }

    // True when neither an entry nor anything below it is one of the objects.
    private static bool IsFree(IObjectSource objects, (ObjectId Id, bool IsDirectory) entry, Dictionary<ObjectId, ObjectTrace> traces, ref int reads)
    {
        if (traces.ContainsKey(entry.Id))
        {
            return false;
        }

        if (!entry.IsDirectory)
        {
            return true;
        }

        if (!TryReadTree(objects, entry.Id, out var inside, ref reads))
        {
            return false;
        }

        foreach (var child in inside.Values)
        {
            if (!IsFree(objects, child, traces, ref reads))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadTree(IObjectSource objects, ObjectId id, out Dictionary<string, (ObjectId Id, bool IsDirectory)> entries, ref int reads)
    {
        entries = new Dictionary<string, (ObjectId, bool)>(StringComparer.Ordinal);
        if (++reads > MostReads || !objects.TryRead(id, out var type, out var content) || type != ObjectType.Tree)
        {
            return false;
        }

        foreach (var entry in new TreeEntries(content.Span, id.Length))
        {
            entries[Encoding.Latin1.GetString(entry.Name)] = (entry.Id, entry.IsDirectory);
        }

        return true;
    }

    private static (List<GitReference> Refs, string? Branch, Dictionary<ObjectId, ObjectTrace> Traces)? Read(ReadOnlySpan<byte> bytes, int idLength)
    {
        if (bytes.Length is < 32 or > LargestFile || !SHA256.HashData(bytes[..^32]).AsSpan().SequenceEqual(bytes[^32..]))
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

            var branch = reader.ReadString();
            var refs = ReadMany(reader, () => new GitReference(reader.ReadString(), ObjectId.Parse(reader.ReadString())));
            var traces = ReadMany(reader, () => ReadTrace(reader)).Where(t => t.Id.Length == idLength).ToDictionary(t => t.Id);
            return (refs, branch.Length == 0 ? null : branch, traces);
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or InvalidDataException)
        {
            return null;
        }
    }

    private static void Write(BinaryWriter writer, ObjectTrace trace)
    {
        writer.Write(trace.Id.ToString());
        Write(writer, trace.Introduced);
        Write(writer, trace.Removed);
        Write(writer, trace.Paths, writer.Write);
        Write(writer, trace.AllPaths, writer.Write);
        writer.Write(trace.HasMorePaths);
        Write(writer, trace.HeadPaths, writer.Write);
        Write(writer, trace.TipRefs, writer.Write);
        writer.Write(trace.TipRefCount);
        writer.Write(trace.InHead);
        Write(writer, trace.Refs, writer.Write);
        writer.Write(trace.RefCount);
        writer.Write(trace.IsReachable);
    }

    private static ObjectTrace ReadTrace(BinaryReader reader) => new(ObjectId.Parse(reader.ReadString()))
    {
        Introduced = ReadCommit(reader),
        Removed = ReadCommit(reader),
        Paths = ReadMany(reader, reader.ReadString),
        AllPaths = ReadMany(reader, reader.ReadString),
        HasMorePaths = reader.ReadBoolean(),
        HeadPaths = ReadMany(reader, reader.ReadString),
        TipRefs = ReadMany(reader, reader.ReadString),
        TipRefCount = reader.ReadInt32(),
        InHead = reader.ReadBoolean(),
        Refs = ReadMany(reader, reader.ReadString),
        RefCount = reader.ReadInt32(),
        IsReachable = reader.ReadBoolean(),
    };

    private static void Write(BinaryWriter writer, CommitFacts? commit)
    {
        writer.Write(commit is not null);
        if (commit is not null)
        {
            writer.Write(commit.Id.ToString());
            writer.Write(commit.Author);
            writer.Write(commit.Date.Ticks);
            writer.Write(commit.Date.Offset.Ticks);
        }
    }

    private static CommitFacts? ReadCommit(BinaryReader reader) => reader.ReadBoolean()
        ? new CommitFacts(ObjectId.Parse(reader.ReadString()), reader.ReadString(), new DateTimeOffset(reader.ReadInt64(), new TimeSpan(reader.ReadInt64())))
        : null;

    private static void Write<T>(BinaryWriter writer, IReadOnlyList<T> items, Action<T> write)
    {
        writer.Write(items.Count);
        foreach (var item in items)
        {
            write(item);
        }
    }

    private static List<T> ReadMany<T>(BinaryReader reader, Func<T> read)
    {
        var count = reader.ReadInt32();
        if (count is < 0 or > MostItems)
        {
            throw new InvalidDataException();
        }

        var items = new List<T>();
        for (var i = 0; i < count; i++)
        {
            items.Add(read());
        }

        return items;
    }
}
