using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Scripts;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.Review;

/// <summary>Tools that look for weaknesses in source code, as pipelines run them (control F4).</summary>
internal static class StaticAnalysis
{
    // Actions, tasks, pipes and templates, without version. Tools that look at packages only are not here.
    private static readonly ImmutableArray<string> Actions =
    [
        "github/codeql-action/analyze", "semgrep/semgrep-action", "returntocorp/semgrep-action", "snyk/actions", "sonarsource/", "microsoft/devskim-action",
        "microsoft/security-devops-action", "checkmarx/", "veracode/", "advancedsecurity-codeql-analyze", "sonarqubeanalyze", "sonarcloudanalyze", "snyksecurityscan",
        "microsoftsecuritydevops", "devskim", "fortify/", "fortifysca", "checkmarx", "veracode", "codacy/", "bearer/", "securecodewarrior/", "jetbrains/qodana-action",
        "qodanascan", "shiftleftsecurity/", "synopsys-sig/", "blackduck-inc/", "coverity", "datadog/datadog-static-analyzer", "aikidosec/", "endorlabs/", "contrast-security-oss/",
    ];

    /// <summary>True when a pipeline's text may name such a tool; others are not parsed.</summary>
    public static bool MayBeNamed(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<string> words =
        [
            "odeql", "odeQL", "emgrep", "nyk", "onar", "evSkim", "evskim", "ecurity", "heckmarx", "eracode", "ortify", "odacy", "earer", "odana", "hiftleft", "overity",
            "datadog", "ikido", "endorlabs", "bandit", "gosec", "brakeman", "njsscan", "SAST", "sast", "AnalysisMode", "ontrast",
        ];
        foreach (var word in words)
        {
            if (content.IndexOf(System.Text.Encoding.ASCII.GetBytes(word)) >= 0)
            {
                return true;
            }
        }

        // Without any of these words only a build with analyzers as errors can count.
        return content.IndexOf("dotnet"u8) >= 0 || content.IndexOf("DotNetCoreCLI"u8) >= 0;
    }

    /// <summary>True when some step judges the code of a pull request.</summary>
    public static bool Runs(RepositoryView repository, ImmutableArray<Pipeline> pipelines)
    {
        var analyzersAreErrors = new Lazy<bool>(() => AnalyzersAreErrors(repository));
        var hasCSharp = repository.Files.Any(f => f.Name.EndsWith(".cs", StringComparison.Ordinal));
        return ReviewPipelines.Steps(repository, pipelines).Any(s => IsAnalysis(s.Step!, analyzersAreErrors) && CanSee(s, hasCSharp)) || pipelines.Any(IncludesTemplate);
    }

    private static bool IsAnalysis(PipelineStep step, Lazy<bool> analyzersAreErrors)
    {
        var uses = step.Uses.Length > 0 ? step.Uses : step.Node.Text("pipe") ?? string.Empty;
        return Actions.Any(a => uses.StartsWith(a, StringComparison.OrdinalIgnoreCase))
            || (uses.StartsWith("DotNetCoreCLI", StringComparison.OrdinalIgnoreCase) && analyzersAreErrors.Value)
            || step.Commands.Any(c => IsAnalysis(c, analyzersAreErrors) && ReviewPipelines.CanFail(step, c));
    }

    // A tool that is told other languages than the code's sees nothing; one that only prints its results fails nothing, unless somebody uploads them.
    private static bool CanSee(JudgingStep found, bool hasCSharp)
    {
        var scalars = found.Job.Node.Descendants().Where(d => d.Node.IsScalar).ToList();
        if (found.Step!.Uses.StartsWith("github/codeql-action/", StringComparison.OrdinalIgnoreCase))
        {
            return !hasCSharp || !scalars.Exists(d => d.Key is "languages" or "language") || scalars.Exists(d => Holds(d.Node.Value, "csharp"));
        }

        return !found.Step.Commands.Any(IsSemgrepScan) || found.Step.Commands.Any(c => IsSemgrepScan(c) && c.Has("--error"))
            || scalars.Exists(d => Holds(d.Node.Value, "upload-sarif") || Holds(d.Node.Value, "--gitlab-sast") || d.Key == "sast");
    }

    private static bool IsSemgrepScan(ShellCommand command) => command.Has("scan") && command.Words.Any(w => w.Text == "semgrep" || w.Text.StartsWith("semgrep/", StringComparison.Ordinal));

    private static bool IsAnalysis(ShellCommand command, Lazy<bool> analyzersAreErrors)
    {
        var arguments = command.Arguments.Select(a => a.Text).ToList();
        return command.Program switch
        {
            "semgrep" => arguments.Exists(a => a is "ci" or "scan" or "--config" || a.StartsWith("--config", StringComparison.Ordinal)),
            "snyk" => arguments.Contains("code") && arguments.Contains("test"),
            "devskim" => arguments.Contains("analyze"),
            "codeql" => arguments.Contains("analyze"),
            "sonar-scanner" or "dotnet-sonarscanner" or "bandit" or "gosec" or "brakeman" or "njsscan" or "qodana" or "security-scan" => true,
            "dotnet" => arguments.Exists(a => a is "sonarscanner" or "devskim" or "security-scan")
                || (arguments.Exists(a => a is "build" or "publish" or "pack" or "test" or "msbuild") && (SaysAnalyzersAreErrors(arguments) || analyzersAreErrors.Value)),
            "python" or "python3" or "pipx" or "uvx" or "npx" => arguments.Exists(a => a is "semgrep" or "bandit" or "njsscan" || a.StartsWith("semgrep@", StringComparison.Ordinal)),
            "docker" or "podman" => arguments.Exists(a => a.StartsWith("semgrep/semgrep", StringComparison.Ordinal) || a.StartsWith("returntocorp/semgrep", StringComparison.Ordinal)),
            _ => false,
        };
    }

    private static bool SaysAnalyzersAreErrors(List<string> arguments)
    {
        var all = string.Join(' ', arguments);
        return all.Contains("AnalysisMode", StringComparison.OrdinalIgnoreCase)
            && (all.Contains("warnaserror", StringComparison.OrdinalIgnoreCase) || all.Contains("TreatWarningsAsErrors=true", StringComparison.OrdinalIgnoreCase));
    }

    // The platform's security rules are off unless a project asks for them, and advice unless warnings are errors.
    private static bool AnalyzersAreErrors(RepositoryView repository)
    {
        foreach (var file in repository.Files.Where(f => f.Name is "Directory.Build.props" or "Directory.Build.targets" && f.LinkTarget is null))
        {
            try
            {
                var text = file.Text;
                if ((Holds(text, "<AnalysisModeSecurity>All<") || Holds(text, "<AnalysisModeSecurity>Recommended<") || Holds(text, "<AnalysisMode>All<")
                        || Holds(text, "<AnalysisLevelSecurity>") || Holds(text, "<AnalysisLevel>latest-all<"))
                    && (Holds(text, "<TreatWarningsAsErrors>true<") || Holds(text, "<CodeAnalysisTreatWarningsAsErrors>true<") || Holds(text, "<WarningsAsErrors>")))
                {
                    return true;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Controls that read every file report it.
            }
        }

        return false;
    }

    // GitLab runs its own analysis where its template or component is included and nothing switches it off.
    private static bool IncludesTemplate(Pipeline pipeline)
    {
        if (pipeline.Service != PipelineService.GitLab || pipeline.Root["include"] is not { } include)
        {
            return false;
        }

        var texts = include.Descendants().Select(d => d.Node).Prepend(include).Where(n => n.IsScalar).Select(n => n.Value);
        return texts.Any(t => Holds(t, "SAST.gitlab-ci.yml") || Holds(t, "SAST.latest.gitlab-ci.yml") || Holds(t, "components/sast"))
            && pipeline.Root["variables"]?.Text("SAST_DISABLED") is not ("true" or "1")
            && pipeline.Root["variables"]?.Text("SAST_EXCLUDED_ANALYZERS")?.Contains("semgrep", StringComparison.OrdinalIgnoreCase) != true
            && Conditions.MayPass(pipeline.Root["workflow"]?["rules"])
            && ((string[])["sast", "semgrep-sast"]).All(j => Conditions.MayPass(pipeline.Root[j]?["rules"]));
    }

    private static bool Holds(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
