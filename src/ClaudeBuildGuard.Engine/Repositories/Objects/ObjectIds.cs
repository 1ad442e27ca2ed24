namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>
/// Lists of ids without the platform's queries: of a value type of our own every process compiles those anew, a dozen methods for each,
/// and a build with one new commit would spend more time on that than on the commit.
/// </summary>
internal static class ObjectIds
{
    /// <summary>Each id once, in the order in which they come.</summary>
    public static List<ObjectId> Distinct(IEnumerable<ObjectId> ids)
    {
        var seen = new HashSet<ObjectId>();
        var distinct = new List<ObjectId>();
        foreach (var id in ids)
        {
            if (seen.Add(id))
            {
                distinct.Add(id);
            }
        }

        return distinct;
    }

    /// <summary>Those ids of a set that are asked for, ascending.</summary>
    public static List<ObjectId> Ordered(HashSet<ObjectId> ids, Func<ObjectId, bool>? isAskedFor = null)
    {
        var ordered = new List<ObjectId>();
        foreach (var id in ids)
        {
            if (isAskedFor?.Invoke(id) != false)
            {
                ordered.Add(id);
            }
        }

        if (ordered.Count > 1)
        {
            ordered.Sort();
        }

        return ordered;
    }
}
