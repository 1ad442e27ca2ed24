using System.Collections.Concurrent;
using ClaudeBuildGuard.Analyzers.Context;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers;

/// <summary>
/// One compilation as the checks see it: its types, its settings, and one walk over its code that all of them share. The checks say what
/// they want to see before the walk begins; each is then called by many threads.
/// </summary>
internal sealed class Inspection(Compilation compilation, AnalyzerOptions options)
{
    private readonly List<Action<OperationAnalysisContext, IInvocationOperation>> _calls = [];
    private readonly List<Action<OperationAnalysisContext, IObjectCreationOperation>> _creations = [];
    private readonly List<Action<OperationAnalysisContext, IAssignmentOperation>> _assignments = [];
    private readonly List<Action<OperationAnalysisContext, IPropertyReferenceOperation>> _properties = [];
    private readonly List<Action<OperationAnalysisContext, IBinaryOperation>> _comparisons = [];
    private readonly List<Action<OperationAnalysisContext, IMethodBodyOperation>> _bodies = [];
    private readonly List<Action<OperationAnalysisContext, IReturnOperation>> _returns = [];
    private readonly List<Action<SymbolAnalysisContext, INamedTypeSymbol>> _types = [];
    private readonly List<Action<SymbolAnalysisContext, IMethodSymbol>> _methods = [];
    private readonly List<Action<CompilationAnalysisContext>> _ends = [];
    private readonly ConcurrentDictionary<AnalyzerConfigOptions, GuardSettings> _settings = new();

    /// <summary>The compilation.</summary>
    public Compilation Compilation { get; } = compilation;

    /// <summary>What the project says to its analyzers.</summary>
    public AnalyzerOptions Options { get; } = options;

    /// <summary>The types that are referenced.</summary>
    public KnownTypes Types { get; } = new(compilation);

    /// <summary>Which methods answer requests.</summary>
    public Endpoints Endpoints => field ??= new Endpoints(Compilation, Types);

    /// <summary>What is set for one file. Files under the same sections share one answer.</summary>
    public GuardSettings SettingsOf(SyntaxTree tree) => _settings.GetOrAdd(Options.AnalyzerConfigOptionsProvider.GetOptions(tree), static o => new GuardSettings(o));

    /// <summary>Asks for every call of a method.</summary>
    public void OnCall(Action<OperationAnalysisContext, IInvocationOperation> judge) => _calls.Add(judge);

    /// <summary>Asks for every <c>new</c>.</summary>
    public void OnCreation(Action<OperationAnalysisContext, IObjectCreationOperation> judge) => _creations.Add(judge);

    /// <summary>Asks for every assignment to a property, with <c>=</c>, <c>+=</c> or <c>??=</c>.</summary>
    public void OnAssignment(Action<OperationAnalysisContext, IAssignmentOperation> judge) => _assignments.Add(judge);

    /// <summary>Asks for every property that is read or written.</summary>
    public void OnProperty(Action<OperationAnalysisContext, IPropertyReferenceOperation> judge) => _properties.Add(judge);

    /// <summary>Asks for every <c>==</c> and <c>!=</c>.</summary>
    public void OnComparison(Action<OperationAnalysisContext, IBinaryOperation> judge) => _comparisons.Add(judge);

    /// <summary>Asks for the body of every method.</summary>
    public void OnBody(Action<OperationAnalysisContext, IMethodBodyOperation> judge) => _bodies.Add(judge);

    /// <summary>Asks for every value that is returned.</summary>
    public void OnReturn(Action<OperationAnalysisContext, IReturnOperation> judge) => _returns.Add(judge);

    /// <summary>Asks for every type that is declared.</summary>
    public void OnType(Action<SymbolAnalysisContext, INamedTypeSymbol> judge) => _types.Add(judge);

    /// <summary>Asks for every method that is declared.</summary>
    public void OnMethod(Action<SymbolAnalysisContext, IMethodSymbol> judge) => _methods.Add(judge);

    /// <summary>Asks to be told when everything was seen.</summary>
    public void OnEnd(Action<CompilationAnalysisContext> judge) => _ends.Add(judge);

    /// <summary>Begins the walk.</summary>
    public void Register(CompilationStartAnalysisContext context)
    {
        if (_calls.Count > 0)
        {
            context.RegisterOperationAction(o => Each(_calls, o, (IInvocationOperation)o.Operation), OperationKind.Invocation);
        }

        if (_creations.Count > 0)
        {
            context.RegisterOperationAction(o => Each(_creations, o, (IObjectCreationOperation)o.Operation), OperationKind.ObjectCreation);
        }

        if (_assignments.Count > 0)
        {
            context.RegisterOperationAction(
                o =>
                {
                    if (o.Operation is IAssignmentOperation { Target: IPropertyReferenceOperation } assignment)
                    {
                        Each(_assignments, o, assignment);
                    }
                },
                OperationKind.SimpleAssignment,
                OperationKind.CompoundAssignment,
                OperationKind.CoalesceAssignment);
        }

        if (_properties.Count > 0)
        {
            context.RegisterOperationAction(o => Each(_properties, o, (IPropertyReferenceOperation)o.Operation), OperationKind.PropertyReference);
        }

        if (_comparisons.Count > 0)
        {
            context.RegisterOperationAction(
                o =>
                {
                    if (o.Operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison)
                    {
                        Each(_comparisons, o, comparison);
                    }
                },
                OperationKind.Binary);
        }

        if (_bodies.Count > 0)
        {
            context.RegisterOperationAction(o => Each(_bodies, o, (IMethodBodyOperation)o.Operation), OperationKind.MethodBody);
        }

        if (_returns.Count > 0)
        {
            context.RegisterOperationAction(o => Each(_returns, o, (IReturnOperation)o.Operation), OperationKind.Return);
        }

        if (_types.Count > 0)
        {
            context.RegisterSymbolAction(s => Each(_types, s, (INamedTypeSymbol)s.Symbol), SymbolKind.NamedType);
        }

        if (_methods.Count > 0)
        {
            context.RegisterSymbolAction(s => Each(_methods, s, (IMethodSymbol)s.Symbol), SymbolKind.Method);
        }

        if (_ends.Count > 0)
        {
            context.RegisterCompilationEndAction(end =>
            {
                foreach (var judge in _ends)
                {
                    judge(end);
                }
            });
        }
    }

    private static void Each<TContext, TSeen>(List<Action<TContext, TSeen>> judges, TContext context, TSeen seen)
    {
        foreach (var judge in judges)
        {
            judge(context, seen);
        }
    }
}
