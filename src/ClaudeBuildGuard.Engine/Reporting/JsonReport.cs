using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Reporting;

/// <summary>One JSON document for scripts. Members are only ever added.</summary>
internal static class JsonReport
{
    /// <summary>Indented and readable: no character is escaped that JSON does not ask for.</summary>
    public static JsonWriterOptions Indented { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Verdict verdict)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteNumber("exitStatus", verdict.ExitStatus);
            json.WriteNumber("errors", verdict.Errors);
            json.WriteNumber("warnings", verdict.Warnings);
            json.WriteStartArray("findings");
            foreach (var finding in verdict.Findings)
            {
                json.WriteStartObject();
                WriteFinding(json, finding);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("accepted");
            foreach (var silenced in verdict.Silenced)
            {
                json.WriteStartObject();
                WriteFinding(json, silenced.Finding);
                json.WriteString("by", silenced.By.ToString());
                json.WriteString("reason", silenced.Reason);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("facts");
            foreach (var fact in verdict.Facts)
            {
                json.WriteStringValue(fact);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\n") + "\n";
    }

    private static void WriteFinding(Utf8JsonWriter json, JudgedFinding finding)
    {
        json.WriteString("code", finding.Id);
        json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
        json.WriteString("path", finding.Location.Path);
        json.WriteNumber("line", finding.Location.Line);
        json.WriteNumber("column", finding.Location.Column);
        json.WriteNumber("endLine", finding.Location.EndLine);
        json.WriteNumber("endColumn", finding.Location.EndColumn);
        json.WriteString("message", finding.Finding.Message);
        json.WriteString("fix", finding.Finding.Fix);
        json.WriteString("fingerprint", finding.Fingerprint);
        json.WriteString("help", finding.Finding.Diagnostic.HelpLink);
        if (finding.Finding.Properties.Count > 0)
        {
            json.WriteStartObject("properties");
            foreach (var (name, value) in finding.Finding.Properties)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }
    }
}
