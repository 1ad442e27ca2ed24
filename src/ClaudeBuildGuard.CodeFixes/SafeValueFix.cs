using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ClaudeBuildGuard.CodeFixes;

/// <summary>Turns a weak constant into the safe one: <c>false</c> into <c>true</c>, <c>CookieSecurePolicy.None</c> into <c>Always</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SafeValueFix))]
[Shared]
internal sealed class SafeValueFix : SecurityCodeFix
{
    private static readonly Dictionary<string, string> SafeMembers = new(StringComparer.Ordinal)
    {
        ["SecurePolicy"] = "Always",
        ["SameSite"] = "Lax",
        ["CompatibilityMode"] = "IdentityV3",
    };

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create("CBG7002", "CBG7003", "CBG7004", "CBG7008", "CBG7012", "CBG7013", "CBG7303");

    /// <inheritdoc/>
    protected override (string Title, SyntaxNode Changed)? Fix(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic)
    {
        if (node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { } assignment || assignment.Span != diagnostic.Location.SourceSpan || Safe(assignment) is not { } safe)
        {
            return null;
        }

        return ($"Set it to {safe}", root.ReplaceNode(assignment.Right, safe.WithTriviaFrom(assignment.Right)));
    }

    private static ExpressionSyntax? Safe(AssignmentExpressionSyntax assignment) => assignment.Right switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.FalseLiteralExpression) => SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression),
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.TrueLiteralExpression) => SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression),
        MemberAccessExpressionSyntax member when SafeMembers.TryGetValue(Property(assignment), out var name) => member.WithName(SyntaxFactory.IdentifierName(name)),
        _ => null,
    };

    private static string Property(AssignmentExpressionSyntax assignment) => assignment.Left switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        IdentifierNameSyntax name => name.Identifier.ValueText,
        _ => string.Empty,
    };
}
