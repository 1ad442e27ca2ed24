using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion.Routes;

/// <summary>
/// A copy in an agent's worktree: the client copies what <c>.worktreeinclude</c> names and git ignores to
/// <c>.claude/worktrees/NAME</c>. Measured: within the worktree the rules hold as they do at the root; from the session at the root an
/// anchored rule and a literal path miss the copy.
/// </summary>
internal static class WorktreeRoute
{
    private const string File = ".worktreeinclude";
    private const string Name = "a copy in an agent's worktree";

    public static SecretRoute Of(ExclusionModel model, string path)
    {
        if (model.Repository.Find(path) is not { IsIgnored: true } || Included.Of(model.Repository).Rules.Decide(path) is not { IsIgnored: true } line)
        {
            return new SecretRoute(Name, IsOpen: false, $"its absence from {File}");
        }

        var copy = $".claude/worktrees/name/{path}";
        var closed = model.IsDenied(copy) && (!model.Settings.SandboxConfines || model.SandboxHides(copy));
        return new SecretRoute(Name, !closed, closed ? "rules that cover it at any depth" : $"deleting line {line.Pattern.Line} of {File}")
        {
            Told = $"a copy in an agent's worktree ({File}:{line.Pattern.Line} lists it, and the rules here hold at one place only)",
            Remedy = $"Delete the line from {File}, or deny 'Read(**/{path})' and './**/{path}' under 'sandbox.filesystem.denyRead'.",
        };
    }

    private sealed record Included(IgnoreRules Rules)
    {
        public static Included Of(RepositoryView repository) => repository.Derive(static r => new Included(new IgnoreRules(
            r.Find(File) is { LinkTarget: null } file && file.TryReadText(new FindingCollector(), out var text) ? [IgnoreFile.Parse(File, text)] : [])));
    }
}
