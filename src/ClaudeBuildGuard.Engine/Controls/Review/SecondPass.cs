using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ClaudeBuildGuard.Engine.Repositories;
using ClaudeBuildGuard.Engine.Workflows;

namespace ClaudeBuildGuard.Engine.Controls.Review;

/// <summary>What a repository's second-pass review looks like.</summary>
internal enum SecondPassState
{
    /// <summary>There is none on pull requests.</summary>
    Missing,

    /// <summary>It runs a version that its publisher can change.</summary>
    Unpinned,

    /// <summary>It runs with secrets on code of strangers.</summary>
    OnUntrustedHeads,

    /// <summary>It is wired as it should be.</summary>
    Sound,
}

/// <summary>A security review by another session, as part of the pipeline of a pull request (control F2).</summary>
internal static partial class SecondPass
{
    /// <summary>True when a pipeline's text may hold one; others are not parsed.</summary>
    public static bool MayBeNamed(ReadOnlySpan<byte> content) => content.IndexOf("laude"u8) >= 0;

    /// <summary>The best state of any such review, and where it is wired.</summary>
    public static (SecondPassState State, JudgingStep? Where) Judge(RepositoryView repository, ImmutableArray<Pipeline> pipelines)
    {
        var best = (State: SecondPassState.Missing, Where: (JudgingStep?)null);
        foreach (var candidate in ReviewPipelines.Steps(repository, pipelines).Where(s => IsReview(s.Step!)))
        {
            var state = StateOf(candidate);
            if (state > best.State)
            {
                best = (state, candidate);
            }
        }

        return best;
    }

    private static bool IsReview(PipelineStep step)
    {
        if (step.Uses.StartsWith("anthropics/claude-code-security-review", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (step.Uses.StartsWith("anthropics/claude-code-action", StringComparison.OrdinalIgnoreCase)
            || step.Uses.StartsWith("anthropics/claude-code-base-action", StringComparison.OrdinalIgnoreCase))
        {
            return step.With is { } with && with.Descendants().Any(d => d.Node.IsScalar && Review().IsMatch(d.Node.Value));
        }

        return step.Commands.Any(c => c.Words.Any(w => Client().IsMatch(w.Text)) && c.Words.Any(w => Review().IsMatch(w.Text)) && ReviewPipelines.CanFail(step, c));
    }

    private static SecondPassState StateOf(JudgingStep candidate)
    {
        if (candidate.Pipeline.IsTriggeredBy("pull_request_target") && ChecksOutHead(candidate.Job))
        {
            return SecondPassState.OnUntrustedHeads;
        }

        var step = candidate.Step!;
        return step.Uses.Length == 0 ? CommandState(step) : Commit().IsMatch(step.Uses) ? SecondPassState.Sound : SecondPassState.Unpinned;
    }

    // A client that is installed in the image or by a pinned step before has no version in this line.
    private static SecondPassState CommandState(PipelineStep step) =>
        step.Commands.SelectMany(c => c.Words).Any(w => w.Text is "@anthropic-ai/claude-code" or "@anthropic-ai/claude-code@latest")
            ? SecondPassState.Unpinned
            : SecondPassState.Sound;

    private static bool ChecksOutHead(PipelineJob job) =>
        job.Steps.Any(s => s.Uses.StartsWith("actions/checkout", StringComparison.OrdinalIgnoreCase)
            && s.With?.Text("ref") is { } reference && (reference.Contains("head", StringComparison.OrdinalIgnoreCase) || reference.Contains("refs/pull", StringComparison.Ordinal)));

    [GeneratedRegex(@"security[- ]review|review\b[^\n]{0,80}\b(?:security|vulnerabilit)|(?:security|vulnerabilit)[^\n]{0,80}\breview", RegexOptions.IgnoreCase)]
    private static partial Regex Review();

    [GeneratedRegex(@"(?:^|/)claude(?:-code)?(?:@[\w.-]+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Client();

    [GeneratedRegex("@[0-9a-f]{40}$")]
    private static partial Regex Commit();
}
