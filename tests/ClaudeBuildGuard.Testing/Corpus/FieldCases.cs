using System.Text;

namespace ClaudeBuildGuard.Testing.Corpus;

/// <summary>
/// Credentials as they leak in the field, written from what providers publish and not from the product's rules: a name, a token, a
/// line of code. What is measured on them is recall by provider.
/// </summary>
internal static class FieldCases
{
    private sealed record Token(string Provider, string Name, string Notation, Func<TokenMint, string>? Mint = null, bool IsMarked = true);

    private static readonly Token[] Tokens =
    [
        new("AWS", "aws_access_key_id", "", m => "AK" + "IA" + m.Text(TokenMint.Base32Upper, 16)),
        new("AWS", "aws_secret_access_key", "{B40}", IsMarked: false),
        new("Azure Storage", "azure_storage_key", "", m => m.AzureIdentifiable(64, "+A" + "St", "Default0")),
        new("Azure Storage", "storage_connection", "", m => $"DefaultEndpointsProtocol=https;AccountName=prod{m.Text(TokenMint.Lower, 5)};AccountKey={Convert.ToBase64String(m.Bytes(64))};EndpointSuffix=core.windows.net"),
        new("Azure Service Bus", "servicebus_connection", "", m => $"Endpoint=sb://{m.Text(TokenMint.Lower, 8)}.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={m.AzureIdentifiable(32, "+A" + "Sb", "Manage00")}"),
        new("Azure Service Bus", "servicebus_connection", "", m => $"Endpoint=sb://{m.Text(TokenMint.Lower, 8)}.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={Convert.ToBase64String(m.Bytes(32))}"),
        new("Azure Cosmos DB", "cosmos_key", "", m => m.AzureIdentifiable(64, "AC" + "Db", "MastRW00")),
        new("Azure Cosmos DB", "cosmos_connection", "", m => $"AccountEndpoint=https://{m.Text(TokenMint.Lower, 8)}.documents.azure.com:443/;AccountKey={Convert.ToBase64String(m.Bytes(64))};"),
        new("Azure DevOps", "azure_devops_pat", "", m => m.AzureCommon("AZ" + "DO")),
        new("Azure DevOps", "azure_devops_pat", "", m => m.AzureDevOpsPat(), IsMarked: false),
        new("Azure OpenAI", "azure_openai_key", "", m => m.AzureCommon("AC" + "OG")),
        new("Azure OpenAI", "azure_openai_api_key", "{H32}", IsMarked: false),
        new("Azure SAS", "sas_url", "", m => $"https://{m.Text(TokenMint.Lower, 8)}.blob.core.windows.net/c?sv=2024-11-04&ss=b&srt=sco&sp=rwdl&se=2030-01-01T00:00:00Z&sig={Uri.EscapeDataString(Convert.ToBase64String(m.Bytes(32)))}"),
        new("Azure IoT", "iothub_connection", "", m => $"HostName={m.Text(TokenMint.Lower, 8)}.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey={m.AzureIdentifiable(32, "AI" + "oT", "IoTHub00")}"),
        new("Azure Redis", "redis_key", "", m => m.AzureIdentifiable(32, "Az" + "Ca", "Access00")),
        new("Azure Container Registry", "acr_password", "", m => m.AzureIdentifiable(39, "+A" + "CR", "ACRDflt0")),
        new("Azure AI Search", "search_key", "", m => m.AzureIdentifiable(39, "Az" + "Se", "PAdmin00")),
        new("Azure Functions", "functions_key", "", m => m.AzureIdentifiable(40, "Az" + "Fu", "Master00", url: true)),
        new("Microsoft Entra", "azure_client_secret", "", m => m.EntraClientSecret()),
        new("Microsoft Entra", "client_secret", "{N3}8Q~{[A-Za-z0-9_.~-]34}"),
        new("Microsoft Teams", "teams_webhook", "https://contoso.webhook.office.com/webhookb2/{UUID}@{UUID}/IncomingWebhook/{H32}/{UUID}"),
        new("NuGet", "nuget_api_key", "", m => m.NuGetKey()),
        new("NuGet", "nuget_api_key", "", m => m.AzureCommon("NU" + "GT", "N5PSabcdefgh")),
        new("GitHub", "github_token", "", m => m.WithBase62Checksum("ghp" + "_", 30)),
        new("GitHub", "github_token", "", m => m.WithBase62Checksum("gho" + "_", 30)),
        new("GitHub", "github_token", "ghs_{N36}"),
        new("GitHub", "github_token", "github_pat_{N22}_{N59}"),
        new("GitHub", "github_client_secret", "{H40}", IsMarked: false),
        new("GitLab", "gitlab_token", "glpat-{X20}"),
        new("GitLab", "gitlab_token", "", m => m.GitLabRoutable()),
        new("GitLab", "gitlab_runner", "glrt-{X20}"),
        new("GitLab", "gitlab_trigger", "glptt-{H40}"),
        new("Atlassian", "atlassian_token", "", m => m.Atlassian("ATAT" + "T3", 180, "=")),
        new("Atlassian", "jira_api_token", "{N24}", IsMarked: false),
        new("Bitbucket", "bitbucket_password", "", m => m.Atlassian("AT" + "BB", 24, "")),
        new("npm", "npm_token", "", m => m.WithBase62Checksum("npm" + "_", 30)),
        new("PyPI", "pypi_token", "", m => m.PyPi()),
        new("RubyGems", "rubygems_key", "rubygems_{H48}"),
        new("crates.io", "cargo_token", "cio{N32}"),
        new("Docker Hub", "docker_pat", "dckr_pat_{X27}"),
        new("JFrog", "artifactory_key", "", m => m.JFrogApiKey()),
        new("JFrog", "artifactory_token", "", m => m.JFrogReference()),
        new("CircleCI", "circle_token", "CCIPAT_{N22}_{H40}"),
        new("CircleCI", "circleci_token", "{H40}", IsMarked: false),
        new("Buildkite", "buildkite_token", "bkua_{[a-z0-9]40}"),
        new("Sonar", "sonar_token", "sqp_{H40}"),
        new("Snyk", "snyk_token", "{UUID}", IsMarked: false),
        new("Google", "google_api_key", "AIza{X35}"),
        new("Google", "google_client_secret", "GOCSPX-{X28}"),
        new("Google", "google_access_token", "ya29.{X120}"),
        new("Alibaba Cloud", "alibaba_access_key_id", "LTAI{N20}"),
        new("Alibaba Cloud", "alibaba_secret", "{N30}", IsMarked: false),
        new("IBM Cloud", "ibm_cloud_api_key", "{X44}", IsMarked: false),
        new("DigitalOcean", "digitalocean_token", "dop_v1_{H64}"),
        new("Heroku", "heroku_api_key", "HRKU-AA{X58}"),
        new("Heroku", "heroku_api_key", "{UUID}", IsMarked: false),
        new("Fly.io", "fly_api_token", "fm2_{B120}"),
        new("Vercel", "vercel_token", "", m => m.WithBase62Checksum("vcp" + "_", 50)),
        new("Netlify", "netlify_token", "nfp_{N36}"),
        new("Netlify", "netlify_access_token", "{X43}", IsMarked: false),
        new("Cloudflare", "cloudflare_api_token", "{X40}", IsMarked: false),
        new("Cloudflare", "cloudflare_api_key", "{H37}", IsMarked: false),
        new("Cloudflare", "cloudflare_origin", "v1.0-{H24}-{H146}"),
        new("Fastly", "fastly_api_token", "{X32}", IsMarked: false),
        new("HashiCorp Vault", "vault_token", "hvs.{X95}"),
        new("HashiCorp Vault", "vault_token", "hvb.{X150}"),
        new("Terraform Cloud", "tfe_token", "{N14}.atlasv1.{X67}"),
        new("Pulumi", "pulumi_token", "pul-{H40}"),
        new("Doppler", "doppler_token", "dp.pt.{N43}"),
        new("1Password", "op_service_account", "", m => "ops_" + Convert.ToBase64String(Encoding.ASCII.GetBytes("{\"signInAddress\":\"" + m.Text(TokenMint.Lower, 240) + "\"}"))),
        new("Tailscale", "tailscale_key", "tskey-auth-{N17}-{N32}"),
        new("Dynatrace", "dynatrace_token", "dt0c01.{[A-Z2-7]24}.{[A-Z0-9]64}"),
        new("Databricks", "databricks_token", "dapi{H32}"),
        new("Confluent", "confluent_secret", "{B64}", IsMarked: false),
        new("PlanetScale", "planetscale_password", "pscale_pw_{X43}"),
        new("Supabase", "supabase_token", "sbp_{H40}"),
        new("Datadog", "datadog_api_key", "{H32}", IsMarked: false),
        new("Datadog", "datadog_app_key", "{H40}", IsMarked: false),
        new("New Relic", "newrelic_key", "NRAK-{[A-Z0-9]27}"),
        new("Sentry", "sentry_token", "sntryu_{H64}"),
        new("Grafana", "grafana_token", "", m => m.GrafanaServiceAccount()),
        new("Grafana", "grafana_token", "glc_eyJ{B90}"),
        new("Splunk", "splunk_hec_token", "{UUID}", IsMarked: false),
        new("LaunchDarkly", "launchdarkly_sdk_key", "sdk-{UUID}"),
        new("PagerDuty", "pagerduty_api_key", "u+{X18}", IsMarked: false),
        new("Anthropic", "anthropic_api_key", "sk-ant-api03-{X93}AA"),
        new("OpenAI", "openai_api_key", "sk-proj-{X74}T3BlbkFJ{X74}"),
        new("OpenAI", "openai_api_key", "sk-{N20}T3BlbkFJ{N20}"),
        new("Hugging Face", "hf_token", "hf_{A34}"),
        new("Groq", "groq_api_key", "gsk_{N52}"),
        new("Perplexity", "perplexity_key", "pplx-{N48}"),
        new("Cohere", "cohere_api_key", "{N40}", IsMarked: false),
        new("Replicate", "replicate_token", "r8_{N37}"),
        new("Slack", "slack_token", "xoxb-{D12}-{D13}-{N24}"),
        new("Slack", "slack_token", "xoxp-{D12}-{D12}-{D13}-{H32}"),
        new("Slack", "slack_token", "xapp-1-A{[A-Z0-9]10}-{D13}-{H64}"),
        new("Slack", "slack_webhook", "https://hooks.slack.com/services/T{[A-Z0-9]10}/B{[A-Z0-9]10}/{N24}"),
        new("Discord", "discord_token", "", m => m.DiscordBot()),
        new("Discord", "discord_webhook", "https://discord.com/api/webhooks/{D18}/{X68}"),
        new("Discord", "discord_client_secret", "{X32}", IsMarked: false),
        new("Telegram", "telegram_token", "{[1-9]}{D8}:AA{X33}"),
        new("Twilio", "twilio_api_key", "SK{H32}"),
        new("Twilio", "twilio_auth_token", "{H32}", IsMarked: false),
        new("SendGrid", "sendgrid_key", "SG.{X22}.{X43}"),
        new("Mailgun", "mailgun_key", "key-{H32}"),
        new("Mailchimp", "mailchimp_key", "{H32}-us{D2}"),
        new("Brevo", "brevo_key", "xkeysib-{H64}-{N16}"),
        new("Stripe", "stripe_key", "sk_live_{N24}"),
        new("Stripe", "stripe_key", "rk_live_{N99}"),
        new("Stripe", "stripe_webhook_secret", "whsec_{B32}"),
        new("Square", "square_token", "EAAA{X60}"),
        new("PayPal", "braintree_token", "access_token$production${[a-z0-9]16}${H32}"),
        new("Plaid", "plaid_secret", "{H30}", IsMarked: false),
        new("Shopify", "shopify_token", "shpat_{H32}"),
        new("Linear", "linear_key", "lin_api_{N40}"),
        new("Notion", "notion_token", "ntn_{D11}{N35}"),
        new("Notion", "notion_token", "secret_{N43}"),
        new("Figma", "figma_token", "figd_{X40}"),
        new("Airtable", "airtable_token", "pat{N14}.{H64}", IsMarked: false),
        new("Asana", "asana_client_secret", "{H32}", IsMarked: false),
        new("HubSpot", "hubspot_token", "pat-na1-{UUID}"),
        new("Salesforce", "salesforce_token", "00D{N12}!{[A-Za-z0-9._]96}"),
        new("Okta", "okta_api_token", "00{X40}", IsMarked: false),
        new("Auth0", "auth0_client_secret", "{X64}", IsMarked: false),
        new("Zendesk", "zendesk_api_token", "{N40}", IsMarked: false),
        new("Algolia", "algolia_api_key", "{H32}", IsMarked: false),
        new("Postman", "postman_key", "PMAK-{H24}-{H34}"),
        new("Dropbox", "dropbox_token", "sl.{X140}"),
        new("Facebook", "facebook_token", "EAAC{N180}"),
        new("Facebook", "facebook_app_secret", "{H32}", IsMarked: false),
        new("X", "twitter_bearer_token", "AAAAAAAAAAAAAAAAAAAAA{N20}%3D{N50}"),
        new("X", "twitter_api_secret", "{N50}", IsMarked: false),
        new("LinkedIn", "linkedin_client_secret", "{N16}", IsMarked: false),
        new("Twitch", "twitch_client_secret", "{[a-z0-9]30}", IsMarked: false),
        new("Age", "age_key", "", m => m.AgeIdentity()),
        new("JSON Web Token", "jwt", "", m => m.JsonWebToken()),
        new("Octopus Deploy", "octopus_api_key", "API-{[A-Z0-9]26}"),
        // Shapes as loosely as other tools describe them.
        new("Datadog", "datadog_token", "{N32}", IsMarked: false),
        new("Snyk", "snyk_token", "{[a-z0-9]8}-{[a-z0-9]4}-{[a-z0-9]4}-{[a-z0-9]4}-{[a-z0-9]12}", IsMarked: false),
        new("Microsoft Teams", "teams_webhook", "https://{N9}.webhook.office.com/webhookb2/{N8}-{N4}-{N4}-{N4}-{N12}@{N8}-{N4}-{N4}-{N4}-{N12}/IncomingWebhook/{N32}/{N8}-{N4}-{N4}-{N4}-{N12}"),
        new("Microsoft Teams", "teams_webhook", "https://outlook.office.com/webhook/{UUID}@{UUID}/IncomingWebhook/{H32}/{UUID}"),
        new("SendGrid", "sendgrid_key", "SG.{X20}.{X45}"),
        new("Algolia", "algolia_key", "{N32}", IsMarked: false),
        new("Asana", "asana_token", "1/{D16}:{H32}", IsMarked: false),
        new("OpenAI", "openai_key", "sk-{N48}", IsMarked: false),
        new("Azure", "azure_client_secret", "{N34}", IsMarked: false),
        new("Azure", "azure_subscription_key", "{H32}", IsMarked: false),
        new("Azure", "azure_app_config", "Endpoint=https://{[a-z]6}.azconfig.io;Id=a1-l9-s0:{N20};Secret={B43}="),
        new("Azure", "azure_function_key", "https://app{[a-z]4}.azurewebsites.net/api/run?code={X54}=="),
        new("IBM Cloud", "softlayer_api_key", "{[a-z0-9]64}", IsMarked: false),
        new("IBM Cloud", "cloudant_key", "{H64}", IsMarked: false),
        new("Cloudflare", "cloudflare_token", "{N40}", IsMarked: false),
        new("Mailgun", "mailgun_api_key", "{H32}-{H8}-{H8}", IsMarked: false),
        new("Jira", "jira_token", "{N24}", IsMarked: false),
        new("Twilio", "twilio_account_token", "{H32}", IsMarked: false),
        new("Travis CI", "travis_token", "{X22}", IsMarked: false),
        new("Jenkins", "jenkins_token", "{H34}", IsMarked: false),
        new("SonarQube", "sonar_token", "{H40}", IsMarked: false),
        new("New Relic", "newrelic_license_key", "{H36}NRAL"),
        new("Sentry", "sentry_auth_token", "{H64}", IsMarked: false),
        new("Artifactory", "artifactory_api_key", "{N73}", IsMarked: false),
        new("Linear", "linear_client_secret", "{H32}", IsMarked: false),
        new("GitLab", "gitlab_token", "glpat-{X30}.{[a-z0-9]9}"),
        new("GitLab", "gitlab_deploy", "gldt-{X20}"),
        new("Bitbucket", "bitbucket_client_secret", "{[A-Za-z0-9=_-]64}", IsMarked: false),
        new("Hugging Face", "huggingface_token", "api_org_{A34}"),
        new("Docker Hub", "docker_auth", "dckr_oat_{X32}"),
        new("WireGuard", "private_key", "{B42}{[AEIMQUYcgkosw048]}=", IsMarked: false),
        new("Password", "db_password", "{N14}", IsMarked: false),
        new("Password", "smtp_password", "{N5}!{N5}#{D}", IsMarked: false),
        new("Password", "admin_password", "{[A-Z]}{[a-z]6}{D3}!", IsMarked: false),

        new("Database URL", "database_url", "", m => $"postgres://app:{m.Text(TokenMint.Alphanumeric, 14)}@db.internal:5432/orders"),
        new("Database URL", "mongo_url", "", m => $"mongodb+srv://app:{m.Text(TokenMint.Alphanumeric, 14)}@cluster0.a1b2c.mongodb.net/test"),
        new("Database URL", "redis_url", "", m => $"redis://:{m.Text(TokenMint.Alphanumeric, 20)}@cache.internal:6379/0"),
        new("Database URL", "amqp_url", "", m => $"amqps://app:{m.Text(TokenMint.Alphanumeric, 20)}@mq.internal/vhost"),
        new("Connection string", "db_connection", "", m => $"Server=tcp:db.internal,1433;Initial Catalog=Orders;User ID=app;Password={m.Text(TokenMint.Alphanumeric, 12)}!7;Encrypt=True"),
        new("Connection string", "db_connection", "", m => $"Host=db.internal;Database=orders;Username=app;Password={m.Text(TokenMint.Alphanumeric, 12)}"),
        new("Connection string", "db_connection", "", m => $"Data Source=db.internal;uid=app;pwd={m.Text(TokenMint.Alphanumeric, 12)};"),
        new("Connection string", "db_connection", "", m => $"Driver={{ODBC Driver 18 for SQL Server}};Server=db.internal;Uid=app;Pwd={m.Text(TokenMint.Alphanumeric, 12)};"),
    ];

    /// <summary>Every token in every line, made from a seed.</summary>
    public static IEnumerable<CorpusCase> All(int seed)
    {
        var mint = new TokenMint(seed);
        foreach (var token in Tokens)
        {
            foreach (var (style, path, write) in Styles(token.IsMarked))
            {
                var value = token.Mint?.Invoke(mint) ?? new ShapeWriter(mint).Write(token.Notation).Whole;
                var text = write(token.Name, value);
                var at = text.IndexOf(value, StringComparison.Ordinal);
                yield return new CorpusCase(token.Provider, $"{token.Provider} {token.Name}: {style}", path, Encoding.UTF8.GetBytes(text), at, value.Length);
            }
        }
    }

    private static IEnumerable<(string Style, string Path, Func<string, string, string> Write)> Styles(bool isMarked)
    {
        yield return ("assignment", "src/main.go", (n, v) => $"func main() {{\n\t{Camel(n)} := \"{v}\"\n}}\n");
        yield return ("quoted", "conf/app.conf", (n, v) => $"{n} = \"{v}\"\n");
        yield return ("environment", ".env.production", (n, v) => $"PORT=80\n{n.ToUpperInvariant()}={v}\n");
        yield return ("export", "deploy.sh", (n, v) => $"#!/bin/sh\nexport {n.ToUpperInvariant()}='{v}'\n");
        yield return ("YAML", "values.yaml", (n, v) => $"app:\n  {n.Replace('_', '-')}: {v}\n");
        yield return ("quoted YAML", "compose.yml", (n, v) => $"services:\n  web:\n    environment:\n      - {n.ToUpperInvariant()}={v}\n");
        yield return ("JSON", "appsettings.json", (n, v) => $"{{\n  \"{Pascal(n)}\": \"{v}\"\n}}\n");
        yield return ("nested JSON", "config.json", (n, v) => $"{{ \"{n.Split('_')[0]}\": {{ \"{string.Join("", n.Split('_').Skip(1).Select(Capital))}\": \"{v}\" }} }}");
        yield return ("XML", "App.config", (n, v) => $"<appSettings>\n  <add key=\"{Pascal(n)}\" value=\"{v.Replace("&", "&amp;", StringComparison.Ordinal)}\" />\n</appSettings>\n".Replace(v.Replace("&", "&amp;", StringComparison.Ordinal), v, StringComparison.Ordinal));
        yield return ("C#", "Program.cs", (n, v) => $"class Program\n{{\n    private const string {Pascal(n)} = \"{v}\";\n}}\n");
        yield return ("indexer", "Startup.cs", (n, v) => $"builder.Configuration[\"{Pascal(n)}\"] = \"{v}\";\n");
        yield return ("Python", "settings.py", (n, v) => $"{n.ToUpperInvariant()} = '{v}'\n");
        yield return ("JavaScript", "index.js", (n, v) => $"const cfg = {{ {Camel(n)}: '{v}' }};\n");
        yield return ("PowerShell", "run.ps1", (n, v) => $"$env:{n.ToUpperInvariant()} = '{v}'\n");
        yield return ("Dockerfile", "Dockerfile", (n, v) => $"FROM alpine\nENV {n.ToUpperInvariant()}=\"{v}\"\n");
        yield return ("HCL", "main.tf", (n, v) => $"variable \"{n}\" {{\n  default = \"{v}\"\n}}\n");
        yield return ("sentence", "help.txt", (n, v) => $"{n.Split('_')[0]} token = '{v}'\n");
        yield return ("trace", "trace.txt", (n, v) => $"[INFO] Sending request to the {n.Split('_')[0]} API\n[DEBUG] Using Key={v}\n[INFO] Response received: 200 OK\n");
        yield return ("object", "client.rb", (n, v) => $"{Capital(n.Split('_')[0])}::Client.new(api_key: \"{v}\")\n");
        yield return ("flag", "run.bat", (n, v) => $"tool.exe --{n.Replace('_', '-')} {v}\r\n");
        yield return ("SQL", "seed.sql", (n, v) => $"INSERT INTO settings (name, value) VALUES ('{n}', '{v}');\n");
        yield return ("properties", "app.properties", (n, v) => $"{n.Replace('_', '.')}={v}\n");
        yield return ("TOML", "config.toml", (n, v) => $"[app]\n{n} = \"{v}\"\n");
        yield return ("XML element", "settings.xml", (n, v) => $"<settings><{Camel(n)}>{v}</{Camel(n)}></settings>\n");
        yield return ("Java", "Api.java", (n, v) => $"    private static final String {n.ToUpperInvariant()} = \"{v}\";\n");
        yield return ("Kubernetes", "secret.yaml", (n, v) => $"apiVersion: v1\nkind: Secret\nstringData:\n  {n}: {v}\n");
        yield return ("conditional", "Program.cs", (n, v) => $"var {Camel(n)} = isProduction ? \"{v}\" : null;\n");
        yield return ("function", "Config.java", (n, v) => $"public String get{Pascal(n)}() {{\n    return \"{v}\";\n}}\n");
        yield return ("typed Go", "main.go", (n, v) => $"var {Camel(n)} string = \"{v}\"\n");
        yield return ("typed Rust", "main.rs", (n, v) => $"const {n.ToUpperInvariant()}: &'static str = \"{v}\";\n");
        yield return ("user secrets", "README.md", (n, v) => $"    dotnet user-secrets set \"App:{Pascal(n)}\" \"{v}\"\n");
        yield return ("command in JSON", "package.json", (n, v) => $"{{ \"scripts\": {{ \"start\": \"node . --{n.Replace('_', '-')}={v}\" }} }}\n");
        yield return ("container", "run.sh", (n, v) => $"docker run -d -e \"{n.ToUpperInvariant()}={v}\" app\n");
        if (isMarked)
        {
            yield return ("bare", "notes.txt", (_, v) => v + "\n");
            yield return ("string in code", "client.ts", (_, v) => $"new Client(\"{v}\")\n");
            yield return ("header", "call.sh", (_, v) => $"curl -s -H \"Authorization: Bearer {v}\" https://api.internal/v1\n");
            yield return ("log line", "out.log", (_, v) => $"2026-01-02 12:00:00 INFO using {v}, ok\n");
        }
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(Capital));

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + Pascal(name)[1..];
}
