using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.ClaudeCode.Memory;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion.Routes;

/// <summary>Which routes to a file remain. Source: real-client, "Routes to a denied file"; docs/design/routes.md.</summary>
internal static class SecretRoutes
{
    private const string Sandbox = "the client's sandbox with the file's path under 'sandbox.filesystem.denyRead'";

    private const string OnlyWhereThereIsOne = ", on machines that have one (bubblewrap and socat; not native Windows), since 'sandbox.failIfUnavailable' is not true";

    private static readonly ImmutableArray<string> ShellWays =
    [
        "redirection: head < FILE", "recursive search: grep -r, rg -uu, find -exec", "interpreters: python, node, dotnet", "copies and archives: cp, tar", "sourcing it: . ./FILE",
    ];

    /// <summary>The routes to a file, from the most to the least direct.</summary>
    public static ImmutableArray<SecretRoute> Of(ExclusionModel model, string path)
    {
        var read = model.Evaluator.Decide("Read", path);
        var rule = read.Rule is null ? "a deny rule 'Read(...)'" : $"'{read.Rule.Text}' in {read.Rule.File}";
        var imported = MemoryClosure.Of(model.Repository).Imports.Any(i => i.Outcome == ImportOutcome.Loaded && i.Target?.Path == path);
        var tracked = model.Repository.Find(path) is { IsTracked: true };
        return
        [
            new SecretRoute("Read, Grep, Glob, LSP, @-mention", !read.IsCovered, rule),
            new SecretRoute("Edit and Write", !model.Evaluator.Decide("Edit", path).IsCovered, rule),
            new SecretRoute("NotebookEdit", !model.Evaluator.Decide("NotebookEdit", path).IsCovered, "a deny rule 'Edit(...)'"),
            new SecretRoute("a symbolic link to it", !read.IsCovered, rule),
            new SecretRoute("cat, head, tail, sed, grep with its name", !read.IsCovered && !model.IsConfined(path), rule),
            .. Shell(model, path),
            new SecretRoute("git show of a committed copy", tracked, tracked ? "rotating the secret and 'git rm --cached'; the history keeps a copy" : "its absence from git's index (CBG3101 judges the history)"),
            new SecretRoute("@import in CLAUDE.md", imported, imported ? "deleting the import" : "no memory file importing it"),
            .. Indirect(model, path),
        ];
    }

    /// <summary>The open routes that the verdict names, for a file that the Read tool is denied.</summary>
    public static IEnumerable<SecretRoute> Told(ExclusionModel model, string path) =>
        Shell(model, path).Concat(Indirect(model, path)).Where(r => r is { IsOpen: true, Told: not null });

    /// <summary>Routes that the client's sandbox closes, and nothing else does for sure.</summary>
    private static IEnumerable<SecretRoute> Shell(ExclusionModel model, string path)
    {
        var isOpen = !model.IsConfined(path);
        var told = $"shell commands such as 'grep -r' or 'python' ({(model.Settings.SandboxConfines ? "the client's sandbox does not name the path" : "the client's sandbox is off, or may be left")})";
        var by = model.Settings.SandboxIsRequired ? Sandbox : Sandbox + OnlyWhereThereIsOne;
        return ShellWays.Select(name => new SecretRoute(name, isOpen, by)
        {
            Told = told,
            Remedy = "Run 'claude-build-guard init --only settings': it switches the sandbox on and lists the paths.",
            IsShell = true,
        });
    }

    /// <summary>Routes that exist only where something in the repository makes them.</summary>
    private static IEnumerable<SecretRoute> Indirect(ExclusionModel model, string path) =>
    [
        .. FileServerRoutes.Of(model, path), WorktreeRoute.Of(model, path), EnvironmentRoute.Of(model, path), OtherSessionRoute.Of(model, path),
    ];
}
