using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Flow;

/// <summary>Reads lengths of time that are written in the code.</summary>
internal static class Spans
{
    /// <summary>The length of a <see cref="TimeSpan"/> expression; <see cref="TimeSpan.MaxValue"/> for an unlimited one; null when it is not written here.</summary>
    public static TimeSpan? Length(IOperation operation)
    {
        operation = operation.Bare();
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return Locals.OnlyValue(local) is { } value ? Length(value) : null;
            case IFieldReferenceOperation { Field: { Name: "MaxValue" or "InfiniteTimeSpan" } field } when IsTime(field.Type):
                return TimeSpan.MaxValue;
            case IFieldReferenceOperation { Field: { Name: "Zero" } field } when IsTime(field.Type):
                return TimeSpan.Zero;
            case IInvocationOperation { TargetMethod: { IsStatic: true } method } call when IsTime(method.ContainingType):
                return method.Name switch
                {
                    "FromDays" => Add(call.Arguments, [1, 1d / 24, 1d / 1440]),
                    "FromHours" => Add(call.Arguments, [1d / 24, 1d / 1440]),
                    "FromMinutes" => Add(call.Arguments, [1d / 1440]),
                    "FromSeconds" => Add(call.Arguments, [1d / 86400]),
                    _ => null,
                };
            case IObjectCreationOperation { Type: { } type } creation when IsTime(type):
                return creation.Arguments.Length switch
                {
                    3 => Add(creation.Arguments, [1d / 24, 1d / 1440, 1d / 86400]),
                    >= 4 => Add(creation.Arguments, [1, 1d / 24, 1d / 1440, 1d / 86400]),
                    _ => null,
                };
            default:
                return null;
        }
    }

    /// <summary>How far from now a date expression such as <c>DateTime.UtcNow.AddDays(7)</c> lies; null when it is not written here.</summary>
    public static TimeSpan? FromNow(IOperation operation)
    {
        operation = operation.Bare();
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return Locals.OnlyValue(local) is { } value ? FromNow(value) : null;
            case IFieldReferenceOperation { Field: { Name: "MaxValue", ContainingType: { Name: "DateTime" or "DateTimeOffset" } } }:
                return TimeSpan.MaxValue;
            case IPropertyReferenceOperation { Property: { Name: "Now" or "UtcNow" or "Today" } }:
            case IInvocationOperation { TargetMethod: { Name: "GetUtcNow" or "GetLocalNow" } }:
                return TimeSpan.Zero;
            case IPropertyReferenceOperation { Property: { Name: "UtcDateTime" or "DateTime" }, Instance: { } instance }:
                return FromNow(instance);
            case IInvocationOperation { Instance: { } from, TargetMethod.Name: var name, Arguments: { Length: 1 } arguments }
                when FromNow(from) is { } start && start < TimeSpan.MaxValue:
                var amount = arguments[0].Value;
                return name switch
                {
                    "AddYears" => start + Days(amount.Number() * 365),
                    "AddMonths" => start + Days(amount.Number() * 30),
                    "AddDays" => start + Days(amount.Number()),
                    "AddHours" => start + Days(amount.Number() / 24),
                    "AddMinutes" => start + Days(amount.Number() / 1440),
                    "Add" when Length(amount) is { } length => length > TimeSpan.FromDays(100_000) ? TimeSpan.MaxValue : start + length,
                    _ => null,
                };
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum when FromNow(sum.LeftOperand) is { } left && Length(sum.RightOperand) is { } right:
                return right > TimeSpan.FromDays(100_000) ? TimeSpan.MaxValue : left + right;
            default:
                return null;
        }
    }

    private static bool IsTime(ITypeSymbol type) => type is { Name: "TimeSpan", ContainingNamespace.Name: "System" };

    private static TimeSpan? Add(IReadOnlyList<IArgumentOperation> arguments, double[] daysOf)
    {
        var days = 0d;
        foreach (var argument in arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue)
            {
                continue;
            }

            var ordinal = argument.Parameter?.Ordinal ?? int.MaxValue;
            if (argument.Value.Number() is not { } number)
            {
                return null;
            }

            days += ordinal < daysOf.Length ? number * daysOf[ordinal] : 0;
        }

        return Days(days);
    }

    private static TimeSpan? Days(double? days) => days switch
    {
        null => null,
        > 100_000 => TimeSpan.FromDays(100_000),
        { } some => TimeSpan.FromDays(some),
    };
}
