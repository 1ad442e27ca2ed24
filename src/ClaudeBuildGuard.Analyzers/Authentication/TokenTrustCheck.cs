using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authentication;

/// <summary>
/// Tokens of a request whose claims become an identity although they were only parsed, and a failed authentication that is declared a success
/// (CBG7003). A token that this program fetched itself came over its own connection: it is not looked at.
/// </summary>
internal sealed class TokenTrustCheck : SecurityCheck
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } = ImmutableArray.Create(AuthenticationRules.TokenValidationWeakened);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        var identity = inspection.Types.Find("System.Security.Claims.ClaimsIdentity");
        var failed = inspection.Types.Find("Microsoft.AspNetCore.Authentication.JwtBearer.AuthenticationFailedContext");
        if (RequestInput.For(inspection) is not { } input)
        {
            return;
        }

        inspection.OnCall((operation, call) =>
        {
            if (failed is not null && call.TargetMethod.Name == "Success" && SymbolEqualityComparer.Default.Equals(call.Instance?.Type, failed))
            {
                Report(operation, "Success() in OnAuthenticationFailed lets a token in that failed its checks");
            }
            else if (Lambdas.IsParsedOnly(call))
            {
                Judge(operation, call.Arguments, input, identity);
            }
        });
        inspection.OnCreation((operation, creation) =>
        {
            if (Lambdas.IsParsedOnly(creation))
            {
                Judge(operation, creation.Arguments, input, identity);
            }
        });
    }

    private static void Judge(OperationAnalysisContext context, ImmutableArray<IArgumentOperation> arguments, RequestInput input, INamedTypeSymbol? identity)
    {
        var scope = context.Operation.Around().FirstOrDefault(o => o is IAnonymousFunctionOperation or ILocalFunctionOperation) ?? context.Operation.Outermost();
        var source = arguments.Select(a => input.Unchecked(a.Value)).FirstOrDefault(s => s is not null) ?? (BecomesTheUser(scope) ? arguments[0].Syntax.ToString() : null);
        if (source is not null &&
            scope.Descendants().Any(o => o is IObjectCreationOperation { Type: { } made } && SymbolEqualityComparer.Default.Equals(made, identity)) &&
            !scope.Descendants().Any(o => o is IInvocationOperation { TargetMethod.Name: var name } && IsCheck(name)))
        {
            Report(context, $"The token of '{source}' is only parsed before it makes an identity");
        }
    }

    /// <summary>Whoever becomes the user of the request was told so by the request, whatever way its token took.</summary>
    private static bool BecomesTheUser(IOperation scope) =>
        scope.Descendants().Any(o => o is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "User", ContainingType.Name: "HttpContext" } } });

    private static bool IsCheck(string method) =>
        method.IndexOf("Valid", StringComparison.Ordinal) >= 0 || method.IndexOf("Verify", StringComparison.Ordinal) >= 0 || method.StartsWith("Authenticate", StringComparison.Ordinal);

    private static void Report(OperationAnalysisContext context, string what) =>
        context.Report(Diagnostic.Create(AuthenticationRules.TokenValidationWeakened, context.Operation.Syntax.GetLocation(), what));
}
