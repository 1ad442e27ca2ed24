namespace ClaudeBuildGuard.Engine.Controls.AnalyzerConfiguration;

/// <summary>The rules that the package switches on: those of the platform by name, those of the product by number.</summary>
internal static class SecurityRules
{
    private const string OwnPrefix = "CBG7";

    private static readonly HashSet<string> Platform = new(StringComparer.OrdinalIgnoreCase)
    {
        "CA2100", "CA2300", "CA2301", "CA2302", "CA2305", "CA2310", "CA2311", "CA2312", "CA2315", "CA2321", "CA2322", "CA2326",
        "CA2327", "CA2328", "CA2329", "CA2330", "CA2350", "CA2351", "CA3061", "CA3075", "CA3076", "CA3077", "CA5350", "CA5351",
        "CA5358", "CA5359", "CA5361", "CA5364", "CA5366", "CA5369", "CA5372", "CA5373", "CA5375", "CA5376", "CA5378", "CA5379",
        "CA5380", "CA5382", "CA5384", "CA5385", "CA5387", "CA5390", "CA5393", "CA5397", "CA5401", "CA5403", "CA5404", "CA5405",
    };

    /// <summary>The platform's rules; a test holds them equal to the package's analyzer configuration.</summary>
    public static IReadOnlyCollection<string> OfPlatform => Platform;

    /// <summary>True for a code that is one of them.</summary>
    public static bool Holds(string code) =>
        Platform.Contains(code) || (code.Length == 7 && code.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase));
}
