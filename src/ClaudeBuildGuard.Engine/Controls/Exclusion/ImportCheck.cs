using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Findings;
using static ClaudeBuildGuard.Engine.Controls.Exclusion.ExclusionDiagnostics;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>Does a memory file import a secret file? The client loads imports whatever the deny rules say.</summary>
internal static class ImportCheck
{
    public static void Examine(ExclusionModel model, IFindings findings)
    {
        if (model.Secrets.All.IsEmpty)
        {
            return;
        }

        var secrets = model.Secrets.All.ToDictionary(s => s.Path, StringComparer.Ordinal);
        foreach (var import in MemoryClosure.Of(model.Repository).Imports)
        {
            if (import is { Outcome: ImportOutcome.Loaded, Target: { } target } && secrets.TryGetValue(target.Path, out var secret))
            {
                findings.Report(new Finding(
                    SecretImported,
                    import.Location,
                    $"'{import.From.Path}' imports '@{import.Written}', which holds {secret.Kind.Title}: its text is put into the session whatever the deny rules say.",
                    "Delete the import, and rotate what the file holds: it has been sent to the model in every session.")
                {
                    Identity = import.Written,
                });
            }
        }
    }
}
