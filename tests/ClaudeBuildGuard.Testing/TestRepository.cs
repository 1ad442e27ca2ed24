using System.Diagnostics;
using System.Text;
using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Testing;

/// <summary>A git repository in a temporary directory, built line by line and deleted with the test.</summary>
public sealed class TestRepository : IDisposable
{
    private readonly List<IDisposable> _owned = [];
    private int _commits;

    public TestRepository(bool git = true, params string[] initArguments)
    {
        Root = Directory.CreateTempSubdirectory("cbg-").FullName;
        if (git)
        {
            Git(["init", "-q", "-b", "main", .. initArguments, "."]);
        }
    }

    /// <summary>The absolute path of the working tree.</summary>
    public string Root { get; }

    /// <summary>Keeps something, such as a repository that this one borrows from, until this one is deleted.</summary>
    public void Owns(IDisposable other) => _owned.Add(other);

    /// <summary>Writes a file as UTF-8 without a byte order mark.</summary>
    public TestRepository File(string path, string text) => File(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file.</summary>
    public TestRepository File(string path, byte[] content)
    {
        var full = FullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllBytes(full, content);
        return this;
    }

    /// <summary>Deletes a file.</summary>
    public TestRepository Delete(string path)
    {
        System.IO.File.Delete(FullPath(path));
        return this;
    }

    /// <summary>Commits everything that git does not ignore, at a fixed author and a date that grows by a minute each time.</summary>
    public TestRepository Commit(string message = "Change")
    {
        Git("add", "-A");
        Git("commit", "-q", "--allow-empty", "-m", message);
        return this;
    }

    /// <summary>Runs git in the working tree, isolated from the machine's configuration, and returns what it prints.</summary>
    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var date = $"{1_750_000_000 + (60 * _commits++)} +0000";
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null",
            ["GIT_AUTHOR_NAME"] = "Ada Example",
            ["GIT_AUTHOR_EMAIL"] = "ada@example.com",
            ["GIT_AUTHOR_DATE"] = date,
            ["GIT_COMMITTER_NAME"] = "Ada Example",
            ["GIT_COMMITTER_EMAIL"] = "ada@example.com",
            ["GIT_COMMITTER_DATE"] = date,
        })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)} exited {process.ExitCode}: {error.Result}");
    }

    /// <summary>Judges the repository as a build would.</summary>
    public Verdict Judge(GuardParts parts = GuardParts.All, Func<GuardOptions, GuardOptions>? with = null)
    {
        var options = new GuardOptions { RepositoryRoot = Root, Parts = parts, Today = new DateOnly(2026, 1, 15) };
        return Guard.Judge(with is null ? options : with(options), SilentLog.Instance, CancellationToken.None);
    }

    /// <summary>The absolute path of a file of the repository.</summary>
    public string FullPath(string path) => Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    public void Dispose()
    {
        _owned.ForEach(o => o.Dispose());

        // Git writes its objects read-only, which Windows refuses to delete.
        foreach (var file in Directory.EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            System.IO.File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(Root, recursive: true);
    }
}
