using System.Globalization;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories.History;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>Says of a hit in history who brought it in and when, and that revoking comes before rewriting.</summary>
internal static class HistoryFinding
{
    /// <summary>A credential in an object.</summary>
    public static Finding Of(CredentialHit hit, ObjectType type, string path, ObjectTrace trace)
    {
        var place = type switch
        {
            ObjectType.Commit => $"the message of commit {Short(trace.Id)}",
            ObjectType.Tag => $"the message of tag object {Short(trace.Id)}",
            ObjectType.Tree => $"the name of a file in the directory {(path.Length > 0 ? path : Short(trace.Id))}",
            _ when path.Length > 0 => path,
            _ => $"blob {Short(trace.Id)}",
        };
        var facts = CredentialFinding.Facts(hit).Add("object", trace.Id.ToString());
        if (trace.Introduced is { } commit)
        {
            facts = facts.Add("commit", commit.Id.ToString()).Add("author", commit.Author).Add("date", Day(commit.Date));
        }

        var location = type == ObjectType.Blob && path.Length > 0 ? CredentialFinding.Place(path, hit) : Location.Repository;
        return new Finding(
            CredentialDiagnostics.InHistory,
            location,
            $"{CredentialFinding.Subject(place, hit)} {Provenance(hit, trace)} {CredentialFinding.Opens(hit)}",
            $"{hit.Kind.Rotate} Only then remove it from history, which changes every commit since: {Purge(type, path)} "
            + "Once it is revoked, history may also stay as it is: accept this finding in claude-build-guard.json with that as the reason.")
        {
            Severity = CredentialSeverity.Of(hit, path),
            Identity = $"{hit.Kind.Id} {hit.SecretTag} {trace.Introduced?.Id.ToString() ?? trace.Id.ToString()}",
            Properties = facts,
        };
    }

    /// <summary>A credential in one of git's own files, such as the address of a remote.</summary>
    public static Finding InGitFile(CredentialHit hit, string path) =>
        new(
            CredentialDiagnostics.InHistory,
            CredentialFinding.Place(path, hit),
            $"{CredentialFinding.Subject(path, hit)} {CredentialFinding.Opens(hit)}",
            $"{hit.Kind.Rotate} {MendGitFile(path)}")
        {
            // Git's copy of a message weighs what the message itself does.
            Severity = CredentialSeverity.Of(hit, IsMessage(path) ? string.Empty : path),
            Identity = $"{hit.Kind.Id} {hit.SecretTag} {path}",
            Properties = CredentialFinding.Facts(hit),
        };

    /// <summary>True for a file of git that holds messages of commits and tags again: a reflog, or the last message that was typed.</summary>
    public static bool IsMessage(string path) => IsReflog(path) || path.EndsWith("_EDITMSG", StringComparison.Ordinal) || path.EndsWith("_MSG", StringComparison.Ordinal) || IsInTheMaking(path);

    /// <summary>A credential in the name of a branch, a tag or another ref.</summary>
    public static Finding InRefName(CredentialHit hit) =>
        new(
            CredentialDiagnostics.InHistory,
            Location.Repository,
            $"{CredentialFinding.Subject("the name of a branch or tag", hit)} {CredentialFinding.Opens(hit)}",
            $"{hit.Kind.Rotate} Then rename or delete the ref here and at the remote: 'git for-each-ref' lists them.")
        {
            Severity = CredentialSeverity.Of(hit, string.Empty),
            Identity = $"{hit.Kind.Id} {hit.SecretTag} ref",
            Properties = CredentialFinding.Facts(hit),
        };

    private static string MendGitFile(string path) =>
        IsReflog(path) ? "Then drop the old entries: 'git reflog expire --expire=now --all'."
        : IsInTheMaking(path) ? $"Then finish or give up what is in the making ('git status' names it): git deletes '{path}' with it."
        : path.Contains("/lfs/objects/", StringComparison.Ordinal) ? "Then take the file out of the commits that point to it and delete it at the LFS server; 'git lfs prune' drops the copy here."
        : IsMessage(path) ? $"Then delete '{path}': the next commit writes it anew. Where the commit is made, 'git commit --amend' gives it another message."
        : $"Then edit '{path}': an address of a remote needs no password ('git remote set-url NAME URL' without it, and a credential helper).";

    // A rebase, a cherry-pick or a series of patches that has stopped half-way.
    private static bool IsInTheMaking(string path) =>
        path.Contains("/rebase-merge/", StringComparison.Ordinal) || path.Contains("/rebase-apply/", StringComparison.Ordinal) || path.Contains("/sequencer/", StringComparison.Ordinal);

    private static bool IsReflog(string path) => path.StartsWith(".git/", StringComparison.Ordinal) && (path.Contains("/logs/", StringComparison.Ordinal) || path.EndsWith("/logs", StringComparison.Ordinal));

    private static string Provenance(CredentialHit hit, ObjectTrace trace)
    {
        if (trace.Introduced is not { } commit)
        {
            return trace.IsStaged ? "It is staged and in no commit yet." : "No branch or tag leads to it; the object is still in the database, and in every clone that fetched it.";
        }

        var removed = trace.Removed is { } gone ? $", and {Short(gone.Id)} took it out on {Day(gone.Date)}" : string.Empty;
        var refs = trace.RefCount switch
        {
            0 => "no branch or tag leads there",
            1 => $"'{trace.Refs[0]}' leads there",
            2 => $"'{trace.Refs[0]}' and one other branch or tag lead there",
            _ => $"'{trace.Refs[0]}' and {trace.RefCount - 1} other branches or tags lead there",
        };
        return $"Commit {Short(commit.Id)} by {commit.Author} brought it in on {Day(commit.Date)} (line {hit.Line}){removed}; {refs}.";
    }

    private static string Purge(ObjectType type, string path) => type == ObjectType.Blob && path.Length > 0
        ? $"'git filter-repo --invert-paths --path \"{path}\"' drops the file, 'git filter-repo --replace-text FILE' only the value."
        : "'git filter-repo --replace-message FILE' rewrites messages; 'git reflog expire --expire=now --all' with 'git gc --prune=now' drops what no branch holds.";

    private static string Short(ObjectId id) => id.ToString()[..12];

    private static string Day(DateTimeOffset date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
