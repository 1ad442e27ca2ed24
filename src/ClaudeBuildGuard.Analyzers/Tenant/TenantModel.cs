using System.Collections.Concurrent;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Tenant;

/// <summary>Which entities belong to a tenant, and which of them the model filters. Filled by many threads, read at the end.</summary>
internal sealed class TenantModel(Compilation compilation, KnownTypes types)
{
    private readonly INamedTypeSymbol? _context = types.Find("Microsoft.EntityFrameworkCore.DbContext");
    private readonly INamedTypeSymbol? _set = types.Find("Microsoft.EntityFrameworkCore.DbSet`1");
    private readonly INamedTypeSymbol? _entityBuilder = types.Find("Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder`1");
    private readonly ConcurrentDictionary<ISymbol, byte> _filtered = new(SymbolEqualityComparer.Default);
    private volatile bool _filtersByConvention;

    /// <summary>The entities that queries name, by class name, with their tenant key.</summary>
    public ConcurrentDictionary<string, string> KeyByEntityName { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The property of an entity that says whose row it is; null when it has none.</summary>
    public static string? KeyOf(ITypeSymbol entity, GuardSettings settings) =>
        entity.TypeKind is TypeKind.Class or TypeKind.Struct
            ? entity.WithBases().SelectMany(t => settings.TenantKeys.Where(key => t.GetMembers(key).Any(m => m is IPropertySymbol or IFieldSymbol))).FirstOrDefault()
            : null;

    /// <summary>
    /// True when every query over the entity is filtered by the model, or may be: by a convention, by a base class that cannot be seen, or
    /// because the context is in another project.
    /// </summary>
    public bool MayFilter(ITypeSymbol entity, ITypeSymbol? context) =>
        _filtersByConvention || entity.WithBases().Any(t => _filtered.ContainsKey(t.OriginalDefinition)) || entity.AllInterfaces.Any(i => _filtered.ContainsKey(i)) ||
        context is null || context.WithBases().TakeWhile(t => !SymbolEqualityComparer.Default.Equals(t, _context)).Any(t => !IsSeen(t));

    /// <summary>True when the model is known to filter the entity.</summary>
    public bool Filters(ITypeSymbol entity) => _filtersByConvention || entity.WithBases().Any(t => _filtered.ContainsKey(t.OriginalDefinition));

    /// <summary>The entity and the context of an expression such as <c>db.Orders</c> or <c>db.Set&lt;Order&gt;()</c>; null for anything else.</summary>
    public (ITypeSymbol Entity, ITypeSymbol? Context)? SetOf(IOperation operation) =>
        operation.Type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } type && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, _set) &&
        operation is IPropertyReferenceOperation or IInvocationOperation { TargetMethod.Name: "Set" } &&
        ContextOf(operation) is { } context && context.Is(_context)
            ? (arguments[0], context)
            : null;

    /// <summary>Takes in one call that configures a model.</summary>
    public void Add(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        if (name == "IsMultiTenant" || name == "SetQueryFilter")
        {
            Mark(call);
        }
        else if (name == "HasQueryFilter" && call.TargetMethod.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) == true)
        {
            Mark(call);
        }
    }

    private void Mark(IInvocationOperation call)
    {
        if (call.Receiver()?.Bare().Type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } type && type.Is(_entityBuilder) && arguments[0] is INamedTypeSymbol entity)
        {
            _filtered.TryAdd(entity.OriginalDefinition, 0);
        }
        else
        {
            // Over a type parameter or the untyped metadata: it is done for all that a loop finds.
            _filtersByConvention = true;
        }
    }

    private static ITypeSymbol? ContextOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation property => property.Instance?.Type ?? property.Property.ContainingType,
        IInvocationOperation call => call.Instance?.Type ?? call.TargetMethod.ContainingType,
        _ => null,
    };

    /// <summary>A context of the platform adds no tenant filter; one of another package or project may.</summary>
    private bool IsSeen(ITypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) || type.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.AspNetCore.Identity", StringComparison.Ordinal) == true;
}
