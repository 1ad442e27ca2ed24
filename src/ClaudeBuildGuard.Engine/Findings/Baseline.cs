using System.Text.Encodings.Web;
using System.Text.Json;

namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>A finding that was there when the baseline was written.</summary>
/// <param name="Fingerprint">See <see cref="Findings.Fingerprint"/>.</param>
/// <param name="Code">The diagnostic's code.</param>
/// <param name="Path">The file.</param>
/// <param name="Reason">Why it is accepted.</param>
/// <param name="Line">Where the entry stands in the baseline file, 1-based; 0 for an entry that is not written yet.</param>
public sealed record BaselineEntry(string Fingerprint, string Code, string Path, string Reason, int Line = 0);

/// <summary>The findings that a team accepted when it began, in <c>claude-build-guard.baseline.json</c>.</summary>
public static class Baseline
{
    /// <summary>The name of the file at the repository's root.</summary>
    public const string FileName = "claude-build-guard.baseline.json";

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a baseline that accepts what a verdict found: sorted, one final newline, the same for the same findings.</summary>
    /// <param name="verdict">The verdict. What nothing may silence is left out.</param>
    /// <param name="reason">Why these findings are accepted.</param>
    /// <param name="earlier">Entries that stay as they are when they still match, with their own reasons.</param>
    public static string Write(Verdict verdict, string reason, IReadOnlyList<BaselineEntry> earlier)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(earlier);
        var reasons = earlier.DistinctBy(e => e.Fingerprint).ToDictionary(e => e.Fingerprint, e => e.Reason, StringComparer.Ordinal);
        var accepted = verdict.Findings.Where(f => f.Severity > Severity.Information)
            .Concat(verdict.Silenced.Where(s => s.By == SilencedBy.Baseline).Select(s => s.Finding))
            .Where(f => f.Finding.Diagnostic.Silencing == Silencing.Anything)
            .OrderBy(f => f.Location.Path, StringComparer.Ordinal)
            .ThenBy(f => f.Id, StringComparer.Ordinal)
            .ThenBy(f => f.Fingerprint, StringComparer.Ordinal);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteStartArray("findings");
            foreach (var finding in accepted)
            {
                json.WriteStartObject();
                json.WriteString("code", finding.Id);
                json.WriteString("path", finding.Location.Path);
                json.WriteString("fingerprint", finding.Fingerprint);
                json.WriteString("reason", reasons.GetValueOrDefault(finding.Fingerprint, reason));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\n") + "\n";
    }
}
