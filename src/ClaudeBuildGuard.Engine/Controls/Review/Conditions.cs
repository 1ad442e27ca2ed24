using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Documents;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.Review;

/// <summary>Conditions and options of jobs and steps: which of them never run on a pull request, or let a failure pass.</summary>
internal static partial class Conditions
{
    // Jobs that need others are followed this far.
    private const int DeepestNeed = 16;

    /// <summary>True when a job runs on a pull request and its failure counts.</summary>
    public static bool Runs(Pipeline pipeline, PipelineJob job) => Runs(pipeline, job, DeepestNeed);

    /// <summary>The same for a step, or for a job by itself.</summary>
    public static bool Runs(Pipeline pipeline, YamlNode node) =>
        !IsFalse(node.Text("if")) && !IsForOtherEvents(pipeline, node.Text("if")) && !IsFalse(node.Text("condition")) && !IsForOtherReasons(node.Text("condition"))
        && !IsFalse(node.Text("enabled")) && !IsTrue(node.Text("continue-on-error")) && !IsTrue(node.Text("continueOnError")) && !IsTrue(node.Text("allow_failure"))
        && node.Text("when") is not ("never" or "manual");

    /// <summary>True when rules of GitLab may let a job run for a merge request: in its own pipeline or in that of its branch.</summary>
    public static bool MayPass(YamlNode? rules)
    {
        if (rules is not { IsSequence: true, Items.Count: > 0 })
        {
            return true;
        }

        foreach (var rule in rules.Items)
        {
            // A rule that the reader does not know, such as a reference, may pass.
            if (!rule.IsMapping)
            {
                return true;
            }

            var isOff = rule.Text("when") is "never" or "manual";
            if (!isOff && !(rule.Text("if") is { } condition && OtherRule().IsMatch(condition) && !condition.Contains("||", StringComparison.Ordinal)))
            {
                return true;
            }

            if (isOff && rule["if"] is null && rule["changes"] is null && rule["exists"] is null)
            {
                return false;
            }
        }

        return false;
    }

    private static bool Runs(Pipeline pipeline, PipelineJob job, int depth)
    {
        if (!Runs(pipeline, job.Node))
        {
            return false;
        }

        if (pipeline.Service == PipelineService.GitLab)
        {
            return MayPass(job.Node["rules"]) && !IsLeftOut(job.Node) && (!job.Name.StartsWith('.') || IsExtended(pipeline, job, depth));
        }

        // A job whose predecessor is left out is left out as well.
        return depth == 0 || job.Node.Text("if")?.Contains("always()", StringComparison.Ordinal) == true
            || !(job.Node["needs"]?.Scalars() ?? []).Any(n => pipeline.Jobs.FirstOrDefault(j => j.Name == n.Value) is { } needed
                && !ReferenceEquals(needed, job) && (IsFalse(needed.Node.Text("if")) || IsForOtherEvents(pipeline, needed.Node.Text("if"))));
    }

    // The older way of GitLab to say when a job runs.
    private static bool IsLeftOut(YamlNode job)
    {
        var only = References(job["only"]);
        return (only.Count > 0 && !only.Exists(r => r is "merge_requests" or "branches" or "external_pull_requests" || r.StartsWith('/') || r.StartsWith('$')))
            || References(job["except"]).Exists(r => r is "merge_requests" or "branches");
    }

    private static List<string> References(YamlNode? node) => [.. ((node is { IsMapping: true } ? node["refs"] : node)?.Scalars() ?? []).Select(s => s.Value)];

    // A job whose name begins with a dot is only a piece that others extend.
    private static bool IsExtended(Pipeline pipeline, PipelineJob job, int depth) =>
        depth > 0 && pipeline.Jobs.Any(j => (j.Node["extends"]?.Scalars() ?? []).Any(e => e.Value == job.Name) && j.Node["script"] is null && Runs(pipeline, j, depth - 1));

    // A condition that asks for another event than a pull request, as a job that runs after the merge only.
    private static bool IsForOtherEvents(Pipeline pipeline, string? condition) =>
        condition is not null && !condition.Contains("||", StringComparison.Ordinal)
        && (OtherEvent().IsMatch(condition) || (!pipeline.IsTriggeredBy("pull_request_target") && BranchOnly().IsMatch(condition)));

    private static bool IsForOtherReasons(string? condition) =>
        condition is not null && !condition.Contains("or(", StringComparison.OrdinalIgnoreCase) && !condition.Contains("not(", StringComparison.OrdinalIgnoreCase) && OtherReason().IsMatch(condition);

    private static bool IsFalse(string? text) => Bare(text) is "false" or "False" or "never()" or "failure()" or "cancelled()" or "failed()" or "canceled()"
        || Bare(text)?.StartsWith("false &&", StringComparison.Ordinal) == true;

    private static bool IsTrue(string? text) => Bare(text) is "true" or "True" or "yes";

    private static string? Bare(string? text) => text?.Replace("${{", string.Empty, StringComparison.Ordinal).Trim(' ', '}');

    // Of the requests of one sender only, others are not judged.
    [GeneratedRegex(@"github\.event_name\s*==\s*'(?!pull_request)|(?<!!\()github\.(?:actor|triggering_actor|event\.pull_request\.user\.login)\s*==\s*'|github\.event_name\s*!=\s*'pull_request'|(?<!!)github\.event\.pull_request\.draft\s*(?:==\s*true|$|\}|&&)")]
    private static partial Regex OtherEvent();

    // On a pull request the reference is that of the merge, never that of a branch.
    [GeneratedRegex(@"(?<!!\s*\()github\.ref(?:_name)?\s*==\s*(?:'|github\.event\.repository\.default_branch)|(?:'|\bdefault_branch)\s*==\s*github\.ref(?:_name)?\b|(?<!!\s*)startsWith\(\s*github\.ref(?:_name)?\s*,\s*'(?!refs/pull)")]
    private static partial Regex BranchOnly();

    [GeneratedRegex(@"eq\(\s*variables\[?\.?'?Build\.(?:SourceBranch(?:Name)?'?\]?\s*,\s*'(?!refs/pull)|Reason'?\]?\s*,\s*'(?!PullRequest))|ne\(\s*variables\[?\.?'?Build\.Reason'?\]?\s*,\s*'PullRequest'", RegexOptions.IgnoreCase)]
    private static partial Regex OtherReason();

    [GeneratedRegex(@"\$CI_PIPELINE_SOURCE\s*==\s*[""'](?!merge_request_event|push|external_pull_request_event|parent_pipeline)|\$CI_COMMIT_(?:BRANCH|REF_NAME)\s*==|^\s*\$CI_COMMIT_TAG\s*$|\$CI_PIPELINE_SOURCE\s*!=\s*[""']merge_request_event")]
    private static partial Regex OtherRule();
}
