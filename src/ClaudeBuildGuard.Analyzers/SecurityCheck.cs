using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ClaudeBuildGuard.Analyzers;

/// <summary>One idea of what is insecure, with the rules that say so.</summary>
internal abstract class SecurityCheck
{
    /// <summary>What it reports.</summary>
    public abstract ImmutableArray<DiagnosticDescriptor> Rules { get; }

    /// <summary>Looks up the types it needs in a compilation and asks for what it wants to see; asks for nothing where those types are not referenced.</summary>
    public abstract void Begin(Inspection inspection);
}
