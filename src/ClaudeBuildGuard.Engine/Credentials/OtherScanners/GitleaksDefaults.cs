namespace ClaudeBuildGuard.Engine.Credentials.OtherScanners;

/// <summary>
/// The rules that gitleaks (8.26) and betterleaks (1.7) bring, by name, with the kinds of this product that find the same. A rule without any has no
/// counterpart of its own here.
/// </summary>
internal static class GitleaksDefaults
{
    // A name, then the kinds.
    private const string Table = """
        1password-secret-key onepassword-secret-key
        1password-service-account-token onepassword-service-token
        adafruit-api-key
        adobe-client-id
        adobe-client-secret adobe-client-secret
        age-secret-key age-identity age-identity-post-quantum
        airtable-api-key airtable-key-legacy
        airtable-personnal-access-token airtable-token airtable-token-named
        algolia-api-key algolia-key
        alibaba-access-key-id alibaba-access-key-id
        alibaba-secret-key alibaba-access-key-secret
        anthropic-admin-api-key anthropic-admin-key
        anthropic-api-key anthropic-api-key
        artifactory-api-key jfrog-api-key
        artifactory-reference-token jfrog-reference-token
        asana-client-id
        asana-client-secret asana-secret
        assemblyai-api-key assemblyai-key
        atlassian-api-token atlassian-api-token atlassian-api-token-legacy
        authress-service-client-access-key
        aws-access-token aws-access-key-id
        aws-amazon-bedrock-api-key-long-lived aws-bedrock-key
        aws-amazon-bedrock-api-key-short-lived aws-bedrock-short-term-key
        aws-secret-access-key aws-secret-access-key
        azure-ad-client-secret entra-client-secret entra-client-secret-legacy
        beamer-api-token beamer-token
        bitbucket-client-id
        bitbucket-client-secret bitbucket-client-secret
        bittrex-access-key
        bittrex-secret-key
        cerebras-api-key cerebras-key
        cisco-meraki-api-key meraki-key
        civo-api-key civo-token
        clickhouse-cloud-api-secret-key clickhouse-key
        clojars-api-token clojars-token
        cloudflare-api-key cloudflare-token cloudflare-token-legacy
        cloudflare-global-api-key cloudflare-global-key
        cloudflare-origin-ca-key cloudflare-origin-ca-key
        codecov-access-token codecov-token codecov-token-legacy
        cohere-api-token cohere-key
        coinbase-access-token coinbase-key
        confluent-access-token confluent-key
        confluent-secret-key confluent-secret-legacy
        contentful-delivery-api-token contentful-delivery-token
        curl-auth-header basic-authorization bearer-authorization
        curl-auth-user basic-authorization
        cursor-api-key cursor-key
        databricks-api-token databricks-token
        datadog-access-token datadog-key datadog-app-key
        deepgram-api-key deepgram-key
        deepseek-api-key deepseek-key
        defined-networking-api-token defined-networking-token
        digitalocean-access-token digitalocean-token
        digitalocean-pat digitalocean-token
        digitalocean-refresh-token digitalocean-token
        discord-api-token discord-bot-token
        discord-client-id
        discord-client-secret discord-client-secret
        doppler-api-token doppler-token
        droneci-access-token drone-token
        dropbox-api-token dropbox-secret
        dropbox-long-lived-api-token dropbox-token-long
        dropbox-short-lived-api-token dropbox-token dropbox-token-current
        duffel-api-token duffel-token
        dynatrace-api-token dynatrace-token
        easypost-api-token easypost-key
        easypost-test-api-token easypost-test-key
        elastic-cloud-api-key elastic-cloud-key
        elevenlabs-api-key elevenlabs-key
        endorlabs-api-key
        endorlabs-api-secret
        etsy-access-token etsy-key
        exoscale-api-key exoscale-key
        exoscale-api-secret exoscale-secret
        facebook-access-token facebook-app-token
        facebook-page-access-token facebook-token
        facebook-secret facebook-secret
        fastly-api-token fastly-token
        figma-personal-access-header-token figma-token-legacy
        figma-personal-access-token figma-token
        finicity-api-token
        finicity-client-secret
        finnhub-access-token
        flickr-access-token flickr-key
        flutterwave-encryption-key flutterwave-encryption-key
        flutterwave-public-key
        flutterwave-secret-key flutterwave-key
        flyio-access-token fly-io-token fly-io-token-legacy
        frameio-api-token frameio-token
        freemius-secret-key
        freshbooks-access-token freshbooks-token
        gcp-api-key google-api-key
        gcp-application-default-credentials google-refresh-token-authorized-user
        gcp-service-account private-key
        generic-api-key generic-api-key generic-password generic-signing-key
        gitea-access-token gitea-token
        github-app-token github-app-user-token github-app-installation-token
        github-fine-grained-pat github-fine-grained-pat
        github-oauth github-oauth-token
        github-pat github-pat
        github-refresh-token github-refresh-token
        gitlab-cicd-job-token gitlab-job-token
        gitlab-deploy-token gitlab-deploy-token
        gitlab-feature-flag-client-token gitlab-feature-flag-token
        gitlab-feed-token gitlab-feed-token
        gitlab-incoming-mail-token gitlab-incoming-mail-token
        gitlab-kubernetes-agent-token gitlab-agent-token
        gitlab-oauth-app-secret gitlab-oauth-secret
        gitlab-pat gitlab-pat
        gitlab-pat-routable gitlab-routable-pat
        gitlab-pat-routable-versioned gitlab-routable-pat
        gitlab-ptt gitlab-trigger-token
        gitlab-rrt gitlab-runner-registration-token
        gitlab-runner-authentication-token gitlab-runner-token
        gitlab-runner-authentication-token-routable gitlab-runner-token-routable
        gitlab-scim-token gitlab-scim-token
        gitlab-session-cookie
        gitter-access-token
        gocardless-api-token gocardless-token
        grafana-api-key grafana-api-key
        grafana-cloud-api-token grafana-cloud-token
        grafana-service-account-token grafana-service-account
        greptile-api-key
        groq-api-key groq-key
        harness-api-key harness-token
        hashicorp-tf-api-token terraform-cloud-token
        hashicorp-tf-password generic-password
        heroku-api-key heroku-key-legacy
        heroku-api-key-v2 heroku-key
        hubspot-api-key hubspot-token hubspot-key-legacy
        huggingface-access-token huggingface-token
        huggingface-organization-api-token huggingface-organisation-token
        infomaniak-api-token
        infracost-api-token infracost-key
        intercom-api-key intercom-token
        intra42-client-secret intra42-secret
        jfrog-api-key jfrog-api-key
        jfrog-identity-token jfrog-identity-token
        jwt json-web-token
        jwt-base64 json-web-token
        kraken-access-token
        kubernetes-secret-yaml
        kucoin-access-token
        kucoin-secret-key
        launchdarkly-access-token launchdarkly-key launchdarkly-token
        lighton-paradigm-api-key
        linear-api-key linear-key
        linear-client-secret linear-client-secret
        linkedin-client-id
        linkedin-client-secret linkedin-secret linkedin-secret-current
        lob-api-key lob-key
        lob-pub-api-key
        looker-client-id
        looker-client-secret
        mailchimp-api-key mailchimp-key
        mailgun-private-api-token mailgun-key
        mailgun-pub-key mailgun-public-key
        mailgun-signing-key mailgun-key-current
        mapbox-api-token mapbox-public-token mapbox-secret-token
        mattermost-access-token mattermost-token
        maxmind-license-key maxmind-key
        messagebird-api-token messagebird-key
        messagebird-client-id
        microsoft-teams-webhook teams-webhook teams-webhook-legacy
        mistral-api-key mistral-key
        mongodb-atlas-service-account-id
        mongodb-atlas-service-account-secret mongodb-atlas-secret
        mongodb-connection-string url-password
        netlify-access-token netlify-token netlify-token-legacy
        new-relic-browser-api-token newrelic-browser-key
        new-relic-insert-key newrelic-insert-key
        new-relic-user-api-id
        new-relic-user-api-key newrelic-user-key
        notion-api-token notion-token notion-token-legacy
        npm-access-token npm-token
        nuget-config-password nuget-clear-text-password
        nvidia-api-key nvidia-key
        nytimes-access-token
        octopus-deploy-api-key octopus-api-key
        okta-access-token okta-token
        ollama-api-key
        openai-api-key openai-key openai-key-legacy openai-key-before-2023
        openrouter-api-key openrouter-key
        openshift-user-token openshift-token
        ovh-application-key ovh-key
        ovh-application-secret ovh-key
        ovh-consumer-key ovh-key
        perplexity-api-key perplexity-key
        pkcs12-file pkcs12-file
        plaid-api-token plaid-token
        plaid-client-id
        plaid-secret-key plaid-secret
        planetscale-api-token planetscale-token
        planetscale-id
        planetscale-oauth-token planetscale-token
        planetscale-password planetscale-token
        polymarket-address
        polymarket-api-key
        polymarket-api-secret
        polymarket-passphrase
        polymarket-private-key
        posthog-personal-api-key posthog-key
        posthog-project-api-key posthog-project-key
        postman-api-token postman-key
        prefect-api-token prefect-key
        private-key private-key private-key-encrypted
        privateai-api-token
        pulumi-api-token pulumi-token
        pypi-upload-token pypi-token
        rapidapi-access-token rapidapi-key
        readme-api-token readme-key
        replicate-api-token replicate-token
        rubygems-api-token rubygems-key
        scaleway-secret-key scaleway-secret-key
        scalingo-api-token scalingo-token
        sendbird-access-id
        sendbird-access-token sendbird-token
        sendgrid-api-token sendgrid-key sendgrid-key-spelt
        sendinblue-api-token brevo-key
        sentry-access-token sentry-token-legacy
        sentry-org-token sentry-org-token
        sentry-user-token sentry-user-token
        settlemint-application-access-token
        settlemint-personal-access-token
        settlemint-service-access-token
        shippo-api-token shippo-token
        shopify-access-token shopify-token
        shopify-custom-access-token shopify-token
        shopify-private-app-access-token shopify-token
        shopify-shared-secret shopify-token
        sidekiq-secret
        sidekiq-sensitive-url url-password
        slack-app-token slack-app-token
        slack-bot-token slack-token slack-token-numbered
        slack-config-access-token slack-rotating-token
        slack-config-refresh-token slack-refresh-token
        slack-legacy-bot-token slack-token slack-token-numbered
        slack-legacy-token slack-token slack-token-numbered
        slack-legacy-workspace-token slack-token slack-token-numbered
        slack-session-cookie slack-session-token
        slack-session-token slack-session-token
        slack-user-token slack-token slack-token-numbered
        slack-webhook-url slack-webhook
        snyk-api-token snyk-token snyk-pat
        sonar-api-token sonar-token sonar-token-legacy
        sourcegraph-access-token sourcegraph-token sourcegraph-instance-token
        square-access-token square-access-token square-legacy-token
        squarespace-access-token squarespace-token
        stability-ai-api-key stability-key
        stripe-access-token stripe-live-key stripe-test-key
        sumologic-access-id sumologic-access-id
        sumologic-access-token sumologic-access-key
        telegram-bot-api-token telegram-bot-token telegram-bot-token-nine-digits telegram-bot-token-eight-digits
        togetherai-api-key together-key together-key-legacy
        travisci-access-token travis-token
        twilio-api-key twilio-api-key
        twitch-api-token twitch-secret
        twitter-access-secret twitter-access-secret
        twitter-access-token twitter-access-token
        twitter-api-key twitter-key
        twitter-api-secret twitter-secret
        twitter-bearer-token twitter-bearer-token
        typeform-api-token typeform-token
        upcloud-api-token upcloud-token
        upstage-api-key upstage-key
        vault-batch-token vault-token
        vault-service-token vault-token vault-service-token vault-token-legacy
        vercel-ai-gateway-key vercel-token
        vercel-api-token vercel-token-legacy
        vercel-app-access-token vercel-token
        vercel-app-refresh-token vercel-token
        vercel-integration-token vercel-token
        vercel-personal-access-token vercel-token
        weights-and-biases-api-key wandb-key-legacy
        weights-and-biases-api-key-v1 wandb-key
        xai-api-key xai-key
        yandex-access-token yandex-iam-token
        yandex-api-key yandex-api-key
        yandex-aws-access-token yandex-access-key
        zendesk-secret-key zendesk-token
        """;

    private static readonly Lazy<Dictionary<string, string[]>> Kinds = new(() => Table
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .ToDictionary(words => words[0], words => words[1..], StringComparer.OrdinalIgnoreCase));

    /// <summary>The kinds of a rule; null when gitleaks and betterleaks have no rule of that name.</summary>
    public static IReadOnlyList<string>? KindsOf(string rule) => Kinds.Value.GetValueOrDefault(rule);

    /// <summary>Every rule with its kinds.</summary>
    public static IReadOnlyDictionary<string, string[]> All => Kinds.Value;
}
