using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ClaudeBuildGuard.Analyzers.Context;

/// <summary>Tells the methods that answer requests, and which of their parameters the caller fills.</summary>
internal sealed class Endpoints(Compilation compilation, KnownTypes types)
{
    private readonly INamedTypeSymbol? _controller = types.Find("Microsoft.AspNetCore.Mvc.ControllerBase");
    private readonly INamedTypeSymbol? _controllerAttribute = types.Find("Microsoft.AspNetCore.Mvc.ControllerAttribute");
    private readonly INamedTypeSymbol? _nonController = types.Find("Microsoft.AspNetCore.Mvc.NonControllerAttribute");
    private readonly INamedTypeSymbol? _nonAction = types.Find("Microsoft.AspNetCore.Mvc.NonActionAttribute");
    private readonly INamedTypeSymbol? _page = types.Find("Microsoft.AspNetCore.Mvc.RazorPages.PageModel");
    private readonly INamedTypeSymbol? _bindProperty = types.Find("Microsoft.AspNetCore.Mvc.BindPropertyAttribute");
    private readonly INamedTypeSymbol? _hub = types.Find("Microsoft.AspNetCore.SignalR.Hub");
    private readonly INamedTypeSymbol? _routes = types.Find("Microsoft.AspNetCore.Routing.IEndpointRouteBuilder");
    private readonly INamedTypeSymbol? _result = types.Find("Microsoft.AspNetCore.Http.IResult");

    /// <summary>The names of methods that are handed to a mapping call. Read from the syntax of all files, once, and only where a handler is in question.</summary>
    private readonly Lazy<HashSet<string>> _mappedNames = new(() => new HashSet<string>(compilation.SyntaxTrees.SelectMany(MappedNames), StringComparer.Ordinal));

    private readonly INamedTypeSymbol? _bindMethod = types.Find("Grpc.Core.BindServiceMethodAttribute");

    /// <summary>True for a class whose public methods are MVC actions.</summary>
    public bool IsController(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false, TypeParameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public } &&
        (type.Is(_controller) || type.WithBases().Any(b => Has(b, _controllerAttribute))) &&
        !type.WithBases().Any(b => Has(b, _nonController));

    /// <summary>True for a Razor page's model.</summary>
    public bool IsPage(INamedTypeSymbol type) => type is { TypeKind: TypeKind.Class, IsAbstract: false } && type.Is(_page);

    /// <summary>True for a SignalR hub.</summary>
    public bool IsHub(INamedTypeSymbol type) => type is { TypeKind: TypeKind.Class, IsAbstract: false } && type.Is(_hub);

    /// <summary>True for the implementation of a gRPC service: its base class is generated with a bind method.</summary>
    public bool IsGrpcService(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false } && _bindMethod is not null && type.WithBases().Any(b => Has(b, _bindMethod));

    /// <summary>True for an action of a controller.</summary>
    public bool IsAction(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsAbstract: false, IsGenericMethod: false } &&
        method.ContainingType is { } type && IsController(type) && !Has(method, _nonAction) && !OverridesFramework(method);

    /// <summary>True for a handler of a Razor page.</summary>
    public bool IsPageHandler(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false } &&
        method.Name.StartsWith("On", StringComparison.Ordinal) && method.ContainingType is { } type && IsPage(type);

    /// <summary>True for a property that the framework fills from the request.</summary>
    public bool IsBoundProperty(IPropertySymbol property) =>
        (Has(property, _bindProperty) || property.GetAttributes().Any(a => a.AttributeClass?.Name is "FromQueryAttribute" or "FromFormAttribute" or "FromRouteAttribute")) &&
        property.ContainingType is { } type && (IsPage(type) || IsController(type));

    /// <summary>True when the framework fills the parameter from what the caller sends, not from its services.</summary>
    public bool BindsFromRequest(IParameterSymbol parameter, SemanticModel? model)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method || IsService(parameter))
        {
            return false;
        }

        return method.MethodKind switch
        {
            MethodKind.AnonymousFunction => IsRouteHandler(parameter, model),
            MethodKind.LocalFunction or MethodKind.Ordinary =>
                IsAction(method) || IsPageHandler(method) || (method.ContainingType is { } type && IsHub(type) && method.DeclaredAccessibility == Accessibility.Public) ||
                ReturnsResult(method),
            _ => false,
        };
    }

    /// <summary>True for a call that maps a route, a hub, a service or a group of them.</summary>
    public bool MapsRoutes(IMethodSymbol method) =>
        _routes is not null && method.Name.StartsWith("Map", StringComparison.Ordinal) &&
        (method.ReducedFrom ?? method).Parameters.FirstOrDefault()?.Type.Is(_routes) == true;

    private bool IsRouteHandler(IParameterSymbol parameter, SemanticModel? model)
    {
        var syntax = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        var lambda = syntax?.FirstAncestorOrSelf<LambdaExpressionSyntax>();
        return model is not null && lambda?.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && call.SyntaxTree == model.SyntaxTree &&
            model.GetSymbolInfo(call).Symbol is IMethodSymbol method && MapsRoutes(method);
    }

    /// <summary>A static or local method with a result type of minimal APIs is a handler when a route is mapped to its name.</summary>
    private bool ReturnsResult(IMethodSymbol method)
    {
        var type = method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } arguments } ? arguments[0] : method.ReturnType;
        return (method.IsStatic || method.MethodKind == MethodKind.LocalFunction) && type.Is(_result) && _mappedNames.Value.Contains(method.Name);
    }

    private static bool IsService(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(a => a.AttributeClass?.Name is "FromServicesAttribute" or "FromKeyedServicesAttribute") ||
        parameter.Type.TypeKind == TypeKind.Interface && parameter.Type is not INamedTypeSymbol { Name: "IFormFile" or "IFormFileCollection" or "IEnumerable" or "IReadOnlyList" or "IList" };

    private static IEnumerable<string> MappedNames(SyntaxTree tree) =>
        from call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
        where call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && name.StartsWith("Map", StringComparison.Ordinal)
        from argument in call.ArgumentList.Arguments
        let handler = argument.Expression switch
        {
            IdentifierNameSyntax simple => simple.Identifier.ValueText,
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
            _ => null,
        }
        where handler is not null
        select handler;

    private static bool OverridesFramework(IMethodSymbol method) =>
        method.IsOverride && method.OverriddenMethod is { } overridden && !overridden.IsInSource();

    private static bool Has(ISymbol symbol, INamedTypeSymbol? attribute) =>
        attribute is not null && symbol.GetAttributes().Any(a => a.AttributeClass.Is(attribute));
}
