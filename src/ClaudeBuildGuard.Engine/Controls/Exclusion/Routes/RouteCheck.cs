using ClaudeBuildGuard.Engine.Controls.PermissionSkipping;
using ClaudeBuildGuard.Engine.Findings;
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

        var unattended = Unattended(model);
        foreach (var group in Grouping.Of(open, o => o.Secret.Path, o => o.Secret.Kind.Id))
        {
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

    /// <summary>What shows that nobody watches the agent: permissions skipped somewhere, or a pipeline that runs it (control D5).</summary>
    private static string? Unattended(ExclusionModel model)
    {
        if (model.Settings.Scalar("permissions", "defaultMode") is { Value.Text: "bypassPermissions" } mode)
        {
            return $"'{mode.File.Path}'";
        }

        if (PermissionUses.Of(model.Repository).All.FirstOrDefault(u => !u.IsRootGuard) is { } use)
        {
            return $"'{use.Spelling}' in '{use.Location.Path}'";
        }

        return PipelineCatalogue.Of(model.Repository).Pipelines.FirstOrDefault(p => p.Jobs.Any(j => j.Steps.Any(AgentSteps.Starts))) is { } pipeline ? $"'{pipeline.Path}'" : null;
    }
}
