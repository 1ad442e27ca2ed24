using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.ClaudeCode.Permissions;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>
/// The secrets of developers that a project keeps in their home directories: <c>dotnet user-secrets</c>. No ignore file can name them. The
/// Read tool asks before it leaves the project, a shell command does not, in the client's sandbox either (measured, 2.1.197 and 2.1.332).
/// </summary>
internal static class UserSecrets
{
    private const string Element = "<UserSecretsId>";

    /// <summary>Deny rules for the place on Linux and macOS and for that on Windows. The client carries them into its sandbox.</summary>
    public static ImmutableArray<string> Rules { get; } = ["Read(~/.microsoft/usersecrets/**)", "Read(~/AppData/Roaming/Microsoft/UserSecrets/**)"];

    private static readonly ImmutableArray<string> Places = [".microsoft/usersecrets/id/secrets.json", "AppData/Roaming/Microsoft/UserSecrets/id/secrets.json"];

    /// <summary>Where a project says that it has some; null when none does.</summary>
    public static Location? DeclaredIn(RepositoryView repository)
    {
        foreach (var file in repository.Files.Where(f => f.LinkTarget is null && (f.Name.EndsWith("proj", StringComparison.Ordinal) || f.Name == "Directory.Build.props")))
        {
            if (file.TryReadText(new FindingCollector(), out var text) && text.IndexOf(Element, StringComparison.Ordinal) is >= 0 and var at)
            {
                return new TextLines(text).Locate(file.Path, at, Element.Length);
            }
        }

        return null;
    }

    /// <summary>True when a rule denies one of the places, wherever the home directory is.</summary>
    public static bool AreDenied(ExclusionModel model)
    {
        var home = Path.Combine(Path.GetPathRoot(model.Repository.Root)!, "home", "developer");
        var rules = RuleEvaluator.OfAbsoluteRules(model.Settings.Loaded, home, home);
        return Places.Any(p => rules.Decide("Read", p).IsCovered);
    }

    public static void Examine(ExclusionModel model, IFindings findings)
    {
        if (DeclaredIn(model.Repository) is { } location && !AreDenied(model))
        {
            findings.Report(new Finding(
                ExclusionDiagnostics.UserSecretsReadable,
                location,
                $"'{location.Path}' keeps secrets with 'dotnet user-secrets' in the home directory of each developer, and no deny rule covers them: a shell command of the agent reads them without a question, in the client's sandbox too.",
                $"Run 'claude-build-guard init --only settings', or add \"{Rules[0]}\" and \"{Rules[1]}\" to 'permissions.deny' in .claude/settings.json.")
            {
                Identity = "user-secrets",
            });
        }
    }
}
