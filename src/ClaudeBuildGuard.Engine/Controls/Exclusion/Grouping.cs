namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>One finding a file while there are few; one finding a kind when there are many, so that a build log stays readable.</summary>
internal static class Grouping
{
    private const int MostSingle = 10;

    /// <summary>The items, each alone or with those of its kind. No group is empty.</summary>
    public static IEnumerable<IReadOnlyList<T>> Of<T>(IReadOnlyList<T> items, Func<T, string> path, Func<T, string> kind) =>
        items.Count <= MostSingle
            ? items.Select(i => new[] { i })
            : items.GroupBy(kind, StringComparer.Ordinal).Select(g => g.OrderBy(path, StringComparer.Ordinal).ToArray());

    /// <summary>The paths of a group as the subject of a sentence.</summary>
    public static string Named<T>(IReadOnlyList<T> group, Func<T, string> path) => group.Count switch
    {
        1 => $"'{path(group[0])}'",
        <= 4 => string.Join(", ", group.SkipLast(1).Select(i => $"'{path(i)}'")) + $" and '{path(group[^1])}'",
        _ => string.Join(", ", group.Take(3).Select(i => $"'{path(i)}'")) + $" and {group.Count - 3} more files",
    };
}
