using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Tenant;

/// <summary>A query that is built up in a local, as search methods do: <c>var q = db.Orders; if (…) q = q.Where(…); return q.ToList();</c>.</summary>
internal static class HeldQuery
{
    /// <summary>True when the local is read in the same method, and nowhere handed to code that could add a condition.</summary>
    /// <param name="value">What the local is given.</param>
    /// <param name="reads">Tells a call that reads.</param>
    /// <param name="hides">Tells a call whose condition cannot be seen.</param>
    public static bool IsReadHere(IOperation value, Func<IInvocationOperation, bool> reads, Func<IInvocationOperation, bool> hides)
    {
        if (value.SemanticModel is not { } model || Holder(value.Syntax) is not { } declarator || declarator.FirstAncestorOrSelf<BlockSyntax>() is not { } block)
        {
            return false;
        }

        var isRead = false;
        foreach (var use in block.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == declarator.Identifier.ValueText))
        {
            if (use.Parent is AssignmentExpressionSyntax assignment && assignment.Left == use)
            {
                continue;
            }

            var calls = Calls(use).Select(c => model.GetOperation(c)).OfType<IInvocationOperation>().ToList();
            if (calls.Count == 0 || calls.Any(hides))
            {
                return false;
            }

            isRead |= calls.Any(reads);
        }

        return isRead;
    }

    private static VariableDeclaratorSyntax? Holder(SyntaxNode value) =>
        value.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } ? declarator : null;

    /// <summary>The chain of calls that begins with a name.</summary>
    private static IEnumerable<InvocationExpressionSyntax> Calls(SyntaxNode name)
    {
        var current = name;
        while (current.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access && access.Expression == current)
        {
            yield return call;
            current = call;
        }
    }
}
