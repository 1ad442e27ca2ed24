using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Clouds other than Azure, AWS and Google. Source: token-formats, rows 111 to 124.</summary>
internal static class CloudRules
{
    private const string RotateAlibabaCloud =
        "Disable and delete the AccessKey pair in the RAM console.";

    private const string RotateTencentCloud =
        "Disable and delete the key pair under Access management, API keys.";

    private const string RotateExoscale =
        "Delete it under IAM, Keys.";

    private const string RotateScaleway =
        "Delete it under IAM, API keys.";

    private const string RotateDigitalOcean =
        "Delete it under API, Tokens of the control panel.";

    private const string RotateHeroku =
        "Run 'heroku authorizations:revoke', or regenerate it on the account page.";

    private const string RotateFlyio =
        "Run 'fly tokens revoke ID'.";

    private const string RotateVercel =
        "Delete it under Account settings, Tokens.";

    private const string RotateNetlify =
        "Delete it under User settings, Applications.";

    private const string RotateRender =
        "Revoke it under Account settings, API keys.";

    private const string RotateCloudflare =
        "Roll or delete it under My profile, API tokens.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "alibaba-access-key-id",
            Provider = "Alibaba Cloud",
            Title = "Alibaba Cloud access key id",
            Shape = "LTAI{N17-21}",
            MinimumEntropy = 3.0,
            Opens = "the account as its user, together with the secret",
            Rotate = RotateAlibabaCloud,
            Source = "token-formats 111",
        },
        new()
        {
            Id = "alibaba-access-key-secret",
            Provider = "Alibaba Cloud",
            Title = "Alibaba Cloud access key secret",
            Shape = "{N30}",
            Near = ["alibaba", "aliyun", "alicloud", "LTAI", "access_key_secret", "accesskeysecret", "access-key-secret"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.7,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account as its user",
            Rotate = RotateAlibabaCloud,
            Source = "token-formats 111",
        },
        new()
        {
            Id = "tencent-secret-id",
            Provider = "Tencent Cloud",
            Title = "Tencent Cloud secret id",
            Shape = "AKID{N32}",
            MinimumEntropy = 3.5,
            Opens = "the account as its user, together with the secret key",
            Rotate = RotateTencentCloud,
            Source = "token-formats 112",
        },
        new()
        {
            Id = "tencent-secret-key",
            Provider = "Tencent Cloud",
            Title = "Tencent Cloud secret key",
            Shape = "{N32}",
            Near = ["tencent", "qcloud", "AKID", "cos_secret", "tencentcloud"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.7,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account as its user",
            Rotate = RotateTencentCloud,
            Source = "token-formats 112",
        },
        new()
        {
            Id = "ibm-cloud-key",
            Provider = "IBM Cloud",
            Title = "IBM Cloud API key",
            Shape = "{X42-44}",
            Near = [
                "ibmcloud", "ibm_cloud", "ibm-cloud", "ibm_api", "ibm-api", "ibmapi", "bluemix", "iam_apikey", "iam-apikey",
                "ibm_key", "ibm_token", "watson", "softlayer", "cloudant",
            ],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.8,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account, as its user or service id",
            Rotate = "Delete it under Manage, Access (IAM), API keys.",
            Source = "token-formats 113",
        },
        new()
        {
            Id = "ibm-softlayer-key",
            Provider = "IBM Cloud",
            Title = "IBM classic infrastructure API key",
            Shape = "{LD64}",
            Near = ["softlayer", "sl_api", "sl-api"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account or database, as its user",
            Rotate = "Delete it under Manage, Access (IAM), API keys, or in the service credentials of the instance.",
            Source = "token-formats 113",
        },
        new()
        {
            Id = "ibm-cloudant-password",
            Provider = "IBM Cloud",
            Title = "IBM Cloudant password",
            Shape = "{H64}",
            Near = ["cloudant"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account or database, as its user",
            Rotate = "Delete it under Manage, Access (IAM), API keys, or in the service credentials of the instance.",
            Source = "token-formats 113",
        },
        new()
        {
            Id = "ibm-object-storage-secret",
            Provider = "IBM Cloud",
            Title = "IBM Cloud Object Storage HMAC secret",
            Shape = "{H48}",
            Near = ["cos_hmac", "cos-hmac", "coshmac", "cos_secret", "hmac_secret"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account or database, as its user",
            Rotate = "Delete it under Manage, Access (IAM), API keys, or in the service credentials of the instance.",
            Source = "token-formats 113",
        },
        new()
        {
            Id = "exoscale-key",
            Provider = "Exoscale",
            Title = "Exoscale API key",
            Shape = "EXO{N24-30}",
            MinimumEntropy = 3.0,
            Opens = "the account, together with its secret",
            Rotate = RotateExoscale,
            Source = "token-formats 114",
        },
        new()
        {
            Id = "exoscale-secret",
            Provider = "Exoscale",
            Title = "Exoscale API secret",
            Shape = "{X43}",
            Near = ["exoscale"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.8,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account, together with its key",
            Rotate = RotateExoscale,
            Source = "token-formats 114",
        },
        new()
        {
            Id = "scaleway-access-key",
            Provider = "Scaleway",
            Title = "Scaleway access key",
            Shape = "SCW{UD17}",
            MinimumEntropy = 3.0,
            Opens = "the project, together with its secret key",
            Rotate = RotateScaleway,
            Source = "token-formats 114",
        },
        new()
        {
            Id = "scaleway-secret-key",
            Provider = "Scaleway",
            Title = "Scaleway secret key",
            Shape = "{UUID}",
            Near = ["scaleway", "scw_secret", "scw_token", "scwsecret"],
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the project",
            Rotate = RotateScaleway,
            Source = "token-formats 114",
        },
        new()
        {
            Id = "ovh-key",
            Provider = "OVHcloud",
            Title = "OVHcloud application secret or consumer key",
            Shape = "{N32}",
            Near = ["ovh_app", "ovh_application", "ovh_consumer", "ovh_secret", "ovh_key", "ovhcloud"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account, within the rights of the consumer key",
            Rotate = "Delete the application in the OVHcloud API console.",
            Source = "token-formats 114",
        },
        new()
        {
            Id = "civo-token",
            Provider = "Civo",
            Title = "Civo API key",
            Shape = "{N50}",
            Near = ["civo_token", "civo_key", "civo_api", "civo-api", "civotoken", "civoapi"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.8,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account",
            Rotate = "Regenerate it under Profile, Security.",
            Source = "token-formats 114",
        },
        new()
        {
            Id = "upcloud-token",
            Provider = "UpCloud",
            Title = "UpCloud API token",
            Shape = "ucat_{N24-32}",
            MinimumEntropy = 3.3,
            Opens = "the account",
            Rotate = "Delete it under People, API tokens.",
            Source = "token-formats 114",
        },
        new()
        {
            Id = "oracle-cloud-key",
            Provider = "Oracle Cloud",
            Title = "Oracle Cloud user identity with a key fingerprint",
            Shape = "ocid1.user.oc1..{LD60}",
            Near = ["fingerprint", "key_file", "passphrase"],
            Ceiling = Severity.Warning,
            Opens = "the tenancy, together with the private key of the fingerprint",
            Rotate = "Delete the API key of the user under Identity, Users, API keys.",
            Source = "token-formats 114",
        },
        new()
        {
            Id = "yandex-api-key",
            Provider = "Yandex Cloud",
            Title = "Yandex Cloud API key",
            Shape = "AQVN{X35-38}",
            MinimumEntropy = 3.5,
            Opens = "the services of the folder, as the service account",
            Rotate = "Delete it with 'yc iam api-key delete'.",
            Source = "token-formats 115",
        },
        new()
        {
            Id = "yandex-access-key",
            Provider = "Yandex Cloud",
            Title = "Yandex Cloud secret access key",
            Shape = "YC{X38}",
            Near = ["yandex", "yc_", "aws_secret", "secret_key"],
            MinimumEntropy = 4.0,
            Opens = "the object storage of the folder, as the service account",
            Rotate = "Delete it with 'yc iam access-key delete'.",
            Source = "token-formats 115",
        },
        new()
        {
            Id = "yandex-iam-token",
            Provider = "Yandex Cloud",
            Title = "Yandex Cloud IAM token",
            Shape = "t1.{X1+}{===|=|}.{X80+}{===|=|}",
            MinimumEntropy = 3.5,
            Opens = "the cloud as its user, for up to twelve hours",
            Rotate = "It expires within twelve hours; end the session that made it.",
            Source = "token-formats 115",
        },
        new()
        {
            Id = "digitalocean-token",
            Provider = "DigitalOcean",
            Title = "DigitalOcean token",
            Shape = "{=dop_v1_|doo_v1_|dor_v1_}{H64}",
            MinimumEntropy = 3.0,
            Opens = "the account within its scopes",
            Rotate = RotateDigitalOcean,
            Source = "token-formats 116",
        },
        new()
        {
            Id = "digitalocean-spaces-key",
            Provider = "DigitalOcean",
            Title = "DigitalOcean Spaces secret",
            Shape = "{B43}",
            Near = ["spaces_secret", "digitaloceanspaces", "do_spaces", "spaces_key"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 4.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the buckets of the account",
            Rotate = "Delete it under API, Spaces keys.",
            Source = "token-formats 116",
        },
        new()
        {
            Id = "digitalocean-token-legacy",
            Provider = "DigitalOcean",
            Title = "DigitalOcean token",
            Shape = "{H64}",
            Near = ["digitalocean", "digital_ocean", "do_token", "do_api"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account",
            Rotate = RotateDigitalOcean,
            Source = "token-formats 116",
        },
        new()
        {
            Id = "linode-token",
            Provider = "Linode",
            Title = "Linode personal access token",
            Shape = "{H64}",
            Near = ["linode"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account within its scopes",
            Rotate = "Revoke it under My profile, API tokens.",
            Source = "token-formats 117",
        },
        new()
        {
            Id = "vultr-key",
            Provider = "Vultr",
            Title = "Vultr API key",
            Shape = "{UD36}",
            Near = ["vultr"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account",
            Rotate = "Regenerate it under Account, API.",
            Source = "token-formats 117",
        },
        new()
        {
            Id = "hetzner-token",
            Provider = "Hetzner",
            Title = "Hetzner Cloud API token",
            Shape = "{N64}",
            Near = ["hetzner", "hcloud"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 4.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the project",
            Rotate = "Delete it under Security, API tokens of the project.",
            Source = "token-formats 117",
        },
        new()
        {
            Id = "heroku-key",
            Provider = "Heroku",
            Title = "Heroku API key",
            Shape = "HRKU-{X58-62}",
            MinimumEntropy = 3.0,
            Opens = "the apps and their configuration variables",
            Rotate = RotateHeroku,
            Source = "token-formats 118",
        },
        new()
        {
            Id = "heroku-key-legacy",
            Provider = "Heroku",
            Title = "Heroku API key",
            Shape = "{UUID}",
            Near = ["heroku"],
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the apps and their configuration variables",
            Rotate = RotateHeroku,
            Source = "token-formats 118",
        },
        new()
        {
            Id = "fly-io-token",
            Provider = "Fly.io",
            Title = "Fly.io access token",
            Shape = "{=fm1_|fm2_|fm1r_|fm1a_}{[A-Za-z0-9+/_,=-]100+}",
            Opens = "the apps of the organisation within its scope",
            Rotate = RotateFlyio,
            Source = "token-formats 119",
        },
        new()
        {
            Id = "fly-io-token-legacy",
            Provider = "Fly.io",
            Title = "Fly.io access token",
            Shape = "fo1_{X43}",
            MinimumEntropy = 3.5,
            Opens = "the apps of the organisation",
            Rotate = RotateFlyio,
            Source = "token-formats 119",
        },
        new()
        {
            Id = "vercel-token",
            Provider = "Vercel",
            Title = "Vercel token",
            Shape = "{=vcp_|vci_|vca_|vcr_|vck_}{N56}",
            Proof = TrailingChecksum.Vercel,
            Opens = "the projects, deployments and variables of its owner",
            Rotate = RotateVercel,
            Source = "token-formats 120, P13",
        },
        new()
        {
            Id = "vercel-token-legacy",
            Provider = "Vercel",
            Title = "Vercel token",
            Shape = "{N24}",
            Near = ["vercel_token", "vercel-token", "vercel_api", "vercelapi", "verceltoken", "vercel_access", "now_token"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.3,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the projects, deployments and variables of its owner",
            Rotate = RotateVercel,
            Source = "token-formats 120",
        },
        new()
        {
            Id = "netlify-token",
            Provider = "Netlify",
            Title = "Netlify personal access token",
            Shape = "{=nfp_|nfc_|nfo_|nfu_}{N36}",
            MinimumEntropy = 3.5,
            Opens = "the sites of its owner",
            Rotate = RotateNetlify,
            Source = "token-formats 121",
        },
        new()
        {
            Id = "netlify-token-legacy",
            Provider = "Netlify",
            Title = "Netlify access token",
            Shape = "{X40-46}",
            Near = ["netlify"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.8,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the sites of its owner",
            Rotate = RotateNetlify,
            Source = "token-formats 121",
        },
        new()
        {
            Id = "render-key",
            Provider = "Render",
            Title = "Render API key",
            Shape = "rnd_{N28-32}",
            MinimumEntropy = 3.3,
            Opens = "the services of its owner",
            Rotate = RotateRender,
            Source = "token-formats 122",
        },
        new()
        {
            Id = "railway-token",
            Provider = "Railway",
            Title = "Railway token",
            Shape = "{UUID}",
            Near = ["railway"],
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the projects within its scope",
            Rotate = RotateVercel,
            Source = "token-formats 122",
        },
        new()
        {
            Id = "neon-key",
            Provider = "Neon",
            Title = "Neon API key",
            Shape = "napi_{N64}",
            MinimumEntropy = 3.5,
            Opens = "the projects and databases of its owner",
            Rotate = RotateRender,
            Source = "token-formats 122",
        },
        new()
        {
            Id = "upstash-token",
            Provider = "Upstash",
            Title = "Upstash REST token",
            Shape = "{[A-Za-z0-9+/=_-]40-110}",
            Near = [
                "upstash_redis_rest_token", "upstash_token", "upstash-token", "upstashtoken", "upstash_vector_rest_token",
                "qstash_token",
            ],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.8,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the database",
            Rotate = "Reset the credentials in the console of the database.",
            Source = "token-formats 122",
        },
        new()
        {
            Id = "cloudflare-token",
            Provider = "Cloudflare",
            Title = "Cloudflare API token or key",
            Shape = "{=cfut_|cfat_|cfk_}{X48}",
            MinimumEntropy = 3.5,
            Opens = "the zones and accounts within its permissions",
            Rotate = RotateCloudflare,
            Source = "token-formats 123",
        },
        new()
        {
            Id = "cloudflare-token-legacy",
            Provider = "Cloudflare",
            Title = "Cloudflare API token",
            Shape = "{X40}",
            Near = ["cloudflare", "cf_api", "cf_token", "cf-api", "cfapi", "x-auth-key"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.8,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the zones and accounts within its permissions",
            Rotate = RotateCloudflare,
            Source = "token-formats 123",
        },
        new()
        {
            Id = "cloudflare-global-key",
            Provider = "Cloudflare",
            Title = "Cloudflare global API key",
            Shape = "{H37}",
            Near = ["cloudflare", "cf_api", "cf-api", "x-auth-key", "x-auth-email", "global_api"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "everything of the account",
            Rotate = "Change the global API key under My profile, API tokens.",
            Source = "token-formats 123",
        },
        new()
        {
            Id = "cloudflare-origin-ca-key",
            Provider = "Cloudflare",
            Title = "Cloudflare Origin CA key",
            Shape = "v1.0-{H24}-{H146}",
            MinimumEntropy = 3.0,
            Opens = "issuing origin certificates of the account",
            Rotate = "Change it under My profile, API tokens.",
            Source = "token-formats 123",
        },
        new()
        {
            Id = "fastly-token",
            Provider = "Fastly",
            Title = "Fastly API token",
            Shape = "{X32}",
            Near = ["fastly"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.7,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the services of its owner",
            Rotate = "Delete it under Account, API tokens.",
            Source = "token-formats 124",
        },
        new()
        {
            Id = "akamai-token",
            Provider = "Akamai",
            Title = "Akamai EdgeGrid token",
            Shape = "akab-{LD16}-{LD16}",
            MinimumEntropy = 3.0,
            Opens = "the APIs of the client, together with its secret",
            Rotate = "Rotate the credential under Identity and access, API clients.",
            Source = "token-formats 124",
        },
    ];
}
