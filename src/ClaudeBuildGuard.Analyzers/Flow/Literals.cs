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
        "GetBytes", "FromBase64String", "FromHexString", "ToArray", "AsSpan", "ToCharArray", "Trim", "Create", "ToLower", "ToUpper", "HashData", "ComputeHash",
    };

    /// <summary>A text that was written into the code.</summary>
    internal sealed class Written(string text, bool isFallback, SyntaxNode? place = null)
    {
        /// <summary>The text itself: never printed.</summary>
        public string Text { get; } = text;

        /// <summary>True when it is used only where a configured value is missing.</summary>
        public bool IsFallback { get; } = isFallback;

        /// <summary>The expression that holds the text; null where it is declared elsewhere.</summary>
        public SyntaxNode? Place { get; } = place;
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
            return text.Trim().Length == 0 ? null : new Written(text, isFallback: false, operation.Syntax);
        }

        switch (operation)
        {
            case IUtf8StringOperation utf8:
                return new Written(utf8.Value, isFallback: false);
            case ILocalReferenceOperation local:
                return OfLocal(local, depth);
            case IFieldReferenceOperation { Field: { IsReadOnly: true } field }:
                return Declared(field);
            case IPropertyReferenceOperation { Property: { SetMethod: null } property }:
                return Declared(property);
            case ICoalesceOperation coalesce:
                return Fallback(Trace(coalesce.WhenNull, depth - 1));
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                return OfEither(Trace(choice.WhenTrue, depth - 1), Trace(otherwise, depth - 1));
            case IInvocationOperation { TargetMethod.Name: "GetValue" } read when read.Argument("defaultValue") is { } missing:
                return Fallback(Trace(missing, depth - 1));
            case IInvocationOperation call when Representations.Contains(call.TargetMethod.Name):
                return Represented(call) is { } inner ? Trace(inner, depth - 1) : null;
            case IArrayCreationOperation { Initializer: { ElementValues: { Length: >= 8 } elements } }
                when elements.All(e => e.Bare().ConstantValue.HasValue || e.ConstantValue.HasValue):
                return new Written(new string('*', elements.Length), isFallback: false);
            default:
                return null;
        }
    }

    /// <summary>A local with several values holds the written one when nothing else was set.</summary>
    private static Written? OfLocal(ILocalReferenceOperation local, int depth)
    {
        var values = Locals.Values(local).Select(v => Trace(v, depth - 1)).ToList();
        var written = values.FirstOrDefault(v => v is not null);
        return values.Count > 1 && values.Contains(null) ? Fallback(written) : written;
    }

    private static Written? OfEither(Written? one, Written? other) => one is not null && other is not null ? one : Fallback(one ?? other);

    private static Written? Fallback(Written? written) => written is null ? null : new Written(written.Text, isFallback: true, written.Place);

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
