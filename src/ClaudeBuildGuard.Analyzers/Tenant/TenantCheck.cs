using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ClaudeBuildGuard.Analyzers.Tenant;

/// <summary>Queries over tenant data that no tenant filter limits: EF Core, raw SQL, Dapper (CBG7201 to CBG7203).</summary>
internal sealed class TenantCheck : SecurityCheck
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } =
        ImmutableArray.Create(TenantRules.QueryWithoutTenant, TenantRules.FilterSwitchedOff, TenantRules.SqlWithoutTenant, FactRules.Fact);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        var types = inspection.Types;
        var usesEntities = types.Find("Microsoft.EntityFrameworkCore.DbContext") is not null;
        var dapper = types.Find("Dapper.SqlMapper");
        if (!usesEntities && dapper is null)
        {
            return;
        }

        var command = types.Find("System.Data.Common.DbCommand");
        var model = new TenantModel(inspection.Compilation, types);
        var queries = new ConcurrentBag<(TenantQuery Query, ITypeSymbol? Context)>();
        var statements = new ConcurrentBag<SqlStatement>();

        inspection.OnType((_, type) =>
        {
            if (type.DeclaringSyntaxReferences.FirstOrDefault() is { } declared && TenantModel.KeyOf(type, inspection.SettingsOf(declared.SyntaxTree)) is { } key)
            {
                model.KeyByEntityName[type.Name] = key;
            }
        });
        inspection.OnProperty((operation, _) => Collect(operation, inspection, model, queries));
        inspection.OnCall((operation, call) =>
        {
            model.Add(call);
            Collect(operation, inspection, model, queries);
            Note(SqlStatement.In(call, dapper));
        });
        inspection.OnCreation((_, creation) => Note(SqlStatement.In(creation, command)));
        inspection.OnAssignment((_, assignment) => Note(SqlStatement.In(assignment)));
        inspection.OnEnd(end =>
        {
            foreach (var (query, from) in queries.OrderBy(q => q.Query.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(q => q.Query.Location.SourceSpan.Start))
            {
                Conclude(end, query, model.MayFilter(query.Entity, from));
            }

            foreach (var statement in statements)
            {
                Conclude(end, statement, model);
            }
        });

        void Note(SqlStatement? statement)
        {
            if (statement is not null)
            {
                statements.Add(statement);
            }
        }
    }

    private static void Conclude(CompilationAnalysisContext end, TenantQuery query, bool modelFilters)
    {
        if (query.Filter == TenantFilter.None && !modelFilters)
        {
            end.Report(Diagnostic.Create(TenantRules.QueryWithoutTenant, query.Location, query.Entity.Name, query.Key));
        }

        if (FactRules.AreAsked(end.Options))
        {
            var (decision, from) = query.Filter switch
            {
                TenantFilter.Condition => ("Filtered", $"a condition on {query.Key}"),
                TenantFilter.Secret => ("Filtered", "the secret of the row"),
                TenantFilter.SwitchedOff => ("None", "IgnoreQueryFilters"),
                _ when modelFilters => ("Filtered", "the model's query filter, or a context that is not seen"),
                TenantFilter.Unseen => ("Unknown", "a condition or a reader that is elsewhere"),
                _ => ("None", "nothing"),
            };
            end.Report(FactRules.Of(query.Location, "Query", query.Entity.Name, decision, from));
        }
    }

    private static void Conclude(CompilationAnalysisContext end, SqlStatement statement, TenantModel model)
    {
        if (statement.Tables.Select(t => EntityOf(t, model)).FirstOrDefault(e => e is not null) is not { } entity)
        {
            return;
        }

        var key = model.KeyByEntityName[entity];
        var modelFilters = statement.IsComposable && IsFiltered(end.Compilation, model, entity);
        if (!statement.Names(key) && !modelFilters)
        {
            end.Report(Diagnostic.Create(TenantRules.SqlWithoutTenant, statement.Location, entity, key));
        }

        if (FactRules.AreAsked(end.Options))
        {
            var (decision, from) = statement.Names(key) ? ("Filtered", $"a condition on {key}") : modelFilters ? ("Filtered", "the model's query filter") : ("None", "nothing");
            end.Report(FactRules.Of(statement.Location, "SQL", entity, decision, from));
        }
    }

    private static void Collect(OperationAnalysisContext context, Inspection inspection, TenantModel model, ConcurrentBag<(TenantQuery Query, ITypeSymbol? Context)> queries)
    {
        if (model.SetOf(context.Operation) is not var (entity, from) ||
            TenantModel.KeyOf(entity, inspection.SettingsOf(context.Operation.Syntax.SyntaxTree)) is not { } key || TenantQuery.Of(context.Operation, entity, key) is not { } query)
        {
            return;
        }

        // A property such as Orders => Set<Order>() only names the set.
        if (query.Filter == TenantFilter.Unseen && context.ContainingSymbol is IMethodSymbol { AssociatedSymbol: IPropertySymbol })
        {
            return;
        }

        queries.Add((query, from));
        if (query.Filter == TenantFilter.SwitchedOff)
        {
            context.Report(Diagnostic.Create(TenantRules.FilterSwitchedOff, query.Location, entity.Name, key));
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
