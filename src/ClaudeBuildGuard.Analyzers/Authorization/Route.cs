using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Authorization;

/// <summary>One mapped route, hub or service, or the mapping of all controllers or pages.</summary>
internal sealed class Route(string method, string name, Location location, ISymbol? root, ISymbol? assignedTo, ISymbol container)
{
    /// <summary>The mapping method: <c>MapGet</c>, <c>MapHub</c>.</summary>
    public string Method { get; } = method;

    /// <summary>The route's pattern; the type's name for hubs and services.</summary>
    public string Name { get; } = name;

    /// <summary>Where it is mapped.</summary>
    public Location Location { get; } = location;

    /// <summary>The builder that it is mapped on.</summary>
    public ISymbol? Root { get; } = root;

    /// <summary>The local that holds the mapped endpoint.</summary>
    public ISymbol? AssignedTo { get; } = assignedTo;

    /// <summary>The member that maps it: its siblings are the other routes of that member.</summary>
    public ISymbol Container { get; } = container;

    /// <summary>The hub or service that is mapped.</summary>
    public INamedTypeSymbol? Mapped { get; set; }

    /// <summary>The patterns of the groups in the same chain.</summary>
    public string Prefix { get; set; } = string.Empty;

    /// <summary>What the groups in the same chain say.</summary>
    public Decision Before { get; set; } = Decision.None;

    /// <summary>What the endpoint's own calls, its handler's attributes or its handler's body say.</summary>
    public Decision Own { get; set; } = Decision.None;

    /// <summary>True when the endpoint's own calls ask for authorisation with the platform's own method.</summary>
    public bool RequiresAuthorization { get; set; }

    /// <summary>The method that answers: a lambda's, or the one that is handed over by its name.</summary>
    public ISymbol? Handler { get; set; }

    /// <summary>True for a route that lets everybody in, and whose handler then looks at who it is.</summary>
    public bool ChecksCaller { get; set; }

    /// <summary>True for a route that is mapped on a developer's machine only.</summary>
    public bool IsDevelopmentOnly { get; set; }

    /// <summary>True for a route that changes something.</summary>
    public bool Writes => Method is "MapPost" or "MapPut" or "MapPatch" or "MapDelete";

    /// <summary>True for a route with a handler of its own.</summary>
    public bool IsPlain => Method is "MapGet" or "MapPost" or "MapPut" or "MapPatch" or "MapDelete" or "Map" or "MapMethods";
}
