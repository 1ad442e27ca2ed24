using System.Text.RegularExpressions;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Tenant;

/// <summary>SQL text in the code, with the tables that it reads or changes.</summary>
internal sealed class SqlStatement
{
    private static readonly Regex Table = new(
        @"\b(?:from|join|update)\s+(?:[\[""`]?\w+[\]""`]?\s*\.\s*)?[\[""`]?(?<table>\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly HashSet<string> Composable = new(StringComparer.Ordinal) { "FromSql", "FromSqlRaw", "FromSqlInterpolated" };

    private static readonly HashSet<string> Direct = new(StringComparer.Ordinal)
    {
        "ExecuteSql", "ExecuteSqlAsync", "ExecuteSqlRaw", "ExecuteSqlRawAsync", "ExecuteSqlInterpolated", "ExecuteSqlInterpolatedAsync", "SqlQuery", "SqlQueryRaw",
    };

    private readonly string _text;

    private SqlStatement(string text, Location location, bool isComposable)
    {
        _text = text;
        Location = location;
        IsComposable = isComposable;
        Tables = [.. Table.Matches(text).OfType<Match>().Select(m => m.Groups["table"].Value)];
    }

    /// <summary>Where it is executed.</summary>
    public Location Location { get; }

    /// <summary>True when EF Core adds the model's filters around it.</summary>
    public bool IsComposable { get; }

    /// <summary>The tables named after FROM, JOIN and UPDATE, without schema and quotes.</summary>
    public IReadOnlyList<string> Tables { get; }

    /// <summary>True when the text names the column, in any case and with or without underscores.</summary>
    public bool Names(string column) => _text.Replace("_", string.Empty).IndexOf(column.Replace("_", string.Empty), StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>The statement that a call executes; null when it executes none, or its text is not written here.</summary>
    public static SqlStatement? In(IInvocationOperation call, INamedTypeSymbol? dapper)
    {
        var method = call.TargetMethod;
        var isDapper = dapper is not null && SymbolEqualityComparer.Default.Equals(method.ContainingType, dapper);
        var isComposable = Composable.Contains(method.Name);
        if (!isDapper && !((isComposable || Direct.Contains(method.Name)) && method.ContainingNamespace?.ToDisplayString() == "Microsoft.EntityFrameworkCore"))
        {
            return null;
        }

        return Of(call.Argument("sql"), call.Syntax.GetLocation(), isComposable);
    }

    /// <summary>The statement that a command is made of, by its constructor.</summary>
    public static SqlStatement? In(IObjectCreationOperation creation, INamedTypeSymbol? command) =>
        creation.Type.Is(command) || creation.Type is { Name: "CommandDefinition", ContainingNamespace.Name: "Dapper" }
            ? Of(creation.Argument("cmdText") ?? creation.Argument("commandText"), creation.Syntax.GetLocation(), isComposable: false)
            : null;

    /// <summary>The statement that a command is given.</summary>
    public static SqlStatement? In(IAssignmentOperation assignment) =>
        assignment.Target is IPropertyReferenceOperation { Property: { Name: "CommandText", ContainingType.ContainingNamespace: { } ns } } && ns.ToDisplayString().IndexOf("Data", StringComparison.Ordinal) >= 0
            ? Of(assignment.Value, assignment.Syntax.GetLocation(), isComposable: false)
            : null;

    private static SqlStatement? Of(IOperation? value, Location location, bool isComposable) =>
        TextOf(value, 4) is { } text && text.IndexOf(' ') >= 0 ? new SqlStatement(text, location, isComposable) : null;

    private static string? TextOf(IOperation? value, int depth)
    {
        if (value is null || depth == 0)
        {
            return null;
        }

        if (Literals.Trace(value) is { } written)
        {
            return written.Text;
        }

        return value.Bare() switch
        {
            IInterpolatedStringOperation text => string.Concat(text.Parts.Select(p => p is IInterpolatedStringTextOperation constant ? constant.Text.Text() : p is IInterpolationOperation hole ? hole.Expression.Syntax.ToString() : string.Empty)),
            IInterpolatedStringHandlerCreationOperation handler => TextOf(handler.Content, depth - 1),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => $"{TextOf(sum.LeftOperand, depth - 1)}{TextOf(sum.RightOperand, depth - 1)} {sum.RightOperand.Syntax}",
            ILocalReferenceOperation local when Locals.OnlyValue(local) is { } only => TextOf(only, depth - 1),
            _ => null,
        };
    }
}
