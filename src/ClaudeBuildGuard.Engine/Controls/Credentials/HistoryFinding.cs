using System.Globalization;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories.Objects;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>Says of a hit in history who brought it in and when, whether it is still there, and that revoking comes before rewriting.</summary>
internal static class HistoryFinding
{
    private const int MostNamed = 3;

    /// <summary>Paths that a command names; beyond these it is the value that is taken out.</summary>
    private const int MostPurged = 12;

    private const string DropLost = "'git reflog expire --expire=now --all' with 'git gc --prune=now' drops what no branch holds.";

    /// <summary>A credential in an object.</summary>
    public static Finding Of(HistoryCredential credential)
    {
        var (hit, place, path, trace) = (credential.First.Hit, credential.First.Place, credential.First.Path, credential.First.Trace);
        var name = place switch
        {
            ObjectPlace.File => path.Length > 0 ? path : $"blob {Short(trace.Id)}",
            ObjectPlace.Name => $"the name of a file in the directory {(path.Length > 0 ? path : Short(trace.Id))}",
            ObjectPlace.Author => $"the author of commit {Short(trace.Id)}",
            ObjectPlace.Committer => $"the committer of commit {Short(trace.Id)}",
            ObjectPlace.Tagger => $"the tagger of tag object {Short(trace.Id)}",
            _ => $"the {(place == ObjectPlace.Header ? "header" : "message")} of {(trace.Introduced is null ? "tag object" : "commit")} {Short(trace.Id)}",
        };
        var facts = CredentialFinding.Facts(hit).Add("object", trace.Id.ToString());
        if (trace.Introduced is { } commit)
        {
            facts = facts.Add("commit", commit.Id.ToString()).Add("author", commit.Author).Add("date", Day(commit.Date)).Add("inHead", credential.Holders.InHead ? "true" : "false");
        }

        if (place == ObjectPlace.File && credential.Paths.Count > 1)
        {
            facts = facts.Add("paths", string.Join('\n', credential.Paths));
        }

        return new Finding(
            CredentialDiagnostics.InHistory,
            credential.First.LocationPath.Length > 0 ? CredentialFinding.Place(path, hit) : Location.Repository,
            string.Join(' ', new[] { CredentialFinding.Subject(name, hit), Provenance(credential), Presence(credential), OtherPaths(credential), CredentialFinding.Opens(hit) }.Where(s => s.Length > 0)),
            $"{hit.Kind.Rotate} Only then remove it from history, which changes every commit since: {Purge(credential)} "
            + "Once it is revoked, history may also stay as it is: accept this finding in claude-build-guard.json with that as the reason.")
        {
            Severity = credential.Severity,
            Identity = $"{hit.Kind.Id} {hit.SecretTag} {credential.First.Slot}".TrimEnd(),
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

    /// <summary>True for a file of git that says which branches were switched between: a reflog.</summary>
    public static bool IsReflog(string path) => path.StartsWith(".git/", StringComparison.Ordinal) && (path.Contains("/logs/", StringComparison.Ordinal) || path.EndsWith("/logs", StringComparison.Ordinal));

    /// <summary>True for a file of git in which names of refs stand: what is wrong with those is wrong with the refs, wherever git keeps them.</summary>
    public static bool NamesRefs(string path) => IsMessage(path) || path.EndsWith("/packed-refs", StringComparison.Ordinal) || path.EndsWith("/FETCH_HEAD", StringComparison.Ordinal);

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

    private static string Provenance(HistoryCredential credential)
    {
        var (hit, place, trace) = (credential.First.Hit, credential.First.Place, credential.First.Trace);
        var refs = trace.RefCount switch
        {
            0 => "no branch or tag leads there",
            1 => $"{Refs(trace.Refs, 1)} leads there",
            var many => $"{Refs(trace.Refs.Take(1).ToList(), many)} lead there",
        };
        if (trace.Introduced is not { } commit)
        {
            return trace.IsStaged ? "It is staged and in no commit yet."
                : trace.RefCount > 0 ? $"{char.ToUpperInvariant(refs[0])}{refs[1..]}."
                : "No branch or tag leads to it; the object is still in the database, and in every clone that fetched it.";
        }

        var removed = credential.Removed is { } gone ? $", and {Short(gone.Id)} took it out on {Day(gone.Date)}" : string.Empty;
        var line = place is ObjectPlace.File or ObjectPlace.Message ? $" (line {hit.Line})" : string.Empty;
        return $"Commit {Short(commit.Id)} by {commit.Author} brought it in on {Day(commit.Date)}{line}{removed}; {refs}.";
    }

    // Whether it is still there, which decides what there is to do first.
    private static string Presence(HistoryCredential credential)
    {
        var (place, holders) = (credential.First.Place, credential.Holders);
        if (credential.First.Trace.Introduced is null)
        {
            return string.Empty;
        }

        if (place is not (ObjectPlace.File or ObjectPlace.Name))
        {
            return holders.InHead ? "It is in the history of HEAD." : "It is not in the history of HEAD.";
        }

        if (holders.InHead)
        {
            return place == ObjectPlace.File && holders.HeadPaths.Count > 0 ? $"It is still in HEAD, as {Some(holders.HeadPaths, holders.HeadPaths.Count)}." : "It is still in HEAD.";
        }

        if (place == ObjectPlace.Name)
        {
            return "It is not in HEAD.";
        }

        var tips = holders.TipRefCount > 0 ? $"the tip of {Refs(holders.TipRefs, holders.TipRefCount)}" : string.Empty;
        if (credential.IsPart)
        {
            return tips.Length > 0 ? $"Of what this run judged nothing in HEAD holds it, but {tips} does." : "Of what this run judged nothing in HEAD or at the tip of a branch or tag holds it.";
        }

        var gone = credential.Removed is null ? "It is not in HEAD" : "It is no longer in HEAD";
        return tips.Length > 0 ? $"{gone}, but {tips} still holds it."
            : credential.IsOnRefs ? $"{gone}, nor at the tip of any branch or tag: only older commits hold it."
            : $"{gone}.";
    }

    private static string OtherPaths(HistoryCredential credential)
    {
        if (credential.First.Place != ObjectPlace.File)
        {
            return string.Empty;
        }

        var others = credential.Paths.Skip(1).ToList();
        var count = others.Count == 0 ? string.Empty
            : credential.HasMorePaths ? $"It also stood at {string.Join(", ", others.Take(MostNamed).Select(p => $"'{p}'"))} and many more paths."
            : $"It also stood at {Some(others, others.Count, "more path", "more paths")}.";
        var hidden = credential.HiddenPaths switch
        {
            0 => string.Empty,
            1 => "One of its paths is not shown: it holds a credential itself.",
            var many => $"{many} of its paths are not shown: they hold credentials themselves.",
        };
        return $"{count} {hidden}".Trim();
    }

    // A path is quoted for the shell, so the command that names it stands in no quotes of its own.
    private static string Purge(HistoryCredential credential)
    {
        switch (credential.First.Place)
        {
            case ObjectPlace.Name:
                return $"'git filter-repo --path-rename OLD:NEW' renames; {DropLost}";
            case ObjectPlace.Author or ObjectPlace.Committer or ObjectPlace.Tagger:
                return $"'git filter-repo --mailmap FILE' rewrites names; {DropLost}";
            case ObjectPlace.Message or ObjectPlace.Header:
                return $"'git filter-repo --replace-message FILE' rewrites messages; {DropLost}";
            default:
                break;
        }

        if (credential.First.Trace.Introduced is null || !credential.IsOnRefs)
        {
            return DropLost;
        }

        return credential.Paths.Count == 0 || credential.Paths.Count > MostPurged || credential.HasMorePaths || credential.HiddenPaths > 0
            ? "'git filter-repo --replace-text FILE' takes the value out under every path."
            : $"git filter-repo --invert-paths {string.Join(' ', credential.Paths.Select(TypedPath.FilterOption))} drops {(credential.Paths.Count == 1 ? "the file" : "it under every path it had")}"
                + $"{(credential.Holders.InHead ? ", HEAD included" : string.Empty)}, 'git filter-repo --replace-text FILE' only the value.";
    }

    // The name of a ref that holds a credential is not among the names.
    private static string Refs(IReadOnlyCollection<string> names, int count) =>
        names.Count > 0 ? Some(names, count, "other branch or tag", "other branches or tags") : count == 1 ? "a branch or tag that is not shown" : $"{count} branches or tags that are not shown";

    private static string Some(IReadOnlyCollection<string> names, int count, string one = "other", string many = "others")
    {
        var shown = names.Take(MostNamed).Select(n => $"'{n}'").ToList();
        var rest = count - shown.Count;
        return rest > 0 ? $"{string.Join(", ", shown)} and {(rest == 1 ? "one" : rest.ToString(CultureInfo.InvariantCulture))} {(rest == 1 ? one : many)}"
            : shown.Count > 1 ? $"{string.Join(", ", shown.SkipLast(1))} and {shown[^1]}"
            : shown[0];
    }

    private static string Short(ObjectId id) => id.ToString()[..12];

    private static string Day(DateTimeOffset date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
