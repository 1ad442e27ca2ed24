using ClaudeBuildGuard.Analyzers.Context;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authorization;

/// <summary>Tells the calls with which code itself checks who is asking.</summary>
internal static class ImperativeChecks
{
    /// <summary>True for a question about the caller's roles, claims, policies or whether there is one.</summary>
    public static bool Is(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod.Name is "AuthorizeAsync" or "IsInRole" or "HasClaim" or "FindFirst" or "FindFirstValue" or "GetUserId" or "GetUserName" or "GetUserAsync" or "AuthenticateAsync" or "ChallengeAsync" or "IsSignedIn" or "ValidateToken" or "ValidateTokenAsync" or "FixedTimeEquals" ||
            SignsIn(call.TargetMethod) ||
            (call.TargetMethod.IsInSource() && DecisionReader.IsGateName(call.TargetMethod.Name)),
        IPropertyReferenceOperation property => property.Property.Name is "IsAuthenticated",
        _ => false,
    };

    /// <summary>An endpoint that signs somebody in is where the check is made.</summary>
    private static bool SignsIn(IMethodSymbol method) =>
        method.ContainingType is { Name: "SignInManager" } && (method.Name.IndexOf("SignIn", StringComparison.Ordinal) >= 0 || method.Name == "MakePasskeyRequestOptionsAsync");
}
