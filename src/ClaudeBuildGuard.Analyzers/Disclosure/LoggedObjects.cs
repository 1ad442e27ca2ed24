using System.Text.RegularExpressions;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Disclosure;

/// <summary>
/// Whole objects in a log call that show a secret among their members: taken apart by the template (<c>{@request}</c>), made JSON, or records,
/// whose text shows every member. And tokens that the template itself calls one.
/// </summary>
internal static class LoggedObjects
{
    private static readonly Regex Hole = new(@"(?<!\{)\{(?<name>[^{}:,]+)[^{}]*\}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly HashSet<string> Credentials = new(StringComparer.OrdinalIgnoreCase)
    {
        "reset", "jwt", "bearer", "access", "refresh", "auth", "login", "password", "confirmation", "verification", "session", "authentication", "sign",
    };

    /// <summary>What a message calls the secret, and where it is logged.</summary>
    public static (string Name, IOperation Place)? In(IInvocationOperation call)
    {
        var template = call.Arguments.Select(a => a.Parameter?.Name is "message" or "messageTemplate" or "messageFormat" ? a.Value.Text() : null).FirstOrDefault(t => t is not null);
        var holes = template is null ? [] : Hole.Matches(template).OfType<Match>().Select(m => m.Groups["name"].Value.Trim()).ToList();
        var values = Values(call).ToList();
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[i].Bare();
            var hole = i < holes.Count ? holes[i] : string.Empty;
            if (Whole(value, isTakenApart: hole.StartsWith("@", StringComparison.Ordinal)) is { } member)
            {
                return (member, value);
            }

            if (template is not null && IsToken(value) && Words.Of(template).Any(Credentials.Contains))
            {
                return ("token", value);
            }
        }

        return null;
    }

    /// <summary>What a message calls the secret in an object that is made JSON; null when there is none, or the value is no JSON.</summary>
    public static string? InJson(IOperation value) =>
        value is IInvocationOperation { TargetMethod: { Name: "Serialize" or "SerializeObject", ContainingType.Name: "JsonSerializer" or "JsonConvert" } } json && json.Arguments.Length > 0
            ? Whole(json.Arguments[0].Value.Bare(), isTakenApart: true)
            : null;

    /// <summary>The values that fill the template, in its order.</summary>
    private static IEnumerable<IOperation> Values(IInvocationOperation call) =>
        call.Arguments.Where(a => a.Parameter is { Ordinal: > 0, Name: var name } && (name == "args" || name.StartsWith("propertyValue", StringComparison.Ordinal) || name.StartsWith("arg", StringComparison.Ordinal)))
            .SelectMany(a => a.Value.Bare() is IArrayCreationOperation { Initializer: { } initializer } ? initializer.ElementValues.AsEnumerable() : [a.Value]);

    private static string? Whole(IOperation value, bool isTakenApart)
    {
        return value.Type is INamedTypeSymbol type && (isTakenApart || ShowsMembers(type)) && SecretMember(type) is { } member
            ? $"{value.Syntax}.{member.Name}"
            : null;
    }

    /// <summary>A record's text shows its members, unless it writes that text itself.</summary>
    private static bool ShowsMembers(INamedTypeSymbol type) =>
        type.IsRecord && type.IsInSource() && !type.GetMembers("ToString").Concat(type.GetMembers("PrintMembers")).Any(m => !m.IsImplicitlyDeclared);

    private static IPropertySymbol? SecretMember(INamedTypeSymbol type) =>
        type.WithBases().SelectMany(t => t.GetMembers()).OfType<IPropertySymbol>().FirstOrDefault(p =>
            p is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, GetMethod: not null, Type.SpecialType: SpecialType.System_String } &&
            SensitiveNames.IsSecret(p.Name) && !p.GetAttributes().Any(a => a.AttributeClass?.Name is "JsonIgnoreAttribute" or "NotLoggedAttribute" or "LogMaskedAttribute" or "DestructureIgnoreAttribute" or "IgnoreDataMemberAttribute"));

    private static bool IsToken(IOperation value) =>
        value.Type?.SpecialType == SpecialType.System_String && value is IParameterReferenceOperation { Parameter.Name: "token" or "jwt" } or ILocalReferenceOperation { Local.Name: "token" or "jwt" };
}
