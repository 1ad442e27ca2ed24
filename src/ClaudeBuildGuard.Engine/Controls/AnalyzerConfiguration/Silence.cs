namespace ClaudeBuildGuard.Engine.Controls.AnalyzerConfiguration;

/// <summary>One place where security analysis is silenced.</summary>
/// <param name="Line">1-based.</param>
/// <param name="What">What it does, as the beginning of a sentence.</param>
internal readonly record struct Silence(int Line, string What);
