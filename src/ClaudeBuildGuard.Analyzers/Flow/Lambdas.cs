using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Flow;

/// <summary>What a lambda, or a method that stands in for one, answers.</summary>
internal static class Lambdas
{
    private static readonly HashSet<string> ReadsOnly = new(StringComparer.Ordinal) { "ReadToken", "ReadJwtToken", "ReadJsonWebToken" };

    /// <summary>True when every answer is the constant <see langword="true"/>.</summary>
    public static bool ReturnsTrue(IOperation value) => Answers(value) is { Count: > 0 } answers && answers.All(a => a.IsConstant(true));

    /// <summary>True when every answer is a token that was only parsed, so that nothing checked its signature.</summary>
    public static bool ReturnsTokenUnread(IOperation value) =>
        Answers(value) is { Count: > 0 } answers && answers.All(a => IsParsedOnly(a) || (a is ILocalReferenceOperation local && Literals.OnlyValue(local) is { } v && IsParsedOnly(v.Bare())));

    /// <summary>True when every answer is a parameter of the lambda itself.</summary>
    public static bool ReturnsOwnParameter(IOperation value) =>
        Answers(value) is { Count: > 0 } answers && answers.All(a => a is IParameterReferenceOperation);

    /// <summary>The bare values that a lambda returns; empty for a body that cannot be read, or that can throw and so refuse.</summary>
    public static IReadOnlyList<IOperation> Answers(IOperation value)
    {
        if (value.Bare() is not IAnonymousFunctionOperation { Body: { } body } || body.Descendants().Any(o => o is IThrowOperation))
        {
            return [];
        }

        return [.. Returns(body).Select(r => r.ReturnedValue).OfType<IOperation>().Select(v => v.Bare())];
    }

    private static bool IsParsedOnly(IOperation answer) =>
        answer is IObjectCreationOperation { Type.Name: "JwtSecurityToken" or "JsonWebToken" } ||
        (answer is IInvocationOperation call && ReadsOnly.Contains(call.TargetMethod.Name));

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
