using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Web tokens and headers. Source: token-formats, rows 206, 207 and 209.</summary>
internal static class WebTokenRules
{
    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "json-web-token",
            Provider = "JSON Web Token",
            Title = "JSON Web Token",
            Shape = "eyJ{X10-2048}.eyJ{X10-8192}.{X20-4096}",
            Proof = JsonWebToken.Judge,
            Opens = "the service that issued it, as its subject, until it expires",
            Rotate = "End the session or revoke the grant at its issuer, and replace the signing key if it does not expire.",
            Source = "token-formats 206, P16",
            PublicConstants = ["eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lI"],
        },
    ];
}
