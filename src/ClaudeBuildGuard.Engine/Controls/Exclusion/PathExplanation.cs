using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Controls.Exclusion.Routes;

namespace ClaudeBuildGuard.Engine.Controls.Exclusion;

/// <summary>A route to a file, as <c>explain PATH</c> prints it.</summary>
/// <param name="Name">What an agent would do.</param>
/// <param name="IsOpen">True when nothing stops it.</param>
/// <param name="By">What stops it, or what would.</param>
public sealed record ExplainedRoute(string Name, bool IsOpen, string By);

/// <summary>For one file: is it a secret file and why, what excludes it, what denies it, and which routes remain.</summary>
/// <param name="Path">Relative to the root, with <c>/</c> separators.</param>
/// <param name="Exists">Whether it is a file of the working tree that is judged.</param>
/// <param name="Secret">What it holds when it is a secret file; null when it is none.</param>
/// <param name="CredentialLine">The line of the first credential in it that nobody accepted; 0 when there is none.</param>
/// <param name="IgnoreLine">The deciding line of the ignore file, such as <c>.claudeignore:3 *.pem</c>; null when none decides.</param>
/// <param name="IsExcluded">Whether that line excludes it.</param>
/// <param name="DenyRule">The deny rule that decides, with its place; null when none does.</param>
/// <param name="Coverage">What the rule is worth: <c>denied</c>, <c>denied on some versions</c> or <c>not denied</c>.</param>
/// <param name="Routes">Every route, open or closed.</param>
public sealed record PathExplanation(
    string Path,
    bool Exists,
    string? Secret,
    int CredentialLine,
    string? IgnoreLine,
    bool IsExcluded,
    string? DenyRule,
    string Coverage,
    ImmutableArray<ExplainedRoute> Routes)
{
    /// <summary>Explains a path of the repository.</summary>
    /// <param name="session">The opened repository.</param>
    /// <param name="path">Relative to its root, with <c>/</c> separators.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PathExplanation Of(GuardSession session, string path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        var file = session.Repository.Find(path);
        var model = ExclusionModel.Of(session.Repository);
        var line = model.IgnoreRules.Decide(path);
        var rule = model.Evaluator.Decide("Read", path);
        return new PathExplanation(
            path,
            file is not null,
            model.Secrets.ToExclude.FirstOrDefault(s => s.Path == path)?.Kind.Title,
            file is { LinkTarget: null } ? FirstCredential(session, path, cancellation) : 0,
            line is null ? null : $"{ExclusionModel.IgnorePath}:{line.Pattern.Line} {line.Pattern.Text}",
            line is { IsIgnored: true },
            rule.Rule is null ? null : $"{rule.Rule.File}:{rule.Rule.Line} {rule.Rule.Text}",
            rule.Coverage switch
            {
                ClaudeCode.Permissions.Coverage.Covered => "denied",
                ClaudeCode.Permissions.Coverage.OnSomeVersions => "denied on some versions",
                _ => "not denied",
            },
            [.. SecretRoutes.Of(model, path).Select(r => new ExplainedRoute(r.Name, r.IsOpen, r.By))]);
    }

    /// <summary>The explanation as text, one fact a line, then the table of routes.</summary>
    public string ToText()
    {
        var width = Routes.Max(r => r.Name.Length);
        var lines = new List<string>
        {
            Path,
            $"  secret:   {SecretText()}",
            $"  excluded: {(IgnoreLine is null ? "no line of .claudeignore names it" : $"{(IsExcluded ? "yes" : "no, taken back in")}, {IgnoreLine}")}",
            $"  enforced: {Coverage}{(DenyRule is null ? string.Empty : $", {DenyRule}")}",
            "  routes:",
        };
        lines.AddRange(Routes.Select(r => $"    {r.Name.PadRight(width)}  {(r.IsOpen ? $"open; closed by {r.By}" : $"closed by {r.By}")}"));
        return string.Join('\n', lines) + "\n";
    }

    private string SecretText() => this switch
    {
        { Exists: false } => "there is no such file in the working tree that is judged",
        { Secret: { } secret } => $"yes, it holds {secret}",
        { CredentialLine: > 0 } => $"no file of secrets, but line {CredentialLine} holds a credential; 'claude-build-guard scan' with this path says which",
        _ => "no: neither its name nor its content says so",
    };

    private static int FirstCredential(GuardSession session, string path, CancellationToken cancellation) =>
        CredentialScan.File(System.IO.Path.Combine(session.Options.RepositoryRoot, path), session.Options, cancellation)
            .Findings.FirstOrDefault(f => f.Id == "CBG3001")?.Location.Line ?? 0;

    /// <summary>
    /// What the settings of the user and the machine change: a verdict leaves them out, because nobody else has them, but whoever asks
    /// sits in front of them.
    /// </summary>
    /// <param name="shared">The explanation without them.</param>
    /// <returns>Further lines of <see cref="ToText"/>; empty when they change nothing.</returns>
    public string BeyondText(PathExplanation shared)
    {
        ArgumentNullException.ThrowIfNull(shared);
        var lines = new List<string>();
        if ((Coverage, DenyRule) != (shared.Coverage, shared.DenyRule))
        {
            lines.Add($"    {Coverage}{(DenyRule is null ? string.Empty : $", {DenyRule}")}");
        }

        lines.AddRange(Routes.Except(shared.Routes).Select(r => $"    {r.Name}: {(r.IsOpen ? "open" : $"closed by {r.By}")}"));
        return lines.Count == 0 ? string.Empty : $"  here, with your own and this machine's settings, which nobody else has:\n{string.Join('\n', lines)}\n";
    }
}
