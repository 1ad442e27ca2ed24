namespace ClaudeBuildGuard.Engine.ClaudeCode.Hooks;

/// <summary>Paths as tools and shells write them, brought to one form: absolute, with <c>/</c>, without <c>.</c> and <c>..</c>.</summary>
internal static class HookPath
{
    private const int MostLinks = 40;

    private static readonly string[] DriveMounts = ["/mnt", "/cygdrive", "/proc/cygdrive"];

    /// <summary>The absolute form of a path; null when it is none.</summary>
    /// <param name="written">As a tool or a command gives it.</param>
    /// <param name="directory">What a relative path is relative to, absolute.</param>
    /// <param name="home">The home directory; empty when there is none.</param>
    public static string? Absolute(string written, string directory, string home)
    {
        if (written.Length is 0 or > 4096 || written.AsSpan().ContainsAny('\0', '\n', '\r'))
        {
            return null;
        }

        directory = directory.Replace('\\', '/');
        var path = written.Replace('\\', '/');
        if (path.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
        {
            path = path["file://".Length..];
            path = path.Length > 2 && path[0] == '/' && path[2] == ':' ? path[1..] : path;
        }

        foreach (var prefix in new[] { "//?/", "//./" })
        {
            path = path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..] : path;
        }

        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = home.Replace('\\', '/') + path[1..];
        }

        // What a process has open leads back to where it is: /proc/self/cwd, /proc/1/root.
        if (path.StartsWith("/proc/", StringComparison.Ordinal) && path.Split('/', 5) is ["", "proc", _, var place, .. var below] && place is "cwd" or "root")
        {
            path = (place == "cwd" ? directory : string.Empty) + "/" + string.Concat(below);
        }

        if (OperatingSystem.IsWindows())
        {
            path = OnDrive(path);
        }

        var rooted = path.StartsWith('/') || (path.Length > 1 && path[1] == ':');
        return Normal(rooted ? path : $"{directory.TrimEnd('/')}/{path}");
    }

    // Git Bash writes C:\x as /c/x and knows /proc/cygdrive/c/x, WSL writes /mnt/c/x; \\localhost\C$\x is the same file.
    private static string OnDrive(string path)
    {
        if (path.Split('/', 5) is ["", "", _, [var drive, '$'], .. var below] && char.IsAsciiLetter(drive))
        {
            return $"{drive}:/{string.Concat(below)}";
        }

        var mount = Array.Find(DriveMounts, m => path.StartsWith(m + "/", StringComparison.Ordinal)) ?? string.Empty;
        var rest = path[mount.Length..];
        return rest.Length > 2 && rest[0] == '/' && char.IsAsciiLetter(rest[1]) && rest[2] == '/' ? $"{rest[1]}:{rest[2..]}" : path;
    }

    /// <summary>The path below a directory; null when it is not below it. Case counts for nothing.</summary>
    public static string? Below(string absolute, string directory)
    {
        var root = Normal(directory.Replace('\\', '/')).TrimEnd('/') + "/";
        return absolute.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? absolute[root.Length..] : null;
    }

    /// <summary>Where the path leads when every symbolic link in it is followed; the path itself when none is.</summary>
    public static string Resolved(string absolute)
    {
        var links = 0;
        var at = string.Empty;
        var rest = new Stack<string>(Enumerable.Reverse(absolute.Split('/')));
        while (rest.TryPop(out var part))
        {
            if (part.Length == 0)
            {
                at += at.Length == 0 ? "/" : string.Empty;
                continue;
            }

            var next = at.EndsWith('/') || at.Length == 0 ? at + part : $"{at}/{part}";
            if (links < MostLinks && LinkTarget(next) is { } target)
            {
                links++;
                var led = Absolute(target, at, string.Empty);
                if (led is null)
                {
                    return absolute;
                }

                at = string.Empty;
                foreach (var step in Enumerable.Reverse(led.Split('/')))
                {
                    rest.Push(step);
                }

                continue;
            }

            at = next;
        }

        return at;
    }

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static string Normal(string path)
    {
        var parts = new List<string>();
        foreach (var raw in path.Split('/'))
        {
            // Windows opens "x.", "x " and "x::$DATA" as "x".
            var part = raw;
            if (OperatingSystem.IsWindows() && part.Length > 2)
            {
                var stream = part.IndexOf(':', 2);
                part = (stream > 0 ? part[..stream] : part).TrimEnd('.', ' ');
            }

            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }
            else if (part.Length > 0 && part != ".")
            {
                parts.Add(part);
            }
        }

        var joined = string.Join('/', parts);
        return joined.Length > 1 && joined[1] == ':' ? joined : "/" + joined;
    }
}
