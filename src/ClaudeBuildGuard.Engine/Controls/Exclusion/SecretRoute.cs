using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.ClaudeCode.Memory;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>A way from an agent to the content of a file.</summary>
/// <param name="Name">What the agent would do.</param>
/// <param name="IsOpen">True when nothing that was measured stops it.</param>
/// <param name="By">What stops it, or what would.</param>
internal sealed record SecretRoute(string Name, bool IsOpen, string By);

/// <summary>Which routes to a file remain. Source: real-client, "Routes to a denied file".</summary>
internal static class SecretRoutes
{
    /// <summary>The routes to a file, from the most to the least direct.</summary>
    public static ImmutableArray<SecretRoute> Of(ExclusionModel model, string path)
    {
        var read = model.Evaluator.Decide("Read", path);
        var rule = read.Rule is null ? "a deny rule 'Read(...)'" : $"'{read.Rule.Text}' in {read.Rule.File}";
        var confined = IsConfined(model, path);
        const string Sandbox = "the client's sandbox with the file's path under 'sandbox.filesystem.denyRead'";
        var imported = MemoryClosure.Of(model.Repository).Imports.Any(i => i.Outcome == ImportOutcome.Loaded && i.Target?.Path == path);
        var tracked = model.Repository.Find(path) is { IsTracked: true };
        return
        [
            new SecretRoute("Read, Grep, Glob, LSP, @-mention", !read.IsCovered, rule),
            new SecretRoute("Edit and Write", !model.Evaluator.Decide("Edit", path).IsCovered, rule),
            new SecretRoute("NotebookEdit", !model.Evaluator.Decide("NotebookEdit", path).IsCovered, "a deny rule 'Edit(...)'"),
            new SecretRoute("a symbolic link to it", !read.IsCovered, rule),
            new SecretRoute("cat, head, tail, sed, grep with its name", !read.IsCovered && !confined, rule),
            new SecretRoute("redirection: head < FILE", !confined, Sandbox),
            new SecretRoute("recursive search: grep -r, rg -uu, find -exec", !confined, Sandbox),
            new SecretRoute("interpreters: python, node, dotnet", !confined, Sandbox),
            new SecretRoute("copies and archives: cp, tar", !confined, Sandbox),
            new SecretRoute("sourcing it: . ./FILE", !confined, Sandbox),
            new SecretRoute("git show of a committed copy", tracked, tracked ? "rotating the secret and 'git rm --cached'; the history keeps a copy" : "its absence from git's index (CBG3101 judges the history)"),
            new SecretRoute("@import in CLAUDE.md", imported, imported ? "deleting the import" : "no memory file importing it"),
        ];
    }

    /// <summary>True when every shell command runs in the client's sandbox and the sandbox hides this file.</summary>
    public static bool IsConfined(ExclusionModel model, string path) =>
        model.Settings.SandboxConfines
        && model.Settings.Union("sandbox", "filesystem", "denyRead").Any(e => Hides(e.Value.Text, path));

    /// <summary>A literal path hides the file or the directory it names; wildcards are not relied on for files that exist.</summary>
    private static bool Hides(string entry, string path)
    {
        var literal = entry.Replace('\\', '/');
        literal = literal.StartsWith("./", StringComparison.Ordinal) ? literal[2..] : literal;
        literal = literal.EndsWith("/**", StringComparison.Ordinal) ? literal[..^3] : literal.TrimEnd('/');
        return path == literal || path.StartsWith(literal + "/", StringComparison.Ordinal);
    }
}
