using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Disclosure;

/// <summary>Secrets and passwords that are logged, as arguments, through interpolation, or by a generated log method (CBG7301).</summary>
internal sealed class LoggingCheck : SecurityCheck
{
    private const int Depth = 5;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } = ImmutableArray.Create(DisclosureRules.SensitiveValueLogged);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        var types = inspection.Types;
        var loggers = types.FindAll(
            "Microsoft.Extensions.Logging.LoggerExtensions", "Microsoft.Extensions.Logging.ILogger", "Serilog.ILogger", "Serilog.Log", "NLog.Logger", "NLog.ILogger",
            "System.Diagnostics.Trace", "System.Diagnostics.Debug");
        var generated = types.Find("Microsoft.Extensions.Logging.LoggerMessageAttribute");
        var console = types.Find("System.Console");

        // A console program shows things to whoever runs it; a service's console is its log.
        var consoleIsLog = types.Find("Microsoft.AspNetCore.Http.HttpContext") is not null;
        if (loggers.Count == 0 && generated is null)
        {
            return;
        }

        inspection.OnCall((operation, call) =>
        {
            var method = call.TargetMethod;
            if (method.ContainingType is { } type && (loggers.Contains(type.OriginalDefinition) ||
                (consoleIsLog && method.Name is "WriteLine" or "Write" && SymbolEqualityComparer.Default.Equals(type, console)) ||
                (generated is not null && method.IsInSource() && method.GetAttributes().Any(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, generated)))))
            {
                Judge(operation, call);
            }
        });
    }

    private static void Judge(OperationAnalysisContext context, IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (Sensitive(argument.Value, Depth) is var (name, place))
            {
                Report(name, place);
                return;
            }
        }

        if (LoggedObjects.In(call) is var (member, logged))
        {
            Report(member, logged);
        }

        void Report(string name, IOperation place) =>
            context.Report(Diagnostic.Create(DisclosureRules.SensitiveValueLogged, place.Syntax.GetLocation(), name));
    }

    /// <summary>The name of the secret that a logged value shows, and where it is.</summary>
    private static (string Name, IOperation Place)? Sensitive(IOperation value, int depth)
    {
        value = value.Bare();
        if (depth == 0 || value.ConstantValue.HasValue)
        {
            return null;
        }

        switch (value)
        {
            case IParameterReferenceOperation parameter when Shows(parameter.Parameter.Name, parameter.Type):
                return (parameter.Parameter.Name, value);
            case ILocalReferenceOperation local when Shows(local.Local.Name, local.Type):
                return (local.Local.Name, value);
            case IFieldReferenceOperation member when Shows(member.Field.Name, member.Type):
                return (member.Field.Name, value);
            case IPropertyReferenceOperation property when Shows(property.Property.Name, property.Type):
                return (property.Property.Name, value);
            case IPropertyReferenceOperation { Property.IsIndexer: true } indexer when indexer.Arguments.FirstOrDefault()?.Value.Text() is { } key && IsSecretKey(key):
                return (key, value);
            case IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType.Name: "IRequestCookieCollection" } } cookie when cookie.Arguments[0].Value.Text() is { } key && SensitiveNames.IsCredentialCookie(key):
                return ($"cookie {key}", value);
            case IPropertyReferenceOperation { Property: { Name: "Authorization" or "Cookie" or "SetCookie", ContainingType.Name: "IHeaderDictionary" } header }:
                return (header.Name, value);
            case IInvocationOperation { TargetMethod.Name: "GetConnectionString" }:
                return ("connection string", value);
            case IAnonymousObjectCreationOperation anonymous:
                return FirstOf(anonymous.Initializers.OfType<ISimpleAssignmentOperation>().Select(i => i.Value), depth);
            case IObjectCreationOperation { Type.Name: "Dictionary", Initializer: { } initial }:
                return FirstOf(initial.Initializers.SelectMany(i => i is ISimpleAssignmentOperation set ? [set.Value] : i.ChildOperations.OfType<IArgumentOperation>().Select(a => a.Value)), depth);
            case ILocalReferenceOperation local when local.Type?.SpecialType == SpecialType.System_String && Locals.OnlyValue(local) is { } only:
                return Sensitive(only, depth - 1) is var (found, _) ? (found, value) : null;
            case IInvocationOperation when LoggedObjects.InJson(value) is { } member:
                return (member, value);
            case IObjectCreationOperation creation when creation.Type?.WithBases().Any(t => t is { Name: "Exception", ContainingNamespace.Name: "System" }) == true:
                return FirstOf(creation.Arguments.Select(a => a.Value), depth);
            case IInvocationOperation { TargetMethod.Name: "ToString" or "Format" or "Concat" or "Join" or "Trim" } call:
                return FirstOf(call.ChildOperations.Select(c => c is IArgumentOperation a ? a.Value : c), depth);
            case IInterpolatedStringOperation text:
                return FirstOf(text.Parts.OfType<IInterpolationOperation>().Select(p => p.Expression), depth);
            case IConversionOperation conversion:
                return Sensitive(conversion.Operand, depth - 1);
            case IInterpolatedStringHandlerCreationOperation handler:
                return Sensitive(handler.Content, depth - 1);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return FirstOf([sum.LeftOperand, sum.RightOperand], depth);
            case IArrayCreationOperation { Initializer: { } initializer }:
                return FirstOf(initializer.ElementValues, depth);
            case ICoalesceOperation coalesce:
                return Sensitive(coalesce.Value, depth - 1);
            case IConditionalAccessOperation { WhenNotNull: IPropertyReferenceOperation property } when Shows(property.Property.Name, property.Type):
                return (property.Property.Name, value);
            default:
                return null;
        }
    }

    private static (string Name, IOperation Place)? FirstOf(IEnumerable<IOperation> values, int depth) =>
        values.Select(v => Sensitive(v, depth - 1)).FirstOrDefault(found => found is not null);

    /// <summary>Only text and bytes show a secret: a flag, a count or a cancellation token of that name does not.</summary>
    private static bool Shows(string name, ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_String or SpecialType.System_Object } or IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char }
            or INamedTypeSymbol { Name: "StringValues" } && SensitiveNames.IsSecret(name);

    private static bool IsSecretKey(string key) =>
        SensitiveNames.IsSecret(key) || key.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || key.Equals("Cookie", StringComparison.OrdinalIgnoreCase) ||
        key.Equals("X-Api-Key", StringComparison.OrdinalIgnoreCase);
}
