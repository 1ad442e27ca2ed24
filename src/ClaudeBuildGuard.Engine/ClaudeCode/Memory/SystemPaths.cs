namespace ClaudeBuildGuard.Engine.ClaudeCode.Memory;

/// <summary>Tells a path of a machine from a route or an alias of a bundler (<c>@/components</c>) that merely begins alike.</summary>
internal static class SystemPaths
{
    private static readonly string[] Roots =
    [
        "/etc/", "/home/", "/root/", "/Users/", "/var/", "/tmp/", "/opt/", "/mnt/", "/media/", "/usr/", "/proc/", "/run/", "/srv/", "/private/",
        "/Library/", "/Volumes/", "/workspaces/",
    ];

    /// <summary>True for an absolute path below a directory that only a machine has.</summary>
    public static bool IsOne(string path) => Array.Exists(Roots, r => path.StartsWith(r, StringComparison.Ordinal) && path.Length > r.Length);
}
