using System.Collections.Immutable;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Google. Source: token-formats, rows 104 to 110 and 142.</summary>
internal static class GoogleRules
{
    private const string RotateGoogle =
        "Run 'gcloud storage hmac update ID --deactivate', then delete it.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "google-api-key",
            Provider = "Google",
            Title = "Google API key",
            Shape = "AIza{X35}",
            MinimumEntropy = 3.0,
            Opens = "the Google APIs that it is not restricted from, at the cost of its project",
            Rotate = "Delete the key in the Google Cloud console (APIs & Services, Credentials) and make one restricted to the APIs and callers that need it.",
            Source = "token-formats 104",
        },
        new()
        {
            Id = "google-gemini-key",
            Provider = "Google",
            Title = "Google Gemini API key",
            Shape = "AQ.Ab8RN6{X44}",
            Opens = "the Gemini API, at the cost of its project",
            Rotate = "Delete it in Google AI Studio under API keys.",
            Source = "token-formats 105",
        },
        new()
        {
            Id = "google-oauth-client-secret",
            Provider = "Google",
            Title = "Google OAuth client secret",
            Shape = "GOCSPX-{X28}",
            MinimumEntropy = 3.0,
            Opens = "signing users in as the application",
            Rotate = "Add a new secret to the OAuth client under APIs & Services, Credentials, then disable and delete the old one.",
            Source = "token-formats 106",
        },
        new()
        {
            Id = "google-oauth-token",
            Provider = "Google",
            Title = "Google OAuth access token",
            Shape = "ya29.{[A-Za-z0-9_.-]20-1024}",
            MinimumEntropy = 3.5,
            Opens = "the Google data its scopes name, for an hour",
            Rotate = "It expires within an hour; revoke the grant at https://myaccount.google.com/permissions.",
            Source = "token-formats 107",
        },
        new()
        {
            Id = "google-refresh-token",
            Provider = "Google",
            Title = "Google OAuth refresh token",
            Shape = "1//0{X40+}",
            MinimumEntropy = 3.5,
            Opens = "new access tokens without end",
            Rotate = "Revoke the grant at https://myaccount.google.com/permissions and make a new client secret.",
            Source = "token-formats 107",
        },
        new()
        {
            Id = "google-refresh-token-authorized-user",
            Provider = "Google",
            Title = "application default credentials of a user",
            Shape = "{X24}",
            Near = ["rized_user"],
            Reach = 400,
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the projects of the user who signed in",
            Rotate = "Run 'gcloud auth application-default revoke' and reset the client.",
            Source = "token-formats 109",
        },
        new()
        {
            Id = "google-hmac-key",
            Provider = "Google",
            Title = "Google Cloud Storage HMAC key id",
            Shape = "GOOG1E{UD55}",
            MinimumEntropy = 3.0,
            Opens = "the buckets of the service account, together with its secret",
            Rotate = RotateGoogle,
            Source = "token-formats 110",
        },
        new()
        {
            Id = "google-hmac-secret",
            Provider = "Google",
            Title = "Google Cloud Storage HMAC secret",
            Shape = "{B40}",
            Near = ["gs_secret", "gcs_secret", "GOOG1E", "hmac_secret", "gcs_hmac"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 4.2,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the buckets of the service account",
            Rotate = RotateGoogle,
            Source = "token-formats 110",
        },
        new()
        {
            Id = "firebase-server-key",
            Provider = "Firebase",
            Title = "Firebase Cloud Messaging server key",
            Shape = "AAAA{X7}:{X140}",
            MinimumEntropy = 3.5,
            Opens = "sending notifications to every user of the app",
            Rotate = "Delete the server key under Project settings, Cloud Messaging and move to the HTTP v1 API.",
            Source = "token-formats 142",
        },
    ];
}
