using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Reporting;

/// <summary>The files that a build writes beside its own log.</summary>
public static class VerdictFiles
{
    /// <summary>Writes a verdict as SARIF and as an HTML report. Directories are made as needed.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="sarifFile">Absolute path of the SARIF file; null writes none.</param>
    /// <param name="reportFile">Absolute path of the HTML report; null writes none.</param>
    /// <param name="today">The day that the report bears.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be written.</exception>
    public static void Write(Verdict verdict, string? sarifFile, string? reportFile, DateOnly today)
    {
        if (sarifFile is not null)
        {
            Write(sarifFile, SarifReport.Write(verdict));
        }

        if (reportFile is not null)
        {
            Write(reportFile, HtmlReport.Write(verdict, today, AuthorisationFacts.Read(verdict.RepositoryRoot)));
        }
    }

    private static void Write(string file, string text)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } directory)
        {
            Directory.CreateDirectory(directory);
        }

        File.WriteAllText(file, text);
    }
}
