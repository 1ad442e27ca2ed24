using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Flow;

/// <summary>What a local is given in the block that declares it.</summary>
internal static class Locals
{
    /// <summary>The one value that a local has: its initializer, when nothing assigns it again.</summary>
    public static IOperation? OnlyValue(ILocalReferenceOperation local)
    {
        var values = Values(local).Take(2).ToList();
        return values.Count == 1 && Declarator(local) is { Initializer: not null } ? values[0] : null;
    }

    /// <summary>Everything that a local is given, its initializer first: <c>=</c>, <c>??=</c> and <c>+=</c> too.</summary>
    public static IEnumerable<IOperation> Values(ILocalReferenceOperation local)
    {
        if (local.SemanticModel is not { } model || Declaration(local) is not { } declaration)
        {
            yield break;
        }

        if (declaration is VariableDeclaratorSyntax { Initializer.Value: { } initializer } && model.GetOperation(initializer) is { } first)
        {
            yield return first;
        }

        foreach (var assignment in Scope(declaration)?.DescendantNodes().OfType<AssignmentExpressionSyntax>() ?? [])
        {
            if (assignment.Left is IdentifierNameSyntax name && name.Identifier.ValueText == local.Local.Name && model.GetOperation(assignment.Right) is { } value)
            {
                yield return value;
            }
        }
    }

    /// <summary>The arguments of the calls that add to what a local holds, such as the text handed to a <c>StringBuilder</c>.</summary>
    public static IEnumerable<IOperation> Added(ILocalReferenceOperation local, params string[] methods)
    {
        if (local.SemanticModel is not { } model || Declaration(local) is not { } declaration)
        {
            yield break;
        }

        foreach (var call in Scope(declaration)?.DescendantNodes().OfType<InvocationExpressionSyntax>() ?? [])
        {
            if (call.Expression is MemberAccessExpressionSyntax access && methods.Any(m => access.Name.Identifier.ValueText.StartsWith(m, StringComparison.Ordinal)) &&
                Root(access) is IdentifierNameSyntax name && name.Identifier.ValueText == local.Local.Name)
            {
                foreach (var argument in call.ArgumentList.Arguments)
                {
                    if (model.GetOperation(argument.Expression) is { } value)
                    {
                        yield return value;
                    }
                }
            }
        }
    }

    private static VariableDeclaratorSyntax? Declarator(ILocalReferenceOperation local) => Declaration(local) as VariableDeclaratorSyntax;

    private static SyntaxNode? Declaration(ILocalReferenceOperation local) =>
        local.Local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration && declaration.SyntaxTree == local.SemanticModel?.SyntaxTree ? declaration : null;

    private static SyntaxNode? Scope(SyntaxNode declaration) =>
        declaration.Ancestors().FirstOrDefault(n => n is BlockSyntax or CompilationUnitSyntax or SwitchSectionSyntax);

    /// <summary>What a chain of calls begins with: <c>b</c> in <c>b.Append(x).Append</c>.</summary>
    private static ExpressionSyntax Root(MemberAccessExpressionSyntax access)
    {
        ExpressionSyntax current = access;
        while (true)
        {
            switch (current)
            {
                case MemberAccessExpressionSyntax member:
                    current = member.Expression;
                    break;
                case InvocationExpressionSyntax call:
                    current = call.Expression;
                    break;
                default:
                    return current;
            }
        }
    }
}
