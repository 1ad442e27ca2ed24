using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Flow;

/// <summary>Small questions that every rule asks of an operation.</summary>
internal static class OperationReading
{
    /// <summary>The operation without the conversions, parentheses and awaits around it.</summary>
    public static IOperation Bare(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IAwaitOperation awaited:
                    operation = awaited.Operation;
                    break;
                case IDelegateCreationOperation creation:
                    operation = creation.Target;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>True when the compiler knows that the operation is that boolean.</summary>
    public static bool IsConstant(this IOperation operation, bool value) =>
        operation.Bare().ConstantValue is { HasValue: true, Value: bool constant } && constant == value;

    /// <summary>The constant number, or null.</summary>
    public static double? Number(this IOperation? operation)
    {
        var value = operation?.ConstantValue is { HasValue: true } whole ? whole.Value : operation?.Bare().ConstantValue.Value;
        return value is int or long or double or float or uint or short or byte
            ? Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>The constant text, or null.</summary>
    public static string? Text(this IOperation? operation) =>
        operation?.Bare().ConstantValue is { HasValue: true, Value: string text } ? text : null;

    /// <summary>The value of the argument for a parameter of that name; null when it is left to its default or does not exist.</summary>
    public static IOperation? Argument(this IInvocationOperation call, string parameter) => Find(call.Arguments, parameter);

    /// <inheritdoc cref="Argument(IInvocationOperation, string)"/>
    public static IOperation? Argument(this IObjectCreationOperation creation, string parameter) => Find(creation.Arguments, parameter);

    /// <summary>What a call is made on: the instance, or the first argument of an extension method.</summary>
    public static IOperation? Receiver(this IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod && !call.Arguments.IsEmpty
            ? call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0)?.Value
            : null);

    /// <summary>The operation that is the statement or lambda body around an operation.</summary>
    public static IOperation Outermost(this IOperation operation)
    {
        var current = operation;
        while (current.Parent is { } parent)
        {
            current = parent;
        }

        return current;
    }

    /// <summary>The operations around an operation, the nearest first.</summary>
    public static IEnumerable<IOperation> Around(this IOperation operation)
    {
        for (var o = operation.Parent; o is not null; o = o.Parent)
        {
            yield return o;
        }
    }

    /// <summary>The lambda, local function, method or accessor that an operation belongs to, as syntax.</summary>
    public static SyntaxNode? Member(this IOperation operation) =>
        operation.Syntax.AncestorsAndSelf().FirstOrDefault(node =>
            node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax or GlobalStatementSyntax);

    private static IOperation? Find(IEnumerable<IArgumentOperation> arguments, string parameter) =>
        arguments.FirstOrDefault(a => a.Parameter?.Name == parameter && a.ArgumentKind != ArgumentKind.DefaultValue)?.Value;
}
