using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Flow;

/// <summary>What a lambda, or a method of the same file that stands in for one, answers.</summary>
internal static class Lambdas
{
    private static readonly HashSet<string> ReadsOnly = new(StringComparer.Ordinal) { "ReadToken", "ReadJwtToken", "ReadJsonWebToken" };

    /// <summary>True when every answer is the constant <see langword="true"/>.</summary>
    public static bool ReturnsTrue(IOperation value) => Answers(value) is { Count: > 0 } answers && answers.All(a => a.IsConstant(true));

    /// <summary>True when every answer is a token that was only parsed, so that nothing checked its signature.</summary>
    public static bool ReturnsTokenUnread(IOperation value) =>
        Answers(value) is { Count: > 0 } answers && answers.All(a => IsParsedOnly(a) || (a is ILocalReferenceOperation local && Locals.OnlyValue(local) is { } v && IsParsedOnly(v.Bare())));

    /// <summary>True when every answer is a parameter of the lambda itself.</summary>
    public static bool ReturnsOwnParameter(IOperation value) =>
        Answers(value) is { Count: > 0 } answers && answers.All(a => a is IParameterReferenceOperation);

    /// <summary>True for a call or a constructor that takes a token apart and checks nothing.</summary>
    public static bool IsParsedOnly(IOperation answer) =>
        answer is IObjectCreationOperation { Type.Name: "JwtSecurityToken" or "JsonWebToken", Arguments.Length: 1 } ||
        (answer is IInvocationOperation call && ReadsOnly.Contains(call.TargetMethod.Name));

    /// <summary>The bare values that a lambda returns; empty for a body that cannot be read, or that can throw and so refuse.</summary>
    private static IReadOnlyList<IOperation> Answers(IOperation value) =>
        Body(value) is not { } body || body.Descendants().Any(o => o is IThrowOperation)
            ? []
            : [.. Returns(body).Select(r => r.ReturnedValue).OfType<IOperation>().Select(v => v.Bare())];

    private static IOperation? Body(IOperation value) => value.Bare() switch
    {
        IAnonymousFunctionOperation lambda => lambda.Body,
        IMethodReferenceOperation { Method: var method, SemanticModel: { } model } when method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declared &&
            declared.SyntaxTree == model.SyntaxTree && declared is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax => model.GetOperation(declared),
        _ => null,
    };

    private static IEnumerable<IReturnOperation> Returns(IOperation body)
    {
        foreach (var child in body.ChildOperations)
        {
            if (child is IReturnOperation answer)
            {
                yield return answer;
            }
            else if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            {
                foreach (var inner in Returns(child))
                {
                    yield return inner;
                }
            }
        }
    }
}
