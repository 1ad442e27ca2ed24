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
        "ably", "adobe", "adyen", "airtable", "akamai", "algolia", "alibaba", "alphavantage", "amadeus", "amplitude", "anthropic", "apify", "appcenter", "applitools", "artifactory", "asana", "assemblyai", "auth0", "ayrshare",
        "bannerbear", "beamer", "bitbucket", "bitfinex", "bitly", "bitmex", "braintree", "brevo", "browserstack", "bugherd", "bugsnag", "buildkite", "calendly", "censys", "chartmogul", "chatwork", "checkly",
        "circleci", "clarifai", "clearbit", "clickup", "clockify", "cloudconvert", "cloudflare", "cloudinary", "cloudsmith", "codacy", "codeclimate", "codecov", "cohere", "coinapi", "coinbase", "coinmarketcap",
        "confluent", "contentful", "convertkit", "coveralls", "crowdin", "cryptocompare", "currencylayer", "customerio", "databricks", "datadog", "datadoghq", "deepgram", "deepl", "deepseek", "diffbot",
        "digitalocean", "discord", "dockerhub", "docusign", "doppler", "droneci", "dropbox", "dwolla", "dynatrace", "easypost", "edamam", "elevenlabs", "etherscan", "etsy", "eventbrite", "exchangerate",
        "facebook", "fastly", "figma", "finnhub", "firebase", "flickr", "flutterwave", "foursquare", "freshbooks", "freshdesk", "fullstory", "gemini", "geoapify", "geocodio", "giphy", "github", "gitlab", "gitter",
        "gocardless", "grafana", "graphhopper", "groq", "gumroad", "helpscout", "heroku", "honeycomb", "hubspot", "huggingface", "ibmcloud", "infura", "insightly", "intercom", "ipapi", "ipgeolocation",
        "ipinfo", "ipstack", "iterable", "jfrog", "jira", "jotform", "jumpcloud", "keenio", "kickbox", "klaviyo", "kucoin", "langsmith", "lastfm", "launchdarkly", "linkedin", "linode", "livechat", "livekit",
        "livestorm", "locationiq", "loginradius", "lokalise", "magicbell", "mailchimp", "mailerlite", "mailersend", "mailgun", "mailjet", "mandrill", "mapbox", "mapquest", "maptiler", "marketstack", "mattermost", "maxmind",
        "mediastack", "meistertask", "messagebird", "mistral", "mixmax", "mixpanel", "mockaroo", "moosend", "moralis", "netlify", "newrelic", "newsapi", "nexmo", "ngrok", "nightfall", "nuget", "numverify",
        "nylas", "oanda", "okta", "onelogin", "onesignal", "onfido", "openai", "opencage", "opencagedata", "openexchangerates", "openrouter", "openweather", "openweathermap", "opsgenie", "optimizely", "packagecloud",
        "pagerduty", "pandadoc", "parsehub", "pastebin", "paypal", "paystack", "peopledatalabs", "perplexity", "pexels", "pinata", "pinboard", "pinecone", "pingdom", "pipedrive", "pivotaltracker", "pixabay",
        "plaid", "planetscale", "plivo", "poloniex", "positionstack", "posthog", "postman", "postmark", "proxycrawl", "pubnub", "pulumi", "pushbullet", "pusher", "quandl", "quickbooks", "rapidapi", "razorpay", "rebrandly",
        "recaptcha", "recurly", "ringcentral", "rocketreach", "rollbar", "rubygems", "salesforce", "saucelabs", "scaleway", "scalr", "scraperapi", "scrapfly", "scrapingbee", "securitytrails", "sendbird",
        "sendgrid", "sendinblue", "sendowl", "sentry", "serpapi", "serpstack", "shippo", "shodan", "shopify", "signalwire", "skrapp", "smartsheet", "snipcart", "snyk", "sonar", "sonarcloud", "sonarqube",
        "sourcegraph", "sparkpost", "speechmatics", "splunk", "spoonacular", "sportradar", "spotify", "square", "squarespace", "squareup", "stabilityai", "stackexchange", "statuspage", "stormglass", "storyblok",
        "stytch", "sumologic", "supabase", "surveymonkey", "tailscale", "telegram", "telnyx", "terraform", "thinkific", "ticketmaster", "tiingo", "tmdb", "todoist", "tomtom", "tradier", "travis", "travisci",
        "trello", "twelvedata", "twilio", "twitch", "twitter", "typeform", "unsplash", "uploadcare", "uptimerobot", "urlscan", "userstack", "vatlayer", "vercel", "virustotal", "voicegain", "vonage", "vultr",
        "wakatime", "walkscore", "weatherapi", "weatherbit", "weatherstack", "webex", "webflow", "wepay", "wistia", "worldweatheronline", "wrike", "yandex", "yelp", "youtube", "zapier", "zendesk", "zenrows",
        "zenserp", "zeplin", "zerobounce", "zoho", "zonka", "zulip",
    };
}
