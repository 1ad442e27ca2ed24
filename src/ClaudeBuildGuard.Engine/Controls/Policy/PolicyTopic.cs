namespace ClaudeBuildGuard.Engine.Controls.Policy;

/// <summary>Something that the policy has to speak about.</summary>
/// <param name="Id">Its name in a finding's identity and properties.</param>
/// <param name="Missing">What is missing when nobody speaks about it, as part of a sentence.</param>
/// <param name="Rule">The sentence that <c>init</c> writes.</param>
/// <param name="Bad">What has to be forbidden.</param>
/// <param name="Safe">What satisfies the topic when it is asked for, or not allowed to be left out.</param>
internal sealed record PolicyTopic(string Id, string Missing, string Rule, Phrases Bad, Phrases Safe)
{
    /// <summary>True when the absence of this topic alone is worth a finding; else it is named beside others that are.</summary>
    public bool IsCore { get; init; } = true;

    /// <summary>True when a statement covers the topic.</summary>
    public bool IsCoveredBy(Statement statement) => statement.Stance switch
    {
        Stance.Prohibits => Bad.In(statement.Text),
        Stance.Requires or Stance.Neutral => Safe.In(statement.Text) && !InsecureOrder.In(statement.Text),
        _ => false,
    };
}
