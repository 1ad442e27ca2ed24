using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ClaudeBuildGuard.Analyzers.Context;

/// <summary>
/// Tells code that runs on a developer's machine only: under <c>IsDevelopment()</c>, under a test of the environment's name, behind one that leaves
/// the method elsewhere, in a member or a policy named for development, at design time, or between <c>#if DEBUG</c> and its end.
/// </summary>
internal static class DevelopmentOnly
{
    /// <summary>The parts of files that directives guard: asked once, whatever stands in them.</summary>
    private static readonly ConditionalWeakTable<SyntaxNode, List<TextSpan>> PartsForDevelopment = new();

    private static readonly ConditionalWeakTable<SyntaxNode, List<TextSpan>> PartsOrStaging = new();

    /// <summary>True when nothing but a development environment executes the node.</summary>
    public static bool Is(SyntaxNode node) => IsGuarded(node, new EnvironmentTest(staging: false)) || IsWithin(node, PartsForDevelopment.GetValue(node.SyntaxTree.GetRoot(), root => Parts(root, new EnvironmentTest(staging: false))));

    /// <summary>True when the node is not executed in production: a team that names the environments has decided about the others.</summary>
    public static bool OrStaging(SyntaxNode node) => IsGuarded(node, new EnvironmentTest(staging: true)) || IsWithin(node, PartsOrStaging.GetValue(node.SyntaxTree.GetRoot(), root => Parts(root, new EnvironmentTest(staging: true))));

    private static bool IsGuarded(SyntaxNode node, EnvironmentTest test)
    {
        for (var current = node; current.Parent is { } parent; current = parent)
        {
            var guarded = parent switch
            {
                IfStatementSyntax branch when branch.Condition != current => test.Excludes(branch.Condition, branch.Else != current),
                ConditionalExpressionSyntax choice when choice.Condition != current => test.Excludes(choice.Condition, choice.WhenFalse != current),
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both when both.Right == current => test.Excludes(both.Left, true),
                SwitchExpressionArmSyntax arm when arm.Pattern != current => arm.Parent is SwitchExpressionSyntax choice && test.Matches(choice.GoverningExpression, arm.Pattern),
                SwitchSectionSyntax section => Guards(section, test) || IsBehindExit(section.Statements, current, test),
                BlockSyntax block => IsBehindExit(block.Statements, current, test),
                CompilationUnitSyntax unit => IsBehindExit(unit.Members.OfType<GlobalStatementSyntax>().Select(g => g.Statement), current, test),
                MethodDeclarationSyntax method => EnvironmentTest.IsNamedForDevelopment(method.Identifier.ValueText) || IsConditional(method),
                LocalFunctionStatementSyntax function => EnvironmentTest.IsNamedForDevelopment(function.Identifier.ValueText),
                ClassDeclarationSyntax type => EnvironmentTest.IsNamedForDevelopment(type.Identifier.ValueText) || IsOfDesignTime(type),
                InvocationExpressionSyntax call => call.ArgumentList.Arguments.Any(NamesDevelopment),
                _ => false,
            };
            if (guarded)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Guards(SwitchSectionSyntax section, EnvironmentTest test) =>
        section.Parent is SwitchStatementSyntax choice && EnvironmentTest.IsAboutEnvironment(choice.Expression) &&
        section.Labels.All(l => l is CaseSwitchLabelSyntax { Value: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } name } && test.IsOther(name.Token.ValueText));

    /// <summary>True when a statement before leaves wherever it is not development: <c>if (!env.IsDevelopment()) return;</c>.</summary>
    private static bool IsBehindExit(IEnumerable<StatementSyntax> statements, SyntaxNode current, EnvironmentTest test) =>
        statements.TakeWhile(s => s.SpanStart < current.SpanStart).OfType<IfStatementSyntax>()
            .Any(branch => Leaves(branch.Statement) && test.Excludes(branch.Condition, false));

    private static bool Leaves(StatementSyntax statement) => statement switch
    {
        BlockSyntax { Statements: { Count: > 0 } statements } => Leaves(statements[statements.Count - 1]),
        ReturnStatementSyntax or ThrowStatementSyntax => true,
        _ => false,
    };

    private static bool NamesDevelopment(ArgumentSyntax argument) =>
        argument.Expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal &&
        literal.Token.ValueText.Length < 40 && EnvironmentTest.IsNamedForDevelopment(literal.Token.ValueText);

    /// <summary>True for <c>[Conditional("DEBUG")]</c>: other builds leave the calls out.</summary>
    private static bool IsConditional(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString().Contains("Conditional") && a.ArgumentList?.Arguments.Any(g => g.ToString() == "\"DEBUG\"") == true);

    /// <summary>True for what only the tools of a framework start, on the machine of whoever changes the model.</summary>
    private static bool IsOfDesignTime(ClassDeclarationSyntax type) =>
        type.BaseList?.Types.Any(b => b.Type.ToString().Contains("IDesignTimeDbContextFactory<")) == true;

    private static bool IsWithin(SyntaxNode node, List<TextSpan> parts) => parts.Exists(p => p.Contains(node.SpanStart));

    /// <summary>The parts of a file that stand between directives which leave them out elsewhere.</summary>
    private static List<TextSpan> Parts(SyntaxNode root, EnvironmentTest test)
    {
        var parts = new List<TextSpan>();
        if (!root.ContainsDirectives)
        {
            return parts;
        }

        // Of each open #if: whether this part of it is for developers, and whether one after it is.
        var open = new Stack<(bool Here, bool Else)>();
        var from = 0;
        for (var directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            if (open.Any(o => o.Here))
            {
                parts.Add(TextSpan.FromBounds(from, directive.SpanStart));
            }

            from = directive.SpanStart;
            switch (directive)
            {
                case IfDirectiveTriviaSyntax condition:
                    open.Push((test.Excludes(condition.Condition, true), test.Excludes(condition.Condition, false)));
                    break;
                case ElifDirectiveTriviaSyntax condition when open.Count > 0:
                    var before = open.Pop().Else;
                    open.Push((before || test.Excludes(condition.Condition, true), before || test.Excludes(condition.Condition, false)));
                    break;
                case ElseDirectiveTriviaSyntax when open.Count > 0:
                    open.Push((open.Pop().Else, false));
                    break;
                case EndIfDirectiveTriviaSyntax when open.Count > 0:
                    open.Pop();
                    break;
            }
        }

        if (open.Any(o => o.Here))
        {
            parts.Add(TextSpan.FromBounds(from, root.FullSpan.End));
        }

        return parts;
    }
}
