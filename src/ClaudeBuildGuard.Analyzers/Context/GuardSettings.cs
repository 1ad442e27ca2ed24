using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ClaudeBuildGuard.Analyzers.Context;

/// <summary>What a repository sets for the analyzers in its <c>.editorconfig</c>.</summary>
internal sealed class GuardSettings
{
    private const string Prefix = "claude_build_guard.";

    /// <summary>Reads what is set.</summary>
    public GuardSettings(AnalyzerConfigOptions options)
    {
        TenantKeys = new HashSet<string>(Read(options, "tenant_key", "TenantId").Split(',').Select(k => k.Trim()).Where(k => k.Length > 0), StringComparer.Ordinal);
        LongestSessionDays = Number(options, "longest_session_days", 30);
        FewestIterations = Number(options, "fewest_pbkdf2_iterations", 100_000);
    }

    /// <summary>The properties that say whose row it is (<c>tenant_key</c>, a list with commas). Default <c>TenantId</c>.</summary>
    public HashSet<string> TenantKeys { get; }

    /// <summary>The longest that a session, cookie or token may live, in days (<c>longest_session_days</c>). Default 30.</summary>
    public double LongestSessionDays { get; }

    /// <summary>The fewest iterations of PBKDF2 over a password (<c>fewest_pbkdf2_iterations</c>). Default 100000, that of ASP.NET Core Identity.</summary>
    public double FewestIterations { get; }

    private static string Read(AnalyzerConfigOptions options, string key, string otherwise) =>
        options.TryGetValue(Prefix + key, out var value) && value.Trim().Length > 0 ? value : otherwise;

    private static double Number(AnalyzerConfigOptions options, string key, double otherwise) =>
        double.TryParse(Read(options, key, string.Empty), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;
}
