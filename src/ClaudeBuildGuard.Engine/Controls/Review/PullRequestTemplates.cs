using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Controls.Policy;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Review;

/// <summary>The text that a new pull request begins with, and what it asks about code of agents (control F1).</summary>
internal static class PullRequestTemplates
{
    /// <summary>The points of the checklist: what is missing, the line that <c>init</c> writes, and the words by which it is known.</summary>
    public static IReadOnlyList<(string Missing, string Line, Phrases Words)> Checklist { get; } =
    [
        ("hard-coded values", "No hard-coded values: secrets, addresses, limits and identifiers come from configuration.",
            new Phrases("hard-coded", "hardcoded", "hard coded", "secret", "credential", "literal", "fest codiert", "hartcodiert", "en dur", "ハードコード", "硬编码")),
        ("input validation", "Every input is validated where it enters.",
            new Phrases("input+valid", "valid+input", "validat", "sanitis", "sanitiz", "eingabe", "入力", "校验", "验证")),
        ("authorisation of new routes", "New routes and data operations have their authorisation check, as their neighbours have.",
            new Phrases("authori", "authenticat", "auth$", "permission", "access control", "berechtigung", "認可", "认证", "授权", "权限")),
        ("logging of sensitive data", "Nothing sensitive is logged or returned in an error.",
            new Phrases("log+sensitive", "log+secret", "log+personal", "log+pii", "logging", "logged", "logs$", "protokoll", "ログ", "日志")),
    ];

    /// <summary>The templates of a repository on its platform.</summary>
    public static List<RepositoryFile> Of(RepositoryView repository, HostingPlatform platform) =>
        [.. repository.Files.Where(f => f.LinkTarget is null && IsTemplate(f.Path.ToLowerInvariant(), platform))];

    /// <summary>
    /// The templates that a pull request begins with when nobody chooses one: the default where there is one, since it hides the others, else each.
    /// </summary>
    public static List<RepositoryFile> Shown(RepositoryView repository, HostingPlatform platform)
    {
        var all = Of(repository, platform);
        var standard = all.Where(f => IsDefault(f.Path.ToLowerInvariant(), platform)).ToList();
        return standard.Count > 0 ? standard[..1] : all;
    }

    /// <summary>The points that a template does not ask about.</summary>
    public static List<string> Missing(string text)
    {
        var lines = MarkdownText.Parse(text).Without(MarkdownRegionKind.RemovedComment, MarkdownRegionKind.KeptComment, MarkdownRegionKind.CodeBlock).ToLowerInvariant().Split('\n');
        return [.. Checklist.Where(c => !Array.Exists(lines, c.Words.In)).Select(c => c.Missing)];
    }

    /// <summary>The text of a template; null, with a finding, when it cannot be read.</summary>
    public static string? Read(RepositoryFile file, IFindings findings) => file.TryReadText(findings, out var text) ? text : null;

    private static bool IsDefault(string path, HostingPlatform platform) =>
        platform == HostingPlatform.GitLab ? path == ".gitlab/merge_request_templates/default.md" : !path.Contains("pull_request_template/", StringComparison.Ordinal);

    private static bool IsTemplate(string path, HostingPlatform platform) => platform switch
    {
        HostingPlatform.GitLab => path.StartsWith(".gitlab/merge_request_templates/", StringComparison.Ordinal),
        HostingPlatform.AzureRepos =>
            path is ".azuredevops/pull_request_template.md" or "pull_request_template.md" or "docs/pull_request_template.md" or ".vsts/pull_request_template.md"
            || path.StartsWith(".azuredevops/pull_request_template/", StringComparison.Ordinal),
        _ => path is ".github/pull_request_template.md" or "pull_request_template.md" or "docs/pull_request_template.md" or ".github/pull_request_template.txt"
            || path.StartsWith(".github/pull_request_template/", StringComparison.Ordinal) || path.StartsWith("pull_request_template/", StringComparison.Ordinal)
            || path.StartsWith("docs/pull_request_template/", StringComparison.Ordinal),
    };
}
