using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Credentials.OtherScanners;

/// <summary>
/// What the files that a repository keeps for other scanners say: rules of its own, and what is accepted. An acceptance is never a
/// silence: the finding is made, and listed as accepted with the place that accepts it.
/// </summary>
internal sealed class OtherScannerSettings
{
    private static readonly string[] ConfigurationFiles = [".gitleaks.toml", ".betterleaks.toml"];

    private static readonly string[] IgnoreFiles = [".gitleaksignore", ".betterleaksignore"];

    // detect-secrets keeps hashes of what its own plug-ins cut out of a line: they fit what is found here by chance only.
    private const string HashBaseline = ".secrets.baseline";

    private readonly ImmutableArray<GitleaksAllowlist> _allowlists;
    private readonly ImmutableArray<DisabledRule> _disabled;
    private readonly ImmutableArray<IgnoredFingerprints> _ignored;
    private readonly ImmutableArray<Finding> _mistakes;

    private OtherScannerSettings(GitleaksConfiguration configuration, ImmutableArray<IgnoredFingerprints> ignored, ImmutableArray<Finding> mistakes)
    {
        Rules = configuration.Rules;
        _allowlists = configuration.Allowlists;
        _disabled = configuration.Disabled;
        _ignored = ignored;
        _mistakes = mistakes;
    }

    /// <summary>Of a repository without such files.</summary>
    public static OtherScannerSettings None { get; } = new(new(), [], []);

    /// <summary>The rules that the repository wrote for gitleaks.</summary>
    public ImmutableArray<GitleaksRule> Rules { get; }

    /// <summary>The allow-lists, in an order that <see cref="CredentialHit.Allowlists"/> counts by.</summary>
    public ImmutableArray<GitleaksAllowlist> Allowlists => _allowlists;

    private ImmutableArray<string> Facts { get; init; } = [];

    /// <summary>Reads the files at a root. A repository without them pays for the question whether they are there.</summary>
    public static OtherScannerSettings Read(string root)
    {
        var configurations = ConfigurationFiles.Where(f => File.Exists(Path.Combine(root, f))).ToArray();
        var ignores = IgnoreFiles.Where(f => File.Exists(Path.Combine(root, f))).ToArray();
        if (configurations.Length + ignores.Length == 0 && !File.Exists(Path.Combine(root, HashBaseline)))
        {
            return None;
        }

        var mistakes = new List<Finding>();
        var configuration = new GitleaksConfiguration();
        foreach (var file in configurations)
        {
            configuration = configuration.With(new GitleaksReader(root, mistakes).Read(file));
        }

        foreach (var list in configuration.Allowlists)
        {
            foreach (var rule in list.Rules.Where(r => GitleaksDefaults.KindsOf(r) is null && !configuration.Rules.Any(own => own.Kind.Id == r)))
            {
                mistakes.Add(NotHonoured(list.Place, $"no rule is called '{rule}'"));
            }
        }

        return new OtherScannerSettings(
            configuration, [.. ignores.Select(f => ReadIgnored(root, f, mistakes)).OfType<IgnoredFingerprints>()], [.. mistakes])
        {
            Facts = FactsOf(root, configuration, configurations),
        };
    }

    /// <summary>Says what is wrong in the files.</summary>
    public void Report(IFindings findings)
    {
        foreach (var mistake in _mistakes)
        {
            findings.Report(mistake);
        }

        foreach (var fact in Facts)
        {
            findings.Note(fact);
        }
    }

    /// <summary>A finding with who accepts it; null when its own rule says that it is none.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="hit">What it is about.</param>
    /// <param name="path">Where it stands, with <c>/</c> separators; empty when that is no file.</param>
    /// <param name="commit">The commit that brought it in; empty in the working tree.</param>
    public Finding? Judge(Finding finding, CredentialHit hit, string path, string commit)
    {
        return IsLeftOut(hit, path, commit) ? null : finding with { Accepted = Of(hit, path, commit) };
    }

    /// <summary>True when a hit in the working tree is a finding that nobody accepts.</summary>
    public bool Stands(CredentialHit hit, string path) => !IsLeftOut(hit, path, string.Empty) && Of(hit, path, string.Empty) is null;

    // The allow-lists of a rule that the repository wrote are a part of that rule.
    private bool IsLeftOut(CredentialHit hit, string path, string commit)
    {
        for (var i = 0; i < _allowlists.Length && hit.Kind is CustomKind; i++)
        {
            if (_allowlists[i].Rules.Contains(hit.Kind.Id) && _allowlists[i].Accepts(hit.Allowlists.Contains(i), path, commit))
            {
                return true;
            }
        }

        return false;
    }

    private Acceptance? Of(CredentialHit hit, string path, string commit)
    {
        if (hit.AllowedBy.Length > 0)
        {
            return new Acceptance(SilencedBy.InlineMarker, $"Accepted for another scanner by the comment '{hit.AllowedBy}'.");
        }

        foreach (var ignored in _ignored)
        {
            if (ignored.Of(path, hit.Line, commit, hit.Kind) is { } entry)
            {
                return new Acceptance(SilencedBy.OtherScanner, $"Accepted for gitleaks by '{ignored.File}' line {entry.Line}.");
            }
        }

        if (_disabled.FirstOrDefault(d => ForeignRule.Is(d.Rule, hit.Kind)) is { } disabled)
        {
            return new Acceptance(SilencedBy.OtherScanner, $"Accepted for gitleaks by {disabled.Name}, which switches the rule '{disabled.Rule}' off.");
        }

        for (var i = 0; i < _allowlists.Length; i++)
        {
            if (IsFor(_allowlists[i], hit.Kind) && _allowlists[i].Accepts(hit.Allowlists.Contains(i), path, commit))
            {
                return new Acceptance(SilencedBy.OtherScanner, $"Accepted for gitleaks by the allow-list of {_allowlists[i].Name}.");
            }
        }

        return null;
    }

    /// <summary>The allow-lists whose tests of the text speak for acceptance.</summary>
    /// <param name="kind">What was found.</param>
    /// <param name="secret">The secret, one character a byte.</param>
    /// <param name="match">What its rule matched.</param>
    /// <param name="line">The lines that it stands on.</param>
    public ImmutableArray<int> Fitting(CredentialKind kind, string secret, string match, string line) =>
        [.. Enumerable.Range(0, _allowlists.Length).Where(i => IsFor(_allowlists[i], kind) && _allowlists[i].FitsText(secret, match, line))];

    /// <summary>The finding that says a setting of another scanner is not honoured.</summary>
    internal static Finding NotHonoured(Location location, string reason) =>
        new(
            GuardDiagnostics.OtherScannerNotHonoured,
            location,
            $"'{location.Path}' says something to another scanner that is not honoured here: {reason}.",
            "Say it in claude-build-guard.json ('scan.rules', 'suppressions'), and silence this warning there if the line is to stay for the other scanner.")
        {
            Identity = reason,
        };

    // A list for certain rules is for what those find here; only where a rule of the repository itself is meant must the names be equal.
    private bool IsFor(GitleaksAllowlist list, CredentialKind kind) =>
        list.Rules.IsEmpty || list.Rules.Any(r => Rules.Any(own => own.Kind.Id == r) ? r == kind.Id : GitleaksDefaults.KindsOf(r) is not null && ForeignRule.MayBe(r, kind));

    private static ImmutableArray<string> FactsOf(string root, GitleaksConfiguration configuration, string[] files)
    {
        var facts = ImmutableArray.CreateBuilder<string>();
        if (files.Length > 0)
        {
            facts.Add($"{configuration.Rules.Length} rules and {configuration.Allowlists.Length} allow-lists of '{string.Join("' and '", files)}' apply beside this product's own rules.");
        }

        if (File.Exists(Path.Combine(root, HashBaseline)))
        {
            facts.Add($"'{HashBaseline}' of detect-secrets is not read: accept what was there before with 'claude-build-guard baseline'.");
        }

        return facts.ToImmutable();
    }

    private static IgnoredFingerprints? ReadIgnored(string root, string file, List<Finding> mistakes)
    {
        try
        {
            return IgnoredFingerprints.Parse(
                TextDecoding.Decode(File.ReadAllBytes(Path.Combine(root, file))), file, (span, reason) => mistakes.Add(NotHonoured(span.In(file), reason)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            mistakes.Add(new Finding(GuardDiagnostics.ConfigurationInvalid, new Location(file), $"'{file}' cannot be read: {e.Message.TrimEnd('.')}.", "Make it readable."));
            return null;
        }
    }
}
