using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Reporting;

/// <summary>How a verdict is written down.</summary>
public enum VerdictFormat
{
    /// <summary>For a person at a terminal; each finding is also a canonical MSBuild line.</summary>
    Text,

    /// <summary>For a script: one JSON document.</summary>
    Json,

    /// <summary>SARIF 2.1.0, for code scanning.</summary>
    Sarif,

    /// <summary>Workflow commands of GitHub Actions.</summary>
    GitHub,

    /// <summary>Logging commands of Azure Pipelines.</summary>
    Azure,
}

/// <summary>Writes a verdict in one of the formats. No format holds more than the findings do: never a secret.</summary>
public static class VerdictWriter
{
    /// <summary>The text of a verdict, with <c>\n</c> line endings and a final newline.</summary>
    public static string Write(Verdict verdict, VerdictFormat format)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return format switch
        {
            VerdictFormat.Json => JsonReport.Write(verdict),
            VerdictFormat.Sarif => SarifReport.Write(verdict),
            VerdictFormat.GitHub => CommandReport.GitHub(verdict),
            VerdictFormat.Azure => CommandReport.Azure(verdict),
            _ => TextReport.Write(verdict),
        };
    }
}
