using ClaudeBuildGuard.Engine.Controls.Review.Owners;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Review;

/// <summary>Where a repository is hosted, by its remote or by the files that only one platform reads.</summary>
internal enum HostingPlatform
{
    /// <summary>Nothing in the repository says it.</summary>
    Unknown,

    /// <summary>GitHub.</summary>
    GitHub,

    /// <summary>GitLab.</summary>
    GitLab,

    /// <summary>Bitbucket.</summary>
    Bitbucket,

    /// <summary>Azure Repos.</summary>
    AzureRepos,
}

/// <summary>Tells the platform, and whether agents work in the repository: only then does the review gate judge anything.</summary>
internal static class HostingEvidence
{
    /// <summary>The platform: where the remote says nothing, as for a mirror or a fresh repository, the files do.</summary>
    public static HostingPlatform PlatformOf(RepositoryView repository) =>
        RemoteHost.PlatformOf(repository) is var byRemote && byRemote != HostingPlatform.Unknown ? byRemote : ByFiles(repository);

    /// <summary>True when the repository holds files for an agent.</summary>
    public static bool UsesAgents(RepositoryView repository) =>
        repository.Files.Any(f => f.Path is "CLAUDE.md" or "AGENTS.md" or ".mcp.json" or ".claudeignore" or ".cursorrules"
            || f.Path.StartsWith(".claude/", StringComparison.Ordinal) || f.Name == "CLAUDE.md");

    /// <summary>How the platform reads CODEOWNERS; null for one that reads none.</summary>
    public static OwnersDialect? OwnersOf(HostingPlatform platform) => platform switch
    {
        HostingPlatform.GitHub or HostingPlatform.Unknown => OwnersDialect.GitHub,
        HostingPlatform.GitLab => OwnersDialect.GitLab,
        HostingPlatform.Bitbucket => OwnersDialect.Bitbucket,
        _ => null,
    };

    // GitHub's own files outweigh pipelines of other services, which often build repositories hosted there.
    private static HostingPlatform ByFiles(RepositoryView repository)
    {
        var platform = HostingPlatform.Unknown;
        foreach (var file in repository.Files)
        {
            var found = file.Path switch
            {
                var p when p.StartsWith(".github/workflows/", StringComparison.Ordinal) || p.StartsWith(".github/rulesets/", StringComparison.Ordinal)
                    || p is ".github/CODEOWNERS" or ".github/dependabot.yml" or ".github/settings.yml"
                    || p.StartsWith(".github/pull_request_template", StringComparison.OrdinalIgnoreCase) => HostingPlatform.GitHub,
                var p when p == ".gitlab-ci.yml" || p.StartsWith(".gitlab/", StringComparison.Ordinal) => HostingPlatform.GitLab,
                var p when p == "bitbucket-pipelines.yml" || p.StartsWith(".bitbucket/", StringComparison.Ordinal) => HostingPlatform.Bitbucket,
                var p when p.StartsWith("azure-pipelines", StringComparison.Ordinal) || p.StartsWith(".azure-pipelines/", StringComparison.Ordinal)
                    || p.StartsWith(".azuredevops/", StringComparison.Ordinal) => HostingPlatform.AzureRepos,
                _ => HostingPlatform.Unknown,
            };
            if (found != HostingPlatform.Unknown && (platform == HostingPlatform.Unknown || found < platform))
            {
                platform = found;
            }
        }

        return platform;
    }
}
