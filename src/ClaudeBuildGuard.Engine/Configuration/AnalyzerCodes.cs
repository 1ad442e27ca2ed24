namespace ClaudeBuildGuard.Engine.Configuration;

/// <summary>
/// The codes of the compiler's analyzers. The engine never reports them and cannot know which findings they have; it accepts their names
/// in the configuration, which the analyzers read themselves.
/// </summary>
internal static class AnalyzerCodes
{
    private static readonly HashSet<string> Codes = new(StringComparer.Ordinal)
    {
        "CBG7002", "CBG7003", "CBG7004", "CBG7005", "CBG7006", "CBG7007", "CBG7008", "CBG7009", "CBG7010", "CBG7011", "CBG7012", "CBG7013",
        "CBG7014", "CBG7015", "CBG7016", "CBG7101", "CBG7102", "CBG7103", "CBG7104", "CBG7201", "CBG7202", "CBG7203", "CBG7301", "CBG7302", "CBG7303",
        "CBG7401", "CBG7402", "CBG7403", "CBG7404", "CBG7405", "CBG7406", "CBG7407", "CBG7900",
    };

    /// <summary>All of them; a test holds them equal to the analyzers' pages.</summary>
    public static IReadOnlyCollection<string> All => Codes;

    /// <summary>True for one of them.</summary>
    public static bool Hold(string code) => Codes.Contains(code);
}
