using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.State;

/// <summary>Where a shallow clone's history is cut.</summary>
internal static class Shallow
{
    private const int LargestFile = 64 * 1024 * 1024;

    /// <summary>The commits whose parents were left out; empty when the clone is whole.</summary>
    public static IReadOnlySet<ObjectId> Commits(GitRepository repository)
    {
        var commits = new HashSet<ObjectId>();
        try
        {
            if (RegularFile.LengthOf(repository.ShallowFile) is > 0 and <= LargestFile)
            {
                foreach (var line in File.ReadLines(repository.ShallowFile))
                {
                    if (ObjectId.TryParse(line.AsSpan().Trim(), out var id))
                    {
                        commits.Add(id);
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Parents that are not there are then named one by one.
        }

        return commits;
    }
}
