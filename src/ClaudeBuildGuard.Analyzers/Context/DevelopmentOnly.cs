using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ClaudeBuildGuard.Analyzers.Context;

/// <summary>
/// Tells code that runs on a developer's machine only: under <c>IsDevelopment()</c>, under a test of the environment's name, in a member or
/// a policy named for development, or between <c>#if DEBUG</c> and its end.
/// </summary>
internal static class DevelopmentOnly
{
    /// <summary>True when nothing but a development environment executes the node.</summary>
    public static bool Is(SyntaxNode node)
    {
        for (var current = node; current.Parent is { } parent; current = parent)
        {
            var guarded = parent switch
            {
                IfStatementSyntax branch when branch.Condition != current => Guards(branch.Condition, branch.Else == current),
                ConditionalExpressionSyntax choice when choice.Condition != current => Guards(choice.Condition, choice.WhenFalse == current),
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both when both.Right == current => Guards(both.Left, false),
                MethodDeclarationSyntax method => IsNamedForDevelopment(method.Identifier.ValueText),
                LocalFunctionStatementSyntax function => IsNamedForDevelopment(function.Identifier.ValueText),
                ClassDeclarationSyntax type => IsNamedForDevelopment(type.Identifier.ValueText),
                InvocationExpressionSyntax call => call.ArgumentList.Arguments.Any(NamesDevelopment),
                _ => false,
            };
            if (guarded)
            {
                return true;
            }
        }

        return IsBetweenDebugDirectives(node);
    }

    /// <summary>True for a condition that holds only in development, or, in its <c>else</c>, only elsewhere.</summary>
    private static bool Guards(SyntaxNode condition, bool inElse)
    {
        var negated = condition is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression };
        return negated == inElse && condition.DescendantNodesAndSelf().Any(TestsForDevelopment);
    }

    private static bool TestsForDevelopment(SyntaxNode node) => node switch
    {
        IdentifierNameSyntax name => IsNamedForDevelopment(name.Identifier.ValueText),
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal => IsNamedForDevelopment(literal.Token.ValueText),
        _ => false,
    };

    private static bool NamesDevelopment(ArgumentSyntax argument) =>
        argument.Expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal &&
        literal.Token.ValueText.Length < 40 && IsNamedForDevelopment(literal.Token.ValueText);

    private static bool IsNamedForDevelopment(string name) =>
        name.IndexOf("Development", StringComparison.OrdinalIgnoreCase) >= 0 ||
        name.IndexOf("Localhost", StringComparison.OrdinalIgnoreCase) >= 0 ||
        Words.Of(name).Any(word => word is "dev" or "developer" or "debug") ||
        name is "local";

    private static bool IsBetweenDebugDirectives(SyntaxNode node)
    {
        var root = node.SyntaxTree.GetRoot();
        if (!root.ContainsDirectives)
        {
            return false;
        }

        var open = new Stack<bool>();
        for (var directive = root.GetFirstDirective(); directive is not null && directive.SpanStart < node.SpanStart; directive = directive.GetNextDirective())
        {
            switch (directive)
            {
                case IfDirectiveTriviaSyntax condition:
                    open.Push(condition.Condition.ToString().Trim() == "DEBUG");
                    break;
                case ElseDirectiveTriviaSyntax or ElifDirectiveTriviaSyntax when open.Count > 0:
                    open.Pop();
                    open.Push(false);
                    break;
                case EndIfDirectiveTriviaSyntax when open.Count > 0:
                    open.Pop();
                    break;
            }
        }

        return open.Contains(true);
    }
}
