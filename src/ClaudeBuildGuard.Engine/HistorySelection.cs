namespace ClaudeBuildGuard.Engine;

/// <summary>A part of the history, for runs that judge less than all of it. What is left out is said in the verdict's facts.</summary>
public sealed record HistorySelection
{
    /// <summary>
    /// Only what is not in the history of this commit: an id of 40 or 64 digits, <c>HEAD</c>, or the name of a branch or tag. Null leaves
    /// nothing out.
    /// </summary>
    public string? Since { get; init; }

    /// <summary>Only what refs of this name lead to: a glob such as <c>refs/heads/*</c>, where <c>*</c> crosses slashes. Null is everything, also what no ref leads to.</summary>
    public string? Refs { get; init; }

    /// <summary>Which of <see cref="Shards"/> parts of equal size, counted from 1.</summary>
    public int Shard { get; init; } = 1;

    /// <summary>Into how many parts the objects are split by their ids, so that as many machines may share one history. Each object is in exactly one.</summary>
    public int Shards { get; init; } = 1;
}
