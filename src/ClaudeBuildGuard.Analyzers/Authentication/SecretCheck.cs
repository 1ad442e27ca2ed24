using System.Collections.Immutable;
using ClaudeBuildGuard.Analyzers.Acceptance;
using ClaudeBuildGuard.Analyzers.Context;
using ClaudeBuildGuard.Analyzers.Flow;
using ClaudeBuildGuard.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ClaudeBuildGuard.Analyzers.Authentication;

/// <summary>
/// Finds keys and client secrets that are written into the code and reach an API that signs, decrypts or signs in with them, through
/// constants, locals, read-only fields and changes of representation (CBG7005, CBG7006).
/// </summary>
internal sealed class SecretCheck : SecurityCheck
{
    /// <summary>Types whose constructor takes a secret: metadata name, parameter, what the message calls it.</summary>
    private static readonly (string Type, string Parameter, string Name)[] Constructors =
    [
        ("Microsoft.IdentityModel.Tokens.SymmetricSecurityKey", "key", "signing key"),
        ("Azure.Identity.ClientSecretCredential", "clientSecret", "client secret"),
        ("Microsoft.IdentityModel.Clients.ActiveDirectory.ClientCredential", "clientSecret", "client secret"),
    ];

    /// <summary>Methods that take a secret.</summary>
    private static readonly (string Type, string Method, string Parameter, string Name)[] Methods =
    [
        ("Microsoft.Identity.Client.ConfidentialClientApplicationBuilder", "WithClientSecret", "clientSecret", "client secret"),
    ];

    /// <summary>Properties that hold a secret.</summary>
    private static readonly (string Type, string Property, string Name)[] Properties =
    [
        ("Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions", "ClientSecret", "client secret"),
        ("Microsoft.AspNetCore.Authentication.OAuth.OAuthOptions", "ClientSecret", "client secret"),
        ("Microsoft.AspNetCore.Authentication.Facebook.FacebookOptions", "AppSecret", "client secret"),
        ("Microsoft.AspNetCore.Authentication.Twitter.TwitterOptions", "ConsumerSecret", "client secret"),
        ("Microsoft.Identity.Web.MicrosoftIdentityOptions", "ClientSecret", "client secret"),
        ("OpenIddict.Abstractions.OpenIddictApplicationDescriptor", "ClientSecret", "client secret"),
    ];

    private static readonly string[] Placeholders = ["<", "{", "your", "placeholder", "todo", "xxx", "***", "changeme", "change-me", "replace", "dummy"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> Rules { get; } = ImmutableArray.Create(AuthenticationRules.SecretInCode, AuthenticationRules.FallbackSecret);

    /// <inheritdoc/>
    public override void Begin(Inspection inspection)
    {
        var types = inspection.Types;
        var constructors = Constructors.Select(c => (Type: types.Find(c.Type), c.Parameter, c.Name)).Where(c => c.Type is not null).ToList();
        var methods = Methods.Select(m => (Type: types.Find(m.Type), m.Method, m.Parameter, m.Name)).Where(m => m.Type is not null).ToList();
        var properties = new Dictionary<ISymbol, string>(SymbolEqualityComparer.Default);
        foreach (var (type, property, name) in Properties)
        {
            if (types.Find(type)?.GetMembers(property).FirstOrDefault() is { } symbol)
            {
                properties[symbol] = name;
            }
        }

        if (constructors.Count > 0)
        {
            inspection.OnCreation((operation, creation) =>
            {
                foreach (var (type, parameter, name) in constructors)
                {
                    if (SymbolEqualityComparer.Default.Equals(creation.Type, type))
                    {
                        Judge(operation, creation.Argument(parameter), name, name == "signing key");
                    }
                }
            });
        }

        if (methods.Count > 0)
        {
            inspection.OnCall((operation, call) =>
            {
                foreach (var (type, method, parameter, name) in methods)
                {
                    if (call.TargetMethod.Name == method && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, type))
                    {
                        Judge(operation, call.Argument(parameter), name, placeholdersCount: false);
                    }
                }
            });
        }

        if (properties.Count > 0)
        {
            inspection.OnAssignment((operation, assignment) =>
            {
                if (assignment.Target is IPropertyReferenceOperation target && properties.TryGetValue(target.Property.OriginalDefinition, out var name))
                {
                    Judge(operation, assignment.Value, name, placeholdersCount: false);
                }
            });
        }
    }

    /// <summary>
    /// A placeholder for a client secret cannot sign in anywhere. A placeholder for a signing key works, and everybody knows it: it counts.
    /// </summary>
    private static void Judge(OperationAnalysisContext context, IOperation? value, string name, bool placeholdersCount)
    {
        if (Literals.Trace(value) is { } written && (placeholdersCount || !IsPlaceholder(written.Text)) && !DevelopmentOnly.Is(value!.Syntax) && !(written.Place is { } place && DevelopmentOnly.Is(place)))
        {
            context.Report(Diagnostic.Create(
                written.IsFallback ? AuthenticationRules.FallbackSecret : AuthenticationRules.SecretInCode,
                context.Operation.Syntax.GetLocation(),
                name,
                written.Text.Length));
        }
    }

    private static bool IsPlaceholder(string text) =>
        Placeholders.Any(p => text.IndexOf(p, StringComparison.OrdinalIgnoreCase) >= 0);
}
