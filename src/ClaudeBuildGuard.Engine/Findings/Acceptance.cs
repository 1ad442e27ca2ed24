namespace ClaudeBuildGuard.Engine.Findings;

/// <summary>Why a finding was accepted before it was judged: the repository says so to another tool.</summary>
/// <param name="By">Where that stands.</param>
/// <param name="Reason">The sentence that a report shows.</param>
public sealed record Acceptance(SilencedBy By, string Reason);
