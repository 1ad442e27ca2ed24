using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>.NET configuration files: connection strings, machine keys, publish profiles, key rings. Source: token-formats, rows 36 to 45.</summary>
internal static class DotNetConfigurationRules
{
    private const string RotateASPNET =
        "Generate new machine keys on every server of the application (IIS Manager, Machine Key, Generate Keys) and restart it; all sessions end.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "aspnet-validation-key",
            Provider = "ASP.NET",
            Title = "machineKey validation key",
            Shape = "{[vV]}{[aA]}{[lL]}{[iI]}{[dD]}ationKey{S0-2}={S0-2}{=\"|'}({HX40-256}){=\"|'|,}",
            MinimumEntropy = 2.8,
            IgnoreCase = true,
            Left = Boundary.Word,
            Right = Boundary.None,
            Opens = "forging authentication cookies and view state, which runs code on the server",
            Rotate = RotateASPNET,
            Replacement = "Let every server generate its key ('AutoGenerate,IsolateApps'), or keep the section in an encrypted, machine-wide configuration; ASP.NET Core uses data protection with Azure Key Vault.",
            Source = "token-formats 37",
        },
        new()
        {
            Id = "aspnet-decryption-key",
            Provider = "ASP.NET",
            Title = "machineKey decryption key",
            Shape = "decryptionKey{S0-2}={S0-2}{=\"|'}({HX16-96}){=\"|'|,}",
            MinimumEntropy = 2.8,
            IgnoreCase = true,
            Left = Boundary.Word,
            Right = Boundary.None,
            Opens = "reading and forging authentication cookies",
            Rotate = RotateASPNET,
            Replacement = "Let every server generate its key ('AutoGenerate,IsolateApps'), or keep the section in an encrypted, machine-wide configuration; ASP.NET Core uses data protection with Azure Key Vault.",
            Source = "token-formats 37",
        },
        new()
        {
            Id = "azure-publish-profile",
            Provider = "Azure App Service",
            Title = "publish profile password",
            Shape = "userPWD=\"({N40-80})\"",
            IgnoreCase = true,
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "deploying any code to the site",
            Rotate = "Choose Reset publish profile on the overview page of the app service, or run 'az webapp deployment list-publishing-profiles' after 'az resource invoke-action --action newpassword'.",
            Replacement = "Deploy with a workload identity (azure/login with OIDC) and git-ignore *.pubxml.user and *.PublishSettings.",
            Source = "token-formats 36",
        },
        new()
        {
            Id = "dotnet-data-protection-key",
            Provider = "ASP.NET Core",
            Title = "data protection key ring entry",
            Shape = "<masterKey{[\t-\r -;=?-~]0-200}>{[\t-\r ]0-20}{=<!--|}{[\t-\r -;=?-~]0-200}{=-->|}{[\t-\r ]0-20}<value>({B40-90}{===|=|})</value>",
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "decrypting and forging every cookie and token that the application protects",
            Rotate = "Delete the key file so that a new key is made, and revoke the old one with IKeyManager.RevokeKey; all sessions end.",
            Replacement = "Keep the key ring outside the repository and protect it: PersistKeysToAzureBlobStorage with ProtectKeysWithAzureKeyVault.",
            Source = "token-formats 43",
        },
        new()
        {
            Id = "strong-name-key",
            Provider = ".NET",
            Title = "strong-name key pair",
            Shape = "\u0007\u0002\u0000\u0000\u0000$\u0000\u0000RSA2{[\u0000-\u00ff]200-4628}",
            Proof = PrivateKeyFile.StrongName,
            Ceiling = Severity.Information,
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "signing assemblies with this identity, which is a name and no protection",
            Rotate = "Nothing has to be rotated: strong names are an identity, not security, and open-source projects publish theirs on purpose.",
            Replacement = Replacements.CertificateStore,
            Source = "token-formats 44, P20",
        },
        new()
        {
            Id = "pkcs12-file",
            Provider = "PKCS #12",
            Title = "PKCS #12 file with private keys",
            Shape = "0{[\u0080-\u00ff]}{[\u0000-\u00ff]2}\u0002\u0001\u00030{[\u0000-\u00ff]64-1048576}",
            Proof = PrivateKeyFile.Pkcs12,
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "signing or decrypting as the owner of the certificate",
            Rotate = "Revoke the certificate at its authority, issue a new one with a new key, and remove the file from the repository and its history.",
            Replacement = Replacements.CertificateStore,
            Source = "token-formats 45, P20",
        },
        new()
        {
            Id = "dotnet-symmetric-key-literal",
            Provider = ".NET",
            Title = "signing key in source code",
            Shape = "SymmetricSecurityKey\\({[A-Za-z.]0-40}{=GetBytes|FromBase64String}\\({S0-2}\"({V16-256})\"",
            Confidence = Confidence.Contextual,
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "signing tokens as any user of the application",
            Rotate = "Generate a new key of at least 32 random bytes, deploy it beside the old one until the tokens that it signed have expired, then remove the old one.",
            Replacement = "Read the key from configuration (user secrets, environment, Azure Key Vault), or sign with a certificate of the store.",
            Source = "token-formats 207",
        },
    ];
}
