namespace ClaudeBuildGuard.Engine.Containers;

/// <summary>What is known of the user that an image starts as.</summary>
internal static class BaseImages
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

    /// <summary>The user that a name stands for.</summary>
    public static ContainerUser Named(string user)
    {
        var name = user.Trim().Trim('"', '\'').Split(':')[0];
        return name switch
        {
            "root" or "0" or "Administrator" or "ContainerAdministrator" => ContainerUser.Root,
            _ when name.Length == 0 || name.Contains('$', StringComparison.Ordinal) => ContainerUser.Unknown,
            _ => ContainerUser.NonRoot,
        };
    }
}
