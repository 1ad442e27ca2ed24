using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Review;

/// <summary>Tells the platform by the host of a git remote: the one named origin, else the first whose host is known.</summary>
internal static class RemoteHost
{
    /// <summary>The platform; unknown without a remote, and for one on a host that says nothing.</summary>
    public static HostingPlatform PlatformOf(RepositoryView repository)
    {
        var urls = repository.Git?.Config.Entries.Where(e => e is { Section: "remote", Name: "url" }) ?? [];
        return urls.OrderBy(e => e.Subsection == "origin" ? 0 : 1).Select(e => PlatformOf(HostOf(e.Value)))
            .FirstOrDefault(p => p != HostingPlatform.Unknown);
    }

    /// <summary>The host of a remote: <c>https://user@host:port/path</c> or <c>user@host:path</c>; empty for a path on the machine.</summary>
    private static string HostOf(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? url : url[(scheme + 3)..];
        var end = rest.IndexOf(scheme < 0 ? ':' : '/', StringComparison.Ordinal);
        var authority = end < 0 ? string.Empty : rest[..end];

        // One letter before a colon is a drive; a slash before it makes a path.
        if (authority.Length < 2 || authority.Contains('/', StringComparison.Ordinal))
        {
            return string.Empty;
        }

        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var port = host.IndexOf(':', StringComparison.Ordinal);
        return (port < 0 ? host : host[..port]).ToLowerInvariant();
    }

    // Servers of one's own and aliases of the ssh configuration carry the product in their name: github.example.com, gitlab-work.
    private static HostingPlatform PlatformOf(string host) =>
        host.Contains("github", StringComparison.Ordinal) ? HostingPlatform.GitHub
        : host.Contains("gitlab", StringComparison.Ordinal) ? HostingPlatform.GitLab
        : host.Contains("bitbucket", StringComparison.Ordinal) ? HostingPlatform.Bitbucket
        : host is "dev.azure.com" or "ssh.dev.azure.com" || host.EndsWith(".visualstudio.com", StringComparison.Ordinal) ? HostingPlatform.AzureRepos
        : HostingPlatform.Unknown;
}
