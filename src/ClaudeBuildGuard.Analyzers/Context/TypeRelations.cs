using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Context;

/// <summary>What one type is to another.</summary>
internal static class TypeRelations
{
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

    /// <summary>True when the symbol is declared in this compilation's own code.</summary>
    public static bool IsInSource(this ISymbol symbol) => !symbol.DeclaringSyntaxReferences.IsEmpty;
}
