using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Flow;

/// <summary>
/// Follows a value back to the text it was written as: through constants, locals that are assigned once, read-only fields, get-only
/// properties, and the calls that only change a text's representation.
/// </summary>
internal static class Literals
{
    private const int Depth = 8;

    private static readonly HashSet<string> Representations = new(StringComparer.Ordinal)
    {
        "GetBytes", "FromBase64String", "FromHexString", "ToArray", "AsSpan", "ToCharArray", "Trim", "Create", "ToLower", "ToUpper",
    };

    /// <summary>A text that was written into the code.</summary>
    internal sealed class Written(string text, bool isFallback)
    {
        /// <summary>The text itself: never printed.</summary>
        public string Text { get; } = text;

        /// <summary>True when it is used only where a configured value is missing.</summary>
        public bool IsFallback { get; } = isFallback;
    }

    /// <summary>The text that the operation's value was written as; null when it comes from elsewhere.</summary>
    public static Written? Trace(IOperation? operation) => operation is null ? null : Trace(operation, Depth);

    private static Written? Trace(IOperation operation, int depth)
    {
        operation = operation.Bare();
        if (depth == 0)
        {
            return null;
        }

        if (operation.ConstantValue is { HasValue: true, Value: string text })
        {
            return text.Trim().Length == 0 ? null : new Written(text, isFallback: false);
        }

        switch (operation)
        {
            case IUtf8StringOperation utf8:
                return new Written(utf8.Value, isFallback: false);
            case ILocalReferenceOperation local:
                return OnlyValue(local) is { } value ? Trace(value, depth - 1) : null;
            case IFieldReferenceOperation { Field: { IsReadOnly: true } field }:
                return Declared(field);
            case IPropertyReferenceOperation { Property: { SetMethod: null } property }:
                return Declared(property);
            case ICoalesceOperation coalesce:
                return Trace(coalesce.WhenNull, depth - 1) is { } fallback ? new Written(fallback.Text, isFallback: true) : null;
            case IInvocationOperation call when Representations.Contains(call.TargetMethod.Name):
                return Represented(call) is { } inner ? Trace(inner, depth - 1) : null;
            case IArrayCreationOperation { Initializer: { ElementValues: { Length: >= 8 } elements } }
                when elements.All(e => e.Bare().ConstantValue.HasValue || e.ConstantValue.HasValue):
                return new Written(new string('*', elements.Length), isFallback: false);
            default:
                return null;
        }
    }

    /// <summary>The one value that a local has: its initializer, when nothing assigns it again.</summary>
    public static IOperation? OnlyValue(ILocalReferenceOperation reference)
    {
        var local = reference.Local;
        if (reference.SemanticModel is not { } model || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax
            {
                Initializer.Value: { } initializer,
            } declarator || declarator.SyntaxTree != model.SyntaxTree)
        {
            return null;
        }

        var scope = declarator.Ancestors().FirstOrDefault(n => n is BlockSyntax or CompilationUnitSyntax or SwitchSectionSyntax);
        var assignedAgain = scope?.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(a => a.Left is IdentifierNameSyntax name && name.Identifier.ValueText == local.Name) ?? true;
        return assignedAgain ? null : model.GetOperation(initializer);
    }

    private static IOperation? Represented(IInvocationOperation call) =>
        call.TargetMethod.Name is "ToArray" or "AsSpan" or "ToCharArray" or "Trim" or "ToLower" or "ToUpper"
            ? call.Receiver()
            : call.Arguments.FirstOrDefault()?.Value;

    private static Written? Declared(ISymbol member)
    {
        var value = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            PropertyDeclarationSyntax property => property.ExpressionBody?.Expression ?? property.Initializer?.Value,
            _ => null,
        };
        while (value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments: { Count: 1 } arguments } &&
            Representations.Contains(access.Name.Identifier.ValueText))
        {
            value = arguments[0].Expression;
        }

        return value is LiteralExpressionSyntax literal &&
            (literal.IsKind(SyntaxKind.StringLiteralExpression) || literal.IsKind(SyntaxKind.Utf8StringLiteralExpression)) &&
            literal.Token.ValueText.Trim().Length > 0
                ? new Written(literal.Token.ValueText, isFallback: false)
                : null;
    }
}
