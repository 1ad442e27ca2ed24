using System.Collections.Concurrent;
using System.Collections.Immutable;
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
            if (SqlStatement.In(call, dapper) is { } statement)
            {
                statements.Add(statement);
            }
        });
        inspection.OnEnd(end =>
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

    private static void Collect(OperationAnalysisContext context, Inspection inspection, TenantModel model, ConcurrentBag<(TenantQuery Query, ITypeSymbol? Context)> queries)
    {
        if (model.SetOf(context.Operation) is not var (entity, from))
        {
            return;
        }

        var settings = inspection.SettingsOf(context.Operation.Syntax.SyntaxTree);
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
