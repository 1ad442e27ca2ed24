using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Policy;

/// <summary>
/// Judges what every session is told about security: CLAUDE.md, rules and what they import, by topic and in any wording. One finding with
/// everything that is missing (controls A5, B5, G2).
/// </summary>
internal sealed class PolicyControl : IControl
{
    private const int MostPatternsShown = 8;

    /// <inheritdoc/>
    public GuardParts Part => GuardParts.AgentFiles;

    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Diagnostics => PolicyDiagnostics.All;

    /// <inheritdoc/>
    public void Examine(RepositoryView repository, IFindings findings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(findings);
        var closure = MemoryClosure.Of(repository);
        foreach (var file in closure.Unread)
        {
            file.TryReadText(findings, out _);
        }

        cancellation.ThrowIfCancellationRequested();
        var ignoreFile = string.Empty;
        if (repository.Find(".claudeignore") is { LinkTarget: null } ignore)
        {
            // The exclusion rules report a link.
            _ = ignore.TryReadText(findings, out ignoreFile);
        }

        var judgement = PolicyJudgement.Of(repository, ignoreFile ?? string.Empty);
        if (Excluded(repository, closure, ignoreFile ?? string.Empty, judgement) is { } excluded)
        {
            findings.Report(excluded);
        }
        else if (!judgement.IsSufficient)
        {
            findings.Report(Missing(closure, judgement));
        }

        foreach (var order in InsecureSentences.Of(closure.Documents.Where(d => d.IsShared)))
        {
            findings.Report(order);
        }
    }

    /// <summary>Settings that keep a policy out of every session; null when what they keep out says nothing that is missing.</summary>
    private static Finding? Excluded(RepositoryView repository, MemoryClosure closure, string ignoreFile, PolicyJudgement judgement)
    {
        if (judgement.IsSufficient || !closure.Excluded.Any(e => e.Document.IsShared))
        {
            return null;
        }

        var whole = PolicyJudgement.Of(repository, ignoreFile, closure.Documents.Concat(closure.Excluded.Select(e => e.Document)));
        if (whole.Topics.Length >= judgement.Topics.Length && whole.Patterns.Length >= judgement.Patterns.Length)
        {
            return null;
        }

        var (document, by) = closure.Excluded.First(e => e.Document.IsShared);
        return new Finding(
            PolicyDiagnostics.PolicyMissing,
            by.Location,
            $"'claudeMdExcludes' names '{document.File.Path}' with '{by.Text}', so the security policy in it is in no session.",
            "Delete the pattern, or name the files of others more narrowly.")
        {
            Identity = "claudeMdExcludes",
            Severity = Severity.Error,
        };
    }

    private static Finding Missing(MemoryClosure closure, PolicyJudgement judgement)
    {
        var first = closure.Documents.FirstOrDefault(d => d.IsShared);
        var gaps = judgement.Topics.Select(t => t.Missing).ToList();
        if (!judgement.Patterns.IsEmpty)
        {
            gaps.Insert(0, $"the excluded patterns {Quoted(judgement.Patterns)}");
        }

        var list = string.Join("; ", gaps);
        return new Finding(
            PolicyDiagnostics.PolicyMissing,
            new Location(first?.File.Path ?? "CLAUDE.md"),
            first is null
                ? $"There is no CLAUDE.md, so no session is told about: {list}."
                : $"'{first.File.Path}' and what it imports do not speak about: {list}.",
            "Run 'dotnet build -t:ClaudeBuildGuardInit' or 'claude-build-guard init --only policy' to add a section, or say it in your own words.")
        {
            Identity = string.Join(' ', judgement.Topics.Select(t => t.Id).Concat(judgement.Patterns.IsEmpty ? [] : ["exclusions"])),
        };
    }

    private static string Quoted(IReadOnlyList<string> patterns)
    {
        var shown = string.Join(", ", patterns.Take(MostPatternsShown).Select(p => $"'{p}'"));
        return patterns.Count > MostPatternsShown ? $"{shown} and {patterns.Count - MostPatternsShown} more" : shown;
    }
}
