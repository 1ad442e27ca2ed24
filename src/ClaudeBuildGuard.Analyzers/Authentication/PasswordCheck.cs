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

/// <summary>How passwords are hashed, compared and stretched (CBG7010, CBG7011, CBG7012).</summary>
internal sealed class PasswordCheck : SecurityCheck
{
    /// <summary>Protocols and look-ups that prescribe a fast hash of a password; whoever implements one has no choice.</summary>
    private static readonly string[] Prescribed =
        ["pwned", "breach", "leaked", "compromised", "digest", "scram", "ntlm", "protocol", "handshake", "challenge", "nonce", "wsse"];

    /// <summary>The same where the letters stand within other words too: here they are a word of the name.</summary>
    private static readonly HashSet<string> PrescribedWords = new(StringComparer.Ordinal) { "srp", "srp6", "srp6a" };

    /// <summary>Words of the names of what reads and writes archives: WinZip's encryption has 1000 iterations, in every file there is.</summary>
    private static readonly HashSet<string> Archives = new(StringComparer.Ordinal) { "zip", "winzip" };

    private static readonly HashSet<string> Hashing = new(StringComparer.Ordinal)
    {
        "HashData", "ComputeHash", "HashDataAsync", "ComputeHashAsync", "TryHashData", "TryComputeHash", "HmacData", "AppendData",
    };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } =
        ImmutableArray.Create(AuthenticationRules.FastPasswordHash, AuthenticationRules.PasswordCompared, AuthenticationRules.TooFewIterations);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        var types = inspection.Types;
        var hash = types.Find("System.Security.Cryptography.HashAlgorithm");
        var stretching = new Stretching(
            types.Find("System.Security.Cryptography.Rfc2898DeriveBytes"),
            types.Find("Microsoft.AspNetCore.Cryptography.KeyDerivation.KeyDerivation"),
            types.Find("BCrypt.Net.BCrypt"));
        var helpers = new HashHelpers(hash);
        inspection.OnType((_, type) => helpers.Add(type));
        inspection.OnEnd(helpers.Conclude);
        inspection.OnCall((operation, call) =>
        {
            JudgeHash(operation, call, hash, helpers);
            helpers.AddCall(call, () => IsPrescribed(operation) || SlowHash.Takes(call));
            JudgeCost(operation, call, stretching, inspection);
            JudgeEquals(operation, call);
        });
        inspection.OnCreation((operation, creation) => JudgeOldDerivation(operation, creation, stretching, inspection));
        inspection.OnComparison((operation, comparison) => JudgePair(operation, comparison.LeftOperand, comparison.RightOperand, comparison.OperatorKind == BinaryOperatorKind.Equals ? "==" : "!="));
    }

    private static void JudgeHash(OperationAnalysisContext context, IInvocationOperation call, INamedTypeSymbol? hash, HashHelpers helpers)
    {
        if (HashedBy(call, hash) is not { } source || IsPrescribed(context) || SlowHash.Takes(call))
        {
            return;
        }

        var type = call.Instance?.Type ?? call.TargetMethod.ContainingType;
        if ((TextParts.Password(TextParts.Of(source)) ?? ParameterOfPasswordHash(context, source)) is { } name)
        {
            if (IsHashedAgain(call, hash))
            {
                return;
            }

            context.Report(Diagnostic.Create(AuthenticationRules.FastPasswordHash, call.Syntax.GetLocation(), name, AlgorithmOf(call, type)));
        }
        else
        {
            helpers.AddHash(call, source, AlgorithmOf(call, type));
        }
    }

    /// <summary>What a call hashes; null when it hashes nothing.</summary>
    private static IOperation? HashedBy(IInvocationOperation call, INamedTypeSymbol? hash)
    {
        var type = call.Instance?.Type ?? call.TargetMethod.ContainingType;
        return Hashing.Contains(call.TargetMethod.Name) && (type.Is(hash) || type is { Name: "CryptographicOperations" or "IncrementalHash", ContainingNamespace.Name: "Cryptography" })
            ? call.Argument("source") ?? call.Argument("buffer") ?? call.Argument("inputStream") ?? call.Argument("data")
            : null;
    }

    /// <summary>True where a loop of the same method hashes on, and keeps what comes of it from turn to turn: this is the first step of a function that is slow, or that a format prescribes.</summary>
    private static bool IsHashedAgain(IInvocationOperation call, INamedTypeSymbol? hash) =>
        call.Outermost().Descendants().Where(o => o is IForLoopOperation or IWhileLoopOperation).Any(loop =>
            loop.Descendants().OfType<ISimpleAssignmentOperation>().Any(again => again is { Target: ILocalReferenceOperation { Local: var kept } } &&
                !kept.DeclaringSyntaxReferences.Any(d => loop.Syntax.Span.Contains(d.Span)) && again.Value.Bare() is IInvocationOperation taker && HashedBy(taker, hash) is { } source &&
                (taker.Syntax == call.Syntax ? Mentions(source, kept) : !loop.Syntax.Span.Contains(call.Syntax.Span))));

    private static bool Mentions(IOperation value, ILocalSymbol local) =>
        value.Descendants().Prepend(value).OfType<ILocalReferenceOperation>().Any(r => SymbolEqualityComparer.Default.Equals(r.Local, local));

    /// <summary>In <c>HashPassword(string input)</c> it is the method that says what the input is.</summary>
    private static string? ParameterOfPasswordHash(OperationAnalysisContext context, IOperation source)
    {
        var method = context.Operation.Syntax.Ancestors().OfType<LocalFunctionStatementSyntax>().FirstOrDefault()?.Identifier.ValueText ?? context.ContainingSymbol.Name;
        var words = Words.Of(method);
        return words.Any(w => w is "password" or "passwords" or "pwd") && words.Any(w => w is "hash" or "hashed" or "encrypt" or "encode" or "encrypted") &&
            !words.Any(w => w is "reset" or "token" or "code" or "link" or "email")
                ? TextParts.Of(source).OfType<IParameterReferenceOperation>().FirstOrDefault(p => p.Type?.SpecialType == SpecialType.System_String && !IsSalt(p.Parameter.Name))?.Parameter.Name
                : null;

        static bool IsSalt(string name) => Words.Of(name).Any(w => w is "salt" or "pepper" or "key" or "algorithm");
    }

    private static string AlgorithmOf(IInvocationOperation call, ITypeSymbol type) =>
        type.Name == "HashAlgorithm" && call.Instance?.Bare() is ILocalReferenceOperation local && Locals.OnlyValue(local)?.Bare() is IInvocationOperation made
            ? made.TargetMethod.ContainingType.Name
            : type.Name;

    private static void JudgeCost(OperationAnalysisContext context, IInvocationOperation call, Stretching types, Inspection inspection)
    {
        var method = call.TargetMethod;
        if (method.Name == "Pbkdf2" && (Same(method.ContainingType, types.Pbkdf2) || Same(method.ContainingType, types.KeyDerivation)))
        {
            var fewest = inspection.SettingsOf(call.Syntax.SyntaxTree).FewestIterations;
            if ((call.Argument("iterations") ?? call.Argument("iterationCount")).Number() is { } rounds && rounds < fewest)
            {
                Report("The iteration count of PBKDF2", rounds, fewest);
            }
        }
        else if (Same(method.ContainingType, types.BCrypt) && Number(call.Argument("workFactor"), out var factor) && factor < 10)
        {
            Report("The work factor of bcrypt", factor, 10);
        }

        void Report(string what, double value, double least)
        {
            if (!IsOfArchive(context))
            {
                context.Report(Diagnostic.Create(AuthenticationRules.TooFewIterations, call.Syntax.GetLocation(), what, value, least));
            }
        }
    }

    /// <summary>True within a type that is named for an archive: with another count nobody could open it.</summary>
    private static bool IsOfArchive(OperationAnalysisContext context) => Words.Of(context.ContainingSymbol.ContainingType?.Name ?? string.Empty).Any(Archives.Contains);

    /// <summary>The constructors without an iteration count use 1000.</summary>
    private static void JudgeOldDerivation(OperationAnalysisContext context, IObjectCreationOperation creation, Stretching types, Inspection inspection)
    {
        if (!Same(creation.Type, types.Pbkdf2) || creation.Constructor is not { } constructor)
        {
            return;
        }

        var fewest = inspection.SettingsOf(creation.Syntax.SyntaxTree).FewestIterations;
        var rounds = constructor.Parameters.Any(p => p.Name == "iterations") ? creation.Argument("iterations").Number() : 1000;
        if (rounds < fewest && !IsOfArchive(context))
        {
            context.Report(Diagnostic.Create(
                AuthenticationRules.TooFewIterations, creation.Syntax.GetLocation(), "The iteration count of PBKDF2", rounds, fewest));
        }
    }

    private static void JudgeEquals(OperationAnalysisContext context, IInvocationOperation call)
    {
        if (call.TargetMethod.Name is not ("Equals" or "SequenceEqual" or "Compare"))
        {
            return;
        }

        var operands = call.Instance is { } instance ? [instance, .. call.Arguments.Select(a => a.Value)] : call.Arguments.Select(a => a.Value).ToList();
        if (operands.Count >= 2)
        {
            JudgePair(context, operands[0], operands[1], call.TargetMethod.Name);
        }
    }

    /// <summary>One side must be a stored password (a member of something), the other anything but a constant or a second typing.</summary>
    private static void JudgePair(OperationAnalysisContext context, IOperation first, IOperation second, string how)
    {
        first = first.Bare();
        second = second.Bare();
        if (!TextParts.IsTextOrBytes(first.Type) || !TextParts.IsTextOrBytes(second.Type) || first.ConstantValue.HasValue || second.ConstantValue.HasValue)
        {
            return;
        }

        if (TextParts.NameOf(first) is not { } one || TextParts.NameOf(second) is not { } other || AreOfOneObject(first, second) || IsEquality(context.ContainingSymbol, first, second) || SensitiveNames.IsAccountName(one) || SensitiveNames.IsAccountName(other) || SensitiveNames.IsRepeatedPassword(one) || SensitiveNames.IsRepeatedPassword(other))
        {
            return;
        }

        var stored = IsStored(first) ? one : IsStored(second) ? other : null;
        if (stored is not null && !AsksForChange(context.Operation, first, second) && (SensitiveNames.IsPasswordOrHash(one) || SensitiveNames.IsPasswordOrHash(other)) && SensitiveNames.IsPasswordOrHash(stored))
        {
            context.Report(Diagnostic.Create(AuthenticationRules.PasswordCompared, context.Operation.Syntax.GetLocation(), stored, how));
        }

        static bool IsStored(IOperation operand) =>
            operand is IPropertyReferenceOperation { Instance: { } owner } property && owner is not IInstanceReferenceOperation &&
                SensitiveNames.IsPasswordOrHash(property.Property.Name) ||
            operand is IParameterReferenceOperation { Parameter.Name: var given } && SensitiveNames.IsPasswordOrHash(given) && !SensitiveNames.IsPassword(given);
    }

    /// <summary>Two members of one object, as in <c>form.Password == form.Email</c>: what was typed in differs or not, and nothing that is stored is asked.</summary>
    private static bool AreOfOneObject(IOperation first, IOperation second) =>
        first is IPropertyReferenceOperation { Instance: { } one } && second is IPropertyReferenceOperation { Instance: { } other } && one.Syntax.ToString() == other.Syntax.ToString();

    /// <summary>The same member of two objects where a type says when they are equal, or of two sets of options: one of them is the newer.</summary>
    private static bool IsEquality(ISymbol method, IOperation first, IOperation second) =>
        first is IMemberReferenceOperation one && second is IMemberReferenceOperation other && SymbolEqualityComparer.Default.Equals(one.Member, other.Member) &&
        (method.Name is "Equals" or "op_Equality" or "op_Inequality" or "CompareTo" or "Compare" || Words.Of(one.Member.ContainingType.Name).Any(IsOfOptions));

    /// <summary>True for a word in the name of a set of options. Credentials are also what somebody signs in with.</summary>
    private static bool IsOfOptions(string word) => word is "options" or "settings" or "config" or "configuration" or "connection";

    /// <summary>True where one of the two is then assigned or chosen: the question was whether a setting changed, not who somebody is.</summary>
    private static bool AsksForChange(IOperation comparison, IOperation first, IOperation second)
    {
        var branches = comparison.Syntax.Ancestors().Select(node => node switch
        {
            IfStatementSyntax branch when branch.Condition.Span.Contains(comparison.Syntax.Span) => branch.Statement,
            ConditionalExpressionSyntax choice when choice.Condition.Span.Contains(comparison.Syntax.Span) => choice.WhenTrue,
            _ => (SyntaxNode?)null,
        }).FirstOrDefault(b => b is not null);
        return branches is not null && new[] { first.Syntax.ToString(), second.Syntax.ToString() } is var compared &&
            (compared.Contains(branches.ToString()) || branches.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(a => compared.Contains(a.Right.ToString()) || compared.Contains(a.Left.ToString())));
    }

    private static bool IsPrescribed(OperationAnalysisContext context)
    {
        var method = context.ContainingSymbol;
        return Has(method.Name) || Has(method.ContainingType?.Name ?? string.Empty) ||
            context.Operation.Syntax.Ancestors().OfType<LocalFunctionStatementSyntax>().Any(f => Has(f.Identifier.ValueText));

        static bool Has(string name) => Prescribed.Any(p => name.IndexOf(p, StringComparison.OrdinalIgnoreCase) >= 0) || Words.Of(name).Any(PrescribedWords.Contains);
    }

    private static bool Number(IOperation? value, out double number)
    {
        number = value.Number() ?? 0;
        return value.Number() is not null;
    }

    private static bool Same(ITypeSymbol? type, INamedTypeSymbol? other) => other is not null && SymbolEqualityComparer.Default.Equals(type, other);

    /// <summary>The functions that make passwords expensive; null where not referenced.</summary>
    private sealed class Stretching(INamedTypeSymbol? pbkdf2, INamedTypeSymbol? keyDerivation, INamedTypeSymbol? bcrypt)
    {
        public INamedTypeSymbol? Pbkdf2 { get; } = pbkdf2;

        public INamedTypeSymbol? KeyDerivation { get; } = keyDerivation;

        public INamedTypeSymbol? BCrypt { get; } = bcrypt;
    }
}
