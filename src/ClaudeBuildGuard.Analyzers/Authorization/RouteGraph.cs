using System.Collections.Concurrent;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authorization;

/// <summary>
/// The routes of a compilation and the groups they are mapped on: a group decides for what is mapped on it, also through locals, and through
/// the parameters of the methods that it is handed to. Filled by many threads, read at the end by one.
/// </summary>
internal sealed class RouteGraph(KnownTypes types, Endpoints endpoints, DecisionReader reader)
{
    private const int Depth = 10;

    private readonly INamedTypeSymbol? _routes = types.Find("Microsoft.AspNetCore.Routing.IEndpointRouteBuilder");
    private readonly INamedTypeSymbol? _conventions = types.Find("Microsoft.AspNetCore.Builder.IEndpointConventionBuilder");

    /// <summary>What was said about a builder after it was made: <c>group.RequireAuthorization();</c>.</summary>
    private readonly ConcurrentDictionary<ISymbol, Decision> _said = new(SymbolEqualityComparer.Default);

    /// <summary>What a local or a member was made of.</summary>
    private readonly ConcurrentDictionary<ISymbol, (Decision Said, ISymbol? Root, string Prefix)> _made = new(SymbolEqualityComparer.Default);

    /// <summary>What a parameter is given, one entry a call.</summary>
    private readonly ConcurrentDictionary<ISymbol, ConcurrentBag<(Decision Said, ISymbol? Root, string Prefix)>> _given = new(SymbolEqualityComparer.Default);

    /// <summary>Every mapping.</summary>
    public ConcurrentBag<Route> Routes { get; } = [];

    /// <summary>Takes in one call.</summary>
    public void Add(IInvocationOperation call, ISymbol container)
    {
        if (call.TargetMethod.IsInSource())
        {
            Give(call);
        }

        if (!Concerns(call) || RouteChain.EndingWith(call) is not { } chain)
        {
            return;
        }

        var all = Of(chain.Calls);
        var mapped = chain.Calls.Any(IsMapping);
        if (chain.Root is { } root && !mapped && all.IsMade && !chain.Calls.Any(c => c.TargetMethod.Name == "MapGroup"))
        {
            _said[root] = all;
        }

        if (chain.AssignedTo is { } target)
        {
            _made[target] = (all, mapped ? null : chain.Root, chain.Prefix(chain.Calls.Count));
        }

        for (var i = 0; i < chain.Calls.Count; i++)
        {
            if (IsMapping(chain.Calls[i]))
            {
                Routes.Add(RouteOf(chain, i, container));
            }
        }
    }

    /// <summary>Takes in what a method of this project is handed as a builder.</summary>
    private void Give(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && parameter.Type.Is(_routes))
            {
                var inner = RouteChain.Of(argument.Value);
                _given.GetOrAdd(parameter.OriginalDefinition, _ => []).Add((Of(inner.Calls).Or(Outer(call)), inner.Root, inner.Prefix(inner.Calls.Count)));
            }
        }
    }

    /// <summary>What the builder says that a route is mapped on.</summary>
    public Decision OfScope(Route route) => route.Before.Or(Of(route.Root, Depth));

    /// <summary>The route's pattern with those of its groups, as far as they are written in this project.</summary>
    public string FullName(Route route) => route.Method.StartsWith("Map", StringComparison.Ordinal) && route.Mapped is null
        ? Prefix(route.Root, Depth) + route.Prefix + RouteChain.Join(route.Name) is { Length: > 0 } full ? full : "/"
        : route.Name;

    /// <summary>The name that tells whether a route is public by nature: its own, or that of its group where it is the group's root.</summary>
    public string PublicName(Route route) => route.Name.Trim('/').Length > 0 ? route.Name : FullName(route);

    /// <summary>What is said about a route in all.</summary>
    public Decision Of(Route route)
    {
        var own = route.Own.Or(route.AssignedTo is { } local && _said.TryGetValue(local, out var later) ? later : Decision.None);
        return own.Or(OfScope(route));
    }

    private string Prefix(ISymbol? builder, int depth)
    {
        if (builder is null || depth == 0)
        {
            return string.Empty;
        }

        if (_made.TryGetValue(builder, out var made))
        {
            return Prefix(made.Root, depth - 1) + made.Prefix;
        }

        // A method that is handed several groups maps its routes below each: one of them is shown.
        return builder is IParameterSymbol && _given.TryGetValue(builder.OriginalDefinition, out var given)
            ? given.Select(g => Prefix(g.Root, depth - 1) + g.Prefix).OrderBy(p => p, StringComparer.Ordinal).First()
            : string.Empty;
    }

    private Decision Of(ISymbol? builder, int depth)
    {
        if (builder is null || depth == 0)
        {
            return new Decision(DecisionKind.Unknown, "a builder that is made elsewhere");
        }

        if (_said.TryGetValue(builder, out var said))
        {
            return said;
        }

        if (_made.TryGetValue(builder, out var made))
        {
            return made.Said.IsMade ? made.Said : made.Root is null ? Decision.None : Of(made.Root, depth - 1);
        }

        if (builder is IParameterSymbol parameter)
        {
            return OfParameter(parameter, depth);
        }

        return builder is ILocalSymbol ? Decision.None : new Decision(DecisionKind.Unknown, $"'{builder.Name}', which is set elsewhere");
    }

    /// <summary>A method that nobody here calls is called by a framework, which may have said anything.</summary>
    private Decision OfParameter(IParameterSymbol parameter, int depth)
    {
        if (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
        {
            return Decision.None;
        }

        if (!_given.TryGetValue(parameter.OriginalDefinition, out var given))
        {
            return new Decision(DecisionKind.Unknown, $"the caller of {parameter.ContainingSymbol.Name}");
        }

        return given.Select(g => g.Said.Or(g.Root is null ? Decision.None : Of(g.Root, depth - 1))).FirstOrDefault(d => d.IsMade);
    }

    private Route RouteOf(RouteChain chain, int index, ISymbol container)
    {
        var call = chain.Calls[index];
        var method = call.TargetMethod;
        var mapped = method.TypeArguments.FirstOrDefault() as INamedTypeSymbol;
        var pattern = call.Argument("pattern").Text() ?? mapped?.Name ?? method.Name;
        var after = chain.Calls.Skip(index + 1).ToList();
        var handler = HandlerOf(call);
        var own = Of(after).Or(OfHandler(handler));
        return new Route(method.Name, pattern, Place(call), chain.Root, chain.AssignedTo, container)
        {
            Mapped = method.Name is "MapHub" or "MapGrpcService" ? mapped : null,
            Prefix = chain.Prefix(index),
            Before = Of(chain.Calls.Take(index)),
            Own = own,
            Handler = SymbolOf(handler),
            ChecksCaller = own.Kind == DecisionKind.Anonymous && Checks(handler),
            IsDevelopmentOnly = DevelopmentOnly.OrStaging(call.Syntax),
            RequiresAuthorization = after.Any(c => c.TargetMethod.Name == "RequireAuthorization"),
        };
    }

    /// <summary>The line of the mapping call itself, not of the chain's beginning.</summary>
    private static Location Place(IInvocationOperation call) =>
        call.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax { Expression: Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax access } whole
            ? Location.Create(call.Syntax.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(access.Name.SpanStart, whole.Span.End))
            : call.Syntax.GetLocation();

    private static IOperation? HandlerOf(IInvocationOperation call) =>
        call.Arguments.Select(a => a.Value.Bare()).FirstOrDefault(v => v is IAnonymousFunctionOperation or IMethodReferenceOperation);

    private static IMethodSymbol? SymbolOf(IOperation? handler) => handler switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        IMethodReferenceOperation reference => reference.Method,
        _ => null,
    };

    private Decision OfHandler(IOperation? handler)
    {
        if (SymbolOf(handler) is not { } symbol)
        {
            return Decision.None;
        }

        var said = reader.OfAttributes(symbol, "the handler");
        return said.IsMade || !Checks(handler)
            ? said
            : new Decision(DecisionKind.Authorize, "a check in the handler");
    }

    private static bool Checks(IOperation? handler) => handler is IAnonymousFunctionOperation body && body.Descendants().Any(ImperativeChecks.Is);

    private Decision Of(IEnumerable<IInvocationOperation> calls) =>
        calls.Select(reader.OfCall).OrderBy(d => d.Kind == DecisionKind.Authorize ? 0 : d.IsMade ? 1 : 2).FirstOrDefault();

    /// <summary>What is said about the result of a method that maps routes: <c>app.MapOrders().RequireAuthorization()</c>.</summary>
    private Decision Outer(IInvocationOperation call)
    {
        var decision = Decision.None;
        foreach (var around in call.Around())
        {
            if (around is IInvocationOperation outer && outer.Receiver() is not null)
            {
                decision = decision.Or(reader.OfCall(outer));
            }
            else if (around is not (IArgumentOperation or IConversionOperation or IInvocationOperation))
            {
                break;
            }
        }

        return decision;
    }

    private bool IsMapping(IInvocationOperation call) =>
        call.TargetMethod.Name != "MapGroup" && endpoints.MapsRoutes(call.TargetMethod) && !call.TargetMethod.IsInSource() &&
        call.TargetMethod.ReturnType.Is(_conventions);

    private bool Concerns(IInvocationOperation call) =>
        call.Receiver()?.Bare().Type is { } type && (type.Is(_routes) || type.Is(_conventions));
}
