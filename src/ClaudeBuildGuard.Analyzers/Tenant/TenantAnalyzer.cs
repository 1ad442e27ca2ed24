using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Tenant;

/// <summary>Queries over tenant data that no tenant filter limits: EF Core, raw SQL, Dapper (CBG7201 to CBG7203).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class TenantAnalyzer : SecurityAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(TenantRules.QueryWithoutTenant, TenantRules.FilterSwitchedOff, TenantRules.SqlWithoutTenant, FactRules.Fact);

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext context)
    {
        var compilation = context.Compilation;
        var usesEntities = compilation.Find("Microsoft.EntityFrameworkCore.DbContext") is not null;
        var dapper = compilation.Find("Dapper.SqlMapper");
        if (!usesEntities && dapper is null)
        {
            return;
        }

        var model = new TenantModel(compilation);
        var queries = new ConcurrentBag<(TenantQuery Query, ITypeSymbol? Context)>();
        var statements = new ConcurrentBag<SqlStatement>();

        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (type.DeclaringSyntaxReferences.FirstOrDefault() is { } declared &&
                    TenantModel.KeyOf(type, GuardSettings.For(symbol.Options, declared.SyntaxTree)) is { } key)
                {
                    model.KeyByEntityName[type.Name] = key;
                }
            },
            SymbolKind.NamedType);
        context.RegisterOperationAction(operation => Collect(operation, model, queries), OperationKind.PropertyReference, OperationKind.Invocation);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                model.Add(call);
                if (SqlStatement.In(call, dapper) is { } statement)
                {
                    statements.Add(statement);
                }
            },
            OperationKind.Invocation);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var (query, from) in queries.OrderBy(q => q.Query.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(q => q.Query.Location.SourceSpan.Start))
            {
                var filtered = model.MayFilter(query.Entity, from);
                if (FactRules.AreAsked(end.Options))
                {
                    end.ReportDiagnostic(FactRules.Of(query.Location, "Query", query.Entity.Name, filtered ? "Filtered" : "None", filtered ? "the model's query filter, or a context that is not seen" : "nothing"));
                }

                if (!filtered)
                {
                    end.ReportDiagnostic(Diagnostic.Create(TenantRules.QueryWithoutTenant, query.Location, query.Entity.Name, query.Key));
                }
            }

            foreach (var statement in statements)
            {
                if (statement.Tables.FirstOrDefault(t => EntityOf(t, model) is not null) is { } table && EntityOf(table, model) is { } entity &&
                    !statement.Names(model.KeyByEntityName[entity]) && !(statement.IsComposable && IsFiltered(end.Compilation, model, entity)))
                {
                    end.ReportDiagnostic(Diagnostic.Create(TenantRules.SqlWithoutTenant, statement.Location, entity, model.KeyByEntityName[entity]));
                }
            }
        });
    }

    private static void Collect(OperationAnalysisContext context, TenantModel model, ConcurrentBag<(TenantQuery Query, ITypeSymbol? Context)> queries)
    {
        if (model.SetOf(context.Operation) is not var (entity, from))
        {
            return;
        }

        var settings = GuardSettings.For(context.Options, context.Operation.Syntax.SyntaxTree);
        if (TenantModel.KeyOf(entity, settings) is not { } key || TenantQuery.Of(context.Operation, entity, key) is not { } query)
        {
            return;
        }

        if (query.SwitchesFilterOff)
        {
            context.ReportDiagnostic(Diagnostic.Create(TenantRules.FilterSwitchedOff, query.Location, entity.Name, key));
        }
        else
        {
            queries.Add((query, from));
        }
    }

    private static string? EntityOf(string table, TenantModel model)
    {
        foreach (var candidate in new[] { table, Without(table, "s"), Without(table, "es"), table.EndsWith("ies", StringComparison.OrdinalIgnoreCase) ? Without(table, "ies") + "y" : table })
        {
            if (model.KeyByEntityName.ContainsKey(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>EF Core wraps SQL over an entity in its own query, model filters included.</summary>
    private static bool IsFiltered(Compilation compilation, TenantModel model, string entity) =>
        compilation.GetSymbolsWithName(name => string.Equals(name, entity, StringComparison.OrdinalIgnoreCase), SymbolFilter.Type).OfType<ITypeSymbol>().Any(model.Filters);

    private static string Without(string text, string suffix) =>
        text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? text.Substring(0, text.Length - suffix.Length) : text;
}
