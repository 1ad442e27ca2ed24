namespace ClaudeBuildGuard.Engine.Credentials.Context;

/// <summary>
/// Names of services that are no words of their own: what is called a key of theirs opens them (<c>deepgramKey</c>), and so may a drawn
/// value that is called by the name alone (<c>mapbox: x</c>).
/// </summary>
internal static class ProviderNames
{
    /// <summary>The names, in small letters.</summary>
    public static readonly HashSet<string> All = new(StringComparer.Ordinal)
    {
        "adobe", "adyen", "airtable", "algolia", "amplitude", "anthropic", "apify", "asana", "assemblyai", "auth0", "beamer", "bitbucket", "bitly", "braintree", "brevo", "browserstack", "bugsnag", "buildkite", "calendly",
        "circleci", "clickup", "cloudflare", "cloudinary", "cloudsmith", "codacy", "codecov", "cohere", "coinbase", "confluent", "contentful", "coveralls", "databricks", "datadog", "deepgram", "deepseek", "digitalocean", "discord",
        "docusign", "doppler", "dropbox", "dynatrace", "easypost", "elevenlabs", "etsy", "fastly", "figma", "firebase", "flickr", "flutterwave", "freshbooks", "freshdesk", "geocodio", "gitlab", "gitter", "grafana", "groq", "heroku",
        "honeycomb", "hubspot", "huggingface", "ibmcloud", "infura", "ipinfo", "ipstack", "intercom", "jira", "jotform", "klaviyo", "launchdarkly", "linode", "livekit", "lokalise", "mailchimp", "mailerlite", "mailersend", "mailjet", "mandrill", "mapbox",
        "maxmind", "messagebird", "mistral", "mixpanel", "netlify", "newrelic", "nexmo", "ngrok", "okta", "opsgenie", "openweather", "openweathermap", "pagerduty", "paypal", "perplexity", "pinecone", "pingdom", "plaid", "plivo", "postman", "postmark", "pubnub", "pulumi", "pushbullet", "pusher", "rapidapi", "razorpay",
        "recaptcha", "rollbar", "rubygems", "salesforce", "scaleway", "scalr", "scrapfly", "sendbird", "sendinblue", "sentry", "shippo", "shodan", "shopify", "snyk", "sonarcloud", "sonarqube", "sparkpost", "splunk", "spotify", "squarespace", "stackexchange", "statuspage", "stytch", "sumologic",
        "supabase", "surveymonkey", "tailscale", "telegram", "tmdb", "todoist", "trello", "twitch", "typeform", "unsplash", "uploadcare", "vercel", "virustotal", "vonage", "vultr", "wakatime", "weatherapi", "webex", "wistia", "yandex", "yelp", "youtube", "zendesk",
    };
}
