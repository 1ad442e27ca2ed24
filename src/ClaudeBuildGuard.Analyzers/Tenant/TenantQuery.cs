using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Tenant;

/// <summary>One query over an entity of a tenant.</summary>
internal sealed class TenantQuery
{
    /// <summary>Words of tokens that are told to everybody: they say which version, page or device is meant.</summary>
    private static readonly HashSet<string> NoSecrets = new(StringComparer.Ordinal) { "concurrency", "sync", "continuation", "page", "paging", "cursor", "cancellation", "device", "push", "version", "cache" };

    /// <summary>What a set offers besides queries: nothing is read.</summary>
    private static readonly HashSet<string> Writes = new(StringComparer.Ordinal)
    {
        "Add", "AddAsync", "AddRange", "AddRangeAsync", "Update", "UpdateRange", "Remove", "RemoveRange", "Attach", "AttachRange", "Entry", "EntryWithoutDetectChanges",
    };

    /// <summary>These give one row, which code may check afterwards.</summary>
    private static readonly HashSet<string> OneRow = new(StringComparer.Ordinal)
    {
        "Find", "FindAsync", "First", "FirstAsync", "FirstOrDefault", "FirstOrDefaultAsync", "Single", "SingleAsync", "SingleOrDefault", "SingleOrDefaultAsync", "Last", "LastOrDefault",
    };

    /// <summary>SQL over a set is judged by its text (CBG7203).</summary>
    private static readonly HashSet<string> Sql = new(StringComparer.Ordinal) { "FromSql", "FromSqlRaw", "FromSqlInterpolated" };

    private TenantQuery(ITypeSymbol entity, string key, Location location, TenantFilter filter)
    {
        Entity = entity;
        Key = key;
        Location = location;
        Filter = filter;
    }

    /// <summary>The entity.</summary>
    public ITypeSymbol Entity { get; }

    /// <summary>Its tenant key.</summary>
    public string Key { get; }

    /// <summary>Where the query begins, or where it ignores filters.</summary>
    public Location Location { get; }

    /// <summary>What limits it to a tenant, as far as its own code says.</summary>
    public TenantFilter Filter { get; }

    /// <summary>The query that begins with a set; null when nothing is read, or SQL is, which is judged by its text (CBG7203).</summary>
    public static TenantQuery? Of(IOperation set, ITypeSymbol entity, string key)
    {
        var calls = Calls(set, out var end);
        if (calls.Count > 0 && RemovesUnread(calls[0], entity, key))
        {
            return new TenantQuery(entity, key, Start(null, set), TenantFilter.None);
        }

        return calls.Count > 0 && (Writes.Contains(calls[0].TargetMethod.Name) || calls.Any(c => Sql.Contains(c.TargetMethod.Name)))
            ? null
            : new TenantQuery(entity, key, Start(calls.FirstOrDefault(IgnoresTenantFilter), set), FilterOf(set, calls, end, key));
    }

    /// <summary>
    /// True for the removal of a row that is only named, <c>Remove(new Order { Id = id })</c>: nothing was read, so nothing could say whose it is.
    /// </summary>
    private static bool RemovesUnread(IInvocationOperation call, ITypeSymbol entity, string key)
    {
        if (call.TargetMethod.Name != "Remove" || call.Arguments.FirstOrDefault()?.Value.Bare() is not { } given)
        {
            return false;
        }

        var made = given is ILocalReferenceOperation local ? Locals.OnlyValue(local)?.Bare() : given;
        return made is IObjectCreationOperation { Initializer: not null } creation && SymbolEqualityComparer.Default.Equals(creation.Type, entity) &&
            !NamesTenant(call.Member() ?? call.Syntax, key);
    }

    private static TenantFilter FilterOf(IOperation set, List<IInvocationOperation> calls, IOperation end, string key)
    {
        var statement = end.Syntax.AncestorsAndSelf().FirstOrDefault(n => n is QueryExpressionSyntax) ?? end.Syntax;
        if (NamesTenant(statement, key))
        {
            return TenantFilter.Condition;
        }

        if (calls.Any(AsksForSecret))
        {
            return TenantFilter.Secret;
        }

        if (calls.Any(HidesCondition))
        {
            return TenantFilter.Unseen;
        }

        var ends = calls.Count > 0 && IsTerminal(calls[calls.Count - 1]);
        if ((!ends || calls.Any(c => OneRow.Contains(c.TargetMethod.Name))) && set.Member() is { } member && NamesTenant(member, key))
        {
            return TenantFilter.Condition;
        }

        if (calls.Any(IgnoresTenantFilter))
        {
            return TenantFilter.SwitchedOff;
        }

        // A set that is passed on or returned is read elsewhere, where its condition may be.
        return ends || statement is QueryExpressionSyntax || end.Syntax.Ancestors().Any(n => n is ForEachStatementSyntax) || HeldQuery.IsReadHere(end, IsTerminal, HidesCondition)
            ? TenantFilter.None
            : TenantFilter.Unseen;
    }

    /// <summary>The calls made on the set in one expression, the first first.</summary>
    private static List<IInvocationOperation> Calls(IOperation set, out IOperation end)
    {
        var calls = new List<IInvocationOperation>();
        end = set;
        for (var current = set.Parent; current is not null; current = current.Parent)
        {
            if (current is IInvocationOperation call && call.Receiver()?.Bare() == end.Bare())
            {
                calls.Add(call);
                end = call;
            }
            else if (current is not (IArgumentOperation or IConversionOperation or IAwaitOperation or IParenthesizedOperation))
            {
                break;
            }
        }

        return calls;
    }

    private static bool IsTerminal(IInvocationOperation call) =>
        !call.TargetMethod.ReturnType.AllInterfaces.Concat([call.TargetMethod.ReturnType]).Any(t => t.Name == "IQueryable") &&
        call.TargetMethod.Name is not ("AsAsyncEnumerable" or "GetAsyncEnumerator");

    private static bool IgnoresTenantFilter(IInvocationOperation call)
    {
        if (call.TargetMethod.Name != "IgnoreQueryFilters")
        {
            return false;
        }

        // Named filters (EF Core 10): only those that are named for tenants matter.
        var names = call.Descendants().Where(o => o is not IInvocationOperation).Select(o => o.Text()).OfType<string>().ToList();
        return names.Count == 0 ? call.TargetMethod.Parameters.Length == 1 : names.Any(n => n.IndexOf("tenant", StringComparison.OrdinalIgnoreCase) >= 0);
    }

    /// <summary>True for <c>k =&gt; k.KeyHash == hash &amp;&amp; k.Enabled</c>: whoever knows the secret of a row may have that row.</summary>
    private static bool AsksForSecret(IInvocationOperation call) =>
        call.Arguments.Select(a => a.Value.Bare()).OfType<IAnonymousFunctionOperation>()
            .SelectMany(f => f.Body.Operations.OfType<IReturnOperation>()).Any(r => r.ReturnedValue is { } condition && HoldsForSecret(condition.Bare()));

    private static bool HoldsForSecret(IOperation condition) => condition is IBinaryOperation both && both.OperatorKind switch
    {
        BinaryOperatorKind.ConditionalAnd => HoldsForSecret(both.LeftOperand.Bare()) || HoldsForSecret(both.RightOperand.Bare()),
        BinaryOperatorKind.Equals => (NamesSecret(both.LeftOperand.Bare()) && IsPresented(both.RightOperand.Bare())) || (NamesSecret(both.RightOperand.Bare()) && IsPresented(both.LeftOperand.Bare())),
        _ => false,
    };

    private static bool NamesSecret(IOperation operand) =>
        operand is IPropertyReferenceOperation { Instance: IParameterReferenceOperation, Property.Name: var name } && Words.Of(name) is var words &&
        words.Any(w => w is "token" or "key" or "secret" or "apikey") && !words.Any(NoSecrets.Contains) && words[words.Count - 1] is "hash" or "digest" or "token" or "secret";

    /// <summary>True for what is no constant, which nobody has to know, and nothing of the row itself.</summary>
    private static bool IsPresented(IOperation operand) =>
        !operand.ConstantValue.HasValue && !(operand is IPropertyReferenceOperation { Instance: IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } });

    /// <summary>A predicate or specification that was made elsewhere may hold the condition.</summary>
    private static bool HidesCondition(IInvocationOperation call) =>
        call.TargetMethod.Name is "Where" or "WithSpecification" or "First" or "FirstOrDefault" or "FirstOrDefaultAsync" or "Single" or "SingleOrDefault" or "SingleOrDefaultAsync" or "Any" or "AnyAsync" or "Count" or "CountAsync" &&
        call.Arguments.Any(a => a.Parameter?.Name is "predicate" or "specification" && a.ArgumentKind != ArgumentKind.DefaultValue && a.Value.Bare() is not IAnonymousFunctionOperation);

    /// <summary>True when the syntax mentions the key, or anything else that is named for tenants.</summary>
    private static bool NamesTenant(SyntaxNode node, string key)
    {
        var word = key.EndsWith("Id", StringComparison.Ordinal) && key.Length > 2 ? key.Substring(0, key.Length - 2) : key;
        return node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name =>
            name.Identifier.ValueText == key || name.Identifier.ValueText.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
    }

    private static Location Start(IInvocationOperation? ignoring, IOperation set) =>
        ignoring?.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name.GetLocation() : set.Syntax.GetLocation();
}
