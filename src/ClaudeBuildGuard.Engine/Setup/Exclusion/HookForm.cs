using ClaudeBuildGuard.Engine.ClaudeCode;
using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Repositories.Ignoring;

namespace ClaudeBuildGuard.Engine.Setup.Exclusion;

/// <summary>
/// How the client starts the hook. Written only where the repository itself brings the tool: a hook that cannot start blocks every call.
/// Of the ways that work on every system the quickest: docs/design/hook.md has the figures.
/// </summary>
internal static class HookForm
{
    private const string Rest = "\"timeout\": 20, \"onFailure\": \"block\"";

    /// <summary>The handler as JSON; null, with a note, where the repository does not bring the tool.</summary>
    public static string? Handler(RepositoryView repository, SetupPlan plan)
    {
        var manifest = repository.Find(".config/dotnet-tools.json") ?? repository.Find("dotnet-tools.json");
        if (manifest is not { LinkTarget: null, Length: < 1024 * 1024 }
            || plan.Read(manifest.Path)?.Contains("\"claudebuildguard.tool\"", StringComparison.OrdinalIgnoreCase) != true)
        {
            plan.Note(ClientSettings.ProjectPath, "The runtime hook was not written: run 'dotnet tool install ClaudeBuildGuard.Tool --create-manifest-if-needed' and init again.");
            return null;
        }

        if (!BringsPackage(repository, plan))
        {
            return $$"""{ "type": "command", "command": "dotnet", "args": ["tool", "run", "claude-build-guard", "hook"], {{Rest}} }""";
        }

        // The copy is no source: git leaves it out, and a worktree of an agent gets its own.
        var directory = ClientFiles.HookCopy[..(ClientFiles.HookCopy.LastIndexOf('/') + 1)];
        Name(directory, ".gitignore", "It keeps the copy of the hook, which each build renews, out of git.", plan);
        Name(directory, ".worktreeinclude", "It gives the worktrees of agents the copy of the hook.", plan);
        plan.Note(ClientSettings.ProjectPath, "The hook starts from a copy that the build keeps: run 'dotnet build' once in each clone before the first session in it.");
        return $$"""{ "type": "command", "command": "dotnet", "args": ["${CLAUDE_PROJECT_DIR}/{{ClientFiles.HookCopy}}", "hook"], {{Rest}} }""";
    }

    /// <summary>True when a project, or a file that projects import, references the package: then each build keeps the copy.</summary>
    private static bool BringsPackage(RepositoryView repository, SetupPlan plan) => repository.Files
        .Where(f => f is { LinkTarget: null, Length: < 1024 * 1024 }
            && (f.Name.EndsWith("proj", StringComparison.Ordinal) || f.Name.EndsWith(".props", StringComparison.Ordinal) || f.Name.EndsWith(".targets", StringComparison.Ordinal)))
        .Any(f => plan.Read(f.Path)?.Contains("PackageReference Include=\"ClaudeBuildGuard\"", StringComparison.Ordinal) == true);

    private static void Name(string directory, string path, string reason, SetupPlan plan)
    {
        var text = plan.Read(path) ?? string.Empty;
        if (!new IgnoreRules([IgnoreFile.Parse(path, text)]).IsIgnored(ClientFiles.HookCopy))
        {
            plan.Write(path, IgnoreSetup.Appended(text, [directory]), reason);
        }
    }
}
