using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Judging;

/// <summary>From findings to a verdict: severity, suppressions, baseline, mode.</summary>
internal sealed class Judgement
{
    private readonly RepositoryView _repository;
    private readonly IReadOnlyList<BaselineEntry> _baseline;
    private readonly (SuppressionEntry Entry, PathGlobs Path)[] _suppressions;
    private readonly HashSet<object> _used = [];
    private readonly HashSet<(string Path, int Line, string Code)> _usedMarkers = [];
    private readonly List<JudgedFinding> _findings = [];
    private readonly List<SilencedFinding> _silenced = [];
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);

    private Judgement(RepositoryView repository, IReadOnlyList<BaselineEntry> baseline)
    {
        _repository = repository;
        _baseline = baseline;
        _suppressions =
        [
            .. repository.Configuration.Suppressions.Select(s => (s, new PathGlobs(s.Path.Length == 0 ? [] : [s.Path]))),
        ];
    }

    /// <summary>Judges what controls reported.</summary>
    /// <param name="findings">The findings, in a stable order.</param>
    /// <param name="facts">What was noted.</param>
    /// <param name="repository">The repository they are of.</param>
    /// <param name="examined">The parts that were examined: an entry for a part that was not is not called stale.</param>
    public static Verdict Of(IReadOnlyList<Finding> findings, IReadOnlyList<string> facts, RepositoryView repository, GuardParts examined)
    {
        var mistakes = new FindingCollector();
        var judgement = new Judgement(repository, BaselineReader.Read(repository.Root, mistakes));
        foreach (var finding in findings.Concat(mistakes.Sorted()).Where(f => f.UnlessSilenced.Length == 0))
        {
            judgement.Judge(finding);
        }

        if (examined == GuardParts.All)
        {
            foreach (var finding in judgement.Stale().Concat(findings.Where(judgement.IsUnusedMarker)).ToArray())
            {
                judgement.Judge(finding);
            }
        }

        return new Verdict(repository.Root, judgement._findings, judgement._silenced, facts);
    }

    private void Judge(Finding finding)
    {
        var key = $"{finding.Diagnostic.Id}\n{finding.Location.Path}\n{finding.Identity}";
        var ordinal = _ordinals[key] = _ordinals.GetValueOrDefault(key, -1) + 1;
        var severity = Weigh(finding);
        if (severity == Severity.None)
        {
            return;
        }

        var judged = new JudgedFinding(finding, severity, Fingerprint.Of(finding, ordinal));
        if (finding.Diagnostic.Silencing == Silencing.Anything && (Silencer(judged) ?? SilencedElsewhere(judged)) is { } silenced)
        {
            _silenced.Add(silenced);
            return;
        }

        _findings.Add(judged);
    }

    private Severity Weigh(Finding finding)
    {
        var severity = _repository.Configuration.Severities.TryGetValue(finding.Diagnostic.Id, out var configured)
            ? configured
            : finding.Severity ?? finding.Diagnostic.DefaultSeverity;
        return _repository.Options.ReportOnly && severity == Severity.Error ? Severity.Warning : severity;
    }

    private SilencedFinding? Silencer(JudgedFinding judged)
    {
        if (judged.Finding.Accepted is { } accepted)
        {
            return new SilencedFinding(judged, accepted.By, accepted.Reason);
        }

        if (InlineMarker.Of(judged.Finding, _repository) is { } marker)
        {
            _usedMarkers.Add((judged.Location.Path, marker.Line, judged.Id));
            return new SilencedFinding(judged, SilencedBy.InlineMarker, marker.Reason);
        }

        foreach (var (entry, path) in _suppressions)
        {
            if (entry.Code == judged.Id
                && !Expired(entry)
                && (entry.Path.Length == 0 || path.Matches(judged.Location.Path))
                && (entry.Fingerprint.Length == 0 || entry.Fingerprint == judged.Fingerprint))
            {
                _used.Add(entry);
                return new SilencedFinding(judged, SilencedBy.Configuration, entry.Reason);
            }
        }

        foreach (var entry in _baseline)
        {
            if (entry.Fingerprint == judged.Fingerprint && entry.Code == judged.Id)
            {
                _used.Add(entry);
                return new SilencedFinding(judged, SilencedBy.Baseline, entry.Reason);
            }
        }

        return null;
    }

    // Where the tree is judged too, the finding is the tree's, and whoever accepted that one need not accept it twice.
    private SilencedFinding? SilencedElsewhere(JudgedFinding judged)
    {
        SilencedFinding? silenced = null;
        var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
        Finding? before = null;
        foreach (var other in judged.Finding.InPlaceOf)
        {
            // One that says the same of the same place is reported once.
            if (before is not null && before.Location == other.Location && before.Text == other.Text)
            {
                continue;
            }

            before = other;
            var key = $"{other.Location.Path}\n{other.Identity}";
            var ordinal = ordinals[key] = ordinals.GetValueOrDefault(key, -1) + 1;
            silenced = Silencer(new JudgedFinding(other, judged.Severity, Fingerprint.Of(other, ordinal)));
            if (silenced is null)
            {
                return null;
            }
        }

        return silenced is null ? null : new SilencedFinding(judged, silenced.By, silenced.Reason);
    }

    private bool Expired(SuppressionEntry entry) => entry.Expires < _repository.Options.Today;

    // A selected part of the history says nothing of a marker for the rest of it.
    private bool IsUnusedMarker(Finding finding) =>
        finding.UnlessSilenced.Length > 0
        && !_usedMarkers.Contains((finding.Location.Path, finding.Location.Line, finding.UnlessSilenced))
        && (_repository.Options.History is null || !finding.UnlessSilenced.StartsWith("CBG31", StringComparison.Ordinal));

    private IEnumerable<Finding> Stale()
    {
        var file = ConfigurationReader.ShownPath(_repository.Options);
        // Whether an entry for the compiler's analyzers matches anything only the compiler knows; its date is known here too.
        foreach (var (entry, _) in _suppressions.Where(s => !_used.Contains(s.Entry) && (Expired(s.Entry) || !AnalyzerCodes.Hold(s.Entry.Code))))
        {
            var (what, fix) = Expired(entry)
                ? ($"The suppression of {entry.Code} expired on {entry.Expires:yyyy-MM-dd} and no longer holds.", "Remove it, or renew its date with a reason.")
                : ($"The suppression of {entry.Code} matches no finding.", entry.Path.Contains('\\', StringComparison.Ordinal) ? "Write its 'path' with '/' from the repository's root, or remove it." : "Remove it, or mend its 'code', 'path' or 'fingerprint'.");
            yield return new Finding(GuardDiagnostics.SuppressionStale, new Location(file, entry.Line), what, fix)
            {
                Identity = $"{entry.Code} {entry.Path} {entry.Fingerprint}",
            };
        }

        foreach (var entry in _baseline.Where(b => !_used.Contains(b)))
        {
            yield return new Finding(
                GuardDiagnostics.SuppressionStale,
                new Location(Baseline.FileName, entry.Line),
                $"The baseline accepts a finding {entry.Code}{(entry.Path.Length == 0 ? string.Empty : $" in '{entry.Path}'")} that is gone.",
                "Write the baseline again: run 'claude-build-guard baseline' or 'dotnet build -t:ClaudeBuildGuardBaseline'.")
            {
                Identity = entry.Fingerprint,
            };
        }
    }
}
