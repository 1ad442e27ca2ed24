namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>The kinds of credentials that have no mark of their own: their name and their place say what they are.</summary>
internal sealed record ContextKind : CredentialKind
{
    private const string RotateAccount = "Change it where the account lives, and look through that system's log for its use.";

    /// <summary>A password under its name.</summary>
    public static ContextKind Password { get; } = new()
    {
        Id = "generic-password",
        Provider = string.Empty,
        Title = "password",
        Opens = "the account, service or file that its name says",
        Rotate = RotateAccount,
    };

    /// <summary>A token, API key or client secret under its name.</summary>
    public static ContextKind Token { get; } = new()
    {
        Id = "generic-api-key",
        Provider = string.Empty,
        Title = "secret or API key",
        Opens = "the service that its name says, as this application",
        Rotate = "Revoke it at the service that issued it and make a new one with the fewest rights that do.",
    };

    /// <summary>A key that signs or encrypts.</summary>
    public static ContextKind SigningKey { get; } = new()
    {
        Id = "generic-signing-key",
        Provider = string.Empty,
        Title = "signing or encryption key",
        Opens = "whatever it protects: who holds it makes valid tokens for any user, or reads what it encrypts",
        Rotate = "Make a new key, publish it to all servers, and let the old one expire; tokens that it signed must be refused from then on.",
    };

    /// <summary>A password in a connection string.</summary>
    public static ContextKind ConnectionString { get; } = new()
    {
        Id = "connection-string-password",
        Provider = string.Empty,
        Title = "connection string with its password",
        Opens = "the database or broker that it names, as its user",
        Rotate = "Change the password of that login on the server ('ALTER LOGIN … WITH PASSWORD' on SQL Server), and look through the server's log for its use.",
        Replacement = "Use a passwordless login (Authentication=Active Directory Default, integrated security), or keep the whole string outside: "
            + "'dotnet user-secrets set ConnectionStrings:NAME VALUE' on a developer's machine, an environment variable or Azure Key Vault elsewhere.",
    };

    /// <summary>User and password in a URL.</summary>
    public static ContextKind Url { get; } = new()
    {
        Id = "url-password",
        Provider = string.Empty,
        Title = "URL with a user's password",
        Opens = "the host that the URL names, as its user",
        Rotate = RotateAccount,
    };

    /// <summary>User and password in a basic authorization header or a <c>curl -u</c>.</summary>
    public static ContextKind BasicAuthorization { get; } = new()
    {
        Id = "basic-authorization",
        Provider = string.Empty,
        Title = "user name and password of a basic authorization",
        Opens = "the service that it is sent to, as its user",
        Rotate = RotateAccount,
    };

    /// <summary>A bearer token in a header.</summary>
    public static ContextKind BearerAuthorization { get; } = new()
    {
        Id = "bearer-authorization",
        Provider = string.Empty,
        Title = "bearer token",
        Opens = "the service that it is sent to, as the user or application it was issued for, until it expires",
        Rotate = "Revoke it at the service that issued it: who sends it is let in.",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ContextKind> All { get; } = [Password, Token, SigningKey, ConnectionString, Url, BasicAuthorization, BearerAuthorization];
}
