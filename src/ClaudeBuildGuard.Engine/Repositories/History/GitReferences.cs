using System.Diagnostics;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Repositories.History;

/// <summary>A name for an object.</summary>
/// <param name="Name">In full, such as <c>refs/heads/main</c>; <c>HEAD</c> for that of a working tree.</param>
/// <param name="Id">What it names: a commit, or an annotated tag.</param>
internal sealed record GitReference(string Name, ObjectId Id)
{
    /// <summary>The name as a person says it: <c>main</c>, <c>v1.0</c>, <c>origin/main</c>.</summary>
    public string ShortName
    {
        get
        {
            foreach (var prefix in (ReadOnlySpan<string>)["refs/heads/", "refs/tags/", "refs/remotes/"])
            {
                if (Name.StartsWith(prefix, StringComparison.Ordinal))
                {
                    return Name[prefix.Length..];
                }
            }

            return Name;
        }
    }
}

/// <summary>The refs of a repository, and the HEADs of its working trees.</summary>
internal sealed class GitReferences
{
    private const int LargestRefFile = 4096;
    private const long LargestPackedRefs = 1L << 30;
    private const int MostIndirections = 5;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private GitReferences()
    {
    }

    /// <summary>The branch that HEAD is on, in full; null when HEAD is detached.</summary>
    public string? Branch { get; private set; }

    /// <summary>The commit that HEAD of this working tree names; null when it is not born yet.</summary>
    public ObjectId? Head { get; private set; }

    /// <summary>Every ref that resolves, in ordinal order, then the HEADs of all working trees.</summary>
    public IReadOnlyList<GitReference> All { get; private set; } = [];

    /// <summary>Reads the refs. What cannot be read is left out: an object is judged whether a ref leads to it or not.</summary>
    public static GitReferences Read(GitRepository repository)
    {
        var references = new GitReferences();
        if (repository.HasRefTables)
        {
            references.AskGit(repository);
        }
        else
        {
            references.ReadPacked(Path.Combine(repository.CommonDirectory, "packed-refs"));
            references.ReadLoose(Path.Combine(repository.CommonDirectory, "refs"), repository.CommonDirectory);
        }

        var head = ReadFile(Path.Combine(repository.GitDirectory, "HEAD"));
        references.Branch = head.StartsWith("ref: ", StringComparison.Ordinal) ? head[5..].Trim() : null;
        references.Head = references.Resolve(head);
        var all = new List<GitReference>();
        foreach (var name in references._values.Keys.Order(StringComparer.Ordinal))
        {
            Add(name, references._values[name]);
        }

        foreach (var value in Heads(repository))
        {
            Add("HEAD", value);
        }

        references.All = all;
        return references;

        void Add(string name, string value)
        {
            if (references.Resolve(value) is { } id)
            {
                all.Add(new GitReference(name, id));
            }
        }
    }

    private static IEnumerable<string> Heads(GitRepository repository)
    {
        yield return ReadFile(Path.Combine(repository.CommonDirectory, "HEAD"));
        var worktrees = Path.Combine(repository.CommonDirectory, "worktrees");
        foreach (var worktree in Directory.Exists(worktrees) ? Directory.GetDirectories(worktrees) : [])
        {
            yield return ReadFile(Path.Combine(worktree, "HEAD"));
        }
    }

    private ObjectId? Resolve(string value)
    {
        for (var i = 0; i < MostIndirections; i++)
        {
            if (ObjectId.TryParse(value.AsSpan().Trim(), out var id))
            {
                return id;
            }

            if (!value.StartsWith("ref: ", StringComparison.Ordinal) || !_values.TryGetValue(value[5..].Trim(), out var next))
            {
                return null;
            }

            value = next;
        }

        return null;
    }

    private void ReadPacked(string path)
    {
        try
        {
            if (RegularFile.LengthOf(path) is <= 0 or > LargestPackedRefs)
            {
                return;
            }

            foreach (var line in File.ReadLines(path))
            {
                // "#" begins a comment, "^" what an annotated tag leads to.
                var space = line.IndexOf(' ', StringComparison.Ordinal);
                if (space > 0 && line[0] is not ('#' or '^'))
                {
                    _values[line[(space + 1)..].TrimEnd()] = line[..space];
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Left out, as documented.
        }
    }

    private void ReadLoose(string directory, string common)
    {
        try
        {
            foreach (var file in Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories) : [])
            {
                _values[Path.GetRelativePath(common, file).Replace(Path.DirectorySeparatorChar, '/')] = ReadFile(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Left out, as documented.
        }
    }

    private void AskGit(GitRepository repository)
    {
        if (GitExecutable.Find(repository) is not { } git)
        {
            return;
        }

        using var process = Process.Start(GitExecutable.Start(git, repository, "for-each-ref", "--format=%(objectname) %(refname)"))!;
        process.StandardInput.Close();
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space)
            {
                _values[line[(space + 1)..]] = line[..space];
            }
        }

        process.WaitForExit();
    }

    private static string ReadFile(string path)
    {
        try
        {
            return RegularFile.LengthOf(path) is > 0 and <= LargestRefFile ? File.ReadAllText(path) : string.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
