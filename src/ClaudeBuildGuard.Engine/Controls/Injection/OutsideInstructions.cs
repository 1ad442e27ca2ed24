using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Injection;

/// <summary>Reports instructions that come from outside the repository: nobody who reviews it has read them.</summary>
internal static class OutsideInstructions
{
    public static void ExamineLink(RepositoryView repository, RepositoryFile link, IFindings findings)
    {
        if (RepositoryLinks.TargetPath(repository, link, link.LinkTarget!) is null)
        {
            findings.Report(new Finding(
                InjectionDiagnostics.OutsideInstructions,
                new Location(link.Path),
                $"'{link.Path}' is a link to '{link.LinkTarget}', which lies outside the repository: an agent would take instructions from a file that nobody reviews.",
                "Replace the link by the file itself.")
            {
                Identity = link.LinkTarget!,
            });
        }
    }

    public static void ExamineImports(MemoryClosure closure, IFindings findings)
    {
        foreach (var import in closure.Imports)
        {
            // Personal memory below ~/.claude is how the client's makers want it done.
            if (import.Outcome == ImportOutcome.OutsideRepository
                || (import.Outcome == ImportOutcome.Home && !import.Written.StartsWith("~/.claude/", StringComparison.Ordinal)))
            {
                findings.Report(new Finding(
                    InjectionDiagnostics.OutsideInstructions,
                    import.Location,
                    $"'{import.From.Path}' imports '{import.Written}', which lies outside the repository: what it says differs from machine to machine and nobody reviews it.",
                    "Move the text into the repository, or write the path in backticks if it is no import.")
                {
                    Identity = import.Written,
                });
            }
        }
    }
}
