using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Controls.Credentials;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;
using static ClaudeBuildGuard.Engine.Controls.Exclusion.ExclusionDiagnostics;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>Does a memory file import a secret file? The client loads imports whatever the deny rules say.</summary>
internal static class ImportCheck
{
    public static void Examine(ExclusionModel model, IFindings findings)
    {
        var secrets = model.Secrets.All.ToDictionary(s => s.Path, StringComparer.Ordinal);
        foreach (var import in MemoryClosure.Of(model.Repository).Imports)
        {
            if (import is { Outcome: ImportOutcome.Loaded, Target: { } target } && Title(target) is { } title)
            {
                findings.Report(new Finding(
                    SecretImported,
                    import.Location,
                    $"'{import.From.Path}' imports '@{import.Written}', which holds {title}: its text is put into the session whatever the deny rules say.",
                    "Delete the import, and rotate what the file holds: it has been sent to the model in every session.")
                {
                    Identity = import.Written,
                });
            }
        }

        // A text for people is no secret file, but a credential in it is sent like any other.
        string? Title(RepositoryFile target) =>
            secrets.TryGetValue(target.Path, out var secret) ? secret.Kind.Title
            : TreeCredentials.Of(model.Repository, model.Repository.Cancellation).ByPath.TryGetValue(target.Path, out var hits)
                && hits.Any(h => TreeCredentials.Settings(model.Repository).Stands(h, target.Path) && CredentialSeverity.WhereverItStands(h) == Severity.Error) ? "a credential"
            : null;
    }
}
