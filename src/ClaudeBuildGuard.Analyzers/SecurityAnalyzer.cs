using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Authentication;
using ClaudeBuildGuard.Analyzers.Authorization;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Disclosure;
using ClaudeBuildGuard.Analyzers.Facts;
using ClaudeBuildGuard.Analyzers.Input;
using ClaudeBuildGuard.Analyzers.Tenant;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ClaudeBuildGuard.Analyzers;

/// <summary>
/// The one analyzer that the compiler sees: the checks share its walk over the code, because the compiler asks every analyzer about every
/// operation, and that costs more than the checks do (docs/design/analyzers.md). It runs concurrently, leaves generated code alone, and
/// does nothing in a test project, where a weak setting is a test's own business.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class SecurityAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<SecurityCheck> Checks = ImmutableArray.Create<SecurityCheck>(
        new SettingCheck(), new TokenTrustCheck(), new SecretCheck(), new LifetimeCheck(), new ForgeableTokenCheck(), new PasswordCheck(), new SignOutCheck(), new AuthorizationCheck(),
        new TenantCheck(), new LoggingCheck(), new ExceptionCheck(), new CorsCheck(), new InputCheck(), new QuotedTextCheck(), new AntiforgeryCheck(), new TokenConfigurationFacts());

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Checks.SelectMany(c => c.Rules).Distinct().ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (TestProject.Is(start.Compilation, start.Options))
            {
                return;
            }

            var inspection = new Inspection(start.Compilation, start.Options);
            foreach (var check in Checks)
            {
                check.Begin(inspection);
            }

            inspection.Register(start);
        });
    }
}
