using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.AnalyzerConfiguration;

/// <summary>
/// Finds where a repository silences the security analysis that the package brings: in <c>.editorconfig</c> and <c>.globalconfig</c>, and
/// by the properties of MSBuild files. It reads text only; no project is evaluated (controls A4, F1).
/// </summary>
internal sealed class AnalyzerConfigurationControl : IControl
{
    private const string Fix = "Remove it, or narrow it to the place that needs it with a reason; a line in code can say '#pragma warning disable CODE // reason'.";

    private static readonly Func<string, IEnumerable<Silence>> ProjectFile = ProjectSilences.In;

    /// <inheritdoc/>
    public GuardParts Part => GuardParts.AgentFiles;

    /// <inheritdoc/>
    public IReadOnlyList<Diagnostic> Diagnostics => AnalyzerConfigurationDiagnostics.All;

    /// <inheritdoc/>
    public void Examine(RepositoryView repository, IFindings findings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var file in repository.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (KindOf(file) is not { } read || !file.TryReadText(findings, out var text))
            {
                continue;
            }

            // MSBuild reads it, so that what it sets holds.
            if (read == ProjectFile && XmlContent.IsTooDeep(text))
            {
                findings.Report(new Finding(
                    GuardDiagnostics.FileNotJudged,
                    new Location(file.Path),
                    $"'{file.Path}' was not judged as a file of MSBuild: more than {XmlContent.Deepest} of its elements lie within each other.",
                    "Take them apart, or accept this with an entry for CBG0007 and its path under 'suppressions'.")
                {
                    Identity = "depth",
                });
                continue;
            }

            if (IsOfTests(file.Path))
            {
                continue;
            }

            foreach (var silence in read(text))
            {
                findings.Report(new Finding(
                    AnalyzerConfigurationDiagnostics.AnalysisSilenced, new Location(file.Path, silence.Line), $"{silence.What} in '{file.Path}'.", Fix)
                {
                    Identity = silence.What,
                });
            }
        }
    }

    /// <summary>The reader for a file; null for a file that says nothing about analysis.</summary>
    private static Func<string, IEnumerable<Silence>>? KindOf(RepositoryFile file)
    {
        if (file.LinkTarget is not null)
        {
            return null;
        }

        return Path.GetExtension(file.Name).ToUpperInvariant() switch
        {
            ".EDITORCONFIG" or ".GLOBALCONFIG" => EditorConfigSilences.In,
            ".CSPROJ" or ".PROPS" or ".TARGETS" => ProjectFile,
            _ => null,
        };
    }

    /// <summary>A test project's weak settings are its own business: the analyzers leave it alone too.</summary>
    private static bool IsOfTests(string path) =>
        path.Split('/').Any(part => part.Contains("test", StringComparison.OrdinalIgnoreCase) || part is "benchmarks" or "samples");
}
