using ClaudeBuildGuard.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authorization;

/// <summary>
/// A chain of calls on a route builder, such as <c>app.MapGroup("/a").RequireAuthorization().MapGet("/b", …).WithName("b")</c>, from its root
/// outwards.
/// </summary>
internal sealed class RouteChain
{
    private RouteChain(ISymbol? root, IReadOnlyList<IInvocationOperation> calls, ISymbol? assignedTo)
    {
        Root = root;
        Calls = calls;
        AssignedTo = assignedTo;
    }

    /// <summary>The local, parameter, field or property that the chain begins with; null for anything else.</summary>
    public ISymbol? Root { get; }

    /// <summary>The calls, that on the root first.</summary>
    public IReadOnlyList<IInvocationOperation> Calls { get; }

    /// <summary>The local or member that the whole is assigned to; null when it is none.</summary>
    public ISymbol? AssignedTo { get; }

    /// <summary>The patterns of the groups that the first calls make.</summary>
    /// <param name="count">How many calls to look at.</param>
    public string Prefix(int count) =>
        string.Concat(Calls.Take(count).Where(c => c.TargetMethod.Name == "MapGroup").Select(c => Join(c.Argument("prefix").Text() ?? string.Empty)));

    /// <summary>A part of a route as it is joined to others: a slash before it and none behind.</summary>
    public static string Join(string part) => part.Trim('/') is { Length: > 0 } inner ? "/" + inner : string.Empty;

    /// <summary>The chain that a call is the outermost of; null when it is an inner part of one.</summary>
    public static RouteChain? EndingWith(IInvocationOperation call)
    {
        var (parent, child) = Skip(call);
        switch (parent)
        {
            case IInvocationOperation outer when outer.Instance == child:
            case IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } }:
                return null;
        }

        var assignedTo = parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation assignment => SymbolOf(assignment.Target),
            _ => null,
        };
        return Of(call, assignedTo);
    }

    /// <summary>The chain that leads to a value, which may be a bare local.</summary>
    public static RouteChain Of(IOperation value, ISymbol? assignedTo = null)
    {
        var calls = new List<IInvocationOperation>();
        var current = value.Bare();
        while (current is IInvocationOperation call && call.Receiver() is { } receiver)
        {
            calls.Add(call);
            current = receiver.Bare();
        }

        calls.Reverse();
        return new RouteChain(SymbolOf(current), calls, assignedTo);
    }

    private static ISymbol? SymbolOf(IOperation operation) => operation.Bare() switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation member => member.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };

    private static (IOperation? Parent, IOperation Child) Skip(IOperation operation)
    {
        var child = operation;
        while (child.Parent is IConversionOperation or IParenthesizedOperation)
        {
            child = child.Parent;
        }

        return (child.Parent, child);
    }
}
