using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>
/// The markers of a file, each as the finding that it silences nothing. Whether that is so is known when all findings are: the verdict
/// drops those that did silence something. They are noticed where every file is read anyway.
/// </summary>
internal static class UnusedMarkers
{
    /// <summary>The markers of a content.</summary>
    /// <param name="content">The content as it was read.</param>
    /// <param name="path">The file.</param>
    public static ImmutableArray<Finding> Of(ReadOnlySpan<byte> content, string path)
    {
        // A file with a NUL is no text that somebody wrote a marker into; the product's own assemblies hold the word, for one.
        if (content.IndexOf("claude-build-guard:allow"u8) < 0 || content.Contains((byte)0))
        {
            return [];
        }

        var findings = ImmutableArray.CreateBuilder<Finding>();
        var number = 0;
        foreach (var line in TextDecoding.Decode(content).AsSpan().EnumerateLines())
        {
            number++;
            if (MarkerText.Of(line, path) is { IsInComment: true } marker && Finding(marker, path, number) is { } finding)
            {
                findings.Add(finding);
            }
        }

        return findings.ToImmutable();
    }

    private static Finding? Finding(MarkerText marker, string path, int line)
    {
        // Analyzers of the compiler have codes of the product too; what silences them is the compiler's business.
        if (!marker.Code.StartsWith("CBG", StringComparison.OrdinalIgnoreCase) || (marker.Code.StartsWith("CBG7", StringComparison.Ordinal) && !DiagnosticCatalogue.All.ContainsKey(marker.Code)))
        {
            return null;
        }

        var what = !DiagnosticCatalogue.All.TryGetValue(marker.Code, out var diagnostic) ? $"The marker names '{marker.Code}', which is no code of ClaudeBuildGuard."
            : diagnostic.Silencing != Silencing.Anything ? $"The marker for {marker.Code} has no effect: this code accepts none."
            : marker.Reason.Length == 0 ? $"The marker for {marker.Code} gives no reason, so it silences nothing."
            : $"The marker for {marker.Code} silences no finding on its line or the line below.";
        return new Finding(GuardDiagnostics.SuppressionStale, new Location(path, line, marker.Column), what, "Remove it, or mend its code and reason.")
        {
            Identity = $"marker {marker.Code}",
            UnlessSilenced = marker.Code,
        };
    }
}
