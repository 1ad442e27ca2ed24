using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>Is what a vault's tool will write kept from agents before it is there?</summary>
internal static class VaultOutputCheck
{
    public static void Examine(ExclusionModel model, IFindings findings)
    {
        foreach (var output in VaultOutputs.Of(model.Repository).Where(o => !o.Paths.Any(p => IsKept(model, p))).DistinctBy(o => o.Paths[0]))
        {
            var excluded = output.Paths.Any(p => model.IgnoreRules.IsIgnored(p));
            findings.Report(new Finding(
                ExclusionDiagnostics.VaultOutputReadable,
                output.Location,
                $"'{output.Location.Path}' has a vault write secrets into '{output.Written}', and {(excluded ? "no deny rule covers that file" : ".claudeignore does not exclude that file")}: from then on the agent can read it.",
                $"Run 'claude-build-guard init', or add '/{output.Paths[0]}' to .claudeignore and \"Read(/{output.Paths[0]})\" to 'permissions.deny' in .claude/settings.json.")
            {
                Identity = output.Paths[0],
            });
        }
    }

    // What is there already is a secret file like others.
    private static bool IsKept(ExclusionModel model, string path) =>
        model.Secrets.Contains(path) || (model.IgnoreRules.IsIgnored(path) && model.IsDenied(path));
}
