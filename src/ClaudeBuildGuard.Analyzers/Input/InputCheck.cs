using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Input;

/// <summary>Input that reaches a process, a path, SQL text, a redirect or a deserialiser that chooses types (CBG7402 to CBG7405, CBG7014).</summary>
internal sealed class InputCheck : SecurityCheck
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } = ImmutableArray.Create(
        InputRules.InputToProcess, InputRules.InputToPath, InputRules.InputToDeserializer, InputRules.InputToSql, AuthenticationRules.RedirectFromRequest);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        if (RequestInput.For(inspection) is not { } input)
        {
            return;
        }

        var sinks = new Sinks(inspection.Types);
        inspection.OnCall((operation, call) =>
        {
            foreach (var (value, rule, what) in sinks.Of(call))
            {
                Judge(operation, input, value, rule, what);
            }
        });
        inspection.OnCreation((operation, creation) =>
        {
            foreach (var (value, rule, what) in sinks.Of(creation))
            {
                Judge(operation, input, value, rule, what);
            }
        });
        inspection.OnAssignment((operation, assignment) =>
        {
            if (assignment.Target is IPropertyReferenceOperation target && sinks.Of(target) is var (rule, what))
            {
                Judge(operation, input, assignment.Value, rule, what);
            }
        });
    }

    private static void Judge(OperationAnalysisContext context, RequestInput input, IOperation value, DiagnosticDescriptor rule, string what)
    {
        if (input.Unchecked(value, onlyAtStart: rule == AuthenticationRules.RedirectFromRequest) is { } source)
        {
            var arguments = rule == InputRules.InputToProcess || rule == InputRules.InputToDeserializer ? new object[] { source, what } : [source];
            context.Report(Diagnostic.Create(rule, context.Operation.Syntax.GetLocation(), arguments));
        }
    }
}
