using System.Text.RegularExpressions;

namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>What is known of the user that an image starts as.</summary>
internal static partial class BaseImages
{
    // Official images whose default user is root, by repository name.
    private static readonly HashSet<string> Root = new(StringComparer.OrdinalIgnoreCase)
    {
        "node", "python", "ubuntu", "debian", "alpine", "golang", "rust", "ruby", "php", "openjdk", "eclipse-temurin", "amazoncorretto", "buildpack-deps",
        "fedora", "centos", "rockylinux", "archlinux", "oven/bun", "denoland/deno", "mcr.microsoft.com/dotnet/sdk", "mcr.microsoft.com/dotnet/aspnet",
        "mcr.microsoft.com/dotnet/runtime", "mcr.microsoft.com/dotnet/runtime-deps", "mcr.microsoft.com/powershell", "mcr.microsoft.com/azure-cli",
        "maven", "gradle", "perl", "elixir", "erlang", "swift", "julia", "haskell", "docker",
    };

    /// <summary>The user that an image starts as when nothing else is said.</summary>
    /// <param name="image">As written after <c>FROM</c> or <c>image:</c>.</param>
    /// <param name="forDevContainer">True when the image's own dev container metadata counts, which names a user in some images.</param>
    public static ContainerUser DefaultUser(string image, bool forDevContainer)
    {
        var name = image.Trim();
        var digest = name.IndexOf('@', StringComparison.Ordinal);
        name = digest < 0 ? name : name[..digest];
        var colon = name.LastIndexOf(':');
        var tag = colon > name.LastIndexOf('/') ? name[(colon + 1)..] : string.Empty;
        name = tag.Length == 0 ? name : name[..colon];
        name = name.StartsWith("docker.io/library/", StringComparison.Ordinal) ? name["docker.io/library/".Length..]
            : name.StartsWith("docker.io/", StringComparison.Ordinal) ? name["docker.io/".Length..]
            : name;
        if (forDevContainer && (name.StartsWith("mcr.microsoft.com/devcontainers/", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("mcr.microsoft.com/vscode/devcontainers/", StringComparison.OrdinalIgnoreCase)))
        {
            return ContainerUser.NonRoot;
        }

        if (tag.Contains("nonroot", StringComparison.OrdinalIgnoreCase) || tag.Contains("rootless", StringComparison.OrdinalIgnoreCase)
            || (name.StartsWith("mcr.microsoft.com/dotnet/", StringComparison.OrdinalIgnoreCase)
                && (tag.Contains("chiseled", StringComparison.OrdinalIgnoreCase) || tag.Contains("distroless", StringComparison.OrdinalIgnoreCase))))
        {
            return ContainerUser.NonRoot;
        }

        return Root.Contains(name) ? ContainerUser.Root : ContainerUser.Unknown;
    }

    /// <summary>The user that a name stands for, as a definition or a script writes it.</summary>
    public static ContainerUser Named(string user)
    {
        var name = UserPart(user.Trim().Trim('"', '\'')).Replace("$$", "$", StringComparison.Ordinal);
        if (Fallback().Match(name) is { Success: true } fallback)
        {
            // ${NAME:-1000}: whoever sets the variable decides, and may as well start another container.
            return Named(fallback.Groups["user"].Value) == ContainerUser.NonRoot ? ContainerUser.NonRoot : ContainerUser.Unknown;
        }

        // The user of the host, whom the client itself asks not to be root.
        if (Caller().IsMatch(name))
        {
            return ContainerUser.NonRoot;
        }

        return name is "root" or "Administrator" or "ContainerAdministrator" || (name.Length > 0 && name.All(c => c == '0')) ? ContainerUser.Root
            : name.Length == 0 || name.Contains('$', StringComparison.Ordinal) || name.Contains('%', StringComparison.Ordinal) ? ContainerUser.Unknown
            : ContainerUser.NonRoot;
    }

    // What stands before the colon of user:group, but not inside ${…} or $(…).
    private static string UserPart(string text)
    {
        var depth = 0;
        for (var at = 0; at < text.Length; at++)
        {
            depth += text[at] is '{' or '(' ? 1 : text[at] is '}' or ')' ? -1 : 0;
            if (text[at] == ':' && depth <= 0)
            {
                return text[..at];
            }
        }

        return text;
    }

    [GeneratedRegex(@"^\$\{\w+:?-(?<user>[^}]*)\}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fallback();

    [GeneratedRegex(@"^(?:\$\((?:shell )?\s*id\s+(?:-u|-un|-u -n|--user)\s*\)|`id -u`)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Caller();
}
