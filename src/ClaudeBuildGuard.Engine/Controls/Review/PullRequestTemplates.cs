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

    /// <summary>The points that no template asks about.</summary>
    public static List<string> Missing(IReadOnlyCollection<string> texts)
    {
        var visible = texts.Select(t => MarkdownText.Parse(t).Without(MarkdownRegionKind.RemovedComment, MarkdownRegionKind.KeptComment)).ToList();
        var lines = visible.SelectMany(t => t.ToLowerInvariant().Split('\n')).ToList();
        return [.. Checklist.Where(c => !lines.Exists(c.Words.In)).Select(c => c.Missing)];
    }

    /// <summary>The texts of files; what cannot be read is reported.</summary>
    public static List<string> Read(IEnumerable<RepositoryFile> files, IFindings findings)
    {
        var texts = new List<string>();
        foreach (var file in files)
        {
            if (file.TryReadText(findings, out var text))
            {
                texts.Add(text);
            }
        }

        return texts;
    }

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
