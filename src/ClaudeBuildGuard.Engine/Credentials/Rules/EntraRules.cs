using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Microsoft Entra. Source: token-formats, rows 28 to 30 and 52.</summary>
internal static class EntraRules
{
    private const string RotateMicrosoftEntra =
        "Delete the secret under Certificates & secrets of the app registration in Entra and add a new one, or run 'az ad app credential reset --id APPID'; look through its sign-in log.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "entra-client-secret",
            Provider = "Microsoft Entra",
            Title = "Entra application client secret",
            Shape = "{[A-Za-z0-9_~.]3}{=7Q~|8Q~|9Q~}{[A-Za-z0-9_~.-]31-34}",
            Proof = EntraClientSecret.Judge,
            MinimumEntropy = 3.0,
            Opens = "everything that the application may do in the tenant, without a user",
            Rotate = RotateMicrosoftEntra,
            Replacement = "Use a managed identity or a workload identity federation instead of a secret; where one must exist, keep it in Azure Key Vault or user secrets.",
            Source = "token-formats 28, P8",
        },
        new()
        {
            Id = "entra-client-secret-legacy",
            Provider = "Microsoft Entra",
            Title = "Entra application client secret",
            Shape = "{[A-Za-z0-9_~.-]34}",
            Near = [
                "azure_client_secret", "azureclientsecret", "azure-client-secret", "arm_client_secret", "aad_client_secret",
                "aadclientsecret", "azuread_client_secret", "azuread:clientsecret", "azuread__clientsecret", "aadsecret",
            ],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.7,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "everything that the application may do in the tenant, without a user",
            Rotate = RotateMicrosoftEntra,
            Source = "token-formats 29",
        },
        new()
        {
            Id = "entra-refresh-token",
            Provider = "Microsoft Entra",
            Title = "Entra refresh token",
            Shape = "{=0.A|1.A}{[A-Za-z0-9_.-]300+}",
            Near = ["refresh_token", "refreshtoken", "refresh-token"],
            Opens = "the applications and data of the user who signed in, for up to 90 days",
            Rotate = "Run 'Revoke-MgUserSignInSession -UserId USER' (or Revoke sessions of the user in Entra).",
            Source = "token-formats 30",
        },
    ];
}
