using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Reporting;

namespace ClaudeBuildGuard.Tool;

/// <summary>Where a verdict goes and in which format.</summary>
/// <param name="Format">The format.</param>
/// <param name="File">The file; null is standard output.</param>
internal sealed record Answer(VerdictFormat Format, string? File)
{
    /// <summary>Writes the verdict and gives the exit status.</summary>
    public int Give(Verdict verdict)
    {
        var text = VerdictWriter.Write(verdict, Format);
        if (File is null)
        {
            Console.Out.Write(text);
        }
        else
        {
            System.IO.File.WriteAllText(File, text);
            Console.Out.WriteLine(TextReport.Summary(verdict));
        }

        return verdict.ExitStatus;
    }
}
