namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>The diagnostics about the guard itself (CBG0xxx).</summary>
public static class GuardDiagnostics
{
    /// <summary>The guard met an error of its own. A bug; never a silent pass.</summary>
    public static Diagnostic GuardFailed { get; } =
        new("CBG0001", "The guard failed", Severity.Error, "G1") { Silencing = Silencing.Nothing };

    /// <summary>The repository cannot be judged: not a repository, unreadable, of a kind that nothing here reads, or damaged.</summary>
    public static Diagnostic RepositoryCannotBeJudged { get; } =
        new("CBG0002", "Repository cannot be judged", Severity.Error, "B3") { Silencing = Silencing.Nothing };

    /// <summary>A part of the history was not there to be judged: shallow or partial clone, unreadable object.</summary>
    public static Diagnostic HistoryIncomplete { get; } =
        new("CBG0003", "History incomplete", Severity.Warning, "B3");

    /// <summary>The configuration file, its baseline or an option is invalid.</summary>
    public static Diagnostic ConfigurationInvalid { get; } =
        new("CBG0004", "Configuration invalid", Severity.Error, "C6") { Silencing = Silencing.Nothing };

    /// <summary>A suppression, baseline entry or register entry has expired or matches nothing.</summary>
    public static Diagnostic SuppressionStale { get; } =
        new("CBG0005", "Suppression expired or matching nothing", Severity.Warning, "C5") { Silencing = Silencing.Nothing };

    /// <summary>The build runs without the guard.</summary>
    public static Diagnostic GuardSwitchedOff { get; } =
        new("CBG0006", "Guard switched off", Severity.Warning, "C6") { Silencing = Silencing.Nothing };

    /// <summary>A file could not be opened or decoded, so it was not judged.</summary>
    public static Diagnostic FileNotJudged { get; } =
        new("CBG0007", "File could not be judged", Severity.Warning, "A2");

    /// <summary>The package reference lacks <c>PrivateAssets="all"</c> and would become a dependency of the user's own package.</summary>
    public static Diagnostic PackageReferenceLeaks { get; } =
        new("CBG0008", "Package reference leaks into the nuspec", Severity.Warning, "H1");

    /// <summary>A file for another scanner says something that cannot be honoured here.</summary>
    public static Diagnostic OtherScannerNotHonoured { get; } =
        new("CBG0009", "Setting of another scanner not honoured", Severity.Warning, "B3");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Diagnostic> All { get; } =
    [
        GuardFailed, RepositoryCannotBeJudged, HistoryIncomplete, ConfigurationInvalid, SuppressionStale, GuardSwitchedOff,
        FileNotJudged, PackageReferenceLeaks, OtherScannerNotHonoured,
    ];

    /// <summary>The fact of an incomplete history that a configuration accepts.</summary>
    internal const string AcceptedProperty = "accepted";

    internal static bool MeansNotJudged(Diagnostic diagnostic) =>
        diagnostic == GuardFailed || diagnostic == RepositoryCannotBeJudged || diagnostic == ConfigurationInvalid;
}
