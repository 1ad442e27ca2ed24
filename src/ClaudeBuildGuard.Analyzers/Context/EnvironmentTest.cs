using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ClaudeBuildGuard.Analyzers.Context;

/// <summary>Reads what a condition says about the environment that the program runs in.</summary>
/// <param name="staging">True when an environment that is neither development nor production counts as well.</param>
/// <remarks>A part of a condition is asked again by what it stands in, so what is known of it is kept. Not safe for concurrent use.</remarks>
internal sealed class EnvironmentTest(bool staging)
{
    /// <summary>Locals that are followed, each to what the next was given.</summary>
    private const int MostLocals = 16;

    /// <summary>Characters of the longest condition that people write.</summary>
    private const int LongestCondition = 4000;

    /// <summary>What is known of members: every condition in one asks for its locals.</summary>
    private static readonly ConditionalWeakTable<SyntaxNode, Dictionary<string, VariableDeclaratorSyntax>> KnownLocals = new();

    private readonly Dictionary<(ExpressionSyntax Condition, bool Value, bool FollowsLocals), bool> _known = [];
    private EnvironmentTest? _orStaging;
    private int _locals;

    private static readonly char[] Digits = [.. "0123456789"];

    /// <summary>Words that turn the name of an environment into its opposite.</summary>
    private static readonly HashSet<string> Opposites = new(StringComparer.Ordinal) { "not", "non", "outside", "except", "never", "beyond" };

    /// <summary>Members of the class <c>Environment</c> that say nothing about it; what a variable is about, its own name says.</summary>
    private static readonly string[] OtherMembers = ["Environment.GetEnvironmentVariable", "Environment.MachineName", "Environment.UserName", "Environment.UserDomainName"];

    /// <summary>True when the condition has that value in no production environment.</summary>
    public bool Excludes(ExpressionSyntax condition, bool value) => condition.Span.Length <= LongestCondition && Excludes(condition, value, followsLocals: true);

    /// <summary>True when what the pattern takes is the name of no production environment.</summary>
    public bool Matches(ExpressionSyntax expression, PatternSyntax pattern) => pattern.Span.Length <= LongestCondition && Matches(expression, pattern, value: true, followsLocals: true);

    /// <summary>True when an environment of that name is meant by developers and tests, or at least is not production.</summary>
    public bool IsOther(string name) => IsNamedForDevelopment(name) || IsLocal(name) || IsForTests(name) || (staging && !IsProduction(name));

    /// <summary>True for names such as <c>IsDevelopment</c>, <c>UseDevSettings</c> and <c>DEBUG</c>.</summary>
    public static bool IsNamedForDevelopment(string name) => SaysDevelopment(name) && !Words.Of(name).Any(word => Opposites.Contains(word)) && !IsProduction(name);

    /// <summary>True for an expression that is about the environment's name, and not about another thing that a class called Environment knows.</summary>
    public static bool IsAboutEnvironment(SyntaxNode node)
    {
        var text = node.ToString();
        return OtherMembers.Aggregate(text, (rest, member) => rest.Replace(member, string.Empty)).IndexOf("env", StringComparison.OrdinalIgnoreCase) >= 0;
    }

    private static bool SaysDevelopment(string name) =>
        name.IndexOf("Development", StringComparison.OrdinalIgnoreCase) >= 0 ||
        name.IndexOf("Localhost", StringComparison.OrdinalIgnoreCase) >= 0 ||
        Words.Of(name).Any(word => word is "dev" or "developer" or "debug") ||
        name is "local";

    /// <summary>True for a part of a condition that names development, whatever it asks.</summary>
    private static bool MentionsDevelopment(SyntaxNode node) => node.DescendantNodesAndSelf().Any(n => n switch
    {
        IdentifierNameSyntax name => IsNamedForDevelopment(name.Identifier.ValueText),
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal => IsNamedForDevelopment(literal.Token.ValueText),
        _ => false,
    });

    private static bool IsProduction(string name) => Words.Of(name).Any(word => word.TrimEnd(Digits) is "production" or "prod" or "prd" or "live") || name == "RELEASE";

    private static bool IsLocal(string name) => name.Equals("local", StringComparison.OrdinalIgnoreCase) || name.Equals("IsLocal", StringComparison.OrdinalIgnoreCase);

    private static bool IsForTests(string name) => Words.Of(name).Any(word => word is "test" or "tests" or "testing" or "ci");

    private bool Excludes(ExpressionSyntax condition, bool value, bool followsLocals) =>
        _known.TryGetValue((condition, value, followsLocals), out var known) ? known : _known[(condition, value, followsLocals)] = Says(condition, value, followsLocals);

    private bool Says(ExpressionSyntax condition, bool value, bool followsLocals)
    {
        switch (condition)
        {
            case ParenthesizedExpressionSyntax inner:
                return Excludes(inner.Expression, value, followsLocals);
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                return Excludes(not.Operand, !value, followsLocals);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both:
                return value ? Excludes(both.Left, true, followsLocals) || Excludes(both.Right, true, followsLocals) : Excludes(both.Left, false, followsLocals) && Excludes(both.Right, false, followsLocals);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either:
                return value ? IsEither(either.Left, either.Right, followsLocals) : Excludes(either.Left, false, followsLocals) || Excludes(either.Right, false, followsLocals);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison:
                return Compares(comparison.Left, comparison.Right, value == comparison.IsKind(SyntaxKind.EqualsExpression), followsLocals);
            case IsPatternExpressionSyntax match:
                return Matches(match.Expression, match.Pattern, value, followsLocals);
            case InvocationExpressionSyntax call:
                return Asks(call, value) || (value && MentionsDevelopment(call));
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsAttached" } debugger when debugger.Expression.ToString().EndsWith("Debugger", StringComparison.Ordinal):
                return value;
            case MemberAccessExpressionSyntax access:
                return IsSo(access.Name.Identifier.ValueText, value) || (value && MentionsDevelopment(access));
            case IdentifierNameSyntax name:
                return IsSo(name.Identifier.ValueText, value) || (followsLocals && OfLocal(name, value));
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.ExclusiveOrExpression } or ConditionalExpressionSyntax:
                return false;
            default:
                return value && MentionsDevelopment(condition);
        }
    }

    /// <summary>
    /// True where one of two terms is enough. A switch of the project's own beside a test for development is the project's decision; a term that
    /// production meets is none.
    /// </summary>
    private bool IsEither(ExpressionSyntax left, ExpressionSyntax right, bool followsLocals) =>
        (Excludes(left, true, followsLocals) && Excludes(right, true, followsLocals)) ||
        (MentionsDevelopment(left) && Excludes(left, true, followsLocals) && !IsMetByProduction(right)) ||
        (MentionsDevelopment(right) && Excludes(right, true, followsLocals) && !IsMetByProduction(left));

    private bool IsMetByProduction(ExpressionSyntax term) => BooleanOf(term) == true || OrStaging.Excludes(term, false, followsLocals: true);

    private EnvironmentTest OrStaging => staging ? this : _orStaging ??= new EnvironmentTest(staging: true);

    private bool OfLocal(IdentifierNameSyntax name, bool value)
    {
        if (_locals == MostLocals || InitializerOf(name) is not { Span.Length: <= LongestCondition } initializer)
        {
            return false;
        }

        _locals++;
        var excludes = Excludes(initializer, value, followsLocals: false);
        _locals--;
        return excludes;
    }

    private bool Compares(ExpressionSyntax left, ExpressionSyntax right, bool areEqual, bool followsLocals) =>
        BooleanOf(right) is { } second ? Excludes(left, areEqual == second, followsLocals)
        : BooleanOf(left) is { } first ? Excludes(right, areEqual == first, followsLocals)
        : (NameOf(right) ?? NameOf(left)) is { } name && IsAboutEnvironment(NameOf(right) is null ? right : left) ? IsCalled(name, areEqual)
        : areEqual && (MentionsDevelopment(left) || MentionsDevelopment(right));

    private bool Matches(ExpressionSyntax expression, PatternSyntax pattern, bool value, bool followsLocals)
    {
        switch (pattern)
        {
            case ParenthesizedPatternSyntax inner:
                return Matches(expression, inner.Pattern, value, followsLocals);
            case UnaryPatternSyntax not:
                return Matches(expression, not.Pattern, !value, followsLocals);
            case ConstantPatternSyntax constant:
                return Compares(expression, constant.Expression, value, followsLocals);
            case BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } either:
                return value ? Matches(expression, either.Left, true, followsLocals) && Matches(expression, either.Right, true, followsLocals) : Matches(expression, either.Left, false, followsLocals) || Matches(expression, either.Right, false, followsLocals);
            default:
                return value && MentionsDevelopment(pattern);
        }
    }

    private bool Asks(InvocationExpressionSyntax call, bool value)
    {
        var method = (call.Expression is MemberAccessExpressionSyntax access ? access.Name : call.Expression as SimpleNameSyntax)?.Identifier.ValueText ?? string.Empty;
        var name = call.ArgumentList.Arguments.Select(a => NameOf(a.Expression)).FirstOrDefault(n => n is not null);
        return method switch
        {
            "IsStaging" => value && staging,
            "IsEnvironment" => name is not null && IsCalled(name, value),
            "Equals" => name is not null && IsAboutEnvironment(call) && IsCalled(name, value),
            _ => IsSo(method, value),
        };
    }

    private bool IsCalled(string name, bool isSo) => isSo ? IsOther(name) : staging && IsProduction(name);

    private bool IsSo(string name, bool value) => value ? IsNamedForDevelopment(name) || IsLocal(name) : staging && IsProduction(name);

    private static bool? BooleanOf(ExpressionSyntax expression) =>
        expression.IsKind(SyntaxKind.TrueLiteralExpression) ? true : expression.IsKind(SyntaxKind.FalseLiteralExpression) ? false : null;

    /// <summary>The name of an environment: a literal, or a member of <c>Environments</c>.</summary>
    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal => literal.Token.ValueText,
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Environments" } } access => access.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>What a local is given where it is declared; null when it is given something else later.</summary>
    private static ExpressionSyntax? InitializerOf(IdentifierNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        var scope = name.AncestorsAndSelf().FirstOrDefault(n => n is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax);
        return scope is not null && KnownLocals.GetValue(scope, LocalsOf).TryGetValue(text, out var local) && local.SpanStart < name.SpanStart ? local.Initializer?.Value : null;
    }

    /// <summary>The locals of a member that are given nothing after their declaration, each where it is declared first.</summary>
    private static Dictionary<string, VariableDeclaratorSyntax> LocalsOf(SyntaxNode scope)
    {
        var locals = new Dictionary<string, VariableDeclaratorSyntax>(StringComparer.Ordinal);
        var given = new List<string>();
        foreach (var node in scope.DescendantNodes())
        {
            if (node is VariableDeclaratorSyntax local && !locals.ContainsKey(local.Identifier.ValueText))
            {
                locals.Add(local.Identifier.ValueText, local);
            }
            else if (node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax name })
            {
                given.Add(name.Identifier.ValueText);
            }
        }

        given.ForEach(name => locals.Remove(name));
        return locals;
    }
}
