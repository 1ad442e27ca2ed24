using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Authorization;

/// <summary>
/// Collects every endpoint of a compilation with the decision about who may call it, and at the end judges those without one, those whose
/// siblings have one, and those whose decision is cancelled (CBG7101 to CBG7104).
/// </summary>
internal sealed class AuthorizationCheck : SecurityCheck
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } = ImmutableArray.Create(
        AuthorizationRules.NoDecision, AuthorizationRules.NeighbourLacksDecision, AuthorizationRules.AnonymousCancelsAuthorize, AuthorizationRules.AnonymousWrite,
        FactRules.Fact);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        var types = inspection.Types;
        if (types.Find("Microsoft.AspNetCore.Authorization.IAuthorizeData") is null)
        {
            return;
        }

        var endpoints = inspection.Endpoints;
        var reader = new DecisionReader(types);
        var facts = new ApplicationFacts(types);
        var graph = new RouteGraph(types, endpoints, reader);
        var answering = new ConcurrentBag<INamedTypeSymbol>();

        inspection.OnCall((operation, call) =>
        {
            facts.Add(call, operation.ContainingSymbol);
            graph.Add(call, operation.ContainingSymbol);
        });
        inspection.OnProperty((operation, property) => facts.Add(property, operation.ContainingSymbol));
        inspection.OnCreation((_, creation) => facts.Add(creation));
        inspection.OnAssignment((_, assignment) => facts.Add(assignment));
        inspection.OnType((_, type) =>
        {
            if (endpoints.IsController(type) || endpoints.IsPage(type) || endpoints.IsHub(type) || endpoints.IsGrpcService(type))
            {
                answering.Add(type);
            }
        });
        inspection.OnEnd(end =>
        {
            var judgement = new EndpointJudgement(end, endpoints, reader, facts, graph);
            var ordered = answering.OrderBy(t => t.ToDisplayString(), StringComparer.Ordinal).ToList();
            judgement.JudgeTypes(ordered);
            judgement.JudgeRoutes();
            if (FactRules.AreAsked(end.Options))
            {
                judgement.TellFacts(ordered);
            }
        });
    }
}
