using ClaudeBuildGuard.Analyzers.Context;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Flow;

/// <summary>Says in a few words where a setting's value comes from, for the audit. A secret that is written in the code is only counted.</summary>
internal static class Origins
{
    private const int Depth = 8;
    private const int Longest = 60;

    /// <summary>Where a value comes from: <c>true</c>, <c>30 seconds</c>, <c>'shop'</c>, <c>configuration 'Jwt:Key'</c>, <c>settings.Key</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isSecret">True when its text must not be shown.</param>
    public static string Of(IOperation value, bool isSecret)
    {
        if (Spans.Length(value) is { } length)
        {
            return length == TimeSpan.MaxValue ? "unlimited" : length.TotalMinutes >= 1 ? Lengths.Shown(length) : FormattableString.Invariant($"{length.TotalSeconds:0} seconds");
        }

        return Spans.FromNow(value) is { } life ? Lengths.Shown(life) + " from now" : Of(value, isSecret, Depth);
    }

    private static string Of(IOperation value, bool isSecret, int depth)
    {
        value = value.Bare();
        if (depth == 0)
        {
            return "computed";
        }

        if (value.ConstantValue is { HasValue: true } constant && value is not IFieldReferenceOperation { Field.ContainingType.TypeKind: TypeKind.Enum })
        {
            return constant.Value switch
            {
                string text => isSecret ? $"a literal of {text.Length} characters" : $"'{Short(text)}'",
                bool flag => flag ? "true" : "false",
                null => "null",
                var other => Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture) ?? "computed",
            };
        }

        switch (value)
        {
            case IPropertyReferenceOperation { Property.IsIndexer: true } indexer when indexer.Instance?.Type.IsConfiguration() == true && indexer.Arguments[0].Value.Text() is { } key:
                return $"configuration '{key}'";
            case IInvocationOperation call when call.Receiver()?.Type.IsConfiguration() == true:
                return call.Arguments.Select(a => a.Value.Text()).FirstOrDefault(t => t is not null) is { } name ? $"configuration '{name}'" : "configuration";
            case IFieldReferenceOperation { Field: { ContainingType.TypeKind: TypeKind.Enum } member }:
                return member.Name;
            case ILocalReferenceOperation local when Locals.OnlyValue(local) is { } only:
                return Of(only, isSecret, depth - 1);
            case ICoalesceOperation coalesce:
                return coalesce.WhenNull.Bare() is IThrowOperation ? Of(coalesce.Value, isSecret, depth - 1) : $"{Of(coalesce.Value, isSecret, depth - 1)}, else {Of(coalesce.WhenNull, isSecret, depth - 1)}";
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } negated:
                return "not " + Of(negated.Operand, isSecret, depth - 1);
            case IAnonymousFunctionOperation or IMethodReferenceOperation:
                return "a function";
            case IObjectCreationOperation { Arguments: { IsEmpty: false } arguments }:
                return Of(arguments[0].Value, isSecret, depth - 1);
            case IInvocationOperation { TargetMethod: { IsStatic: false, Name: "GetBytes" } } or IInvocationOperation { TargetMethod.Name: "FromBase64String" or "FromHexString" }:
                return Of(((IInvocationOperation)value).Arguments[0].Value, isSecret, depth - 1);
            case IArrayCreationOperation { Initializer.ElementValues: { Length: 1 } only }:
                return Of(only[0], isSecret, depth - 1);
            default:
                return Name(value, isSecret);
        }
    }

    /// <summary>The expression itself where it only names something; its text could hold anything else.</summary>
    private static string Name(IOperation value, bool isSecret)
    {
        if (value is IFieldReferenceOperation or IPropertyReferenceOperation && Literals.Trace(value) is { } written)
        {
            return isSecret ? $"a literal of {written.Text.Length} characters" : $"'{Short(written.Text)}'";
        }

        return value is IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation or ILocalReferenceOperation
            ? Short(value.Syntax.ToString())
            : value is IInvocationOperation call ? $"{call.TargetMethod.Name}()" : "computed";
    }

    private static bool IsConfiguration(this ITypeSymbol? type) =>
        type is not null && type.AllInterfaces.Concat([type]).Any(t => t is { Name: "IConfiguration", ContainingNamespace: { Name: "Configuration" } });

    private static string Short(string text) => text.Length <= Longest && text.IndexOf('\n') < 0 ? text : "a long text";
}
