using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Disclosure;

/// <summary>Exceptions that reach the client (CBG7302), and developer pages and data that are on everywhere (CBG7303).</summary>
internal sealed class ExceptionCheck : SecurityCheck
{
    private const int Depth = 6;

    private static readonly HashSet<string> Answers = new(StringComparer.Ordinal)
    {
        "Ok", "BadRequest", "NotFound", "Conflict", "StatusCode", "Problem", "Content", "Text", "Json", "UnprocessableEntity", "InternalServerError", "Bytes",
        "WriteAsync", "WriteAsJsonAsync",
    };

    /// <summary>Exceptions that a program throws to be read: their message was written for the caller.</summary>
    private static readonly HashSet<string> Broad = new(StringComparer.Ordinal)
    {
        "Exception", "SystemException", "DbException", "SqlException", "DbUpdateException", "IOException", "InvalidOperationException", "AggregateException", "HttpRequestException",
    };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } = ImmutableArray.Create(DisclosureRules.ExceptionToClient, DisclosureRules.DeveloperDetail);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        var types = inspection.Types;
        var exception = types.Find("System.Exception");
        var answering = types.FindAll(
            "Microsoft.AspNetCore.Mvc.ControllerBase", "Microsoft.AspNetCore.Mvc.Controller", "Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "Microsoft.AspNetCore.Http.Results",
            "Microsoft.AspNetCore.Http.TypedResults", "Microsoft.AspNetCore.Http.HttpResponseWritingExtensions", "Microsoft.AspNetCore.Http.HttpResponseJsonExtensions");
        var objects = types.FindAll("Microsoft.AspNetCore.Mvc.ObjectResult", "Microsoft.AspNetCore.Mvc.JsonResult", "Microsoft.AspNetCore.Mvc.ContentResult");
        var problem = types.Find("Microsoft.AspNetCore.Mvc.ProblemDetails");
        var page = types.Find("Microsoft.AspNetCore.Builder.DeveloperExceptionPageExtensions");
        var options = types.Find("Microsoft.EntityFrameworkCore.DbContextOptionsBuilder");
        if (answering.Count == 0 && options is null)
        {
            return;
        }

        inspection.OnCall((operation, call) =>
        {
            var type = call.TargetMethod.ContainingType;
            if (type is null)
            {
                return;
            }

            if (answering.Contains(type) && Answers.Contains(call.TargetMethod.Name))
            {
                Judge(operation, call.Arguments.Select(a => a.Value), exception);
            }
            else if (SymbolEqualityComparer.Default.Equals(type, page) && !DevelopmentOnly.OrStaging(call.Syntax))
            {
                Report(operation, "UseDeveloperExceptionPage", "source code and settings are shown to every visitor");
            }
            else if (call.TargetMethod.Name == "EnableSensitiveDataLogging" && type.Is(options) && !DevelopmentOnly.OrStaging(call.Syntax) &&
                (call.Arguments.FirstOrDefault(a => a.Parameter?.Type.SpecialType == SpecialType.System_Boolean)?.Value.IsConstant(true) ?? true))
            {
                Report(operation, "EnableSensitiveDataLogging", "the values of all query parameters are logged");
            }
        });
        var endpoints = inspection.Endpoints;
        inspection.OnReturn((operation, answer) =>
        {
            // ActionResult<T> is made of the answer by a conversion of its own.
            var value = answer.ReturnedValue is IConversionOperation { OperatorMethod: not null } made ? made.Operand : answer.ReturnedValue;
            if (value?.Bare().Type is { SpecialType: SpecialType.System_String } && IsAnswer(operation, answer, endpoints))
            {
                Judge(operation, [value], exception);
            }
        });
        inspection.OnCreation((operation, creation) =>
        {
            if (creation.Type is { } type && type.WithBases().OfType<INamedTypeSymbol>().Any(objects.Contains))
            {
                Judge(operation, creation.Arguments.Select(a => a.Value), exception);
            }
        });
        inspection.OnAssignment((operation, assignment) =>
        {
            if (assignment.Target is IPropertyReferenceOperation { Property: { Name: "Detail" } property } && property.ContainingType.Is(problem))
            {
                Judge(operation, [assignment.Value], exception);
            }
        });
    }

    /// <summary>True for a value that an action or a route's handler gives as its answer.</summary>
    private static bool IsAnswer(OperationAnalysisContext context, IOperation answer, Endpoints endpoints)
    {
        var handler = answer.Around().FirstOrDefault(o => o is IAnonymousFunctionOperation or ILocalFunctionOperation);
        return handler is null
            ? context.ContainingSymbol is IMethodSymbol method && endpoints.IsAction(method)
            : handler.Parent?.Parent?.Parent is IInvocationOperation call && endpoints.MapsRoutes(call.TargetMethod);
    }

    private static void Judge(OperationAnalysisContext context, IEnumerable<IOperation> values, INamedTypeSymbol? exception)
    {
        foreach (var value in values)
        {
            if (Detail(value, Depth, exception) is { } detail && !DevelopmentOnly.OrStaging(value.Syntax))
            {
                context.Report(Diagnostic.Create(DisclosureRules.ExceptionToClient, context.Operation.Syntax.GetLocation(), detail));
                return;
            }
        }
    }

    /// <summary>The part of an exception that a value shows, as a message names it.</summary>
    private static string? Detail(IOperation value, int depth, INamedTypeSymbol? exception)
    {
        value = value.Bare();
        if (depth == 0)
        {
            return null;
        }

        switch (value)
        {
            case IConditionalAccessOperation access:
                return Detail(access.WhenNotNull, depth - 1, exception);
            case IInvocationOperation { TargetMethod.Name: "Serialize" or "SerializeObject" or "Format" or "Concat" or "Join" } call:
                return First(call.Arguments.SelectMany(a => a.Value.Bare() is IArrayCreationOperation { Initializer: { } elements } ? elements.ElementValues.AsEnumerable() : [a.Value]));
            case IPropertyReferenceOperation { Property.Name: "StackTrace", Instance.Type: { } owner } when owner.Is(exception):
                return "The exception's StackTrace";
            case IPropertyReferenceOperation { Property.Name: "Message", Instance.Type: { } owner } when owner.Is(exception) && Broad.Contains(owner.Name) && !IsFiltered(value):
                return $"The message of any {owner.Name}";
            case IInvocationOperation { TargetMethod.Name: "ToString", Instance.Type: { } owner } when owner.Is(exception):
                return "The whole exception";
            case ILocalReferenceOperation or IParameterReferenceOperation when value.Type.Is(exception):
                return "The whole exception";
            case ILocalReferenceOperation local when Locals.OnlyValue(local) is { } only:
                return Detail(only, depth - 1, exception);
            case IInterpolatedStringOperation text:
                return First(text.Parts.OfType<IInterpolationOperation>().Select(p => p.Expression));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return First([sum.LeftOperand, sum.RightOperand]);
            case ICoalesceOperation coalesce:
                return First([coalesce.Value, coalesce.WhenNull]);
            case IAnonymousObjectCreationOperation anonymous:
                return First(anonymous.Initializers.OfType<ISimpleAssignmentOperation>().Select(i => i.Value));
            case IObjectCreationOperation creation when !creation.Type.Is(exception):
                return First(creation.Arguments.Select(a => a.Value).Concat(creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Where(i => i.Target is not IPropertyReferenceOperation { Property.Name: "Detail" }).Select(i => i.Value) ?? []));
            default:
                return null;
        }

        string? First(IEnumerable<IOperation> parts) => parts.Select(p => Detail(p, depth - 1, exception)).FirstOrDefault(d => d is not null);
    }

    /// <summary>A catch with a filter (<c>when</c>), and a branch that a test of the type leads to, know which exception they have.</summary>
    private static bool IsFiltered(IOperation value)
    {
        if (value.Syntax.FirstAncestorOrSelf<CatchClauseSyntax>()?.Filter is not null)
        {
            return true;
        }

        var name = (value as IPropertyReferenceOperation)?.Instance?.Syntax.ToString() ?? string.Empty;
        return value.Syntax.Ancestors().Any(node => node switch
        {
            IfStatementSyntax branch => branch.Statement.Span.Contains(value.Syntax.Span) && TestsType(branch.Condition, name),
            ConditionalExpressionSyntax choice => choice.WhenTrue.Span.Contains(value.Syntax.Span) && TestsType(choice.Condition, name),
            SwitchExpressionArmSyntax arm => arm.Parent is SwitchExpressionSyntax { GoverningExpression: var subject } && subject.ToString() == name && arm.Pattern is not (DiscardPatternSyntax or VarPatternSyntax),
            SwitchSectionSyntax section => section.Parent is SwitchStatementSyntax { Expression: var subject } && subject.ToString() == name && section.Labels.All(l => l is CasePatternSwitchLabelSyntax),
            _ => false,
        });
    }

    private static bool TestsType(ExpressionSyntax condition, string name) =>
        condition.DescendantNodesAndSelf().Any(n =>
            (n is IsPatternExpressionSyntax { Expression: var tested, Pattern: not UnaryPatternSyntax } && tested.ToString() == name) ||
            (n is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression, Left: var left } && left.ToString() == name));

    private static void Report(OperationAnalysisContext context, string what, string consequence) =>
        context.Report(Diagnostic.Create(DisclosureRules.DeveloperDetail, context.Operation.Syntax.GetLocation(), what, consequence));
}
