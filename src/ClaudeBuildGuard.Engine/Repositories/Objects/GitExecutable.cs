using System.Diagnostics;

namespace ClaudeBuildGuard.Engine.Repositories.Objects;

/// <summary>
/// Starts git so that nothing in the repository can choose what runs: git itself comes from an absolute directory of the search
/// path outside the repository, no remote is ever asked, and the configuration of machine and user does not apply.
/// </summary>
internal static class GitExecutable
{
    /// <summary>The absolute path of git; null when none is installed.</summary>
    /// <param name="repository">A git that lies in this repository's directories is not taken.</param>
    public static string? Find(GitRepository repository)
    {
        var name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        foreach (var directory in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator))
        {
            var unquoted = directory.Trim('"');
            if (!Path.IsPathFullyQualified(unquoted) || IsBelow(unquoted, repository.CommonDirectory) || IsBelow(unquoted, repository.WorkTree))
            {
                continue;
            }

            var path = Path.Combine(unquoted, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>What starts <c>git</c> with these arguments on a repository, its output redirected.</summary>
    public static ProcessStartInfo Start(string git, GitRepository repository, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(git)
        {
            WorkingDirectory = repository.CommonDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };

        // A repository of another owner may be read, because nothing in it is run.
        string[] fixedArguments =
        [
            $"--git-dir={repository.CommonDirectory}", "-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
        ];
        foreach (var argument in fixedArguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        start.Environment["GIT_NO_REPLACE_OBJECTS"] = "1";
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_ALLOW_PROTOCOL"] = "none";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static bool IsBelow(string path, string? directory) =>
        directory is not null
        && (path + Path.DirectorySeparatorChar).StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
}
