using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Input;

/// <summary>Cross-origin policies, and headers written by hand, that let any site act as the signed-in user (CBG7401).</summary>
internal sealed class CorsCheck : SecurityCheck
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } = ImmutableArray.Create(InputRules.CorsAnyOriginWithCredentials);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        if (inspection.Types.Find("Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicyBuilder") is not { } builder)
        {
            return;
        }

        if (RequestInput.For(inspection) is { } input)
        {
            inspection.OnAssignment((operation, assignment) => JudgeHeader(operation, assignment, input));
        }

        inspection.OnCall((operation, call) =>
        {
            if (call.TargetMethod.Name == "AllowCredentials" && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, builder) &&
                AnyOrigin(call, builder) is { } any && !DevelopmentOnly.OrStaging(call.Syntax))
            {
                var place = call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name : call.Syntax;
                operation.Report(Diagnostic.Create(InputRules.CorsAnyOriginWithCredentials, place.GetLocation(), any));
            }
        });
    }

    /// <summary>The origin of the request handed back by hand, with credentials allowed beside it.</summary>
    private static void JudgeHeader(OperationAnalysisContext context, IAssignmentOperation assignment, RequestInput input)
    {
        if (IsHeader(assignment.Target, "AccessControlAllowOrigin", "Access-Control-Allow-Origin") && input.Unchecked(assignment.Value) is "Request.Headers" &&
            context.Operation.Outermost().Descendants().OfType<IAssignmentOperation>()
                .Any(a => IsHeader(a.Target, "AccessControlAllowCredentials", "Access-Control-Allow-Credentials") && (a.Value.Text() ?? "true") == "true"))
        {
            context.Report(Diagnostic.Create(InputRules.CorsAnyOriginWithCredentials, assignment.Syntax.GetLocation(), "The request's own origin handed back"));
        }
    }

    private static bool IsHeader(IOperation target, string property, string name) =>
        target is IPropertyReferenceOperation reference && (reference.Property.Name == property || (reference.Property.IsIndexer && reference.Arguments[0].Value.Text() == name));

    /// <summary>The call on the same policy that lets every origin in; searched in the lambda or method that builds the policy.</summary>
    private static string? AnyOrigin(IInvocationOperation credentials, INamedTypeSymbol builder)
    {
        var scope = credentials.Around().FirstOrDefault(o => o is IAnonymousFunctionOperation) ?? credentials.Outermost();
        foreach (var call in scope.DescendantsAndSelf().OfType<IInvocationOperation>())
        {
            if (!SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, builder) || !SameInnermost(call, credentials, scope) || DevelopmentOnly.OrStaging(call.Syntax))
            {
                continue;
            }

            if (call.TargetMethod.Name == "AllowAnyOrigin")
            {
                return "AllowAnyOrigin";
            }

            if (call.TargetMethod.Name == "SetIsOriginAllowed" && call.Argument("isOriginAllowed") is { } predicate && Lambdas.ReturnsTrue(predicate))
            {
                return "SetIsOriginAllowed that answers true";
            }

            if (call.TargetMethod.Name == "WithOrigins" && call.Descendants().Any(o => o.Text() == "*"))
            {
                return "WithOrigins(\"*\")";
            }
        }

        return null;
    }

    /// <summary>Several policies are built in several lambdas of one method: only calls of the same one belong together.</summary>
    private static bool SameInnermost(IOperation call, IOperation credentials, IOperation scope) =>
        scope is not IAnonymousFunctionOperation ? SymbolEqualityComparer.Default.Equals(Root(call), Root(credentials)) : call.Around().FirstOrDefault(o => o is IAnonymousFunctionOperation) == scope;

    private static ISymbol? Root(IOperation operation)
    {
        var current = operation;
        while (current is IInvocationOperation call && call.Receiver() is { } receiver)
        {
            current = receiver.Bare();
        }

        return current switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
    }
}
