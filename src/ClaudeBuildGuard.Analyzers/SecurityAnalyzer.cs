using ClaudeBuildGuard.Analyzers.Context;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ClaudeBuildGuard.Analyzers;

/// <summary>
/// What every analyzer here shares: it runs concurrently, leaves generated code alone, and does nothing in a test project, where a weak
/// setting is a test's own business.
/// </summary>
internal abstract class SecurityAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (!TestProject.Is(start.Compilation, start.Options))
            {
                Start(start);
            }
        });
    }

    /// <summary>Looks up the types it needs and registers its actions; registers nothing where those types are not referenced.</summary>
    protected abstract void Start(CompilationStartAnalysisContext context);
}
