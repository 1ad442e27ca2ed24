using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>
/// Reports names that differ from a memory file's name in case or by white space at the end: Windows and macOS load them, Linux does not, so a
/// reviewer and a build server see other instructions than a developer.
/// </summary>
internal static class CaseTwins
{
    private static readonly string[] Names = ["CLAUDE.md", "CLAUDE.local.md", "AGENTS.md", ".mcp.json"];

    public static void Examine(RepositoryView repository, IFindings findings)
    {
        foreach (var file in repository.Files)
        {
            var name = file.Name;
            var trimmed = name.TrimEnd();
            var meant = Array.Find(Names, n => trimmed.Equals(n, StringComparison.OrdinalIgnoreCase));
            if (meant is null || name == meant)
            {
                continue;
            }

            // Deeper down, 'docs/agents.md' is a page about agents until its twin stands beside it.
            var twin = file.Path[..^name.Length] + meant;
            if (file.Path != name && file.Path != ".claude/" + name && repository.Find(twin) is null)
            {
                continue;
            }

            var beside = repository.Find(twin) is null ? string.Empty : $" beside '{twin}'";
            findings.Report(new Finding(
                InjectionDiagnostics.CaseTwin,
                new Location(file.Path),
                $"'{file.Path}'{beside} is loaded as '{meant}' on some machines and ignored on others.",
                beside.Length == 0 ? $"Rename it: {TypedPath.Command($"git mv -- {TypedPath.Of(file.Path)}", twin)} does." : "Delete it, after moving what is worth keeping."));
        }
    }
}
