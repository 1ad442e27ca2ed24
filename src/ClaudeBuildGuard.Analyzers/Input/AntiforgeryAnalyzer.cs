using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Input;

/// <summary>Antiforgery switched off in an application that signs people in by cookie (CBG7406). With bearer tokens alone it protects nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class AntiforgeryAnalyzer : SecurityAnalyzer
{
    private static readonly HashSet<string> CookieSignIns = new(StringComparer.Ordinal)
    {
        "AddCookie", "AddIdentity", "AddDefaultIdentity", "AddIdentityCookies", "AddApplicationCookie", "ConfigureApplicationCookie", "AddSession", "AddMicrosoftIdentityWebApp",
    };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(InputRules.AntiforgeryOff);

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext context)
    {
        var ignore = context.Compilation.Find("Microsoft.AspNetCore.Mvc.IgnoreAntiforgeryTokenAttribute");
        if (ignore is null && context.Compilation.Find("Microsoft.AspNetCore.Antiforgery.IAntiforgery") is null)
        {
            return;
        }

        var found = new ConcurrentBag<(Location Location, string How, string What)>();
        var signsInByCookie = new ConcurrentBag<bool>();
        context.RegisterSymbolAction(
            symbol =>
            {
                foreach (var attribute in symbol.Symbol.GetAttributes())
                {
                    if (attribute.AttributeClass.Is(ignore) && !IsForeign(symbol.Symbol) && attribute.ApplicationSyntaxReference is { } place)
                    {
                        found.Add((Location.Create(place.SyntaxTree, place.Span), "[IgnoreAntiforgeryToken]", symbol.Symbol.Name));
                    }
                }
            },
            SymbolKind.NamedType,
            SymbolKind.Method);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (CookieSignIns.Contains(call.TargetMethod.Name))
                {
                    signsInByCookie.Add(true);
                }
                else if (call.TargetMethod.Name == "DisableAntiforgery" && call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access })
                {
                    found.Add((access.Name.GetLocation(), "DisableAntiforgery()", Pattern(call)));
                }
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            operation =>
            {
                var creation = (IObjectCreationOperation)operation.Operation;
                if (creation.Type.Is(ignore) && creation.Parent is not IAttributeOperation)
                {
                    found.Add((creation.Syntax.GetLocation(), "A global IgnoreAntiforgeryTokenAttribute", "everything"));
                }
            },
            OperationKind.ObjectCreation);
        context.RegisterCompilationEndAction(end =>
        {
            if (signsInByCookie.IsEmpty)
            {
                return;
            }

            foreach (var (location, how, what) in found)
            {
                end.ReportDiagnostic(Diagnostic.Create(InputRules.AntiforgeryOff, location, how, what));
            }
        });
    }

    /// <summary>Error pages and call-backs of other parties carry no token of ours.</summary>
    private static bool IsForeign(ISymbol symbol) =>
        Words.Of(symbol.Name).Concat(Words.Of(symbol.ContainingType?.Name ?? string.Empty)).Any(w => w is "error" or "webhook" or "webhooks" or "callback" or "hook" or "csp");

    private static string Pattern(IInvocationOperation call)
    {
        for (IOperation? current = call; current is IInvocationOperation inner; current = inner.Receiver()?.Bare())
        {
            if (inner.Argument("pattern").Text() is { } pattern)
            {
                return pattern;
            }
        }

        return "this endpoint";
    }
}
