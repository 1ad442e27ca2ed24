using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authorization;

/// <summary>
/// Collects every endpoint of a compilation with the decision about who may call it, and at the end judges those without one, those whose
/// siblings have one, and those whose decision is cancelled (CBG7101 to CBG7104).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class AuthorizationAnalyzer : SecurityAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        AuthorizationRules.NoDecision, AuthorizationRules.NeighbourLacksDecision, AuthorizationRules.AnonymousCancelsAuthorize, AuthorizationRules.AnonymousWrite,
        FactRules.Fact);

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext context)
    {
        var compilation = context.Compilation;
        if (compilation.Find("Microsoft.AspNetCore.Authorization.IAuthorizeData") is null)
        {
            return;
        }

        var endpoints = new Endpoints(compilation);
        var reader = new DecisionReader(compilation);
        var facts = new ApplicationFacts(compilation);
        var graph = new RouteGraph(compilation, endpoints, reader);
        var types = new ConcurrentBag<INamedTypeSymbol>();

        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                facts.Add(call, operation.ContainingSymbol);
                graph.Add(call, operation.ContainingSymbol);
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(operation => facts.Add((IPropertyReferenceOperation)operation.Operation, operation.ContainingSymbol), OperationKind.PropertyReference);
        context.RegisterOperationAction(operation => facts.Add((IObjectCreationOperation)operation.Operation), OperationKind.ObjectCreation);
        context.RegisterOperationAction(operation => facts.Add((ISimpleAssignmentOperation)operation.Operation), OperationKind.SimpleAssignment);
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (endpoints.IsController(type) || endpoints.IsPage(type) || endpoints.IsHub(type) || endpoints.IsGrpcService(type))
                {
                    types.Add(type);
                }
            },
            SymbolKind.NamedType);
        context.RegisterCompilationEndAction(end =>
        {
            var judgement = new EndpointJudgement(end, endpoints, reader, facts, graph);
            var ordered = types.OrderBy(t => t.ToDisplayString(), StringComparer.Ordinal).ToList();
            judgement.JudgeTypes(ordered);
            judgement.JudgeRoutes();
            if (FactRules.AreAsked(end.Options))
            {
                judgement.TellFacts(ordered);
            }
        });
    }
}
