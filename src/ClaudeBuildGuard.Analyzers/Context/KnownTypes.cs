using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers.Context;

/// <summary>
/// Finds types by their metadata names, each once a compilation. A look-up goes through every referenced assembly, some three hundred in a
/// web project, so a name is not looked up at all where no assembly has a name like its namespace.
/// </summary>
internal sealed class KnownTypes(Compilation compilation)
{
    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> _found = new(StringComparer.Ordinal);
    private readonly HashSet<string> _roots = new(
        compilation.ReferencedAssemblyNames.Select(a => a.Name).Concat([compilation.AssemblyName ?? string.Empty]).Select(Root), StringComparer.Ordinal);

    /// <summary>The type of that metadata name; where several assemblies define it, the first; null where none does.</summary>
    public INamedTypeSymbol? Find(string metadataName) => _found.GetOrAdd(metadataName, Look);

    /// <summary>The types that are referenced, of those named.</summary>
    public HashSet<INamedTypeSymbol> FindAll(params string[] metadataNames) =>
        new(metadataNames.Select(Find).OfType<INamedTypeSymbol>(), SymbolEqualityComparer.Default);

    private INamedTypeSymbol? Look(string metadataName) =>
        MayBeReferenced(metadataName)
            ? compilation.GetTypeByMetadataName(metadataName) ?? compilation.GetTypesByMetadataName(metadataName).FirstOrDefault()
            : null;

    /// <summary>Types of the platform itself are spread over assemblies of any name; others are in an assembly that begins like their namespace.</summary>
    private bool MayBeReferenced(string metadataName) => metadataName.StartsWith("System.", StringComparison.Ordinal) || _roots.Contains(Root(metadataName));

    /// <summary>The first word of a name (<c>BCrypt</c> of <c>BCrypt-Net-Next</c>), and of Microsoft's the first two.</summary>
    private static string Root(string name)
    {
        var words = name.Split('.', '-');
        return words[0] == "Microsoft" && words.Length > 1 ? $"{words[0]}.{words[1]}" : words[0];
    }
}
