using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>Credentials in the files below the root, git-ignored ones included: the agent reads those too.</summary>
internal sealed class WorkingTreeCredentialControl : IControl
{
    private const int MostNamed = 3;

    /// <inheritdoc/>
    public GuardParts Part => GuardParts.WorkingTree;

    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Diagnostics { get; } = [CredentialDiagnostics.InWorkingTree];

    /// <inheritdoc/>
    public void Examine(RepositoryView repository, IFindings findings, CancellationToken cancellation)
    {
        var tree = TreeCredentials.Of(repository, cancellation);
        var settings = TreeCredentials.Settings(repository);
        var reported = TreeFindings.Of(repository, cancellation);
        foreach (var found in reported.All)
        {
            findings.Report(found.Finding);
        }

        foreach (var (path, reason) in tree.Unreadable)
        {
            findings.Report(repository.Find(path)!.Unreadable(reason));
        }

        foreach (var (path, reasons) in tree.Dropped)
        {
            findings.Report(PartlyJudged.Of(path, $"'{path}'", reasons));
        }

        foreach (var marker in tree.Markers)
        {
            findings.Report(marker);
        }

        settings.Report(findings);
        findings.Note($"{Counted.Of(repository.Files.Count - tree.Excluded, "file")} with {Counted.Of(tree.Bytes, "byte")} scanned for credentials.");
        foreach (var passedOver in repository.Excluded.GroupBy(d => d.Reason, StringComparer.Ordinal))
        {
            findings.Note(PassedOver(passedOver.Key, [.. passedOver.Select(d => d.Path)]));
        }

        if (reported.Local > 0)
        {
            findings.Note($"{reported.Local} credentials stand in files that git ignores; whether the agent can read those is judged by CBG1102.");
        }

        if (tree.Excluded > 0)
        {
            findings.Note($"{tree.Excluded} files not scanned for credentials, by 'scan.exclude' of the configuration.");
        }
    }

    // What git tracks in them is judged all the same.
    private static string PassedOver(string reason, IReadOnlyList<string> paths)
    {
        var names = string.Join(", ", paths.Take(MostNamed).Select(p => $"'{p}'")) + (paths.Count > MostNamed ? ", …" : string.Empty);
        return $"{paths.Count} {(paths.Count == 1 ? "directory" : "directories")} passed over but for what git tracks there, as {reason}: {names}.";
    }
}
