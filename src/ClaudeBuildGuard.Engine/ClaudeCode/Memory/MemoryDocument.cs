using ClaudeBuildGuard.Engine.Findings;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Memory;

/// <summary>Why the client reads a memory file.</summary>
internal enum MemoryKind
{
    /// <summary><c>CLAUDE.md</c> or <c>.claude/CLAUDE.md</c> at the root: in every session.</summary>
    Project,

    /// <summary>A rule without <c>paths</c>: in every session.</summary>
    Rule,

    /// <summary>A rule with <c>paths</c>: when a file that matches is read.</summary>
    ConditionalRule,

    /// <summary><c>CLAUDE.local.md</c> at the root: in every session of the person who has it.</summary>
    Local,

    /// <summary><c>AGENTS.md</c> at the root, read because there is no <c>CLAUDE.md</c>.</summary>
    Agents,

    /// <summary>Memory of a directory below the root: when a file there is read.</summary>
    Subdirectory,
}

/// <summary>A file whose text the client puts into a session.</summary>
/// <param name="File">Where it stands; for a link, the link.</param>
/// <param name="Content">The file that holds the text; differs from <paramref name="File"/> for a link.</param>
/// <param name="Kind">Why it is read; for an imported file, why the file that imports it is.</param>
/// <param name="Depth">0 for a memory file itself, 1 for what it imports, and so on.</param>
/// <param name="Markdown">Its text. A file that is no Markdown is read as if it were, as the client does.</param>
internal sealed record MemoryDocument(RepositoryFile File, RepositoryFile Content, MemoryKind Kind, int Depth, MarkdownText Markdown)
{
    /// <summary>True when every session in this repository, on every machine, begins with it.</summary>
    public bool IsShared => Kind is MemoryKind.Project or MemoryKind.Rule or MemoryKind.Agents || (Kind == MemoryKind.Local && File.IsTracked);
}

/// <summary>What becomes of an import.</summary>
internal enum ImportOutcome
{
    /// <summary>The file is loaded here, or was loaded before.</summary>
    Loaded,

    /// <summary>The file exists, but the chain of imports is too long.</summary>
    TooDeep,

    /// <summary>The file exists, but the client loads no file with such an extension.</summary>
    NotAText,

    /// <summary>The path leads out of the repository, by itself or through a link. Loaded once a person has agreed.</summary>
    OutsideRepository,

    /// <summary>The path begins with <c>~/</c>. Loaded once a person has agreed.</summary>
    Home,
}

/// <summary>An import of a memory file that names an existing file or a place outside the repository.</summary>
/// <param name="From">The file that holds it.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Written">The path as written, without the <c>@</c>.</param>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Target">The file of the repository that it names, links followed; null outside the repository.</param>
/// <param name="Kind">Why the client reads <paramref name="From"/>.</param>
internal sealed record MemoryImport(
    RepositoryFile From, Location Location, string Written, ImportOutcome Outcome, RepositoryFile? Target, MemoryKind Kind);
