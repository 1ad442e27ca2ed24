using System.Text;
using ClaudeBuildGuard.Engine.Controls.Exclusion;
using ClaudeBuildGuard.Engine.Controls.Policy;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Setup;

/// <summary>
/// Writes the security section of CLAUDE.md for this stack and this exclusion list (control H1). The section stands between two comments
/// that the client does not pass on; what people wrote around it stays, and a second run renews the section alone.
/// </summary>
internal sealed class PolicySetup : ISetup
{
    private const string Begin = "<!-- claude-build-guard: security section, renewed by init -->";
    private const string End = "<!-- claude-build-guard: end of security section -->";

    /// <inheritdoc/>
    public string Area => "policy";

    /// <inheritdoc/>
    public bool ByDefault(RepositoryView repository) => true;

    /// <inheritdoc/>
    public void Plan(RepositoryView repository, SetupPlan plan)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(plan);
        var isLinked = ExclusionModel.Of(repository).IsLinked;
        var ignoreFile = isLinked ? string.Empty : plan.Read(ExclusionModel.IgnorePath) ?? string.Empty;
        var path = Target(repository);
        var text = plan.Read(path);

        // A begin mark whose end is gone opens no section: what stands behind it belongs to people.
        var end = text?.LastIndexOf(End, StringComparison.Ordinal) ?? -1;
        var begin = end < 0 ? -1 : text!.LastIndexOf(Begin, end, StringComparison.Ordinal);
        if (begin >= 0)
        {
            // Without a list the section would lose the patterns that it names.
            if (isLinked)
            {
                return;
            }

            plan.Write(path, text![..begin] + Section(repository, ignoreFile) + text[(end + End.Length)..], "The security section is renewed.");
        }
        else if (!PolicyJudgement.Of(repository, ignoreFile).IsSufficient)
        {
            var before = text is { Length: > 0 } ? text.TrimEnd('\n') + "\n\n"
                : repository.Find("AGENTS.md") is not null ? "@AGENTS.md\n\n"
                : string.Empty;
            plan.Write(path, before + Section(repository, ignoreFile) + "\n", "Every session is told what this repository forbids.");
        }
    }

    // A new CLAUDE.md beside AGENTS.md would hide that file from the client; the new one imports it.
    private static string Target(RepositoryView repository)
    {
        var file = repository.Find("CLAUDE.md") ?? repository.Find(".claude/CLAUDE.md");
        return file is null ? "CLAUDE.md" : RepositoryLinks.Resolve(repository, file)?.Path ?? file.Path;
    }

    private static string Section(RepositoryView repository, string ignoreFile)
    {
        var section = new StringBuilder();
        section.Append(Begin).Append("\n## Security\n\n");
        var patterns = ExclusionNames.Required(ignoreFile);
        if (!patterns.IsEmpty)
        {
            section.Append("- Never read, print or copy files excluded by `.claudeignore`, in any way, including shell commands and scripts: ")
                .Append(string.Join(", ", patterns.Select(p => $"`{p}`"))).Append(".\n");
        }

        foreach (var topic in PolicyJudgement.Required(repository))
        {
            section.Append("- ").Append(topic.Rule).Append('\n');
        }

        section.Append(End);
        return section.ToString();
    }
}
