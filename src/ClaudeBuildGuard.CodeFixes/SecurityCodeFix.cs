using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ClaudeBuildGuard.CodeFixes;

/// <summary>A fix that replaces one node, all occurrences in a solution at once where asked.</summary>
internal abstract class SecurityCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (root is not null && node is not null && Fix(root, node, diagnostic) is var (title, changed))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), equivalenceKey: $"{diagnostic.Id} {title}"),
                    diagnostic);
            }
        }
    }

    /// <summary>The title and the changed document; null when nothing can be changed safely.</summary>
    protected abstract (string Title, SyntaxNode Changed)? Fix(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic);
}
