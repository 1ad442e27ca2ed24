using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authentication;

/// <summary>Tokens that others can make too: written without a signature, or drawn from a generator whose next numbers can be computed (CBG7016).</summary>
internal sealed class ForgeableTokenCheck : SecurityCheck
{
    /// <summary>Two words, one after the other, that name something only its owner may know.</summary>
    private static readonly HashSet<string> Credentials = new(StringComparer.Ordinal)
    {
        "refresh token", "reset token", "session token", "access token", "auth token", "login token", "verification token", "confirmation token", "security token",
        "reset code", "verification code", "confirmation code", "security code", "login code", "recovery code", "activation code", "access code",
        "session id", "api key", "one time", "temporary password", "new password", "random password", "generate password", "create password",
        "generate token", "create token", "new token", "make token", "issue token", "generate otp", "create otp", "new otp",
    };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } = ImmutableArray.Create(AuthenticationRules.ForgeableToken);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        var random = inspection.Types.Find("System.Random");
        var token = inspection.Types.Find("System.IdentityModel.Tokens.Jwt.JwtSecurityToken");
        var handler = inspection.Types.Find("System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler");
        inspection.OnCall((operation, call) =>
        {
            var type = call.TargetMethod.ContainingType;
            if (random is not null && SymbolEqualityComparer.Default.Equals(type, random))
            {
                JudgeRandom(operation, call);
            }
            else if (handler is not null && call.TargetMethod.Name == "WriteToken" && type.Is(handler))
            {
                JudgeUnsigned(operation, call, token);
            }
        });
    }

    private static void JudgeRandom(OperationAnalysisContext context, IInvocationOperation call)
    {
        if (BecomesText(call) && (Holders(call).Append(context.ContainingSymbol.Name).FirstOrDefault(NamesCredential) is { } name) && !DevelopmentOnly.Is(call.Syntax))
        {
            Report(context, $"'{name}' is drawn from System.Random", "its next numbers can be computed from those before", "Use RandomNumberGenerator");
        }
    }

    private static void JudgeUnsigned(OperationAnalysisContext context, IInvocationOperation call, INamedTypeSymbol? token)
    {
        var written = call.Arguments.FirstOrDefault()?.Value.Bare();
        var made = written is ILocalReferenceOperation local ? Locals.OnlyValue(local)?.Bare() : written;
        if (made is IObjectCreationOperation { Constructor: { } constructor } creation && SymbolEqualityComparer.Default.Equals(creation.Type, token) &&
            constructor.Parameters.Any(p => p.Name == "signingCredentials") && IsMissing(creation.Argument("signingCredentials")) && !DevelopmentOnly.Is(call.Syntax))
        {
            Report(context, "The token is written without signing credentials", "whoever holds it can change what it says", "Give it signingCredentials");
        }
    }

    /// <summary>Bytes and numbers that are shown as text are a credential; a number that is waited for or chosen by is not.</summary>
    private static bool BecomesText(IInvocationOperation call) =>
        call.TargetMethod.Name is "NextBytes" or "GetString" or "GetHexString" ||
        call.Around().TakeWhile(o => o is not (IBlockOperation or IAnonymousFunctionOperation)).Any(o => o switch
        {
            IInvocationOperation { TargetMethod: { Name: "ToString" or "PadLeft" or "Format" } shown } => shown.ReturnType.SpecialType == SpecialType.System_String,
            IInterpolationOperation or IArrayElementReferenceOperation { Type.SpecialType: SpecialType.System_Char } => true,
            IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType.SpecialType: SpecialType.System_String } } => true,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } => true,
            _ => false,
        });

    /// <summary>The names of what the value is assigned to, and of the local functions around it, the nearest first.</summary>
    private static IEnumerable<string> Holders(IInvocationOperation call) =>
        call.Around().Select(o => o switch
        {
            ISimpleAssignmentOperation assignment => TextParts.NameOf(assignment.Target),
            IVariableDeclaratorOperation declarator => declarator.Symbol.Name,
            ILocalFunctionOperation function => function.Symbol.Name,
            _ => null,
        }).OfType<string>();

    private static bool NamesCredential(string name)
    {
        var words = Words.Of(name);
        return words.Any(w => w is "otp" or "passcode") || words.Skip(1).Where((word, i) => Credentials.Contains($"{words[i]} {word}")).Any();
    }

    private static bool IsMissing(IOperation? argument) => argument is null || argument.Bare().ConstantValue is { HasValue: true, Value: null };

    private static void Report(OperationAnalysisContext context, string what, string consequence, string advice) =>
        context.Report(Diagnostic.Create(AuthenticationRules.ForgeableToken, context.Operation.Syntax.GetLocation(), what, consequence, advice));
}
