using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Input;

/// <summary>
/// A method's text parameter that is written between quotes into SQL for Dapper (CBG7407). Between quotes stands a value, never a table or a
/// column, so a parameter of the statement could always take its place. Text that is known to come from the request is CBG7405.
/// </summary>
internal sealed class QuotedTextCheck : SecurityCheck
{
    private const int Depth = 8;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } = ImmutableArray.Create(InputRules.QuotedText);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        if (inspection.Types.Find("Dapper.SqlMapper") is not { } dapper)
        {
            return;
        }

        var input = RequestInput.For(inspection);
        inspection.OnCall((operation, call) =>
        {
            if (SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, dapper) && call.Argument("sql") is { } sql && Quoted(sql) is { } parameter && input?.Unchecked(sql) is null)
            {
                operation.Report(Diagnostic.Create(InputRules.QuotedText, call.Syntax.GetLocation(), parameter));
            }
        });
    }

    /// <summary>The first parameter between quotes that nothing in its method looks at.</summary>
    private static string? Quoted(IOperation sql)
    {
        var parts = Parts(sql, Depth).ToList();
        for (var i = 1; i + 1 < parts.Count; i++)
        {
            if (Constant(parts[i - 1])?.TrimEnd('%').EndsWith("'", StringComparison.Ordinal) == true && Constant(parts[i + 1])?.TrimStart('%').StartsWith("'", StringComparison.Ordinal) == true &&
                parts[i] is IParameterReferenceOperation { Type.SpecialType: SpecialType.System_String } value && !RequestInput.IsChecked(value, [value.Parameter]))
            {
                return value.Parameter.Name;
            }
        }

        return null;
    }

    /// <summary>The pieces that a text is put together from, in their order.</summary>
    private static IEnumerable<IOperation> Parts(IOperation value, int depth)
    {
        value = value.Bare();
        if (depth == 0 || value.ConstantValue.HasValue)
        {
            return [value];
        }

        return value switch
        {
            ILocalReferenceOperation local when Locals.OnlyValue(local) is { } only => Parts(only, depth - 1),
            IInterpolatedStringOperation text => text.Parts.Select(p => p is IInterpolationOperation hole ? hole.Expression.Bare() : p),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Parts(sum.LeftOperand, depth - 1).Concat(Parts(sum.RightOperand, depth - 1)),
            _ => [value],
        };
    }

    private static string? Constant(IOperation part) => part is IInterpolatedStringTextOperation text ? text.Text.Text() : part.Text();
}
