using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Context;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authentication;

/// <summary>Judges every assignment to the properties of <see cref="WeakSettings"/>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class SettingAnalyzer : SecurityAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        WeakSettings.All.Select(s => s.Rule).Distinct().ToImmutableArray();

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext context)
    {
        var known = new Dictionary<ISymbol, List<WeakSetting>>(SymbolEqualityComparer.Default);
        foreach (var setting in WeakSettings.All)
        {
            if (context.Compilation.Find(setting.Type)?.GetMembers(setting.Property).FirstOrDefault() is { } property)
            {
                if (!known.TryGetValue(property, out var settings))
                {
                    known.Add(property, settings = []);
                }

                settings.Add(setting);
            }
        }

        if (known.Count == 0)
        {
            return;
        }

        context.RegisterOperationAction(
            operation =>
            {
                if (operation.Operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment &&
                    known.TryGetValue(target.Property.OriginalDefinition, out var settings))
                {
                    Judge(operation, target, assignment, settings);
                }
            },
            OperationKind.SimpleAssignment);
    }

    private static void Judge(
        OperationAnalysisContext context, IPropertyReferenceOperation target, ISimpleAssignmentOperation assignment, List<WeakSetting> settings)
    {
        var value = new SettingValue(target, assignment.Value, GuardSettings.For(context.Options, assignment.Syntax.SyntaxTree));
        foreach (var setting in settings)
        {
            if (setting.Judge(value) is { } arguments && !DevelopmentOnly.Is(assignment.Syntax))
            {
                context.ReportDiagnostic(Diagnostic.Create(setting.Rule, assignment.Syntax.GetLocation(), arguments));
            }
        }
    }
}
