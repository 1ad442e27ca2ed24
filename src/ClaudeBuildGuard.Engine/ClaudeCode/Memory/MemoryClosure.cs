using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Repositories;

namespace ClaudeBuildGuard.Engine.ClaudeCode.Memory;

/// <summary>
/// Everything that the client puts into a session as instructions of this repository: memory files in the order it reads them, each
/// followed by what it imports, each file once. Deny rules do not stop an import (real-client, "Routes to a denied file").
/// </summary>
/// <remarks>
/// Measured with the client, 2.1.330 on Linux: links inside the repository are followed, links out of it are not before a person
/// agrees; <c>.claude/rules</c> is read recursively; <c>AGENTS.md</c> is read only where there is no <c>CLAUDE.md</c>.
/// </remarks>
internal sealed class MemoryClosure
{
    // No repository comes near; a hostile one must not cost more.
    private const int MostDocuments = 2000;

    private MemoryClosure(
        ImmutableArray<MemoryDocument> documents,
        ImmutableArray<(MemoryDocument, MemoryExclusion)> excluded,
        ImmutableArray<MemoryImport> imports,
        ImmutableArray<RepositoryFile> unread)
    {
        Documents = documents;
        Excluded = excluded;
        Imports = imports;
        Unread = unread;
    }

    /// <summary>Every file whose text is loaded.</summary>
    public ImmutableArray<MemoryDocument> Documents { get; }

    /// <summary>Memory files that shared settings keep out of every session, with what they import left aside.</summary>
    public ImmutableArray<(MemoryDocument Document, MemoryExclusion By)> Excluded { get; }

    /// <summary>Every import of them that names a file.</summary>
    public ImmutableArray<MemoryImport> Imports { get; }

    /// <summary>Memory files and imported files that could not be read.</summary>
    public ImmutableArray<RepositoryFile> Unread { get; }

    /// <summary>The closure of a repository, computed once for all who ask.</summary>
    public static MemoryClosure Of(RepositoryView repository) => repository.Derive(static r => new Reader(r).Read());

    private sealed class Reader(RepositoryView repository)
    {
        private readonly ImmutableArray<MemoryDocument>.Builder _documents = ImmutableArray.CreateBuilder<MemoryDocument>();
        private readonly ImmutableArray<MemoryImport>.Builder _imports = ImmutableArray.CreateBuilder<MemoryImport>();
        private readonly ImmutableArray<RepositoryFile>.Builder _unread = ImmutableArray.CreateBuilder<RepositoryFile>();
        private readonly ImmutableArray<(MemoryDocument, MemoryExclusion)>.Builder _excluded = ImmutableArray.CreateBuilder<(MemoryDocument, MemoryExclusion)>();
        private readonly MemoryExclusions _exclusions = MemoryExclusions.Of(repository);
        private readonly HashSet<string> _loaded = new(StringComparer.Ordinal);

        public MemoryClosure Read()
        {
            foreach (var (file, kind) in MemoryFiles.Of(repository))
            {
                Load(file, kind, 0);
            }

            return new MemoryClosure(_documents.ToImmutable(), _excluded.ToImmutable(), _imports.ToImmutable(), _unread.ToImmutable());
        }

        private void Load(RepositoryFile file, MemoryKind kind, int depth)
        {
            if (RepositoryLinks.Resolve(repository, file) is not { } content || !_loaded.Add(content.Path) || _documents.Count >= MostDocuments)
            {
                return;
            }

            MarkdownText markdown;
            try
            {
                if (content.Length > MarkdownText.LargestFile)
                {
                    return;
                }

                markdown = MarkdownText.Parse(ClientText.Of(content));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _unread.Add(content);
                return;
            }

            kind = kind == MemoryKind.Rule && RulePaths.AreGiven(markdown) ? MemoryKind.ConditionalRule : kind;
            var document = new MemoryDocument(file, content, kind, depth, markdown);
            if ((_exclusions.Of(file.Path) ?? _exclusions.Of(content.Path)) is { } exclusion)
            {
                _excluded.Add((document, exclusion));
                return;
            }

            _documents.Add(document);
            foreach (var written in ImportSyntax.Find(markdown))
            {
                Follow(file, kind, depth, markdown, written);
            }
        }

        private void Follow(RepositoryFile from, MemoryKind kind, int depth, MarkdownText markdown, WrittenImport written)
        {
            var (outcome, target) = Judge(from, written.Path, depth + 1);
            if (outcome is not { } known)
            {
                return;
            }

            _imports.Add(new MemoryImport(
                from, markdown.Lines.Locate(from.Path, written.Start, written.Length), written.Path, known, target, kind));
            if (known == ImportOutcome.Loaded)
            {
                Load(target!, kind, depth + 1);
            }
        }

        // An address, a package scope or a decorator looks like an import; only an existing file makes it one.
        private (ImportOutcome? Outcome, RepositoryFile? Target) Judge(RepositoryFile from, string written, int depth)
        {
            if (written.StartsWith("~/", StringComparison.Ordinal))
            {
                return (ImportOutcome.Home, null);
            }

            if (written.StartsWith('/'))
            {
                return SystemPaths.IsOne(written) ? (ImportOutcome.OutsideRepository, null) : default;
            }

            var directory = from.Path[..(from.Path.LastIndexOf('/') + 1)];
            if (RepositoryLinks.Combine(directory, written) is not { } path)
            {
                return (ImportOutcome.OutsideRepository, null);
            }

            if (repository.Find(path) is not { } file)
            {
                return default;
            }

            return RepositoryLinks.Resolve(repository, file) is not { } target ? (ImportOutcome.OutsideRepository, null)
                : !ImportSyntax.IsLoaded(file.Name) ? (ImportOutcome.NotAText, target)
                : depth > ImportSyntax.DeepestImport ? (ImportOutcome.TooDeep, target)
                : (ImportOutcome.Loaded, target);
        }
    }
}
