namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>
/// The reader of packs and loose objects. Opening reads nothing: a build without new objects never comes to the first pack. What it
/// reads, and its limits, are in PACK.md.
/// </summary>
internal sealed class ObjectDatabase : IObjectSource
{
    /// <summary>Loose objects that are worth another thread.</summary>
    private const int FewestForWorker = 100;

    private readonly string _objectsDirectory;
    private readonly int _idLength;
    private readonly object _opening = new();
    private volatile Opened? _opened;

    /// <summary>Prepares to read.</summary>
    /// <param name="objectsDirectory">The repository's <c>objects</c> directory.</param>
    /// <param name="idLength">20 or 32.</param>
    public ObjectDatabase(string objectsDirectory, int idLength)
    {
        _objectsDirectory = objectsDirectory;
        _idLength = idLength;
    }

    /// <inheritdoc/>
    public string Name => "pack reader";

    /// <inheritdoc/>
    public IReadOnlyList<UnreadableObject> Visit(ObjectQuery query, ObjectVisitor visitor, CancellationToken cancellation)
    {
        var opened = Open();
        var unreadable = new List<UnreadableObject>(opened.Problems);
        for (var i = 0; i < opened.Packs.Count; i++)
        {
            if (query.SkipPack?.Invoke(opened.Packs[i].IndexPath) == true)
            {
                continue;
            }

            var before = opened.Packs.Take(i).ToArray();
            bool IsWantedHere(ObjectId id) => !Array.Exists(before, p => p.Index.Find(id) >= 0) && query.Wanted?.Invoke(id) != false;
            Func<ObjectId, bool>? isWanted = before.Length == 0 ? query.Wanted : IsWantedHere;
            try
            {
                // After a repack every object of a new pack may be known: then not even its headers are read.
                if (isWanted is not null && !HoldsWanted(opened.Packs[i].Index, isWanted))
                {
                    continue;
                }

                unreadable.AddRange(new PackWalk(opened.Packs[i], query, isWanted, ReadAnywhere, visitor, cancellation).Run());
            }
            catch (InvalidDataException e)
            {
                unreadable.Add(new UnreadableObject(string.Empty, e.Message));
            }
        }

        var vanished = VisitLoose(opened, query, visitor, unreadable, cancellation);
        if (vanished.Count > 0)
        {
            VisitVanished(vanished, query, visitor, unreadable);
        }

        return unreadable.ConvertAll(u => TryElsewhere(opened, u, query, visitor)).OfType<UnreadableObject>().ToList();
    }

    /// <inheritdoc/>
    public bool Contains(ObjectId id)
    {
        // Asked for everything that a directory names anew: nothing is allocated for the answer.
        var opened = Open();
        if (opened.IsPacked(id))
        {
            return true;
        }

        foreach (var loose in opened.Loose)
        {
            if (loose.Contains(id))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public bool TryRead(ObjectId id, out ObjectType type, out ReadOnlyMemory<byte> content)
    {
        var found = ReadAnywhere(id);
        (type, content) = found ?? default;
        return found is not null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_opening)
        {
            foreach (var pack in _opened?.Packs ?? [])
            {
                pack.Dispose();
            }

            _opened = null;
        }
    }

    private Opened Open()
    {
        if (_opened is { } opened)
        {
            return opened;
        }

        lock (_opening)
        {
            return _opened ??= OpenPacks(attemptsLeft: 3);
        }
    }

    private Opened OpenPacks(int attemptsLeft)
    {
        var problems = new List<UnreadableObject>();
        var directories = ObjectDirectories.Of(_objectsDirectory, problems);
        var packs = new List<Pack>();
        foreach (var index in directories.SelectMany(d => PackIndexes(d, problems)))
        {
            try
            {
                packs.Add(new Pack(index, _idLength));
            }
            catch (FileNotFoundException) when (attemptsLeft > 0)
            {
                // A git that runs beside this has repacked: the objects are in another pack now.
                packs.ForEach(p => p.Dispose());
                return OpenPacks(attemptsLeft - 1);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                problems.Add(new UnreadableObject(string.Empty, $"'{Path.ChangeExtension(index, ".pack")}' cannot be read: {e.Message}"));
            }
        }

        return new Opened(packs, [.. directories.Select(d => new LooseObjects(d, _idLength))], problems);
    }

    private static bool HoldsWanted(PackIndex index, Func<ObjectId, bool> isWanted)
    {
        for (var i = 0; i < index.Count; i++)
        {
            if (isWanted(index.Id(i)))
            {
                return true;
            }
        }

        return false;
    }

    private static string[] PackIndexes(string directory, List<UnreadableObject> problems)
    {
        var packs = Path.Combine(directory, "pack");
        try
        {
            if (!Directory.Exists(packs))
            {
                return [];
            }

            var names = Directory.GetFiles(packs);
            foreach (var pack in names.Where(n => n.EndsWith(".pack", StringComparison.Ordinal) && Path.GetFileName(n).StartsWith("pack-", StringComparison.Ordinal)))
            {
                if (!names.Contains(Path.ChangeExtension(pack, ".idx"), StringComparer.Ordinal))
                {
                    problems.Add(new UnreadableObject(string.Empty, $"'{pack}' has no index; 'git index-pack' on it writes one"));
                }
            }

            return [.. names.Where(n => n.EndsWith(".idx", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new UnreadableObject(string.Empty, $"'{packs}' cannot be listed: {e.Message}"));
            return [];
        }
    }

    private static List<ObjectId> VisitLoose(
        Opened opened, ObjectQuery query, ObjectVisitor visitor, List<UnreadableObject> unreadable, CancellationToken cancellation)
    {
        var wanted = new List<(LooseObjects Directory, ObjectId Id)>();
        var seen = new HashSet<ObjectId>();
        foreach (var loose in opened.Loose)
        {
            try
            {
                foreach (var id in loose.Ids(query.SkipFan))
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (query.Wanted?.Invoke(id) != false && !opened.IsPacked(id) && seen.Add(id))
                    {
                        wanted.Add((loose, id));
                    }
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                unreadable.Add(new UnreadableObject(string.Empty, $"loose objects cannot be listed: {e.Message}"));
            }
        }

        var vanished = new List<ObjectId>();
        if (wanted.Count == 0)
        {
            return vanished;
        }

        var next = -1;
        void Work()
        {
            using var inflater = ReusedInflater.TryCreate();
            for (var i = Interlocked.Increment(ref next); i < wanted.Count; i = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                var (directory, id) = wanted[i];
                try
                {
                    if (!directory.Visit(id, query.Types, visitor, inflater))
                    {
                        lock (vanished)
                        {
                            vanished.Add(id);
                        }
                    }
                }
                catch (InvalidDataException e)
                {
                    lock (vanished)
                    {
                        unreadable.Add(new UnreadableObject(id.ToString(), e.Message));
                    }
                }
            }
        }

        // A few objects of the last commits are read sooner than a thread is found for them.
        var workers = Math.Min(query.Threads, 1 + (wanted.Count / FewestForWorker));
        if (workers <= 1)
        {
            Work();
        }
        else
        {
            Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(Work, CancellationToken.None))).GetAwaiter().GetResult();
        }

        return vanished;
    }

    /// <summary>Files that were there a moment ago were packed by a git that runs beside this, or pruned: the new packs say which.</summary>
    private void VisitVanished(List<ObjectId> vanished, ObjectQuery query, ObjectVisitor visitor, List<UnreadableObject> unreadable)
    {
        using var again = new ObjectDatabase(_objectsDirectory, _idLength);
        foreach (var id in vanished)
        {
            if (!again.TryRead(id, out var type, out var content))
            {
                unreadable.Add(new UnreadableObject(id.ToString(), "it vanished while it was to be read"));
            }
            else if (query.Types.HasFlag((ObjectTypes)(1 << (int)type)))
            {
                visitor(new GitObject(id, type, content));
            }
        }
    }

    /// <summary>An object that is damaged in one place may be whole in another.</summary>
    private UnreadableObject? TryElsewhere(Opened opened, UnreadableObject damaged, ObjectQuery query, ObjectVisitor visitor)
    {
        if (!ObjectId.TryParse(damaged.Id, out var id))
        {
            return damaged;
        }

        var copies = opened.Packs.Count(p => p.Index.Find(id) >= 0) + opened.Loose.Count(l => l.Contains(id));
        if (copies < 2 || ReadAnywhere(id) is not { } found)
        {
            return damaged;
        }

        if (query.Types.HasFlag((ObjectTypes)(1 << (int)found.Type)))
        {
            visitor(new GitObject(id, found.Type, found.Content));
        }

        return null;
    }

    private (ObjectType Type, ReadOnlyMemory<byte> Content)? ReadAnywhere(ObjectId id) => new ObjectLookup(Open().Packs, Open().Loose).Read(id);

    private sealed record Opened(List<Pack> Packs, List<LooseObjects> Loose, IReadOnlyList<UnreadableObject> Problems)
    {
        public bool IsPacked(ObjectId id)
        {
            foreach (var pack in Packs)
            {
                if (pack.Index.Find(id) >= 0)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
