using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.ClaudeCode.Memory;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.Controls.Policy;

/// <summary>What the policy of a repository leaves out.</summary>
/// <param name="HasMemory">False when no session in every clone begins with any text of this repository.</param>
/// <param name="Topics">Topics that nobody speaks about.</param>
/// <param name="Patterns">Excluded patterns that nobody names.</param>
internal sealed record PolicyJudgement(bool HasMemory, ImmutableArray<PolicyTopic> Topics, ImmutableArray<string> Patterns)
{
    /// <summary>True when nothing is missing that is worth a finding.</summary>
    public bool IsSufficient => Patterns.IsEmpty && !Topics.Any(t => t.IsCore);

    /// <summary>The topics that a repository's policy has to speak about.</summary>
    public static ImmutableArray<PolicyTopic> Required(RepositoryView repository) =>
        [.. GeneralTopics.All, .. SourceStacks.Of(repository).SelectMany(StackTopics.Of)];

    /// <summary>Judges the memory files of a repository and what they import.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="ignoreFile">The text of <c>.claudeignore</c>; empty when there is none.</param>
    public static PolicyJudgement Of(RepositoryView repository, string ignoreFile) => Of(repository, ignoreFile, MemoryClosure.Of(repository).Documents);

    /// <summary>Judges some memory files of a repository.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="ignoreFile">The text of <c>.claudeignore</c>; empty when there is none.</param>
    /// <param name="memory">What a session begins with.</param>
    public static PolicyJudgement Of(RepositoryView repository, string ignoreFile, IEnumerable<MemoryDocument> memory)
    {
        var documents = memory.Where(d => d.IsShared).ToList();
        var statements = documents.SelectMany(d => StatementReader.Read(d.Markdown)).ToList();
        return new PolicyJudgement(
            documents.Count > 0,
            [.. Required(repository).Where(t => !statements.Exists(t.IsCoveredBy))],
            ExclusionNames.Unnamed(ExclusionNames.Required(ignoreFile), documents, statements));
    }
}
