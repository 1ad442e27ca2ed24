using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Input;

/// <summary>Antiforgery switched off in an application that signs people in by cookie (CBG7406). With bearer tokens alone it protects nothing.</summary>
internal sealed class AntiforgeryCheck : SecurityCheck
{
    private static readonly HashSet<string> CookieSignIns = new(StringComparer.Ordinal)
    {
        "AddCookie", "AddIdentity", "AddDefaultIdentity", "AddIdentityCookies", "AddApplicationCookie", "ConfigureApplicationCookie", "AddSession", "AddMicrosoftIdentityWebApp",
    };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } = ImmutableArray.Create(InputRules.AntiforgeryOff);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        var ignore = inspection.Types.Find("Microsoft.AspNetCore.Mvc.IgnoreAntiforgeryTokenAttribute");
        if (ignore is null && inspection.Types.Find("Microsoft.AspNetCore.Antiforgery.IAntiforgery") is null)
        {
            return;
        }

        var found = new ConcurrentBag<(Location Location, string How, string What)>();
        var signsInByCookie = new ConcurrentBag<bool>();
        inspection.OnType((_, type) => Look(type));
        inspection.OnMethod((_, method) => Look(method));
        inspection.OnCall((operation, call) =>
        {
            if (CookieSignIns.Contains(call.TargetMethod.Name))
            {
                signsInByCookie.Add(true);
            }
            else if (call.TargetMethod.Name == "DisableAntiforgery" && call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access })
            {
                found.Add((access.Name.GetLocation(), "DisableAntiforgery()", Pattern(call)));
            }
        });
        inspection.OnCreation((operation, creation) =>
        {
            if (creation.Type.Is(ignore) && creation.Parent is not IAttributeOperation)
            {
                found.Add((creation.Syntax.GetLocation(), "A global IgnoreAntiforgeryTokenAttribute", "everything"));
            }
        });
        inspection.OnEnd(end =>
        {
            if (signsInByCookie.IsEmpty)
            {
                return;
            }

            foreach (var (location, how, what) in found)
            {
                end.Report(Diagnostic.Create(InputRules.AntiforgeryOff, location, how, what));
            }
        });

        void Look(ISymbol symbol)
        {
            foreach (var attribute in symbol.GetAttributes())
            {
                if (attribute.AttributeClass.Is(ignore) && !IsForeign(symbol) && attribute.ApplicationSyntaxReference is { } place)
                {
                    found.Add((Location.Create(place.SyntaxTree, place.Span), "[IgnoreAntiforgeryToken]", symbol.Name));
                }
            }
        }
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
