using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Messaging, mail and chat. Source: token-formats, rows 51, 159 to 167, 190 to 195.</summary>
internal static class MessagingRules
{
    private const string RotateSlack =
        "Revoke it with the auth.revoke method or under OAuth & Permissions of the app at https://api.slack.com/apps, and reinstall the app.";

    private const string RotateMicrosoftTeams =
        "Remove the connector of the channel (or the workflow that replaced it) and add a new one.";

    private const string RotateTelegram =
        "Send /revoke to @BotFather and choose the bot.";

    private const string RotateSendGrid =
        "Delete it under Settings, API keys.";

    private const string RotateMailgun =
        "Delete it under API security.";

    private const string RotateBrevo =
        "Delete it under SMTP & API.";

    private const string RotateDropbox =
        "It expires within hours; revoke the app under Connected apps of the account.";

    private const string RotateX =
        "Regenerate it under Keys and tokens of the app.";

    private const string RotateLinkedIn =
        "Regenerate it under Auth of the app.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "slack-token",
            Provider = "Slack",
            Title = "Slack token",
            Shape = "{=xoxb|xoxp|xoxe|xoxa|xoxo|xoxr|xoxs}-{D8-14}-{[A-Za-z0-9-]16-100}",
            MinimumEntropy = 2.8,
            Opens = "the workspace within its scopes",
            Rotate = RotateSlack,
            Source = "token-formats 159",
        },
        new()
        {
            Id = "slack-token-numbered",
            Provider = "Slack",
            Title = "Slack token",
            Shape = "{=xoxa|xoxo|xoxr|xoxp|xoxb|xoxe|xoxs}-{D1-2}-{[A-Za-z0-9-]20-260}",
            MinimumEntropy = 3.0,
            Opens = "the workspace within its scopes",
            Rotate = RotateSlack,
            Source = "token-formats 159",
        },
        new()
        {
            Id = "slack-app-token",
            Provider = "Slack",
            Title = "Slack app-level token",
            Shape = "xapp-{D}-{UD8-14}-{D8-14}-{LD32-80}",
            MinimumEntropy = 3.0,
            Opens = "the connections of the app",
            Rotate = RotateSlack,
            Source = "token-formats 160",
        },
        new()
        {
            Id = "slack-rotating-token",
            Provider = "Slack",
            Title = "Slack rotating token",
            Shape = "xoxe.xox{=b|p}-{D}-{X60-220}",
            MinimumEntropy = 3.0,
            Opens = "the workspace within its scopes, for twelve hours",
            Rotate = RotateSlack,
            Source = "token-formats 160",
        },
        new()
        {
            Id = "slack-refresh-token",
            Provider = "Slack",
            Title = "Slack refresh token",
            Shape = "xoxe-{D}-{X100-220}",
            MinimumEntropy = 3.0,
            Opens = "new tokens of the workspace",
            Rotate = RotateSlack,
            Source = "token-formats 160",
        },
        new()
        {
            Id = "slack-session-token",
            Provider = "Slack",
            Title = "Slack session token or cookie",
            Shape = "{=xoxc-|xoxd-}{[A-Za-z0-9%+/=-]40-400}",
            MinimumEntropy = 3.0,
            Opens = "the workspace as the user who signed in",
            Rotate = "Sign the user out of all sessions and reset the password.",
            Source = "token-formats 160",
        },
        new()
        {
            Id = "slack-webhook",
            Provider = "Slack",
            Title = "Slack webhook URL",
            Shape = "hooks.slack.com/{=services|workflows|triggers}/({[A-Za-z0-9/_+-]30-100})",
            MinimumEntropy = 3.0,
            Left = Boundary.None,
            Opens = "posting to the channel it was made for",
            Rotate = "Remove it under Incoming Webhooks of the app and add a new one.",
            Source = "token-formats 161",
        },
        new()
        {
            Id = "teams-webhook",
            Provider = "Microsoft Teams",
            Title = "Microsoft Teams incoming webhook URL",
            Shape = ".webhook.office.com/webhookb2/({N8}-{N4}-{N4}-{N4}-{N12}@{N8}-{N4}-{N4}-{N4}-{N12}/IncomingWebhook/{N32}/{N8}-{N4}-{N4}-{N4}-{N12})",
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "posting to the channel it was made for",
            Rotate = RotateMicrosoftTeams,
            Source = "token-formats 51",
        },
        new()
        {
            Id = "teams-webhook-legacy",
            Provider = "Microsoft Teams",
            Title = "Microsoft Teams incoming webhook URL",
            Shape = "{=outlook.office.com|outlook.office365.com}/webhook/({N8}-{N4}-{N4}-{N4}-{N12}@{N8}-{N4}-{N4}-{N4}-{N12}/IncomingWebhook/{N32}/{N8}-{N4}-{N4}-{N4}-{N12})",
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "posting to the channel it was made for",
            Rotate = RotateMicrosoftTeams,
            Source = "token-formats 51",
        },
        new()
        {
            Id = "discord-bot-token",
            Provider = "Discord",
            Title = "Discord bot token",
            Shape = "{=MD|MT|Mj|Mz|ND|NT|Nj|Nz|OD|OT}{[AEIMQUYcgk]}{[w-z0-5]}{X20-24}.{X6}.{X27-38}",
            Proof = DecodedStructure.DiscordBot,
            Opens = "everything the bot may do in its servers",
            Rotate = "Reset the token on the Bot page of the application.",
            Source = "token-formats 162, P18",
        },
        new()
        {
            Id = "discord-webhook",
            Provider = "Discord",
            Title = "Discord webhook URL",
            Shape = "{=discord.com|discordapp.com}/api/{=webhooks|v10/webhooks|v9/webhooks|v8/webhooks}/({D17-20}/{X60-68})",
            MinimumEntropy = 3.0,
            Left = Boundary.None,
            Opens = "posting to the channel it was made for",
            Rotate = "Delete the webhook in the settings of the channel (Integrations) and make a new one.",
            Source = "token-formats 162",
        },
        new()
        {
            Id = "discord-client-secret",
            Provider = "Discord",
            Title = "Discord client secret",
            Shape = "{X32}",
            Near = [
                "discord_client_secret", "discord_secret", "discord-secret", "discordsecret", "discord_client",
                "discordclientsecret", "discord:clientsecret",
            ],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.7,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "signing users in as the application",
            Rotate = "Reset the secret on the OAuth2 page of the application.",
            Source = "token-formats 162",
        },
        new()
        {
            Id = "discord-public-key",
            Provider = "Discord",
            Title = "Discord API key",
            Shape = "{H64}",
            Near = ["discord_api_key", "discord-api-key", "discordapikey", "discord_api_token", "discord_key"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the application",
            Rotate = "Reset the credentials on the pages of the application.",
            Source = "token-formats 162",
        },
        new()
        {
            Id = "telegram-bot-token",
            Provider = "Telegram",
            Title = "Telegram bot token",
            Shape = "{D10}:AA{X32-33}",
            MinimumEntropy = 3.0,
            Opens = "everything the bot may read and send",
            Rotate = RotateTelegram,
            Source = "token-formats 163",
        },
        new()
        {
            Id = "telegram-bot-token-nine-digits",
            Provider = "Telegram",
            Title = "Telegram bot token",
            Shape = "{D9}:AA{X32-33}",
            MinimumEntropy = 3.0,
            Opens = "everything the bot may read and send",
            Rotate = RotateTelegram,
            Source = "token-formats 163",
        },
        new()
        {
            Id = "telegram-bot-token-eight-digits",
            Provider = "Telegram",
            Title = "Telegram bot token",
            Shape = "{D8}:AA{X32-33}",
            MinimumEntropy = 3.0,
            Opens = "everything the bot may read and send",
            Rotate = RotateTelegram,
            Source = "token-formats 163",
        },
        new()
        {
            Id = "twilio-api-key",
            Provider = "Twilio",
            Title = "Twilio API key sid",
            Shape = "SK{H32}",
            Ceiling = Severity.Error,
            MinimumEntropy = 3.0,
            Opens = "calls and messages of the account, together with its secret",
            Rotate = "Delete it under Account, API keys & tokens.",
            Source = "token-formats 164",
        },
        new()
        {
            Id = "twilio-auth-token",
            Provider = "Twilio",
            Title = "Twilio auth token or API secret",
            Shape = "{H32}",
            Near = [
                "twilio_auth", "twilio_token", "twilio-auth", "twilioauth", "twiliotoken", "twilio:auth", "twilio__auth",
                "twilio_secret", "twilio_api", "twilio", "auth_token", "authtoken",
            ],
            Companion = new("{=twilio|Twilio|TWILIO}", 6),
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "calls and messages of the account, and its bills",
            Rotate = "Promote the secondary auth token in the Twilio console (Account, API keys & tokens).",
            Source = "token-formats 164",
        },
        new()
        {
            Id = "twilio-api-secret",
            Provider = "Twilio",
            Title = "Twilio API key secret",
            Shape = "{N32}",
            Near = [
                "twilio_api_secret", "twilio_secret", "twilio_api_key_secret", "twilioapisecret", "twiliosecret",
                "twilio-secret",
            ],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.7,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "calls and messages of the account",
            Rotate = "Delete the API key under Account, API keys & tokens.",
            Source = "token-formats 164",
        },
        new()
        {
            Id = "sendgrid-key",
            Provider = "SendGrid",
            Title = "SendGrid API key",
            Shape = "SG.{X20-24}.{X39-50}",
            MinimumEntropy = 3.5,
            Opens = "sending mail in the name of the account",
            Rotate = RotateSendGrid,
            Source = "token-formats 165",
        },
        new()
        {
            Id = "sendgrid-key-spelt",
            Provider = "SendGrid",
            Title = "SendGrid API key",
            Shape = "SG.{[A-Za-z0-9_-]16-32}.{[A-Za-z0-9_-]16-64}",
            Near = ["sendgrid"],
            MinimumEntropy = 3.8,
            Opens = "sending mail in the name of the account",
            Rotate = RotateSendGrid,
            Source = "token-formats 165",
        },
        new()
        {
            Id = "mailgun-key",
            Provider = "Mailgun",
            Title = "Mailgun API key",
            Shape = "key-{LD32}",
            MinimumEntropy = 3.0,
            Opens = "sending mail from the domains of the account",
            Rotate = RotateMailgun,
            Source = "token-formats 166",
        },
        new()
        {
            Id = "mailgun-key-current",
            Provider = "Mailgun",
            Title = "Mailgun private API key",
            Shape = "{H32}-{H8}-{H8}",
            Near = ["mailgun", "mg_api", "mg_key"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "sending mail from the domains of the account",
            Rotate = RotateMailgun,
            Source = "token-formats 166",
        },
        new()
        {
            Id = "mailgun-public-key",
            Provider = "Mailgun",
            Title = "Mailgun public validation key",
            Shape = "pubkey-{H32}",
            Near = ["mailgun"],
            Confidence = Confidence.Contextual,
            Ceiling = Severity.Warning,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "validating addresses at the cost of the account",
            Rotate = RotateMailgun,
            Source = "token-formats 166",
        },
        new()
        {
            Id = "mailchimp-key",
            Provider = "Mailchimp",
            Title = "Mailchimp API key",
            Shape = "{H32}-us{D1-3}",
            MinimumEntropy = 3.0,
            Opens = "the audiences and campaigns of the account",
            Rotate = "Revoke it under Account, Extras, API keys.",
            Source = "token-formats 166",
        },
        new()
        {
            Id = "mandrill-key",
            Provider = "Mandrill",
            Title = "Mandrill API key",
            Shape = "md-{X22}",
            Near = ["mandrill", "mailchimp"],
            MinimumEntropy = 3.5,
            Opens = "sending mail in the name of the account",
            Rotate = "Delete it under Settings, SMTP & API info.",
            Source = "token-formats 166",
        },
        new()
        {
            Id = "postmark-token",
            Provider = "Postmark",
            Title = "Postmark server token",
            Shape = "{UUID}",
            Near = ["postmark"],
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "sending mail in the name of the server",
            Rotate = "Refresh it under API tokens of the server.",
            Source = "token-formats 166",
        },
        new()
        {
            Id = "brevo-key",
            Provider = "Brevo",
            Title = "Brevo API key",
            Shape = "xkeysib-{H64}-{N16}",
            MinimumEntropy = 3.0,
            Opens = "mail, contacts and campaigns of the account",
            Rotate = RotateBrevo,
            Source = "token-formats 167",
        },
        new()
        {
            Id = "brevo-smtp-key",
            Provider = "Brevo",
            Title = "Brevo SMTP key",
            Shape = "xsmtpsib-{H64}-{N16}",
            MinimumEntropy = 3.0,
            Opens = "sending mail in the name of the account",
            Rotate = RotateBrevo,
            Source = "token-formats 167",
        },
        new()
        {
            Id = "mailersend-key",
            Provider = "MailerSend",
            Title = "MailerSend API token",
            Shape = "mlsn.{N30+}",
            MinimumEntropy = 3.5,
            Opens = "sending mail from the domains of the account",
            Rotate = "Delete it under Integrations, API tokens.",
            Source = "token-formats 167",
        },
        new()
        {
            Id = "resend-key",
            Provider = "Resend",
            Title = "Resend API key",
            Shape = "re_{N8}_{N24}",
            MinimumEntropy = 3.5,
            Opens = "sending mail from the domains of the account",
            Rotate = "Delete it under API keys.",
            Source = "token-formats 167",
        },
        new()
        {
            Id = "dropbox-token",
            Provider = "Dropbox",
            Title = "Dropbox short-lived access token",
            Shape = "sl.{X130+}",
            MinimumEntropy = 3.5,
            Opens = "the files of the account, for four hours",
            Rotate = RotateDropbox,
            Source = "token-formats 190",
        },
        new()
        {
            Id = "dropbox-token-current",
            Provider = "Dropbox",
            Title = "Dropbox short-lived access token",
            Shape = "sl.{=u.|B.|A.}{X100+}",
            MinimumEntropy = 3.5,
            Opens = "the files of the account, for four hours",
            Rotate = RotateDropbox,
            Source = "token-formats 190",
        },
        new()
        {
            Id = "dropbox-token-long",
            Provider = "Dropbox",
            Title = "Dropbox long-lived access token",
            Shape = "{LD11}AAAAAAAAAA{X43}",
            Proof = DecodedStructure.ZeroRun,
            Opens = "the files of the account",
            Rotate = "Revoke it on the app's page in the Dropbox App Console.",
            Source = "token-formats 190",
        },
        new()
        {
            Id = "dropbox-secret",
            Provider = "Dropbox",
            Title = "Dropbox app secret",
            Shape = "{LD15}",
            Near = [
                "dropbox_secret", "dropbox_app_secret", "dropbox_key", "dropbox-secret", "dropboxsecret", "dropbox_api",
                "dropbox",
            ],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 2.7,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "authorising as the application",
            Rotate = "Regenerate the app secret in the Dropbox App Console.",
            Source = "token-formats 190",
        },
        new()
        {
            Id = "box-secret",
            Provider = "Box",
            Title = "Box client secret or developer token",
            Shape = "{N32}",
            Near = ["box_client_secret", "box_secret", "box_token", "box_developer", "boxclientsecret", "boxsdk"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.7,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the files that the application may see",
            Rotate = "Reset the client secret under Configuration in the Box Developer Console.",
            Source = "token-formats 191",
        },
        new()
        {
            Id = "canva-secret",
            Provider = "Canva",
            Title = "Canva client secret",
            Shape = "cnvca{X51}",
            MinimumEntropy = 3.5,
            Opens = "authorising as the integration",
            Rotate = "Generate a new client secret in the Developer portal.",
            Source = "token-formats 191",
        },
        new()
        {
            Id = "adobe-client-secret",
            Provider = "Adobe",
            Title = "Adobe client secret",
            Shape = "p8e-{X32}",
            MinimumEntropy = 3.3,
            Opens = "the Adobe APIs as the project",
            Rotate = "Delete it in the Adobe Developer Console and add another.",
            Source = "token-formats 191",
        },
        new()
        {
            Id = "facebook-token",
            Provider = "Facebook",
            Title = "Facebook access token",
            Shape = "EAA{=M|C|B|A|D|E|F|G|H|I|J|K}{N30-400}",
            MinimumEntropy = 3.8,
            Opens = "the pages and accounts that the user granted",
            Rotate = "Invalidate the sessions in the App Dashboard and reset the app secret.",
            Source = "token-formats 192",
        },
        new()
        {
            Id = "facebook-secret",
            Provider = "Facebook",
            Title = "Facebook app secret",
            Shape = "{H32}",
            Near = [
                "facebook_secret", "facebook_app_secret", "facebooksecret", "facebook-secret", "fb_secret", "fb_app_secret",
                "fbsecret", "facebook:appsecret", "facebook__appsecret", "facebook_client_secret", "facebook",
            ],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "acting as the application",
            Rotate = "Reset it under Settings, Basic of the app.",
            Source = "token-formats 192",
        },
        new()
        {
            Id = "facebook-app-token",
            Provider = "Facebook",
            Title = "Facebook app access token",
            Shape = "{D15-16}|{X27}",
            Near = ["facebook", "fb_"],
            MinimumEntropy = 3.5,
            Opens = "acting as the application",
            Rotate = "Reset the app secret under Settings, Basic of the app.",
            Source = "token-formats 192",
        },
        new()
        {
            Id = "instagram-token",
            Provider = "Instagram",
            Title = "Instagram access token",
            Shape = "IGQ{X60-250}",
            MinimumEntropy = 3.5,
            Opens = "the account that the user granted",
            Rotate = "Invalidate the token in the App Dashboard.",
            Source = "token-formats 192",
        },
        new()
        {
            Id = "twitter-bearer-token",
            Provider = "X",
            Title = "X (Twitter) bearer token",
            Shape = "AAAAAAAAAAAAAAAAAAAAA{[A-Za-z0-9%]60-120}",
            Proof = DecodedStructure.ZeroRun,
            Left = Boundary.Run,
            Opens = "the API as the application",
            Rotate = RotateX,
            Source = "token-formats 192",
        },
        new()
        {
            Id = "twitter-secret",
            Provider = "X",
            Title = "X (Twitter) API secret",
            Shape = "{N50}",
            Near = ["twitter", "consumer_secret", "consumersecret"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 4.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "acting as the application",
            Rotate = RotateX,
            Source = "token-formats 192",
        },
        new()
        {
            Id = "twitter-access-token",
            Provider = "X",
            Title = "X (Twitter) access token",
            Shape = "{D15-25}-{N20-45}",
            Near = ["twitter", "access_token", "accesstoken"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account of the user",
            Rotate = RotateX,
            Source = "token-formats 192",
        },
        new()
        {
            Id = "twitter-access-secret",
            Provider = "X",
            Title = "X (Twitter) access token secret",
            Shape = "{N45}",
            Near = ["twitter", "access_token_secret", "accesstokensecret"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 4.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account of the user",
            Rotate = RotateX,
            Source = "token-formats 192",
        },
        new()
        {
            Id = "twitter-key",
            Provider = "X",
            Title = "X (Twitter) API key",
            Shape = "{N25}",
            Near = ["twitter", "consumer_key", "consumerkey"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.7,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "acting as the application, together with its secret",
            Rotate = RotateX,
            Source = "token-formats 192",
        },
        new()
        {
            Id = "linkedin-secret",
            Provider = "LinkedIn",
            Title = "LinkedIn client secret",
            Shape = "{N16}",
            Near = [
                "linkedin_key", "linkedin-key", "linkedinkey", "linkedin_token", "linkedin-token", "linkedintoken",
                "linkedin_secret", "linkedin-secret", "linkedinsecret", "linkedin_api", "linkedin-api", "linkedinapi",
                "linkedin_client", "linkedin-client", "linkedinclient", "linkedin_auth", "linkedin-auth", "linkedinauth",
                "linkedin_password", "linkedin-password", "linkedinpassword",
            ],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 2.9,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "signing users in as the application",
            Rotate = RotateLinkedIn,
            Source = "token-formats 192",
        },
        new()
        {
            Id = "linkedin-secret-current",
            Provider = "LinkedIn",
            Title = "LinkedIn client secret",
            Shape = "WPL_AP1.{N16}.{B6}==",
            MinimumEntropy = 3.0,
            Opens = "signing users in as the application",
            Rotate = RotateLinkedIn,
            Source = "token-formats 192",
        },
        new()
        {
            Id = "twitch-stream-key",
            Provider = "Twitch",
            Title = "Twitch stream key",
            Shape = "live_{D6-12}_{N30}",
            MinimumEntropy = 3.3,
            Opens = "streaming to the channel",
            Rotate = "Reset the primary stream key under Creator dashboard, Settings, Stream.",
            Source = "token-formats 193",
        },
        new()
        {
            Id = "twitch-secret",
            Provider = "Twitch",
            Title = "Twitch client secret",
            Shape = "{LD30}",
            Near = ["twitch"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the API as the application",
            Rotate = "Make a new secret on the app's page in the developer console.",
            Source = "token-formats 193",
        },
        new()
        {
            Id = "spotify-secret",
            Provider = "Spotify",
            Title = "Spotify client secret",
            Shape = "{H32}",
            Near = ["spotify"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the API as the application",
            Rotate = "Rotate the client secret in the app's settings.",
            Source = "token-formats 193",
        },
        new()
        {
            Id = "zapier-webhook",
            Provider = "Zapier",
            Title = "Zapier webhook URL",
            Shape = "hooks.zapier.com/hooks/catch/({D4-10}/{LD5-10})",
            Ceiling = Severity.Warning,
            Left = Boundary.None,
            Opens = "starting the Zap with any data",
            Rotate = "Replace the trigger of the Zap by a new webhook.",
            Source = "token-formats 195",
        },
        new()
        {
            Id = "ifttt-key",
            Provider = "IFTTT",
            Title = "IFTTT webhook key",
            Shape = "maker.ifttt.com/trigger/{[A-Za-z0-9_/{-]1-80}/key/({X20-60})",
            MinimumEntropy = 3.3,
            Left = Boundary.None,
            Opens = "starting the applets",
            Rotate = "Edit the Webhooks connection, which makes a new key.",
            Source = "token-formats 195",
        },
        new()
        {
            Id = "tines-webhook",
            Provider = "Tines",
            Title = "Tines webhook URL",
            Shape = ".tines.com/webhook/({H32}/{H32})",
            Left = Boundary.None,
            Opens = "starting the story with any data",
            Rotate = "Regenerate the secret of the webhook action.",
            Source = "token-formats 195",
        },
        new()
        {
            Id = "n8n-webhook",
            Provider = "n8n",
            Title = "n8n webhook URL",
            Shape = ".app.n8n.cloud/webhook/({UUID})",
            Ceiling = Severity.Warning,
            Left = Boundary.None,
            Opens = "starting the workflow with any data",
            Rotate = "Change the path of the webhook node.",
            Source = "token-formats 195",
        },
        new()
        {
            Id = "zoom-secret",
            Provider = "Zoom",
            Title = "Zoom client secret or JWT secret",
            Shape = "{N32-36}",
            Near = ["zoom_client_secret", "zoom_secret", "zoomsecret", "zoom_api_secret", "zoom-secret", "zoom_jwt"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.7,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the meetings and users of the account",
            Rotate = "Regenerate the client secret of the app in the Zoom App Marketplace.",
            Source = "token-formats 189",
        },
        new()
        {
            Id = "webex-token",
            Provider = "Webex",
            Title = "Webex bot or integration token",
            Shape = "{X64}_{X4}_{UUID}",
            Near = ["webex"],
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the messages of the bot or user",
            Rotate = "Regenerate the access token of the bot.",
            Source = "token-formats 189",
        },
        new()
        {
            Id = "messagebird-key",
            Provider = "MessageBird",
            Title = "MessageBird access key",
            Shape = "{N25}",
            Near = ["messagebird", "message-bird", "message_bird"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "messages in the name of the account",
            Rotate = "Delete it under Developers, API access.",
            Source = "MessageBird documentation",
        },
        new()
        {
            Id = "sendbird-token",
            Provider = "Sendbird",
            Title = "Sendbird access token",
            Shape = "{H40}",
            Near = ["sendbird"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the chats of the application",
            Rotate = "Revoke it under Settings, API tokens.",
            Source = "Sendbird documentation",
        },
        new()
        {
            Id = "mattermost-token",
            Provider = "Mattermost",
            Title = "Mattermost access token",
            Shape = "{LD26}",
            Near = ["mattermost"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the server as its user",
            Rotate = "Delete it under Profile, Security, Personal access tokens.",
            Source = "Mattermost documentation",
        },
        new()
        {
            Id = "nexmo-secret",
            Provider = "Vonage",
            Title = "Vonage API secret",
            Shape = "{N16}",
            Near = ["nexmo_api_secret", "nexmo_secret", "vonage_api_secret", "vonage_secret", "nexmosecret"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.2,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "messages and calls of the account",
            Rotate = "Revoke the secret under API settings.",
            Source = "Vonage documentation",
        },
        new()
        {
            Id = "plivo-token",
            Provider = "Plivo",
            Title = "Plivo auth token",
            Shape = "{N40}",
            Near = ["plivo"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.8,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "messages and calls of the account",
            Rotate = "Reset the auth token on the account page.",
            Source = "token-formats Plivo documentation",
        },
    ];
}
