using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>What a mount lets into a container.</summary>
internal enum MountKind
{
    /// <summary>A volume of the engine, a temporary file system, or the project itself: nothing of the host beyond the project.</summary>
    Contained,

    /// <summary>A file or directory of the host that is neither the project nor known to hold credentials.</summary>
    Reference,

    /// <summary>The socket of the container engine: whoever writes to it is root on the host.</summary>
    EngineSocket,

    /// <summary>The host's file system or one of its system directories.</summary>
    HostSystem,

    /// <summary>The home directory of a user of the host.</summary>
    Home,

    /// <summary>A file or directory in which tools keep credentials, or the socket of a key agent.</summary>
    Credentials,

    /// <summary>The client's own state on the host, its login included.</summary>
    ClientState,

    /// <summary>A directory above the project.</summary>
    AboveProject,
}

/// <summary>One mount of a container.</summary>
/// <param name="Source">As written.</param>
/// <param name="Target">As written; empty when it could not be read.</param>
/// <param name="ReadOnly">True when the container cannot write to it.</param>
/// <param name="Kind">What it lets in.</param>
/// <param name="Location">Where it is declared.</param>
internal sealed record Mount(string Source, string Target, bool ReadOnly, MountKind Kind, Location Location)
{
    // Paths below a home directory in which tools keep what logs them in.
    private static readonly string[] CredentialPaths =
    [
        ".ssh", ".aws", ".azure", ".config/gcloud", ".kube", ".gnupg", ".docker", ".npmrc", ".nuget/NuGet", ".config/NuGet", ".microsoft/usersecrets",
        ".config/gh", ".netrc", ".git-credentials", ".pypirc", ".terraform.d", ".config/hub", ".config/op", ".vault-token", ".password-store",
        ".cargo/credentials", ".gem/credentials", ".m2/settings.xml", ".gradle/gradle.properties", ".config/doctl", ".databrickscfg",
        "AppData/Roaming/Microsoft/UserSecrets", "AppData/Roaming/NuGet",
    ];

    private static readonly string[] SystemDirectories =
        ["/", "/etc", "/var", "/root", "/home", "/Users", "/proc", "/sys", "/dev", "/run", "/usr", "/boot", "/mnt/c", "/mnt/d", "c:", "d:"];

    // How templates and shells name the home directory; longer ones first.
    private static readonly string[] HomeNames =
    [
        "${localEnv:HOME}${localEnv:USERPROFILE}", "${env:HOME}${env:USERPROFILE}", "${localEnv:USERPROFILE}", "${localEnv:HOME}",
        "${env:USERPROFILE}", "${env:HOME}", "$env:USERPROFILE", "$env:HOME", "%USERPROFILE%", "${USERPROFILE}", "$USERPROFILE", "${HOME}", "$HOME",
    ];

    private static readonly string[] ProjectNames =
    [
        "${localWorkspaceFolder}", "${workspaceFolder}", "${{ github.workspace }}", "${{github.workspace}}", "$GITHUB_WORKSPACE", "${GITHUB_WORKSPACE}",
        "$(pwd)", "${PWD}", "$PWD", "`pwd`", "%cd%", "$CI_PROJECT_DIR", "$(Build.SourcesDirectory)", "$(System.DefaultWorkingDirectory)",
        "${CLAUDE_PROJECT_DIR:-.}", "${CLAUDE_PROJECT_DIR}", "$CLAUDE_PROJECT_DIR", "$(CURDIR)", "${CURDIR}", "$(shell pwd)", "$(Get-Location)", "$($PWD.Path)",
        "$(git rev-parse --show-toplevel)", "${PWD:-.}", "%~dp0.",
    ];

    /// <summary>Reads <c>source:target[:options]</c>.</summary>
    /// <param name="text">As written.</param>
    /// <param name="location">Where.</param>
    /// <param name="directory">The directory that relative sources start from, relative to the repository root; empty for the root.</param>
    public static Mount? FromShort(string text, Location location, string directory)
    {
        var parts = Split(text);
        if (parts.Count < 2)
        {
            return null;
        }

        var readOnly = parts.Count > 2 && parts[2].Split(',').Any(o => o is "ro" or "readonly");
        return new Mount(parts[0], parts[1], readOnly, Classify(parts[0], directory), location);
    }

    /// <summary>Reads <c>type=bind,source=…,target=…,readonly</c>.</summary>
    public static Mount? FromOptions(string text, Location location, string directory)
    {
        var options = text.Split(',').Select(o => o.Split('=', 2)).ToList();
        string Value(params string[] names) =>
            options.Where(o => o.Length == 2 && names.Contains(o[0].Trim(), StringComparer.OrdinalIgnoreCase)).Select(o => o[1].Trim()).LastOrDefault() ?? string.Empty;

        var source = Value("source", "src");
        var target = Value("target", "destination", "dst");
        if (target.Length == 0)
        {
            return null;
        }

        var readOnly = options.Any(o => o[0].Trim() is "readonly" or "ro" && (o.Length == 1 || o[1].Trim() is "true" or "1"));
        var kind = Value("type") is "volume" or "tmpfs" ? MountKind.Contained : Classify(source, directory);
        return new Mount(source, target, readOnly, kind, location);
    }

    /// <summary>The path within the project that a source names, relative to the repository root; null when it names none.</summary>
    public static string? BelowProject(string source)
    {
        var path = source.Trim().Trim('"', '\'').Replace('\\', '/');
        var project = ProjectNames.FirstOrDefault(p => path.StartsWith(p, StringComparison.OrdinalIgnoreCase));
        return RepositoryPath.Combine(project is null ? path : path[project.Length..].TrimStart('/'));
    }

    /// <summary>What a source of a mount lets in.</summary>
    public static MountKind Classify(string source, string directory)
    {
        var path = source.Trim().Trim('"', '\'').Replace('\\', '/').Replace("$$", "$", StringComparison.Ordinal);
        if (path.EndsWith("docker.sock", StringComparison.Ordinal) || path.EndsWith("podman.sock", StringComparison.Ordinal)
            || path.EndsWith("containerd.sock", StringComparison.Ordinal) || path.Contains("pipe/docker_engine", StringComparison.OrdinalIgnoreCase))
        {
            return MountKind.EngineSocket;
        }

        if (path.Contains("SSH_AUTH_SOCK", StringComparison.Ordinal) || path.Contains("gpg-agent", StringComparison.OrdinalIgnoreCase))
        {
            return MountKind.Credentials;
        }

        if (BelowHome(path) is { } belowHome)
        {
            return OfHome(belowHome);
        }

        foreach (var project in ProjectNames)
        {
            if (path.StartsWith(project, StringComparison.OrdinalIgnoreCase))
            {
                return FromProject(directory: string.Empty, path[project.Length..].TrimStart('/'));
            }
        }

        var trimmed = path.Length > 1 ? path.TrimEnd('/') : path;
        if (SystemDirectories.Contains(trimmed, StringComparer.OrdinalIgnoreCase))
        {
            return MountKind.HostSystem;
        }

        if (path.StartsWith('/') || (path.Length > 2 && path[1] == ':'))
        {
            return MountKind.Reference;
        }

        if (path is "." or ".." || path.StartsWith("./", StringComparison.Ordinal) || path.StartsWith("../", StringComparison.Ordinal))
        {
            return FromProject(directory, path);
        }

        // A name alone is a volume of the engine; a variable may be anything.
        return path.StartsWith('$') ? MountKind.Reference : MountKind.Contained;
    }

    private static MountKind OfHome(string path)
    {
        if (path.Length == 0)
        {
            return MountKind.Home;
        }

        if (path is ".claude" or ".claude.json" || path.StartsWith(".claude/", StringComparison.Ordinal))
        {
            return path.Contains("credential", StringComparison.OrdinalIgnoreCase) ? MountKind.Credentials : MountKind.ClientState;
        }

        return path == ".config" || CredentialPaths.Any(c =>
            path.Equals(c, StringComparison.OrdinalIgnoreCase) || path.StartsWith(c + "/", StringComparison.OrdinalIgnoreCase)
            || (c.Contains("credentials", StringComparison.Ordinal) && path.StartsWith(c, StringComparison.OrdinalIgnoreCase)))
            ? MountKind.Credentials
            : MountKind.Reference;
    }

    // The path below a user's home directory; null when it is not in one.
    private static string? BelowHome(string path)
    {
        foreach (var name in HomeNames)
        {
            if (path.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return path[name.Length..].Trim('/');
            }
        }

        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            return path[1..].Trim('/');
        }

        if (path.StartsWith("/root/", StringComparison.Ordinal))
        {
            return path["/root/".Length..].Trim('/');
        }

        foreach (var users in (string[])["/home/", "/Users/", "c:/Users/", "/mnt/c/Users/", "/c/Users/"])
        {
            if (path.StartsWith(users, StringComparison.OrdinalIgnoreCase) && path.Length > users.Length)
            {
                var slash = path.IndexOf('/', users.Length);
                return slash < 0 ? string.Empty : path[slash..].Trim('/');
            }
        }

        return null;
    }

    // What a path lets in that starts from a directory of the repository. One that ends above the root has the project in it; one that
    // climbs and goes down again by name ends beside it, and is judged by that name: the project may lie in somebody's home.
    private static MountKind FromProject(string directory, string path)
    {
        var depth = directory.Length == 0 ? 0 : directory.Count(c => c == '/') + 1;
        var climbed = false;
        var below = new List<string>();
        foreach (var part in path.Split('/').Where(p => p is not ("" or ".")))
        {
            if (part != "..")
            {
                below.Add(part);
            }
            else if (below.Count > 0)
            {
                below.RemoveAt(below.Count - 1);
            }
            else
            {
                depth--;
                climbed |= depth < 0;
            }
        }

        return !climbed ? MountKind.Contained : below.Count == 0 ? MountKind.AboveProject : OfHome(string.Join('/', below));
    }

    // Splits at colons, but not at the one of a drive letter nor inside ${…}.
    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        var start = 0;
        var braces = 0;
        for (var at = 0; at < text.Length; at++)
        {
            braces += text[at] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            // a:/b is a volume of one letter; c:/x:/y begins with a drive.
            var drive = at - start == 1 && char.IsAsciiLetter(text[start]) && at + 1 < text.Length
                && (text[at + 1] == '\\' || (text[at + 1] == '/' && text.IndexOf(':', at + 1) >= 0));
            var scope = at >= 4 && text.AsSpan(at - 4, 4).Equals("$env", StringComparison.OrdinalIgnoreCase);
            if (text[at] == ':' && braces <= 0 && !drive && !scope)
            {
                parts.Add(text[start..at]);
                start = at + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }
}
