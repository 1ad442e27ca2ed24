using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authentication;

/// <summary>
/// A fast hash whose result goes into a slow one: a long password is cut to what bcrypt reads, a pepper is mixed in, or the hashes of an old table
/// are wrapped. What is stored is the slow one's. Where the fast one's result is kept as well, that alone is what an attacker tries.
/// </summary>
internal static class SlowHash
{
    private static readonly string[] Names = ["BCrypt", "Argon2", "SCrypt", "PasswordHasher", "Rfc2898DeriveBytes", "KeyDerivation"];

    /// <summary>Locals that are followed, one behind the other.</summary>
    private const int Depth = 2;

    /// <summary>True when a slow hash takes the value, through changes of representation and locals.</summary>
    public static bool Takes(IOperation value) => Takes(value, Depth);

    private static bool Takes(IOperation value, int depth)
    {
        for (var current = value; current.Parent is { } parent; current = parent)
        {
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation or IAwaitOperation or IArgumentOperation or IBinaryOperation or IInterpolationOperation or IInterpolatedStringOperation:
                    break;
                case IInvocationOperation call when IsSlow(call.TargetMethod.ContainingType):
                    return call.Parent is not (IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation });
                case IObjectCreationOperation creation:
                    return IsSlow(creation.Type);
                case IInvocationOperation call when IsOfPlatform(call.TargetMethod.ContainingType):
                    break;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return depth > 0 && IsUsed(declarator.Symbol, value, depth);
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } assignment when assignment.Value == current:
                    return depth > 0 && IsUsed(local.Local, value, depth);
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsUsed(ILocalSymbol local, IOperation value, int depth)
    {
        var uses = value.Outermost().Descendants().OfType<ILocalReferenceOperation>()
            .Where(r => SymbolEqualityComparer.Default.Equals(r.Local, local) && r.Syntax.SpanStart > value.Syntax.SpanStart).ToList();
        return uses.Any(r => Takes(r, depth - 1)) && !uses.Any(IsKept);
    }

    /// <summary>True for what a member or the caller is given, through changes of representation.</summary>
    private static bool IsKept(IOperation value)
    {
        var current = value;
        while (current.Parent is IConversionOperation or IParenthesizedOperation or IArgumentOperation or ITupleOperation ||
            (current.Parent is IInvocationOperation call && IsOfPlatform(call.TargetMethod.ContainingType)))
        {
            current = current.Parent;
        }

        return current.Parent is IReturnOperation || (current.Parent is ISimpleAssignmentOperation { Target: IMemberReferenceOperation } assignment && assignment.Value == current);
    }

    private static bool IsSlow(ITypeSymbol? type) =>
        type is not null && !type.IsInSource() && Names.Any(n => type.Name.IndexOf(n, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsOfPlatform(ITypeSymbol? type) => type?.ContainingNamespace?.ToDisplayString() is "System" or "System.Text";
}
