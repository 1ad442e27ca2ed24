using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Review;

/// <summary>The steps that Bitbucket runs on pull requests, as far as the review gate asks.</summary>
internal static class BitbucketPipelines
{
    private static readonly string[] Tools = ["sonarsource/", "snyk/", "semgrep", "checkmarx", "veracode", "devskim", "codeql"];

    /// <summary>True when a step or pipe below <c>pull-requests</c> analyses the code.</summary>
    public static bool RunAnalysis(RepositoryView repository, IFindings findings)
    {
        var root = repository.Find("bitbucket-pipelines.yml") is { } file ? YamlFile.Read(file, findings) : null;
        return root?["pipelines"]?["pull-requests"]?.Descendants()
            .Any(d => d.Node.IsScalar && Array.Exists(Tools, t => d.Node.Value.Contains(t, StringComparison.OrdinalIgnoreCase))) == true;
    }
}
