namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>The directories that hold a repository's objects: its own, and those that <c>info/alternates</c> names.</summary>
internal static class ObjectDirectories
{
    /// <summary>As many levels of alternates as git follows.</summary>
    private const int Deepest = 5;

    private const int MostDirectories = 256;
    private const int LargestAlternatesFile = 1024 * 1024;

    /// <summary>All of them, the repository's own first.</summary>
    /// <param name="own">The repository's own.</param>
    /// <param name="problems">Receives what is named and is not there.</param>
    public static IReadOnlyList<string> Of(string own, ICollection<UnreadableObject> problems)
    {
        var found = new List<string>();
        var open = new Queue<(string Directory, int Depth)>([(Path.GetFullPath(own), 0)]);
        while (open.TryDequeue(out var at) && found.Count < MostDirectories)
        {
            if (found.Contains(at.Directory))
            {
                continue;
            }

            if (!Directory.Exists(at.Directory))
            {
                problems.Add(new UnreadableObject(string.Empty, $"the object directory '{at.Directory}' is not there"));
                continue;
            }

            found.Add(at.Directory);
            foreach (var alternate in ReadAlternates(at.Directory, problems))
            {
                if (at.Depth < Deepest)
                {
                    open.Enqueue((alternate, at.Depth + 1));
                }
                else
                {
                    problems.Add(new UnreadableObject(string.Empty, $"the object directory '{alternate}' is borrowed over more than {Deepest} others"));
                }
            }
        }

        return found;
    }

    private static List<string> ReadAlternates(string directory, ICollection<UnreadableObject> problems)
    {
        var alternates = new List<string>();
        var path = Path.Combine(directory, "info", "alternates");
        try
        {
            var length = RegularFile.LengthOf(path);
            if (length <= 0)
            {
                return alternates;
            }

            if (length > LargestAlternatesFile)
            {
                throw new IOException($"it holds {length} bytes");
            }

            foreach (var raw in File.ReadAllLines(path))
            {
                var line = raw.TrimEnd('\r');
                if (line.Length > 0 && line[0] != '#' && !line.Contains('\0', StringComparison.Ordinal))
                {
                    alternates.Add(Path.TrimEndingDirectorySeparator(Path.GetFullPath(line.Trim('"'), directory)));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add(new UnreadableObject(string.Empty, $"'{path}' cannot be read: {e.Message}"));
        }

        return alternates;
    }
}
