using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>What a hit weighs: by how sure it is, what it opens and what its file is for.</summary>
internal static class CredentialSeverity
{
    /// <summary>The severity of a hit in a file, or in a message where the path is empty; the kind's ceiling holds over all.</summary>
    public static Severity Of(CredentialHit hit, string path) => Of(hit, path.Length > 0 && PathKinds.Of(path) == PathKind.Product);

    /// <summary>The severity of a hit whose text leaves its file: what the file is for excuses nothing.</summary>
    public static Severity WhereverItStands(CredentialHit hit) => Of(hit, isProduct: true);

    private static Severity Of(CredentialHit hit, bool isProduct)
    {
        var severity = hit.Confidence switch
        {
            // A service that checks no date is the exception, and a sample that is over is what tests and documents are full of.
            Confidence.Proven or Confidence.Specific => hit.IsExpired && !isProduct ? Severity.Warning : Severity.Error,
            _ when !hit.IsStrong || !isProduct => Severity.Warning,
            _ => Severity.Error,
        };
        return severity < hit.Kind.Ceiling ? severity : hit.Kind.Ceiling;
    }
}
