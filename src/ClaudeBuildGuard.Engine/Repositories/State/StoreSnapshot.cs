using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.State;

/// <summary>
/// What an object database looks like from outside: its packs by name and length, and its directories of loose objects by the time of
/// their last change. Taken without opening a pack, in a few milliseconds.
/// </summary>
/// <param name="Packs">The absolute path of each pack's index, with the length of the pack.</param>
/// <param name="Fans">The absolute path of each directory of loose objects, with the time of its last change in UTC ticks.</param>
internal sealed record StoreSnapshot(IReadOnlyDictionary<string, long> Packs, IReadOnlyDictionary<string, long> Fans)
{
    /// <summary>
    /// Two changes closer together than this may leave the same time behind, on file systems with coarse clocks. A time as young as
    /// that says nothing yet: git's own rule for its index.
    /// </summary>
    public static readonly long Coarseness = TimeSpan.FromSeconds(3).Ticks;

    /// <summary>Looks at a database.</summary>
    /// <param name="objectsDirectory">The repository's own object directory.</param>
    public static StoreSnapshot Take(string objectsDirectory)
    {
        var packs = new Dictionary<string, long>(StringComparer.Ordinal);
        var fans = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var directory in ObjectDirectories.Of(objectsDirectory, []))
        {
            try
            {
                foreach (var fan in LooseObjects.Fans(directory))
                {
                    fans[fan.FullName] = fan.LastWriteTimeUtc.Ticks;
                }

                var pack = new DirectoryInfo(Path.Combine(directory, "pack"));
                foreach (var file in pack.Exists ? pack.EnumerateFiles("*.pack") : [])
                {
                    packs[Path.ChangeExtension(file.FullName, ".idx")] = file.Length;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The reader itself will say what it cannot list.
            }
        }

        return new StoreSnapshot(packs, fans);
    }

    /// <summary>Whether this database is as an earlier one was, so far as can be seen from outside: nothing came and nothing went.</summary>
    public bool IsAsBefore(StoreSnapshot earlier, long earlierTakenAt) =>
        Packs.Count == earlier.Packs.Count && Fans.Count == earlier.Fans.Count && Packs.Keys.All(p => KnowsPack(earlier, p)) && Fans.Keys.All(f => KnowsFan(earlier, earlierTakenAt, f));

    /// <summary>Whether a pack was in an earlier database.</summary>
    public bool KnowsPack(StoreSnapshot earlier, string index) =>
        Packs.TryGetValue(index, out var length) && earlier.Packs.TryGetValue(index, out var before) && length == before;

    /// <summary>Whether a directory of loose objects is as it was.</summary>
    public bool KnowsFan(StoreSnapshot earlier, long earlierTakenAt, string fan) =>
        Fans.TryGetValue(fan, out var time) && earlier.Fans.TryGetValue(fan, out var before) && time == before && time < earlierTakenAt - Coarseness;
}
