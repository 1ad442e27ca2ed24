namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>
/// The descriptor of one kind of finding. Each has a page <c>docs/rules/{Id}.md</c> with a bad and a good example.
/// </summary>
/// <param name="Id">The code a user reads and types: <c>CBG</c> and four digits. Never reused.</param>
/// <param name="Title">What is wrong, in a few words, without a full stop.</param>
/// <param name="DefaultSeverity">The severity when neither the finding nor the configuration says otherwise.</param>
/// <param name="Controls">The controls of the mission that it enforces, such as <c>A2 B1</c>.</param>
public sealed record Diagnostic(string Id, string Title, Severity DefaultSeverity, string Controls)
{
    private const string RulePages = "https://github.com/claude-build-guard/claude-build-guard/blob/main/docs/rules/";

    /// <summary>What may silence it.</summary>
    public Silencing Silencing { get; init; } = Silencing.Anything;

    /// <summary>The address of its page; MSBuild shows it as a link on the code.</summary>
    public string HelpLink => $"{RulePages}{Id}.md";
}
