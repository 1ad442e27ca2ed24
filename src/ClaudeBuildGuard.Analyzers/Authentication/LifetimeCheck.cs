using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authentication;

/// <summary>Tokens whose constructor gives them too long a life (CBG7007), and credentials put into a cookie that script can read (CBG7008).</summary>
internal sealed class LifetimeCheck : SecurityCheck
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } = ImmutableArray.Create(AuthenticationRules.LifetimeUnlimited, AuthenticationRules.CookieUnprotected);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        if (inspection.Types.Find("System.IdentityModel.Tokens.Jwt.JwtSecurityToken") is { } token)
        {
            inspection.OnCreation((operation, creation) => JudgeToken(operation, creation, token, inspection));
        }

        if (inspection.Types.Find("Microsoft.AspNetCore.Http.IResponseCookies") is { } cookies)
        {
            inspection.OnCall((operation, call) => JudgeCookie(operation, call, cookies));
        }
    }

    private static void JudgeToken(OperationAnalysisContext context, IObjectCreationOperation creation, INamedTypeSymbol token, Inspection inspection)
    {
        if (!SymbolEqualityComparer.Default.Equals(creation.Type, token))
        {
            return;
        }

        var longest = inspection.SettingsOf(creation.Syntax.SyntaxTree).LongestSessionDays;
        if (creation.Argument("expires") is { } expires && !IsNull(expires))
        {
            if (Spans.FromNow(expires) is { } life && life > TimeSpan.FromDays(longest))
            {
                Report(expires.Syntax, Lengths.Shown(life));
            }
        }
        else if (creation.Argument("signingCredentials") is { } credentials && !IsNull(credentials) && !SetsExpiry(creation.Syntax))
        {
            Report(creation.Syntax, "unlimited");
        }

        void Report(SyntaxNode place, string length) =>
            context.Report(Diagnostic.Create(AuthenticationRules.LifetimeUnlimited, place.GetLocation(), "The token's life", length, longest + " days"));
    }

    /// <summary>An expiry may also stand among the claims, which another method of the type may make.</summary>
    private static bool SetsExpiry(SyntaxNode creation) =>
        (creation.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? creation.SyntaxTree.GetRoot()).DescendantTokens().Any(t => t.ValueText is "Exp" or "exp" or "Expiration");

    private static bool IsNull(IOperation value) => value.Bare().ConstantValue is { HasValue: true, Value: null };

    private static void JudgeCookie(OperationAnalysisContext context, IInvocationOperation call, INamedTypeSymbol cookies)
    {
        if (call.TargetMethod.Name != "Append" || !SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, cookies) ||
            call.Argument("key").Text() is not { } name || !SensitiveNames.IsCredentialCookie(name) || DevelopmentOnly.OrStaging(call.Syntax))
        {
            return;
        }

        var options = call.Argument("options")?.Bare();
        if (options is ILocalReferenceOperation local)
        {
            options = IsChangedLater(local) ? null : Locals.OnlyValue(local)?.Bare();
        }

        // Options that come from elsewhere may set the flag: nothing is said about them.
        if (call.TargetMethod.Parameters.Length == 2 || (options is IObjectCreationOperation creation && !SetsHttpOnly(creation)))
        {
            context.Report(Diagnostic.Create(
                AuthenticationRules.CookieUnprotected, call.Syntax.GetLocation(), $"Cookie '{name}' without HttpOnly", "script on the page can read the cookie"));
        }
    }

    private static bool SetsHttpOnly(IObjectCreationOperation creation) =>
        !creation.Arguments.IsEmpty || (creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .Any(a => a.Target is IPropertyReferenceOperation { Property.Name: "HttpOnly" } && !a.Value.IsConstant(false)) ?? false);

    private static bool IsChangedLater(ILocalReferenceOperation local) =>
        local.Outermost().Descendants().Any(o =>
            o is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "HttpOnly", Instance: ILocalReferenceOperation owner } } &&
            SymbolEqualityComparer.Default.Equals(owner.Local, local.Local));
}
