using ClaudeBuildGuard.Analyzers.Context;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Flow;

/// <summary>What a text or an array of bytes is made of, and what its parts are called.</summary>
internal static class TextParts
{
    private const int Depth = 6;

    /// <summary>The value itself, bare, and then the values that it is put together from.</summary>
    public static IEnumerable<IOperation> Of(IOperation value) => Of(value, Depth);

    /// <summary>The name of the password among the parts; null when there is none.</summary>
    public static string? Password(IEnumerable<IOperation> parts) =>
        parts.Select(part => NameOf(part) is { } name && IsTextOrBytes(part.Type) && SensitiveNames.IsPassword(name) ? name : null).FirstOrDefault(n => n is not null);

    /// <summary>The name of a variable or a member, or of the method that is called; null for anything else.</summary>
    public static string? NameOf(IOperation operand) => operand switch
    {
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        ILocalReferenceOperation local => local.Local.Name,
        IPropertyReferenceOperation property => property.Property.Name,
        IFieldReferenceOperation member => member.Field.Name,
        IInvocationOperation call => call.TargetMethod.Name,
        _ => null,
    };

    /// <summary>True for text, for arrays of bytes or characters, and for spans.</summary>
    public static bool IsTextOrBytes(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_String } or IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char } ||
        type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" };

    private static IEnumerable<IOperation> Of(IOperation value, int depth)
    {
        value = value.Bare();
        if (depth == 0 || value.ConstantValue.HasValue)
        {
            return [];
        }

        // The operation of a collection expression is newer than the oldest compiler that loads this.
        IEnumerable<IOperation> inner = value switch
        {
            ILocalReferenceOperation local => Locals.OnlyValue(local) is { } only ? [only] : [],
            IInvocationOperation { TargetMethod.Name: "GetBytes" or "Concat" or "ToArray" or "AsSpan" or "Trim" or "ToLower" or "ToLowerInvariant" or "Format" or "ToString" } call =>
                call.ChildOperations.Select(c => c is IArgumentOperation argument ? argument.Value : c),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => [sum.LeftOperand, sum.RightOperand],
            IInterpolatedStringOperation text => text.Parts.OfType<IInterpolationOperation>().Select(p => p.Expression),
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            { Syntax: CollectionExpressionSyntax } => value.ChildOperations.Select(c => c.Syntax is SpreadElementSyntax ? c.ChildOperations.First() : c),
            _ => [],
        };
        return inner.SelectMany(part => Of(part, depth - 1)).Prepend(value);
    }
}
