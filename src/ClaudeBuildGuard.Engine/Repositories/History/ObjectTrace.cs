using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.History;

/// <summary>A commit as a finding names it. Its message is left out: it may hold the very secret that is reported.</summary>
/// <param name="Id">The commit.</param>
/// <param name="Author">Name and address as written, such as <c>Ada Example &lt;ada@example.com&gt;</c>.</param>
/// <param name="Date">When it was authored.</param>
public sealed record CommitFacts(ObjectId Id, string Author, DateTimeOffset Date);

/// <summary>Where an object is in the history.</summary>
/// <param name="Id">The object that was asked for.</param>
public sealed record ObjectTrace(ObjectId Id)
{
    /// <summary>Paths that are named at most.</summary>
    public const int MostPaths = 10;

    /// <summary>Paths that are known at most of all that an object ever had.</summary>
    public const int MostPathsEver = 64;

    /// <summary>Branches and tags that are named at most.</summary>
    public const int MostRefs = 10;

    /// <summary>
    /// The commit that brought it in: the oldest that holds it while no parent does. For a commit, that commit. Null when no commit
    /// holds it: it is only staged, or was never committed.
    /// </summary>
    public CommitFacts? Introduced { get; init; }

    /// <summary>The latest commit that no longer holds it while a parent does; null when it is in HEAD, or was never removed.</summary>
    public CommitFacts? Removed { get; init; }

    /// <summary>The paths it has in the commit that brought it in, else in the index. At most <see cref="MostPaths"/>, in ordinal order.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>
    /// Every path it has in any commit, those of the commit that brought it in first, else those in the index. At most
    /// <see cref="MostPathsEver"/>.
    /// </summary>
    public IReadOnlyList<string> AllPaths { get; init; } = [];

    /// <summary>True when it has, or may have, more paths than <see cref="AllPaths"/> holds.</summary>
    public bool HasMorePaths { get; init; }

    /// <summary>The paths it has in HEAD's tree. At most <see cref="MostPaths"/>, in ordinal order.</summary>
    public IReadOnlyList<string> HeadPaths { get; init; } = [];

    /// <summary>Branches and tags whose own tree holds it, not only one before it; none for a commit or tag. At most <see cref="MostRefs"/>.</summary>
    public IReadOnlyList<string> TipRefs { get; init; } = [];

    /// <summary>How many branches and tags there are whose own tree holds it.</summary>
    public int TipRefCount { get; init; }

    /// <summary>True when HEAD's own tree holds it, or when it is HEAD's commit or a commit before it.</summary>
    public bool InHead { get; init; }

    /// <summary>Branches and tags in whose history it is, such as <c>main</c> or <c>v1.0</c>, HEAD's own first. At most <see cref="MostRefs"/>.</summary>
    public IReadOnlyList<string> Refs { get; init; } = [];

    /// <summary>How many branches and tags there are, also beyond those that are named.</summary>
    public int RefCount { get; init; }

    /// <summary>True when some ref, or the HEAD of some working tree, leads to it. Otherwise only the reflog or nothing does.</summary>
    public bool IsReachable { get; init; }

    /// <summary>True when the index of this working tree holds it.</summary>
    public bool IsStaged { get; init; }
}
