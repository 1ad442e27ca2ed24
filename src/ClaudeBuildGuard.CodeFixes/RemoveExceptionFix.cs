using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ClaudeBuildGuard.CodeFixes;

/// <summary>Takes out the call or attribute that makes an exception: <c>AllowAnonymous</c>, <c>DisableAntiforgery</c>, <c>IgnoreQueryFilters</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveExceptionFix))]
[Shared]
internal sealed class RemoveExceptionFix : SecurityCodeFix
{
    private static readonly HashSet<string> Calls = new(StringComparer.Ordinal) { "AllowAnonymous", "DisableAntiforgery", "IgnoreQueryFilters" };

    private static readonly HashSet<string> Attributes = new(StringComparer.Ordinal) { "AllowAnonymous", "IgnoreAntiforgeryToken" };

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("CBG7104", "CBG7202", "CBG7406");

    /// <inheritdoc/>
    protected override (string Title, SyntaxNode Changed)? Fix(SyntaxNode root, SyntaxNode node, Diagnostic diagnostic)
    {
        if (AttributeAt(node) is { Parent: AttributeListSyntax list } attribute)
        {
            var changed = list.Attributes.Count == 1
                ? root.RemoveNode(list, IsAloneOnItsLine(list) ? SyntaxRemoveOptions.KeepNoTrivia : SyntaxRemoveOptions.KeepLeadingTrivia)
                : root.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove(attribute)));
            return changed is null ? null : ($"Remove [{attribute.Name}]", changed);
        }

        var statement = root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.AncestorsAndSelf().FirstOrDefault(n => n is StatementSyntax or MemberDeclarationSyntax);
        var call = statement?.DescendantNodes().OfType<InvocationExpressionSyntax>().FirstOrDefault(c =>
            c.Expression is MemberAccessExpressionSyntax access && Calls.Contains(access.Name.Identifier.ValueText) && c.Span.End >= diagnostic.Location.SourceSpan.Start);
        return call?.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: var receiver }
            ? ($"Remove {name}()", root.ReplaceNode(call, receiver.WithTrailingTrivia(call.GetTrailingTrivia())))
            : null;
    }

    /// <summary>True when nothing else stands on the line and no comment before it would be lost.</summary>
    private static bool IsAloneOnItsLine(AttributeListSyntax list) =>
        list.GetTrailingTrivia().Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia)) && list.GetLeadingTrivia().All(t => t.IsKind(SyntaxKind.WhitespaceTrivia));

    private static AttributeSyntax? AttributeAt(SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute)
        {
            return attribute;
        }

        return node is MethodDeclarationSyntax method
            ? method.AttributeLists.SelectMany(l => l.Attributes).FirstOrDefault(a => Attributes.Contains(Last(a.Name)))
            : null;
    }

    private static string Last(NameSyntax name) => name is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : name.ToString();
}
