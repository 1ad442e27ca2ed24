using System.Collections.Concurrent;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authentication;

/// <summary>
/// Methods of this project that only hash a parameter with a fast hash, and the calls that hand them a password: <c>Hash(input)</c>,
/// <c>text.ToSha512()</c>, an interface with one implementation. Both are noted by the walk over the code and put together at its end, so
/// that no body is read for a call. Filled by many threads, read at the end by one.
/// </summary>
internal sealed class HashHelpers(INamedTypeSymbol? hash)
{
    /// <summary>Words in the name of a method that may hash.</summary>
    private static readonly string[] HashWords = ["hash", "sha", "md5", "hmac", "digest", "crypt"];

    /// <summary>Words in the name of a method that changes how a hash is written, or makes the salt of one.</summary>
    private static readonly HashSet<string> Representing = new(StringComparer.Ordinal) { "hex", "base64", "encode", "format", "string", "text", "bytes", "salt" };

    /// <summary>What a hash of a password is for where it is not what is stored: a protocol decides there.</summary>
    private static readonly HashSet<string> OtherPurposes = new(StringComparer.Ordinal)
    {
        "signature", "sign", "checksum", "digest", "nonce", "etag", "fingerprint", "token", "key", "response", "challenge", "authorization", "header", "crc", "cache",
    };

    /// <summary>Words in the name of what holds a password of this program's own, for somebody else's protocol.</summary>
    private static readonly HashSet<string> OwnAccounts = new(StringComparer.Ordinal) { "options", "settings", "config", "configuration", "credential", "credentials", "connection" };

    private static readonly HashSet<string> InertNamespaces = new(StringComparer.Ordinal) { "System", "System.Text", "System.Linq", "System.IO", "System.Collections.Generic", "System.Buffers" };

    /// <summary>The parameters that are hashed, with the algorithm.</summary>
    private readonly ConcurrentDictionary<ISymbol, string> _algorithms = new(SymbolEqualityComparer.Default);

    /// <summary>The parameters that a method hands on to another that may hash them.</summary>
    private readonly ConcurrentBag<(IParameterSymbol From, IParameterSymbol To)> _handedOn = [];

    /// <summary>The parameters that are given a password.</summary>
    private readonly ConcurrentBag<(IParameterSymbol To, string Name, Location Place)> _given = [];

    /// <summary>The classes that implement something.</summary>
    private readonly ConcurrentBag<INamedTypeSymbol> _implementing = [];

    /// <summary>Takes in a type that may implement a hasher.</summary>
    public void Add(INamedTypeSymbol type)
    {
        if (type is { TypeKind: TypeKind.Class, IsAbstract: false, AllInterfaces.IsEmpty: false })
        {
            _implementing.Add(type);
        }
    }

    /// <summary>Takes in a fast hash of something that is not called a password.</summary>
    public void AddHash(IInvocationOperation call, IOperation source, string algorithm)
    {
        foreach (var parameter in ParametersIn(TextParts.Of(source), call))
        {
            _algorithms.TryAdd(parameter, algorithm);
        }
    }

    /// <summary>Takes in a call of a method of this project.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isPrescribed">Tells whether a protocol prescribes the hash where the call stands.</param>
    public void AddCall(IInvocationOperation call, Func<bool> isPrescribed)
    {
        var method = call.TargetMethod;
        if (!method.IsInSource() || !GivesTextOrBytes(method))
        {
            return;
        }

        var mayHash = HashWords.Any(w => method.Name.IndexOf(w, StringComparison.OrdinalIgnoreCase) >= 0);
        var target = TargetOf(call);
        foreach (var argument in call.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue || argument.Parameter?.OriginalDefinition is not { } parameter || !TextParts.IsTextOrBytes(parameter.Type))
            {
                continue;
            }

            var parts = mayHash ? TextParts.Of(argument.Value).ToList() : [argument.Value.Bare()];
            if (mayHash)
            {
                foreach (var from in ParametersIn(parts, call))
                {
                    _handedOn.Add((from, parameter));
                }
            }

            var name = IsOfOwnAccount(parts) ? null : TextParts.Password(parts) ?? (target is not null && IsStoredHash(target) ? target : null);
            if (name is not null && (target is null || !Words.Of(target).Any(OtherPurposes.Contains)) && !isPrescribed())
            {
                _given.Add((parameter, name, call.Syntax.GetLocation()));
            }
        }
    }

    /// <summary>Reports the calls that hand a password to a method which only hashes it.</summary>
    public void Conclude(CompilationAnalysisContext end)
    {
        if (_given.IsEmpty || _algorithms.IsEmpty)
        {
            return;
        }

        bool grew;
        do
        {
            grew = false;
            foreach (var (from, to) in _handedOn)
            {
                grew |= AlgorithmOf(to) is { } algorithm && _algorithms.TryAdd(from, algorithm);
            }
        }
        while (grew);

        var reported = new HashSet<Location>();
        foreach (var (to, name, place) in _given.OrderBy(g => g.To.Ordinal))
        {
            if (AlgorithmOf(to) is { } algorithm && reported.Add(place))
            {
                end.Report(Diagnostic.Create(AuthenticationRules.FastPasswordHash, place, name, $"{algorithm} in '{to.ContainingSymbol.Name}'"));
            }
        }
    }

    private string? AlgorithmOf(IParameterSymbol parameter) =>
        _algorithms.TryGetValue(parameter, out var own) ? own
        : parameter.ContainingSymbol is IMethodSymbol { ContainingType.TypeKind: TypeKind.Interface } declared && OnlyImplementation(declared) is { } only &&
            parameter.Ordinal < only.Parameters.Length && _algorithms.TryGetValue(only.Parameters[parameter.Ordinal], out var implemented) ? implemented
        : null;

    private IMethodSymbol? OnlyImplementation(IMethodSymbol declared)
    {
        var implementations = _implementing.Where(t => t.AllInterfaces.Contains(declared.ContainingType, SymbolEqualityComparer.Default)).Take(2).ToList();
        return implementations.Count == 1 ? implementations[0].FindImplementationForInterfaceMember(declared) as IMethodSymbol : null;
    }

    /// <summary>The parameters among the parts, of the method around when hashing is all that it does with them.</summary>
    private IEnumerable<IParameterSymbol> ParametersIn(IEnumerable<IOperation> parts, IInvocationOperation hashing) =>
        from part in parts.OfType<IParameterReferenceOperation>()
        where part.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method && OnlyHashes(method, hashing)
        select part.Parameter.OriginalDefinition;

    /// <summary>True when the method gives a text and calls nothing, besides the hash, that could make it slow, encrypt it or look it up. A hash within a loop is a stretched one.</summary>
    private bool OnlyHashes(IMethodSymbol method, IInvocationOperation hashing)
    {
        if (!GivesTextOrBytes(method) || hashing.Around().OfType<ILoopOperation>().Any(l => l.Body.Syntax.Span.Contains(hashing.Syntax.Span)))
        {
            return false;
        }

        var body = hashing.Around().OfType<ILocalFunctionOperation>().FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.Symbol, method)) ?? hashing.Outermost();
        return body.Descendants().All(o => o switch
        {
            IInvocationOperation call => call == hashing || IsInert(call.TargetMethod.ContainingType) || (call.TargetMethod.IsInSource() && Words.Of(call.TargetMethod.Name).Any(Representing.Contains)),
            IObjectCreationOperation creation => IsInert(creation.Type),
            _ => true,
        });
    }

    private bool IsInert(ITypeSymbol? type) =>
        type is not null && !type.IsInSource() &&
        (type.Is(hash) || type.Name is "IncrementalHash" or "CryptographicOperations" or "RandomNumberGenerator" || (type.ContainingNamespace?.ToDisplayString() is { } space && InertNamespaces.Contains(space)));

    /// <summary>The name of what a call's result is assigned to, or compared with; null when it goes elsewhere.</summary>
    private static string? TargetOf(IInvocationOperation call)
    {
        IOperation value = call;
        while (value.Parent is IConversionOperation or IParenthesizedOperation or IAwaitOperation)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            ISimpleAssignmentOperation assignment when assignment.Value == value => TextParts.NameOf(assignment.Target),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol.Name,
            IBinaryOperation comparison => TextParts.NameOf((comparison.LeftOperand == value ? comparison.RightOperand : comparison.LeftOperand).Bare()),
            _ => null,
        };
    }

    /// <summary>True for <c>PasswordHash</c> and the like, and not for the hash of a link that resets a password.</summary>
    private static bool IsStoredHash(string name) =>
        SensitiveNames.IsPasswordOrHash(name) && !SensitiveNames.IsPassword(name) && !Words.Of(name).Any(w => w is "reset" or "token" or "code" or "link");

    private static bool IsOfOwnAccount(IEnumerable<IOperation> parts) =>
        parts.OfType<IPropertyReferenceOperation>().Any(p => p.Instance is { } owner && (Words.Of(TextParts.NameOf(owner.Bare()) ?? string.Empty).Any(OwnAccounts.Contains) || Words.Of(owner.Type?.Name ?? string.Empty).Any(OwnAccounts.Contains)));

    private static bool GivesTextOrBytes(IMethodSymbol method) =>
        TextParts.IsTextOrBytes(method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } arguments } ? arguments[0] : method.ReturnType);
}
