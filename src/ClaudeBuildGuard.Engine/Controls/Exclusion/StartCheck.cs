using ClaudeBuildGuard.Engine.ClaudeCode;
using ClaudeBuildGuard.Engine.ClaudeCode.Permissions;
using ClaudeBuildGuard.Engine.ClaudeCode.Settings;
using ClaudeBuildGuard.Engine.Containers;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>
/// The client reads the settings of the directory that it is started in and of none above it. Where something shows that sessions are
/// started below the root, the rules of the root do not hold there.
/// </summary>
/// <remarks>
/// Evidence for a start: settings that only such a session reads, or a pipeline that starts the client there. Several solutions below the
/// root and none at it make such a start likely, which is worth a word and no more: one solution in <c>src</c> says nothing, memory files
/// and skills of a subdirectory are read by sessions at the root too. Source: real-client, "What a broken settings file does".
/// </remarks>
internal static class StartCheck
{
    private const int MostDirectories = 10;

    public static void Examine(ExclusionModel model, IFindings findings)
    {
        if (!model.Settings.OfRepository.Any())
        {
            return;
        }

        var own = ClientSettings.BelowRoot(model.Repository).ToLookup(DirectoryOf, StringComparer.Ordinal);
        var certain = own.Select(o => new Start(o.Key, new Location(o.First().Path), $"'{o.First().Path}' is read by no other session"))
            .Concat(InPipelines(model)).DistinctBy(s => s.Directory).ToArray();
        foreach (var (start, lost) in certain.Select(s => (Start: s, Lost: Lost(model, s.Directory, own[s.Directory]))).Where(s => s.Lost is not null).Take(MostDirectories))
        {
            findings.Report(new Finding(
                ExclusionDiagnostics.SettingsNotLoadedBelow,
                start.Location,
                $"A session that is started in '{start.Directory}' ({start.Evidence}) does not load the settings of the root, so '{lost!.Path}' is not denied there.",
                Fix(start.Directory))
            {
                Severity = lost.Exists ? null : Severity.Information,
                Identity = start.Directory,
            });
        }

        ReportSolutions(model, [.. certain.Select(s => s.Directory)], own, findings);
    }

    private static void ReportSolutions(ExclusionModel model, HashSet<string> certain, ILookup<string, SettingsFile> own, IFindings findings)
    {
        var solutions = model.Repository.Files.Where(f => f.Name.EndsWith(".sln", StringComparison.OrdinalIgnoreCase) || f.Name.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase))
            .Where(f => !ClientFiles.IsSample(f.Path)).DistinctBy(f => RepositoryPath.Directory(f.Path)).ToArray();
        if (solutions.Length < 2 || solutions.Any(s => !s.Path.Contains('/', StringComparison.Ordinal)))
        {
            return;
        }

        var unguarded = solutions.Where(s => RepositoryPath.Directory(s.Path) is var d && !certain.Contains(d) && Lost(model, d, own[d]) is not null).ToArray();
        if (unguarded.Length == 0)
        {
            return;
        }

        var first = RepositoryPath.Directory(unguarded[0].Path);
        findings.Report(new Finding(
            ExclusionDiagnostics.SettingsNotLoadedBelow,
            new Location(unguarded[0].Path),
            $"No solution is at the root, and {solutions.Length} directories below it hold one, such as '{first}': a session that is started there does not load the settings of the root, so '{Lost(model, first, own[first])!.Path}' is not denied there.",
            Fix(first))
        {
            Severity = Severity.Information,
            Identity = "solutions",
        });
    }

    private static string Fix(string directory) =>
        $"Start the client at the root, or run {TypedPath.Command("claude-build-guard init --repository", directory, " --only settings")}: it writes the rules there too.";

    private static string DirectoryOf(SettingsFile file) => file.Path[..file.Path.LastIndexOf("/.claude/", StringComparison.Ordinal)];

    /// <summary>A secret below a directory, existing or to come, that the settings of the root deny and those of the directory do not.</summary>
    private static Loss? Lost(ExclusionModel model, string directory, IEnumerable<SettingsFile> own)
    {
        var others = model.Settings.Files.Where(f => f.Scope is SettingsScope.User or SettingsScope.Managed);
        var there = new RuleEvaluator(
            new ClientSettings(own.Concat(others)), Path.Combine(model.Repository.Root, directory), model.Repository.Options.UserHome);
        return model.Secrets.All.Where(s => s.Path.StartsWith(directory + "/", StringComparison.Ordinal)).Select(s => new Loss(s.Path, Exists: true))
            .Append(new Loss($"{directory}/.env", Exists: false))
            .FirstOrDefault(l => model.IsDenied(l.Path) && !there.Decide("Read", l.Path[(directory.Length + 1)..]).IsCovered);
    }

    /// <summary>Steps that start the client in a directory of the repository.</summary>
    private static IEnumerable<Start> InPipelines(ExclusionModel model)
    {
        foreach (var pipeline in PipelineCatalogue.Of(model.Repository).Pipelines)
        {
            foreach (var (job, step) in pipeline.Jobs.SelectMany(j => j.Steps.Where(s => s.Scripts.Count > 0 && AgentSteps.Starts(s)).Select(s => (j, s))))
            {
                var node = step.Node["working-directory"] ?? step.Node["workingDirectory"]
                    ?? job.Node["defaults"]?["run"]?["working-directory"] ?? pipeline.Root["defaults"]?["run"]?["working-directory"];
                if (node is { IsScalar: true } && RepositoryPath.Combine(node.Value) is { Length: > 0 } directory
                    && model.Repository.Files.Any(f => f.Path.StartsWith(directory + "/", StringComparison.Ordinal)))
                {
                    yield return new Start(directory, pipeline.At(node), $"job '{job.Name}' starts one");
                }
            }
        }
    }

    /// <param name="Directory">Relative to the root.</param>
    /// <param name="Location">What shows it.</param>
    /// <param name="Evidence">The same in words.</param>
    private sealed record Start(string Directory, Location Location, string Evidence);

    /// <param name="Path">Relative to the root.</param>
    /// <param name="Exists">False for the path of a file that may come.</param>
    private sealed record Loss(string Path, bool Exists);
}
