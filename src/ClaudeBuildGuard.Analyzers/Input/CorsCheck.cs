using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Input;

/// <summary>Cross-origin policies that let any site act as the signed-in user (CBG7401).</summary>
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

        inspection.OnCall((operation, call) =>
        {
            if (call.TargetMethod.Name == "AllowCredentials" && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, builder) &&
                AnyOrigin(call, builder) is { } any && !DevelopmentOnly.Is(call.Syntax))
            {
                var place = call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name : call.Syntax;
                operation.ReportDiagnostic(Diagnostic.Create(InputRules.CorsAnyOriginWithCredentials, place.GetLocation(), any));
            }
        });
    }

    /// <summary>The call on the same policy that lets every origin in; searched in the lambda or method that builds the policy.</summary>
    private static string? AnyOrigin(IInvocationOperation credentials, INamedTypeSymbol builder)
    {
        var scope = credentials.Around().FirstOrDefault(o => o is IAnonymousFunctionOperation) ?? credentials.Outermost();
        foreach (var call in scope.DescendantsAndSelf().OfType<IInvocationOperation>())
        {
            if (!SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, builder) || !SameInnermost(call, credentials, scope))
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
