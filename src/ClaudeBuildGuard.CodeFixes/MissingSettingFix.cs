using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ClaudeBuildGuard.CodeFixes;

/// <summary>Throws where a secret is missing, instead of going on with one that everybody can read.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingSettingFix))]
[Shared]
internal sealed class MissingSettingFix : SecurityCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("CBG7006");

    /// <inheritdoc/>
    protected override (string Title, SyntaxNode Changed)? Fix(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic) =>
        node.DescendantNodesAndSelf().OfType<BinaryExpressionSyntax>().FirstOrDefault(b => b.IsKind(SyntaxKind.CoalesceExpression)) is { } coalesce
            ? ("Throw when it is missing", root.ReplaceNode(
                coalesce.Right, SyntaxFactory.ParseExpression("throw new System.InvalidOperationException(\"The secret is not configured.\")").WithTriviaFrom(coalesce.Right)))
            : null;
}
