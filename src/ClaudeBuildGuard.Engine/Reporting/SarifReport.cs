using System.Text;
using System.Text.Json;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Reporting;

/// <summary>
/// SARIF 2.1.0 with stable rule ids and fingerprints: a moved line keeps its alert, a silenced finding is listed with its reason.
/// </summary>
internal static class SarifReport
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    public static string Write(Verdict verdict)
    {
        var results = verdict.Findings.Select(f => (Finding: f, Silenced: (SilencedFinding?)null))
            .Concat(verdict.Silenced.Select(s => (s.Finding, (SilencedFinding?)s)))
            .ToArray();
        var rules = results.Select(r => r.Finding.Finding.Diagnostic).Distinct().OrderBy(d => d.Id, StringComparer.Ordinal).ToList();
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonReport.Indented))
        {
            json.WriteStartObject();
            json.WriteString("$schema", Schema);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(json, rules);
            WriteInvocation(json, verdict);
            json.WriteStartArray("results");
            foreach (var (finding, silenced) in results)
            {
                WriteResult(json, finding, silenced, rules.IndexOf(finding.Finding.Diagnostic));
            }

            json.WriteEndArray();
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\n") + "\n";
    }

    private static void WriteTool(Utf8JsonWriter json, List<Diagnostic> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "ClaudeBuildGuard");
        json.WriteString("semanticVersion", EngineVersion.Text);
        json.WriteString("informationUri", "https://github.com/claude-build-guard/claude-build-guard");
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            json.WriteString("name", PascalCase(rule.Title));
            WriteMessage(json, "shortDescription", rule.Title + ".");
            WriteMessage(json, "fullDescription", $"{rule.Title}. Enforces {rule.Controls}.");
            json.WriteString("helpUri", rule.HelpLink);
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(rule.DefaultSeverity));
            json.WriteEndObject();
            json.WriteStartObject("properties");
            json.WriteStartArray("tags");
            json.WriteStringValue("security");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", !verdict.CouldNotJudge);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var fact in verdict.Facts)
        {
            json.WriteStartObject();
            json.WriteString("level", "note");
            WriteMessage(json, "message", fact);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, JudgedFinding finding, SilencedFinding? silenced, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Id);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", Level(finding.Severity));
        WriteMessage(json, "message", finding.Finding.Text);
        WriteLocation(json, finding.Location);
        json.WriteStartObject("partialFingerprints");
        json.WriteString("claudeBuildGuard/v1", finding.Fingerprint);
        json.WriteEndObject();
        if (silenced is not null)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", silenced.By == SilencedBy.InlineMarker ? "inSource" : "external");
            json.WriteString("justification", silenced.Reason);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (finding.Finding.Properties.Count > 0)
        {
            json.WriteStartObject("properties");
            foreach (var (name, value) in finding.Finding.Properties)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, Location location)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", location.Path.Length == 0 ? "." : Address(location.Path));
        json.WriteString("uriBaseId", "%SRCROOT%");
        json.WriteEndObject();
        // A finding about a whole file stands on its first line: viewers show nothing where there is no region.
        json.WriteStartObject("region");
        json.WriteNumber("startLine", Math.Max(1, location.Line));
        if (location.Column > 0)
        {
            json.WriteNumber("startColumn", location.Column);
        }

        if (location.EndLine > 0 && location.EndColumn > 0)
        {
            json.WriteNumber("endLine", location.EndLine);
            json.WriteNumber("endColumn", location.EndColumn);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string Address(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static void WriteMessage(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Information => "note",
        _ => "none",
    };

    private static string PascalCase(string title) =>
        string.Concat(title.Split([' ', '-', ',', '\'', '/', '.', ':'], StringSplitOptions.RemoveEmptyEntries)
            .Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}
