using ClaudeBuildGuard.Engine.ClaudeCode.Permissions;
using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion.Routes;

/// <summary>
/// A session that is started elsewhere and adds this directory, by <c>--add-dir</c> or <c>permissions.additionalDirectories</c>. Measured:
/// it loads none of the settings here, and of its own rules 2.1.197 applies only absolute ones to the added directory.
/// </summary>
internal static class OtherSessionRoute
{
    public static SecretRoute Of(ExclusionModel model, string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var isOpen = !Absolute(model, model.Settings.Loaded.Where(f => f.Scope is SettingsScope.User or SettingsScope.Managed)).Decide("Read", path).IsCovered;
        var adding = isOpen ? Adding.Of(model.Repository).All.FirstOrDefault(a => Holds(a.Directory, path) && !Absolute(model, [a.File]).Decide("Read", path).IsCovered) : default;
        return new SecretRoute("a session started elsewhere that adds this directory", isOpen, $"a rule 'Read(//**/{name})' in that session's or the user's settings")
        {
            Told = adding.File is null ? null : $"a session started in '{adding.Start}', whose settings add the directory ({adding.File.Path})",
            Remedy = adding.File is null ? null : $"Write 'Read(//**/{name})' into '{adding.File.Path}'.",
        };
    }

    private static RuleEvaluator Absolute(ExclusionModel model, IEnumerable<SettingsFile> files) =>
        RuleEvaluator.OfAbsoluteRules(files, model.Repository.Root, model.Repository.Options.UserHome);

    private static bool Holds(string directory, string path) => directory.Length == 0 || path.StartsWith(directory + "/", StringComparison.Ordinal);

    /// <param name="All">Settings below the root that add a directory of the repository, relative to the root, with where their session starts.</param>
    private sealed record Adding(IReadOnlyList<(SettingsFile File, string Start, string Directory)> All)
    {
        public static Adding Of(RepositoryView repository) => repository.Derive(static r => new Adding(
        [
            .. from file in ClientSettings.BelowRoot(r)
               let start = file.Path[..file.Path.LastIndexOf("/.claude/", StringComparison.Ordinal)]
               from added in file.Root?.At("permissions", "additionalDirectories")?.Strings ?? []
               let directory = RepositoryPath.Combine(start, added.Text.Replace('\\', '/'))
               where directory is not null && !Holds(start, directory + "/")
               select (file, start, directory),
        ]));
    }
}
