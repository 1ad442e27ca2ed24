using ClaudeBuildGuard.Engine;
using ClaudeBuildGuard.Engine.Reporting;
using ClaudeBuildGuard.Engine.Setup;

namespace ClaudeBuildGuard.Tool;

/// <summary><c>init</c>: writes what is missing, or with <c>--dry-run</c> prints it.</summary>
internal static class InitVerb
{
    public static int Run(GuardOptions options, IReadOnlyCollection<string> areas, bool dryRun, CancellationToken cancellation)
    {
        if (dryRun)
        {
            var plan = Initialiser.Plan(options, areas, cancellation);
            Console.Out.Write(UnifiedDiff.Of(plan));
            Tell(plan);
            return 0;
        }

        var result = Initialiser.Apply(options, areas, new TerminalLog(), cancellation);
        if (result.Restored)
        {
            Console.Error.WriteLine("claude-build-guard: the result would have had more errors than before, so every file was put back. New findings:");
            foreach (var finding in result.After.Findings)
            {
                Console.Error.WriteLine(TextReport.Line(finding));
            }

            return CommandLine.CouldNotJudge;
        }

        foreach (var file in result.Plan.Files)
        {
            Console.Out.WriteLine($"{(file.OldText is null ? "wrote  " : "changed")} {file.Path}: {file.Reason}");
        }

        if (result.Plan.Files.Count == 0)
        {
            Console.Out.WriteLine(result.Plan.Notes.Count == 0 ? "Nothing is missing." : "No file was changed.");
        }

        Tell(result.Plan);
        return 0;
    }

    private static void Tell(SetupPlan plan)
    {
        foreach (var note in plan.Notes)
        {
            Console.Error.WriteLine($"note: {OneLine.Of(note.Text)}");
        }
    }
}
