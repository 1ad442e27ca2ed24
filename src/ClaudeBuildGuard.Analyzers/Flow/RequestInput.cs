using ClaudeBuildGuard.Analyzers.Context;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Flow;

/// <summary>
/// Follows text from a request to where it is used, within one method. A value that any condition, or any method named as a check, looked at
/// on the way counts as validated: a miss is better than a false alarm here, since the platform's own flow rules
/// (CA3001 to CA3012) follow more where a project asks for them.
/// </summary>
internal sealed class RequestInput
{
    private const int Depth = 8;

    private static readonly HashSet<string> Carriers = new(StringComparer.Ordinal)
    {
        "ToString", "Trim", "TrimStart", "TrimEnd", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant", "Format", "Concat", "Join", "Replace",
        "Substring", "Combine", "GetFullPath", "Create", "First", "FirstOrDefault", "Single", "Last", "GetValue",
    };

    private static readonly string[] Checks =
    [
        "Is", "Valid", "Verify", "Check", "TryParse", "Parse", "TryCreate", "Contains", "StartsWith", "EndsWith", "Ensure", "ThrowIf", "Guard", "Sanitize",
        "Escape", "Encode", "Allowed", "Match", "Equals", "TryGetValue", "Any", "All", "IndexOf", "Authorize", "GetAuthorizationContext",
    ];

    /// <summary>Constraints of a route that let any text through.</summary>
    private static readonly HashSet<string> LooseConstraints = new(StringComparer.Ordinal) { "length", "minlength", "maxlength", "required", "string", "file", "nonfile" };

    private readonly Endpoints _endpoints;
    private readonly INamedTypeSymbol _request;
    private readonly INamedTypeSymbol? _formFile;

    private RequestInput(Endpoints endpoints, INamedTypeSymbol request, INamedTypeSymbol? formFile)
    {
        _endpoints = endpoints;
        _request = request;
        _formFile = formFile;
    }

    /// <summary>Null where no web framework is referenced.</summary>
    public static RequestInput? For(Inspection inspection) =>
        inspection.Types.Find("Microsoft.AspNetCore.Http.HttpRequest") is { } request
            ? new RequestInput(inspection.Endpoints, request, inspection.Types.Find("Microsoft.AspNetCore.Http.IFormFile"))
            : null;

    /// <summary>The name of the input that a value is made of, when nothing validated it; else null.</summary>
    /// <param name="value">The value where it is used.</param>
    /// <param name="onlyAtStart">True when only the beginning of a text matters, as the host in an address.</param>
    public string? Unchecked(IOperation value, bool onlyAtStart = false)
    {
        var passed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        return Source(value, Depth, onlyAtStart, passed) is { } source && !IsChecked(value, passed) ? source : null;
    }

    private string? Source(IOperation value, int depth, bool onlyAtStart, HashSet<ISymbol> passed)
    {
        value = value.Bare();
        if (depth == 0 || value.ConstantValue.HasValue)
        {
            return null;
        }

        switch (value)
        {
            case IParameterReferenceOperation parameter:
                passed.Add(parameter.Parameter);
                return IsText(parameter.Type) && !HasValidation(parameter.Parameter) && !IsConstrained(parameter) && _endpoints.BindsFromRequest(parameter.Parameter, value.SemanticModel) ? parameter.Parameter.Name : null;
            case ILocalReferenceOperation local:
                passed.Add(local.Local);
                var given = local.Type is { Name: "StringBuilder" } ? Locals.Values(local).Concat(Locals.Added(local, "Append", "Insert")) : Locals.Values(local);
                return given.Select(v => Source(v, depth - 1, onlyAtStart, passed)).FirstOrDefault(s => s is not null);
            case IObjectCreationOperation { Type.Name: "StringBuilder" or "Uri" or "String" } creation:
                return First(creation.Arguments.Select(a => a.Value), depth, onlyAtStart, passed);
            case IPropertyReferenceOperation property:
                return OfProperty(property, depth, passed);
            case IInvocationOperation call when Carriers.Contains(call.TargetMethod.Name):
                var parts = call.Instance is { } instance ? [instance, .. Arguments(call)] : Arguments(call);
                return First(parts, depth, onlyAtStart && call.TargetMethod.Name is "Format" or "Concat", passed);
            case IInterpolatedStringOperation text:
                return First(text.Parts.Select(p => p is IInterpolationOperation hole ? hole.Expression : p), depth, onlyAtStart, passed);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return First([sum.LeftOperand, sum.RightOperand], depth, onlyAtStart, passed);
            case ICoalesceOperation coalesce:
                return First([coalesce.Value, coalesce.WhenNull], depth, onlyAtStart: false, passed);
            case IConversionOperation conversion:
                return Source(conversion.Operand, depth - 1, onlyAtStart, passed);
            case IConditionalAccessOperation access:
                return Source(access.Operation, depth - 1, onlyAtStart, passed);
            case { Syntax: ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } range } } when range[0].Expression is RangeExpressionSyntax && value.Type?.SpecialType == SpecialType.System_String:
                // The operation of a range is newer than the oldest compiler that loads this.
                return value.ChildOperations.FirstOrDefault() is { } whole ? Source(whole, depth - 1, onlyAtStart: false, passed) : null;
            case IArrayElementReferenceOperation element:
                return Source(element.ArrayReference, depth - 1, onlyAtStart, passed);
            default:
                return null;
        }
    }

    private string? OfProperty(IPropertyReferenceOperation property, int depth, HashSet<ISymbol> passed)
    {
        if (property.Property.ContainingType.Is(_request))
        {
            return property.Property.Name is "Query" or "Form" or "Headers" or "Cookies" or "RouteValues" or "QueryString" or "Path" ? "Request." + property.Property.Name : null;
        }

        passed.Add(property.Property);
        if (property.Instance?.Bare() is IPropertyReferenceOperation { Property: var part } && part.ContainingType.Is(_request) && part.Name is "Headers" or "Query" or "Form" or "Cookies")
        {
            return "Request." + part.Name;
        }

        if (property.Property.ContainingType.Is(_formFile))
        {
            return property.Property.Name == "FileName" ? "FileName" : null;
        }

        if (HasValidation(property.Property))
        {
            return null;
        }

        if (_endpoints.IsBoundProperty(property.Property) && IsText(property.Type))
        {
            return property.Property.Name;
        }

        switch (property.Instance?.Bare())
        {
            case IParameterReferenceOperation parameter when IsText(property.Type) && _endpoints.BindsFromRequest(parameter.Parameter, property.SemanticModel):
                passed.Add(parameter.Parameter);
                return $"{parameter.Parameter.Name}.{property.Property.Name}";
            case IPropertyReferenceOperation inner when property.Property.IsIndexer || property.Property.Name == "Value":
                return OfProperty(inner, depth - 1, passed);
            case ILocalReferenceOperation local when depth > 0 && property.Property.IsIndexer:
                return Source(local, depth - 1, onlyAtStart: false, passed);
            case IPropertyReferenceOperation { Instance: IParameterReferenceOperation } inner when IsText(property.Type) && depth > 0 && OfBound(inner):
                return $"{inner.Property.Name}.{property.Property.Name}";
            default:
                return null;
        }
    }

    /// <summary>A validation attribute on what is bound speaks for it.</summary>
    private static bool HasValidation(ISymbol bound) =>
        bound.GetAttributes().Any(a => a.AttributeClass?.Name is "RegularExpressionAttribute" or "AllowedValuesAttribute" or "UrlAttribute" or "EnumDataTypeAttribute");

    /// <summary>True when the route takes only some texts for the parameter: <c>{name:alpha}</c>, <c>{name:regex(…)}</c>.</summary>
    private static bool IsConstrained(IParameterReferenceOperation parameter)
    {
        var templates = parameter.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction }
            ? parameter.Around().OfType<IInvocationOperation>().SelectMany(c => c.Arguments.Select(a => a.Value.Text()))
            : parameter.Parameter.ContainingSymbol.GetAttributes().SelectMany(a => a.ConstructorArguments).Select(a => a.Kind == TypedConstantKind.Primitive ? a.Value as string : null);
        return templates.OfType<string>().Any(t => Constrains(t, parameter.Parameter.Name));
    }

    private static bool Constrains(string template, string name)
    {
        var at = template.IndexOf(name + ":", StringComparison.OrdinalIgnoreCase);
        if (at <= 0 || template[at - 1] is not ('{' or '*'))
        {
            return false;
        }

        var rest = template.Substring(at + name.Length + 1);
        var end = rest.IndexOf('}');
        return (end < 0 ? rest : rest.Substring(0, end)).Split(':').Select(c => c.Split('(')[0].Trim().TrimEnd('?')).Any(c => c.Length > 0 && !LooseConstraints.Contains(c) && !(c == "regex" && TakesAnything(rest)));
    }

    private bool OfBound(IPropertyReferenceOperation inner) =>
        inner.Instance is IParameterReferenceOperation parameter && _endpoints.BindsFromRequest(parameter.Parameter, inner.SemanticModel) &&
        inner.Property.ContainingType.IsInSource();

    private string? First(IEnumerable<IOperation> parts, int depth, bool onlyAtStart, HashSet<ISymbol> passed)
    {
        foreach (var part in parts)
        {
            if (Source(part, depth - 1, onlyAtStart, passed) is { } source)
            {
                return source;
            }

            if (onlyAtStart && !(part is IInterpolatedStringTextOperation { Text: { } text } && text.Text() is "" or null))
            {
                return null;
            }
        }

        return null;
    }

    private static List<IOperation> Arguments(IInvocationOperation call) =>
        [.. call.Arguments.SelectMany(a => a.Value.Bare() is IArrayCreationOperation { Initializer: { } initializer } ? initializer.ElementValues.AsEnumerable() : [a.Value])];

    private static bool IsText(ITypeSymbol? type) => type switch
    {
        null => false,
        { SpecialType: SpecialType.System_String or SpecialType.System_Object } => true,
        IArrayTypeSymbol array => IsText(array.ElementType),
        INamedTypeSymbol { Name: "StringValues" or "PathString" or "QueryString" or "Uri" or "HeaderDictionary" } => true,
        INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } => IsText(arguments[0]),
        _ => false,
    };

    /// <summary>True when a condition or a method named as a check looks at one of the symbols in the method around the value.</summary>
    internal static bool IsChecked(IOperation value, IReadOnlyCollection<ISymbol> passed)
    {
        var names = new HashSet<string>(passed.Select(s => s.Name), StringComparer.Ordinal);
        var member = value.Syntax.Ancestors().FirstOrDefault(n =>
            n is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or GlobalStatementSyntax ||
            (n is LambdaExpressionSyntax && n.DescendantNodes().Any(d => d is ParameterSyntax p && names.Contains(p.Identifier.ValueText))));
        if (member is null || names.Count == 0)
        {
            return false;
        }

        return member.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText) && IsLookedAt(name, member, names));
    }

    private static bool IsLookedAt(IdentifierNameSyntax name, SyntaxNode within, HashSet<string> names)
    {
        SyntaxNode current = name;
        for (var parent = name.Parent; parent is not null && current != within; current = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case BinaryExpressionSyntax binary when IsNull(binary.Left) || IsNull(binary.Right) || binary.IsKind(SyntaxKind.CoalesceExpression):
                case IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression: var constant } } when IsNull(constant):
                case IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression: var negated } } } when IsNull(negated):
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "Exists" or "ThrowIfNull" or "ThrowIfNullOrEmpty" or "ThrowIfNullOrWhiteSpace" } }:
                    return false;
                case InvocationExpressionSyntax call when Called(call) is { } called && Checks.Any(c => called.StartsWith(c, StringComparison.OrdinalIgnoreCase) || (c.Length > 4 && called.IndexOf(c, StringComparison.OrdinalIgnoreCase) >= 0)):
                case InvocationExpressionSyntax replaced when replaced.Expression == current && ReplacesEach(replaced, names):
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression }:
                case IsPatternExpressionSyntax:
                case SwitchExpressionSyntax selection when selection.GoverningExpression == current:
                case SwitchStatementSyntax statement when statement.Expression == current:
                    return true;
                case StatementSyntax and not (IfStatementSyntax or WhileStatementSyntax):
                    return false;
            }
        }

        return false;
    }

    private static bool TakesAnything(string constraint) => constraint.Contains(".*") || constraint.Contains(".+");

    /// <summary>
    /// True for the text that is cleaned in <c>foreach (var c in Path.GetInvalidFileNameChars()) name = name.Replace(c, '_');</c>; what puts input into a
    /// template, or another value for each, cleans nothing.
    /// </summary>
    private static bool ReplacesEach(InvocationExpressionSyntax call, HashSet<string> names) =>
        Called(call) == "Replace" && call.ArgumentList.Arguments is { Count: > 1 } arguments &&
        call.Ancestors().OfType<ForEachStatementSyntax>().Any(loop => Names(arguments[0], n => n == loop.Identifier.ValueText) && !Names(arguments[1], n => n == loop.Identifier.ValueText || names.Contains(n)));

    private static bool Names(SyntaxNode node, Func<string, bool> isMeant) => node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(n => isMeant(n.Identifier.ValueText));

    private static string? Called(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        IdentifierNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsNull(ExpressionSyntax expression) =>
        expression.IsKind(SyntaxKind.NullLiteralExpression) || expression is LiteralExpressionSyntax { Token.ValueText: "" };
}
