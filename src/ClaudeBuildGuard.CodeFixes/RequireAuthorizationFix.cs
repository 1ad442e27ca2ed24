using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ClaudeBuildGuard.CodeFixes;

/// <summary>Gives an endpoint without a decision <c>[Authorize]</c> or <c>RequireAuthorization()</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RequireAuthorizationFix))]
[Shared]
internal sealed class RequireAuthorizationFix : SecurityCodeFix
{
    private const string Attribute = "Microsoft.AspNetCore.Authorization.Authorize";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("CBG7101", "CBG7102");

    /// <inheritdoc/>
    protected override (string Title, SyntaxNode Changed)? Fix(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic)
    {
        var member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>(n => n is ClassDeclarationSyntax or MethodDeclarationSyntax);
        if (member is ClassDeclarationSyntax { Identifier.Span: var type } && type == diagnostic.Location.SourceSpan ||
            member is MethodDeclarationSyntax { Identifier.Span: var method } && method == diagnostic.Location.SourceSpan)
        {
            return ("Add [Authorize]", root.ReplaceNode(member, WithAuthorize(member, root)));
        }

        return root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } mapping
            ? ("Add RequireAuthorization()", root.ReplaceNode(mapping, Calling(mapping)))
            : null;
    }

    private static MemberDeclarationSyntax WithAuthorize(MemberDeclarationSyntax member, SyntaxNode root)
    {
        var isImported = root.DescendantNodes().OfType<UsingDirectiveSyntax>().Any(u => u.Name?.ToString() == "Microsoft.AspNetCore.Authorization");
        var name = SyntaxFactory.ParseName(isImported ? "Authorize" : Attribute);
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(name)))
            .WithLeadingTrivia(member.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.EndOfLine("\n"));
        var indent = member.GetLeadingTrivia().LastOrDefault(t => t.IsKind(SyntaxKind.WhitespaceTrivia));
        var bare = member.WithLeadingTrivia(indent.IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(indent) : SyntaxFactory.TriviaList());
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list));
    }

    private static InvocationExpressionSyntax Calling(InvocationExpressionSyntax mapping) =>
        SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression, mapping.WithoutTrailingTrivia(), SyntaxFactory.IdentifierName("RequireAuthorization"))).WithTriviaFrom(mapping);
}
