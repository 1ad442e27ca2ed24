using ClaudeBuildGuard.Engine.Controls.PermissionSkipping;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion.Routes;

/// <summary>Says for each secret file that the Read tool is denied which routes to it stay open: one line a file, one line a kind where there are many.</summary>
internal static class RouteCheck
{
    public static void Examine(ExclusionModel model, IFindings findings)
    {
        var open = model.Secrets.All.Where(s => model.IsDenied(s.Path))
            .Select(s => (Secret: s, Routes: SecretRoutes.Told(model, s.Path).ToArray()))
            .Where(o => o.Routes.Length > 0)
            .ToArray();
        if (open.Length == 0)
        {
            return;
        }

        foreach (var group in Grouping.Of(open, o => o.Secret.Path, o => o.Secret.Kind.Id))
        {
            var unattended = Unattended(model, [.. group.Select(o => o.Secret.File)]);
            var routes = group.SelectMany(o => o.Routes).ToArray();
            var isError = unattended is not null && routes.Any(r => r.IsShell);
            var first = group[0].Secret;
            findings.Report(new Finding(
                ExclusionDiagnostics.RoutesOpen,
                new Location(first.Path),
                $"{Grouping.Named(group, o => o.Secret.Path)} {(group.Count == 1 ? "is" : "are")} denied to the Read tool and still within reach of {Listed(routes.Select(r => r.Told!))}."
                + (isError ? $" {unattended} lets the agent work without a person who would stop it." : string.Empty),
                $"{string.Join(' ', routes.Select(r => r.Remedy).Distinct())} {TypedPath.Command("claude-build-guard explain", first.Path)} lists every route.")
            {
                Severity = isError ? Severity.Error : null,
                Identity = first.Kind.Id,
            });
        }
    }

    private static string Listed(IEnumerable<string> routes) => string.Join("; of ", routes.Distinct());

    /// <summary>
    /// What shows that nobody watches an agent that has one of the files before it: permissions skipped somewhere, or a pipeline that runs it (control
    /// D5). A pipeline has what git has, and what its own scripts name: an ignored file of a developer's disk is in none.
    /// </summary>
    private static string? Unattended(ExclusionModel model, IReadOnlyCollection<RepositoryFile> files)
    {
        var pipelines = PipelineCatalogue.Of(model.Repository).Pipelines;
        if (model.Settings.Scalar("permissions", "defaultMode") is { Value.Text: "bypassPermissions" } mode)
        {
            return $"'{mode.File.Path}'";
        }

        if (PermissionUses.Of(model.Repository).All.FirstOrDefault(u => !u.IsRootGuard && pipelines.All(p => p.Path != u.Location.Path || Has(p))) is { } use)
        {
            return $"'{use.Spelling}' in '{use.Location.Path}'";
        }

        return pipelines.FirstOrDefault(p => Has(p) && p.Jobs.Any(j => j.Steps.Any(AgentSteps.Starts))) is { } pipeline ? $"'{pipeline.Path}'" : null;

        bool Has(Pipeline pipeline) => files.Any(f => !f.IsIgnored
            || pipeline.Jobs.SelectMany(j => j.Steps).SelectMany(s => s.Scripts).Any(s => s.Value.Contains(f.Name, StringComparison.Ordinal)));
    }
}
