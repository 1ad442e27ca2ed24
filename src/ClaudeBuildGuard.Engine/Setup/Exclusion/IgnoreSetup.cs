using ClaudeBuildGuard.Engine.Controls.Exclusion;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Setup.Exclusion;

/// <summary>Writes the ignore file, and keeps the files of one machine out of git.</summary>
internal sealed class IgnoreSetup : ISetup
{
    private const string Header =
        """
        # Files that an agent must not read. Claude Code does not read this file: the deny rules in
        # .claude/settings.json enforce it, and every build checks that they do.

        """;

    /// <inheritdoc/>
    public string Area => "ignore";

    /// <inheritdoc/>
    public bool ByDefault(RepositoryView repository) => true;

    /// <inheritdoc/>
    public void Plan(RepositoryView repository, SetupPlan plan)
    {
        var model = ExclusionModel.Of(repository);
        if (model.IsLinked)
        {
            plan.Note(ExclusionModel.IgnorePath, $"'{ExclusionModel.IgnorePath}' is a symbolic link, so it was not written. Delete it ('rm {ExclusionModel.IgnorePath}') and run init again.");
        }
        else if (model.Unreadable is null)
        {
            var missing = ExclusionPlan.Missing(model, ExclusionPlan.Patterns(model)).ToArray();
            var text = plan.Read(ExclusionModel.IgnorePath);
            if (text is null || missing.Length > 0)
            {
                plan.Write(ExclusionModel.IgnorePath, Appended(text ?? Header, missing), "It names the files that an agent must not read.");
            }
        }

        if (repository.Git is not null)
        {
            KeepOutOfGit(repository, plan);
        }
    }

    private static void KeepOutOfGit(RepositoryView repository, SetupPlan plan)
    {
        string[] local = [".claude/settings.local.json", "CLAUDE.local.md"];
        var text = plan.Read(".gitignore");
        var rules = new IgnoreRules(text is null ? [] : [IgnoreFile.Parse(".gitignore", text)]);
        var missing = local.Where(p => !rules.IsIgnored(p)).ToArray();
        if (missing.Length > 0)
        {
            plan.Write(".gitignore", Appended(text ?? string.Empty, missing), "It keeps the agent's files of one machine out of git.");
        }

        foreach (var tracked in local.Where(p => repository.Find(p) is { IsTracked: true }))
        {
            plan.Note(tracked, $"'{tracked}' is meant for one machine and is tracked: run 'git rm --cached {tracked}'.");
        }
    }

    /// <summary>A text with further lines at its end.</summary>
    public static string Appended(string text, string[] lines)
    {
        var end = text.Length == 0 || text.EndsWith('\n') ? string.Empty : "\n";
        return lines.Length == 0 ? text : $"{text}{end}{string.Join('\n', lines)}\n";
    }
}
