using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ClaudeBuildGuard.Analyzers.Authorization;

/// <summary>
/// Judges the endpoints of a compilation when all of them are known. Where the application's own set-up cannot be seen (a library), only a
/// neighbour that lacks what its siblings have is reported.
/// </summary>
internal sealed class EndpointJudgement(CompilationAnalysisContext context, Endpoints endpoints, DecisionReader reader, ApplicationFacts facts, RouteGraph graph)
{
    private const string AttributeAdvice = "[Authorize], or [AllowAnonymous] if everybody may";
    private const string FallbackPolicy = "the fallback policy";
    private const string CallAdvice = "RequireAuthorization(), or AllowAnonymous() if everybody may";

    private static readonly string[] ControllerMappings = ["MapControllers", "MapControllerRoute", "MapDefaultControllerRoute", "MapAreaControllerRoute"];

    /// <summary>True in an application whose set-up is in this project, where a missing decision is missing indeed.</summary>
    private readonly bool _setUpIsSeen = facts.UsesAuthentication && !facts.DecidesForAll && context.Compilation.GetEntryPoint(context.CancellationToken) is not null;

    /// <summary>Controllers, pages, hubs and gRPC services.</summary>
    public void JudgeTypes(IReadOnlyList<INamedTypeSymbol> types)
    {
        var controllers = types.Where(endpoints.IsController).ToList();
        foreach (var controller in controllers)
        {
            JudgeCancelled(controller);
            foreach (var action in Actions(controller))
            {
                JudgeCancelled(action, controller);
                JudgeAnonymousWrite(action, controller);
            }
        }

        if (!facts.DecidesForAll && !facts.FiltersActions && !IsMappedWithDecision(ControllerMappings))
        {
            JudgeControllers(controllers);
        }

        if (!facts.DecidesForAll && !facts.FiltersActions && !facts.ConventionsOnPages && !IsMappedWithDecision("MapRazorPages"))
        {
            var pages = types.Where(endpoints.IsPage).ToList();
            var decided = PagesDecidedInMarkup();
            JudgeWhole(pages, "Page", p => OfType(p, "the page").IsMade || decided.Contains(p) || p.GetMembers().Any(facts.Checking.ContainsKey));
        }

        if (!facts.DecidesForAll)
        {
            JudgeWhole([.. types.Where(endpoints.IsHub)], "Hub", t => IsTypeDecided(t, "the hub"));
            JudgeWhole([.. types.Where(endpoints.IsGrpcService)], "gRPC service", t => IsTypeDecided(t, "the service"));
        }
    }

    /// <summary>Routes of minimal APIs.</summary>
    public void JudgeRoutes()
    {
        var routes = graph.Routes.Where(r => r.IsPlain).OrderBy(r => r.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(r => r.Location.SourceSpan.Start).ToList();
        foreach (var route in routes)
        {
            var scope = graph.OfScope(route);
            if (route.RequiresAuthorization && scope.Kind == DecisionKind.Anonymous)
            {
                Report(AuthorizationRules.AnonymousCancelsAuthorize, route.Location, $"Route '{graph.FullName(route)}'", "its group");
            }
            else if (route.Own.Kind == DecisionKind.Anonymous && route.Writes)
            {
                JudgeAnonymousWrite(route, scope);
            }

            if (!facts.DecidesForAll && !route.IsDevelopmentOnly && graph.Of(route).Kind is DecisionKind.None or DecisionKind.Unknown && !PublicNames.IsPublic(graph.PublicName(route)))
            {
                JudgeUndecided(route, routes);
            }
        }
    }

    /// <summary>Every endpoint with its decision and where that comes from, for the audit.</summary>
    public void TellFacts(IReadOnlyList<INamedTypeSymbol> types)
    {
        foreach (var type in types)
        {
            var whole = OfType(type, "the type");
            if (!endpoints.IsController(type))
            {
                Tell(Place(type), endpoints.IsPage(type) ? "Page" : endpoints.IsHub(type) ? "Hub" : "gRPC service", type.Name, whole);
                continue;
            }

            foreach (var action in Actions(type))
            {
                var own = whole.Kind == DecisionKind.Anonymous ? whole : reader.OfAttributes(action, "the action").Or(whole);
                Tell(Place(action), "Action", $"{type.Name}.{action.Name}", own.IsMade || !facts.Checking.ContainsKey(action) ? own : new Decision(DecisionKind.Authorize, "a check in the body"));
            }
        }

        foreach (var route in graph.Routes.Where(r => r.IsPlain))
        {
            Tell(route.Location, "Route", $"{route.Method.Substring("Map".Length).ToUpperInvariant()} {graph.FullName(route)}".TrimStart(), graph.Of(route));
        }
    }

    private void Tell(Location location, string kind, string name, Decision decision)
    {
        var told = !decision.IsMade && facts.DecidesForAll ? new Decision(DecisionKind.Authorize, "the fallback policy or middleware") : decision;
        context.Report(FactRules.Of(location, kind, name, told.Kind.ToString(), told.From ?? "nothing"));
    }

    private bool IsOnlyUnknown(Route route) => graph.Of(route).Kind == DecisionKind.Unknown;

    private void JudgeUndecided(Route route, IReadOnlyList<Route> routes)
    {
        var siblings = routes.Where(r => r != route && SymbolEqualityComparer.Default.Equals(r.Root, route.Root) && SymbolEqualityComparer.Default.Equals(r.Container, route.Container)).ToList();
        var protectedOnes = siblings.Count(r => r.Own.Kind == DecisionKind.Authorize);
        if (protectedOnes >= 2 && protectedOnes * 2 > siblings.Count)
        {
            Report(AuthorizationRules.NeighbourLacksDecision, route.Location, "Route", graph.FullName(route), protectedOnes, siblings.Count, CallAdvice);
        }
        else if (_setUpIsSeen && !IsOnlyUnknown(route))
        {
            Report(AuthorizationRules.NoDecision, route.Location, "Route", graph.FullName(route), CallAdvice);
        }
    }

    private void JudgeControllers(IReadOnlyList<INamedTypeSymbol> controllers)
    {
        var undecided = new List<INamedTypeSymbol>();
        foreach (var controller in controllers.Where(c => !OfType(c, "the controller").IsMade))
        {
            var actions = Actions(controller).ToList();
            var without = actions.Where(a => !IsDecided(a)).ToList();
            var having = actions.Count(a => reader.OfAttributes(a, "the action").Kind == DecisionKind.Authorize);
            if (having == 0)
            {
                if (without.Any(a => !PublicNames.IsPublic(a.Name)) && !PublicNames.IsPublic(Name(controller)))
                {
                    undecided.Add(controller);
                }

                continue;
            }

            foreach (var action in without.Where(a => !PublicNames.IsPublic(a.Name)))
            {
                Report(AuthorizationRules.NeighbourLacksDecision, Place(action), "Action", action.Name, having, actions.Count - 1, AttributeAdvice);
            }
        }

        JudgeWhole(controllers, "Controller", c => !undecided.Contains(c, SymbolEqualityComparer.Default));
    }

    private void JudgeWhole(IReadOnlyList<INamedTypeSymbol> types, string kind, Func<INamedTypeSymbol, bool> isDecided)
    {
        var undecided = types.Where(t => !isDecided(t) && !PublicNames.IsPublic(Name(t))).ToList();
        var decided = types.Count(t => reader.OfType(t, "the type").Kind == DecisionKind.Authorize);
        foreach (var type in undecided)
        {
            if (decided >= 2 && decided > undecided.Count)
            {
                Report(AuthorizationRules.NeighbourLacksDecision, Place(type), kind, type.Name, decided, types.Count - 1, AttributeAdvice);
            }
            else if (_setUpIsSeen)
            {
                Report(AuthorizationRules.NoDecision, Place(type), kind, type.Name, AttributeAdvice);
            }
        }
    }

    private void JudgeCancelled(INamedTypeSymbol type)
    {
        if (reader.HasPlainAuthorize(type) && reader.OfType(type, "the controller") is { Kind: DecisionKind.Anonymous } anonymous)
        {
            Report(AuthorizationRules.AnonymousCancelsAuthorize, Place(type), $"Controller '{type.Name}'", anonymous.From);
        }
    }

    private void JudgeCancelled(IMethodSymbol action, INamedTypeSymbol controller)
    {
        if (!reader.HasPlainAuthorize(action))
        {
            return;
        }

        var own = reader.OfAttributes(action, "the action");
        var anonymous = own.Kind == DecisionKind.Anonymous ? own : OfType(controller, "the controller");
        if (anonymous.Kind == DecisionKind.Anonymous)
        {
            Report(AuthorizationRules.AnonymousCancelsAuthorize, Place(action), $"Action '{action.Name}'", anonymous.From);
        }
    }

    private void JudgeAnonymousWrite(Route route, Decision scope)
    {
        if (scope.Kind == DecisionKind.Authorize)
        {
            if (!PublicNames.IsEntrance(graph.PublicName(route)))
            {
                Report(AuthorizationRules.AnonymousWrite, route.Location, "Route", graph.FullName(route), "its group");
            }
        }
        else if (facts.HasFallback && scope.Kind != DecisionKind.Anonymous && !route.IsDevelopmentOnly && !PublicNames.IsPublic(graph.FullName(route)) &&
            !route.ChecksCaller && !(route.Handler is { } handler && facts.Checking.ContainsKey(handler)))
        {
            Report(AuthorizationRules.AnonymousWrite, route.Location, "Route", graph.FullName(route), FallbackPolicy);
        }
    }

    private void JudgeAnonymousWrite(IMethodSymbol action, INamedTypeSymbol controller)
    {
        var write = action.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name is "HttpPostAttribute" or "HttpPutAttribute" or "HttpPatchAttribute" or "HttpDeleteAttribute");
        if (write is null || PublicNames.IsEntrance(action.Name) || PublicNames.IsEntrance(Name(controller)) ||
            reader.OfAttributes(action, "the action").Kind != DecisionKind.Anonymous || reader.HasPlainAuthorize(action))
        {
            return;
        }

        var around = OfType(controller, "the controller");
        if (around.Kind == DecisionKind.Authorize)
        {
            Report(AuthorizationRules.AnonymousWrite, Place(action), "Action", action.Name, around.From);
        }
        else if (around.Kind == DecisionKind.None && ForAllActions() is { } from && !facts.Checking.ContainsKey(action) && !IsPublic(action, write) && !PublicNames.IsPublic(Name(controller)))
        {
            Report(AuthorizationRules.AnonymousWrite, Place(action), "Action", action.Name, from);
        }
    }

    /// <summary>What asks for authorisation of every action of the application; null when nothing does.</summary>
    private string? ForAllActions() =>
        facts.HasFallback ? FallbackPolicy
        : facts.AuthorizesActions ? "the global AuthorizeFilter"
        : IsMappedWith(DecisionKind.Authorize, ControllerMappings) ? "the mapping of all controllers"
        : null;

    private static bool IsPublic(IMethodSymbol action, AttributeData write) =>
        PublicNames.IsPublic(action.Name) || (write.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string template } && PublicNames.IsPublic(template));

    private bool IsDecided(IMethodSymbol action) =>
        reader.OfAttributes(action, "the action").IsMade || facts.Checking.ContainsKey(action) ||
        (action.OverriddenMethod is { } overridden && reader.OfAttributes(overridden, "the overridden action").IsMade);

    private bool IsTypeDecided(INamedTypeSymbol type, string where) =>
        OfType(type, where).IsMade || type.GetMembers().Any(facts.Checking.ContainsKey) ||
        type.GetMembers().OfType<IMethodSymbol>().Any(m => reader.OfAttributes(m, "a method").IsMade) ||
        graph.Routes.Any(r => SymbolEqualityComparer.Default.Equals(r.Mapped, type) && graph.Of(r).IsMade);

    private Decision OfType(INamedTypeSymbol type, string where) => reader.OfType(type, where);

    private bool IsMappedWithDecision(params string[] methods) => IsMappedWith(DecisionKind.Authorize, methods) || IsMappedWith(DecisionKind.Anonymous, methods);

    private bool IsMappedWith(DecisionKind kind, params string[] methods) => graph.Routes.Any(r => methods.Contains(r.Method) && graph.Of(r).Kind == kind);

    private IEnumerable<IMethodSymbol> Actions(INamedTypeSymbol controller) => controller.GetMembers().OfType<IMethodSymbol>().Where(endpoints.IsAction);

    /// <summary>The models of pages whose markup holds <c>@attribute [Authorize]</c>: the Razor compiler puts it on the page's own class.</summary>
    private HashSet<ISymbol> PagesDecidedInMarkup()
    {
        var markup = context.Compilation.Assembly.GlobalNamespace.GetNamespaceMembers().FirstOrDefault(n => n.Name == "AspNetCoreGeneratedDocument");
        var classes = markup is null ? Enumerable.Empty<INamedTypeSymbol>() : markup.GetTypeMembers();
        var decided = classes.Where(t => reader.OfType(t, "the page").IsMade)
            .SelectMany(t => t.GetMembers("Model").OfType<IPropertySymbol>().Select(p => p.Type));
        return new HashSet<ISymbol>(decided, SymbolEqualityComparer.Default);
    }

    private static string Name(INamedTypeSymbol type)
    {
        var name = type.Name;
        foreach (var suffix in new[] { "Controller", "Model", "Hub", "Service" })
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return name.Substring(0, name.Length - suffix.Length);
            }
        }

        return name;
    }

    private static Location Place(ISymbol symbol) => symbol.Locations.FirstOrDefault(l => l.IsInSource) ?? Location.None;

    private void Report(DiagnosticDescriptor rule, Location location, params object[] arguments) =>
        context.Report(Diagnostic.Create(rule, location, arguments));
}
