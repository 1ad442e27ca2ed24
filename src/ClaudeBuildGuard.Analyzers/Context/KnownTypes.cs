using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Context;

/// <summary>Finds types by their metadata names.</summary>
internal static class KnownTypes
{
    /// <summary>The type of that metadata name; where several assemblies define it, the first; null where none does.</summary>
    public static INamedTypeSymbol? Find(this Compilation compilation, string metadataName) =>
        compilation.GetTypeByMetadataName(metadataName) ?? compilation.GetTypesByMetadataName(metadataName).FirstOrDefault();

    /// <summary>The types that are referenced, of those named.</summary>
    public static HashSet<INamedTypeSymbol> FindAll(this Compilation compilation, params string[] metadataNames) =>
        new(metadataNames.Select(compilation.Find).OfType<INamedTypeSymbol>(), SymbolEqualityComparer.Default);

    /// <summary>True when the type is, derives from, or implements the other.</summary>
    public static bool Is(this ITypeSymbol? type, INamedTypeSymbol? other)
    {
        if (type is null || other is null)
        {
            return false;
        }

        for (var t = type; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, other))
            {
                return true;
            }
        }

        return other.TypeKind == TypeKind.Interface &&
            type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, other));
    }

    /// <summary>The type and what it derives from, the type first.</summary>
    public static IEnumerable<ITypeSymbol> WithBases(this ITypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            yield return t;
        }
    }

    /// <summary>The type's full name without generic arguments, as <c>Namespace.Outer.Name</c>.</summary>
    public static string FullName(this ITypeSymbol type) =>
        type.ContainingType is { } outer ? $"{outer.FullName()}.{type.Name}"
        : type.ContainingNamespace is { IsGlobalNamespace: false } ns ? $"{ns.ToDisplayString()}.{type.Name}"
        : type.Name;
}
