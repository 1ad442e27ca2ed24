using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ClaudeBuildGuard.CodeFixes;

/// <summary>Turns <c>Redirect</c> into <c>LocalRedirect</c>, which refuses addresses of other sites.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LocalRedirectFix))]
[Shared]
internal sealed class LocalRedirectFix : SecurityCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("CBG7014");

    /// <inheritdoc/>
    protected override (string Title, SyntaxNode Changed)? Fix(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic)
    {
        // HttpResponse.Redirect has no local twin.
        var name = node.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.Expression switch
        {
            IdentifierNameSyntax own => own,
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Results" or "TypedResults" } or ThisExpressionSyntax } access => access.Name,
            _ => null,
        };
        return name?.Identifier.ValueText == "Redirect"
            ? ("Use LocalRedirect", root.ReplaceNode(name, SyntaxFactory.IdentifierName("LocalRedirect").WithTriviaFrom(name)))
            : null;
    }
}
