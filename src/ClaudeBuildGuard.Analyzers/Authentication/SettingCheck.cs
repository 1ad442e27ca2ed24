using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authentication;

/// <summary>Judges every assignment to the properties of <see cref="WeakSettings"/>.</summary>
internal sealed class SettingCheck : SecurityCheck
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } =
        WeakSettings.All.Select(s => s.Rule).Distinct().ToImmutableArray();

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        var known = new Dictionary<ISymbol, List<WeakSetting>>(SymbolEqualityComparer.Default);
        foreach (var setting in WeakSettings.All)
        {
            if (inspection.Types.Find(setting.Type)?.GetMembers(setting.Property).FirstOrDefault() is { } property)
            {
                if (!known.TryGetValue(property, out var settings))
                {
                    known.Add(property, settings = []);
                }

                settings.Add(setting);
            }
        }

        if (inspection.Types.Find("System.Net.Security.SslStream") is { } stream)
        {
            inspection.OnCreation((operation, creation) => JudgeStream(operation, creation, stream));
        }

        if (known.Count == 0)
        {
            return;
        }

        inspection.OnAssignment((operation, assignment) =>
        {
            if (assignment.Target is IPropertyReferenceOperation target && known.TryGetValue(target.Property.OriginalDefinition, out var settings))
            {
                Judge(operation, new SettingValue(target, assignment.Value, inspection.SettingsOf(assignment.Syntax.SyntaxTree)), assignment, settings);
            }
        });
    }

    private static void JudgeStream(OperationAnalysisContext context, IObjectCreationOperation creation, INamedTypeSymbol stream)
    {
        if (SymbolEqualityComparer.Default.Equals(creation.Type, stream) && creation.Argument("userCertificateValidationCallback") is { } judge &&
            Lambdas.ReturnsTrue(judge) && !DevelopmentOnly.OrStaging(creation.Syntax))
        {
            context.Report(Diagnostic.Create(AuthenticationRules.CertificateUnchecked, judge.Syntax.GetLocation(), "userCertificateValidationCallback"));
        }
    }

    private static void Judge(OperationAnalysisContext context, SettingValue value, IAssignmentOperation assignment, List<WeakSetting> settings)
    {
        foreach (var setting in settings)
        {
            if (setting.Judge(value) is { } arguments && !DevelopmentOnly.OrStaging(assignment.Syntax))
            {
                context.Report(Diagnostic.Create(setting.Rule, assignment.Syntax.GetLocation(), arguments));
            }
        }
    }
}
