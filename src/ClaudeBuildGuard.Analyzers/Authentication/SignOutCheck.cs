using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authentication;

/// <summary>
/// Sign-out endpoints that end nothing on the server (CBG7009). Any call to a service of the application counts as ending the session: what
/// it does cannot be seen from here.
/// </summary>
internal sealed class SignOutCheck : SecurityCheck
{
    private const string RevokeAdvice = "Call SignOutAsync, and revoke the refresh token or the session that the server keeps";
    private const string ClearAdvice = "Call HttpContext.Session.Clear() too";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } = ImmutableArray.Create(AuthenticationRules.SignOutIncomplete);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        if (inspection.Types.Find("Microsoft.AspNetCore.Http.HttpContext") is null)
        {
            return;
        }

        var endpoints = inspection.Endpoints;
        var session = inspection.Types.Find("Microsoft.AspNetCore.Http.ISession");
        var inert = inspection.Types.FindAll(
            "Microsoft.AspNetCore.Http.IResponseCookies", "Microsoft.AspNetCore.Http.IRequestCookieCollection", "Microsoft.AspNetCore.Mvc.ControllerBase", "Microsoft.AspNetCore.Mvc.Controller",
            "Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "Microsoft.AspNetCore.Http.Results", "Microsoft.AspNetCore.Http.TypedResults", "Microsoft.Extensions.Logging.LoggerExtensions",
            "System.Threading.Tasks.Task", "System.String", "System.DateTimeOffset", "System.DateTime", "System.Console", "Microsoft.AspNetCore.Http.HttpResponse");
        var ends = new ConcurrentBag<(string Name, Location Location)>();
        var clears = new ConcurrentBag<(string Name, Location Location)>();
        var usesSession = new ConcurrentBag<bool>();
        var usesCookies = new ConcurrentBag<bool>();

        inspection.OnBody((operation, body) =>
        {
            if (operation.ContainingSymbol is IMethodSymbol method && NameOf(method, endpoints) is { } name && !IsPageShown(method))
            {
                Judge(d => operation.Report(d), [body], name, method.Locations[0], inert, session, ends, clears);
            }
        });
        inspection.OnCall((operation, call) =>
        {
            var method = call.TargetMethod.Name;
            if (method.StartsWith("Map", StringComparison.Ordinal) && call.Argument("pattern").Text() is { } pattern && SignsOut(pattern) && endpoints.MapsRoutes(call.TargetMethod) &&
                call.Argument("handler")?.Bare() is IAnonymousFunctionOperation handler)
            {
                Judge(d => operation.Report(d), [handler.Body], pattern, call.Syntax.GetLocation(), inert, session, ends, clears);
            }

            if (session is not null && method.StartsWith("Set", StringComparison.Ordinal) && SymbolEqualityComparer.Default.Equals(call.Receiver()?.Type, session))
            {
                usesSession.Add(true);
            }

            if (method is "AddCookie" or "AddIdentity" or "AddDefaultIdentity" or "AddIdentityCookies" or "AddApplicationCookie" or "ConfigureApplicationCookie" or "AddMicrosoftIdentityWebApp")
            {
                usesCookies.Add(true);
            }
        });
        inspection.OnEnd(end =>
        {
            foreach (var (name, location) in usesSession.IsEmpty ? [] : ends.ToArray())
            {
                end.Report(Diagnostic.Create(AuthenticationRules.SignOutIncomplete, location, name, "signs out and leaves the session's data on the server", ClearAdvice));
            }

            foreach (var (name, location) in usesCookies.IsEmpty ? [] : clears.ToArray())
            {
                end.Report(Diagnostic.Create(
                    AuthenticationRules.SignOutIncomplete, location, name, "only clears the session's data, and the cookie that people are signed in by goes on", RevokeAdvice));
            }
        });
    }

    private static void Judge(
        Action<Diagnostic> report, IEnumerable<IOperation> bodies, string name, Location location, HashSet<INamedTypeSymbol> inert, INamedTypeSymbol? session,
        ConcurrentBag<(string Name, Location Location)> ends, ConcurrentBag<(string Name, Location Location)> clears)
    {
        var operations = bodies.SelectMany(b => b.DescendantsAndSelf()).ToList();
        var calls = operations.OfType<IInvocationOperation>().ToList();
        if (calls.Any(c => c.TargetMethod.Name == "SignOutAsync" || c.TargetMethod.Name == "SignOut"))
        {
            if (calls.All(c => IsInert(c, inert) || c.TargetMethod.Name.StartsWith("SignOut", StringComparison.Ordinal)))
            {
                ends.Add((name, location));
            }
        }
        else if (calls.All(c => IsInert(c, inert) || IsOnSession(c, session)) && !operations.Any(o => o is IObjectCreationOperation { Type.Name: "SignOutResult" } or IThrowOperation))
        {
            if (calls.Any(c => IsOnSession(c, session)))
            {
                clears.Add((name, location));
                return;
            }

            var deletes = calls.Any(c => c.TargetMethod.Name == "Delete");
            report(Diagnostic.Create(
                AuthenticationRules.SignOutIncomplete, location, name, deletes ? "only deletes a cookie in this browser" : "ends nothing on the server", RevokeAdvice));
        }
    }

    private static bool IsOnSession(IInvocationOperation call, INamedTypeSymbol? session) =>
        session is not null && SymbolEqualityComparer.Default.Equals(call.Receiver()?.Bare().Type, session);

    private static bool IsInert(IInvocationOperation call, HashSet<INamedTypeSymbol> inert) =>
        call.TargetMethod.ContainingType is { } type && !type.IsInSource() && inert.Contains(type.OriginalDefinition);

    /// <summary>The name of an action or page that signs out; null for any other method.</summary>
    private static string? NameOf(IMethodSymbol method, Endpoints endpoints) =>
        endpoints.IsAction(method) ? SignsOut(method.Name) ? method.Name : null
        : endpoints.IsPageHandler(method) && method.Name.StartsWith("OnPost", StringComparison.Ordinal) && SignsOut(method.ContainingType.Name.Replace("Model", string.Empty))
            ? method.ContainingType.Name
            : null;

    private static bool SignsOut(string name)
    {
        var words = string.Concat(Words.Of(name).Where(w => w is not ("all" or "everywhere" or "async")));
        return words.EndsWith("logout", StringComparison.Ordinal) || words.EndsWith("signout", StringComparison.Ordinal) || words.EndsWith("logoff", StringComparison.Ordinal);
    }

    /// <summary>A GET that shows the page on which the user confirms.</summary>
    private static bool IsPageShown(IMethodSymbol method) =>
        method.Name.StartsWith("OnGet", StringComparison.Ordinal) || (method.ReturnType.Name is "ViewResult") || method.DeclaringSyntaxReferences.Any(r => r.GetSyntax().ToString().Contains("View("));
}
