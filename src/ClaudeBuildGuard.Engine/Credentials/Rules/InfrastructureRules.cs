using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Infrastructure: vaults, infrastructure as code, clusters, data platforms. Source: token-formats, rows 125 to 144.</summary>
internal static class InfrastructureRules
{
    private const string RotateHashiCorpVault =
        "Run 'vault token revoke TOKEN'; its audit log shows what was read.";

    private const string RotatePulumi =
        "Delete it under Access tokens.";

    private const string RotateConfluent =
        "Run 'confluent api-key delete KEY'.";

    private const string RotateClickHouse =
        "Delete it under API keys.";

    private const string RotateAiven =
        "Revoke it under User information, Tokens.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "vault-token",
            Provider = "HashiCorp Vault",
            Title = "HashiCorp Vault token",
            Shape = "{=hvs.|hvb.|hvr.}{X90-300}",
            MinimumEntropy = 3.5,
            Opens = "the secrets that its policies name",
            Rotate = RotateHashiCorpVault,
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 125",
        },
        new()
        {
            Id = "vault-service-token",
            Provider = "HashiCorp Vault",
            Title = "HashiCorp Vault token",
            Shape = "hvs.{N24}",
            MinimumEntropy = 3.3,
            Opens = "the secrets that its policies name",
            Rotate = RotateHashiCorpVault,
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 125",
        },
        new()
        {
            Id = "vault-token-legacy",
            Provider = "HashiCorp Vault",
            Title = "HashiCorp Vault token",
            Shape = "{=s.|b.|r.}{N24}",
            Near = ["vault", "x-vault-token"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.3,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the secrets that its policies name",
            Rotate = RotateHashiCorpVault,
            Replacement = Replacements.ManagedIdentity,
            Source = "token-formats 125",
        },
        new()
        {
            Id = "terraform-cloud-token",
            Provider = "Terraform Cloud",
            Title = "Terraform Cloud or Enterprise token",
            Shape = "{N14}.atlasv1.{X60-70}",
            MinimumEntropy = 3.5,
            Opens = "the workspaces, their state and their variables",
            Rotate = "Delete it under User settings, Tokens (or the team's or organisation's).",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 126",
        },
        new()
        {
            Id = "consul-token",
            Provider = "HashiCorp",
            Title = "Consul or Nomad ACL token",
            Shape = "{UUID}",
            Near = [
                "x-consul-token", "consul_http_token", "consul_token", "consul-token", "consultoken", "x-nomad-token",
                "nomad_token",
            ],
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the cluster within its policies",
            Rotate = "Run 'consul acl token delete -id ACCESSOR' (or 'nomad acl token delete').",
            Source = "token-formats 127",
        },
        new()
        {
            Id = "pulumi-token",
            Provider = "Pulumi",
            Title = "Pulumi access token",
            Shape = "pul-{H40}",
            MinimumEntropy = 3.0,
            Opens = "the stacks of its owner, with their secrets",
            Rotate = RotatePulumi,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 128",
        },
        new()
        {
            Id = "doppler-token",
            Provider = "Doppler",
            Title = "Doppler token",
            Shape = "{=dp.pt.|dp.st.|dp.ct.|dp.sa.|dp.scim.|dp.audit.}{[A-Za-z0-9_.-]0-40}{N40-44}",
            MinimumEntropy = 3.5,
            Opens = "the secrets of the configuration or workplace",
            Rotate = "Revoke it under Access of the configuration, or Tokens of the workplace.",
            Source = "token-formats 129",
        },
        new()
        {
            Id = "onepassword-service-token",
            Provider = "1Password",
            Title = "1Password service account token",
            Shape = "ops_eyJ{B250+}{===|=|}",
            Opens = "the vaults that the service account may read",
            Rotate = "Revoke it under Integrations, Service accounts.",
            Source = "token-formats 130",
        },
        new()
        {
            Id = "onepassword-secret-key",
            Provider = "1Password",
            Title = "1Password secret key",
            Shape = "A3-{UD6}-{UD6}{=-|}{UD5-6}-{UD5}-{UD5}-{UD5}",
            MinimumEntropy = 3.0,
            Opens = "the account, together with its password",
            Rotate = "Regenerate the secret key under My profile.",
            Source = "token-formats 130",
        },
        new()
        {
            Id = "infisical-token",
            Provider = "Infisical",
            Title = "Infisical service token",
            Shape = "{[s]}{[t]}.{H24}.{H32}.{H32}",
            Near = ["infisical"],
            MinimumEntropy = 3.0,
            Opens = "the secrets of the project",
            Rotate = "Delete it under Access control, Service tokens.",
            Source = "token-formats 131",
        },
        new()
        {
            Id = "bitwarden-token",
            Provider = "Bitwarden",
            Title = "Bitwarden Secrets Manager access token",
            Shape = "{[0]}.{UUID}.{N30}:{B22}==",
            Near = ["bitwarden", "bws_access", "bws_token", "bwsaccess"],
            Opens = "the secrets that the machine account may read",
            Rotate = "Revoke it under Machine accounts, Access tokens.",
            Source = "token-formats 131",
        },
        new()
        {
            Id = "akeyless-key",
            Provider = "Akeyless",
            Title = "Akeyless access key",
            Shape = "{B40-60}{===|=|}",
            Near = ["akeyless"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 4.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the secrets that the access id may read",
            Rotate = "Reset the access key of the authentication method.",
            Source = "token-formats 131",
        },
        new()
        {
            Id = "kubernetes-bootstrap-token",
            Provider = "Kubernetes",
            Title = "Kubernetes bootstrap token",
            Shape = "{LD6}.{LD16}",
            Near = ["kubeadm", "--token ", "bootstrap-token", "bootstrap_token", "bootstraptoken"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "joining nodes to the cluster",
            Rotate = "Run 'kubeadm token delete ID'.",
            Source = "token-formats 132",
        },
        new()
        {
            Id = "openshift-token",
            Provider = "OpenShift",
            Title = "OpenShift OAuth token",
            Shape = "sha256~{X43}",
            MinimumEntropy = 3.5,
            Opens = "the cluster as its user, for a day",
            Rotate = "Run 'oc logout' with it, or 'oc delete oauthaccesstoken NAME'.",
            Source = "token-formats 133",
        },
        new()
        {
            Id = "tailscale-key",
            Provider = "Tailscale",
            Title = "Tailscale key",
            Shape = "tskey-{=api|auth|client|scim|webhook}-{N5-40}-{N20-60}",
            MinimumEntropy = 3.0,
            Opens = "the tailnet: joining machines or changing it, as its kind says",
            Rotate = "Revoke it under Settings, Keys of the admin console.",
            Source = "token-formats 134",
        },
        new()
        {
            Id = "dynatrace-token",
            Provider = "Dynatrace",
            Title = "Dynatrace API token",
            Shape = "dt0{L}{D2}.{TU24}.{UD64}",
            MinimumEntropy = 3.3,
            Opens = "the environment within its scopes",
            Rotate = RotatePulumi,
            Source = "token-formats 135",
        },
        new()
        {
            Id = "databricks-token",
            Provider = "Databricks",
            Title = "Databricks personal access token",
            Shape = "{=dapi|dose|doai}{H32}{=-2|-3|-4|-1|}",
            MinimumEntropy = 3.0,
            Opens = "the workspace, its notebooks and data, as its owner",
            Rotate = "Revoke it under Settings, Developer, Access tokens of the workspace.",
            Source = "token-formats 50 and 136",
        },
        new()
        {
            Id = "snowflake-token",
            Provider = "Snowflake",
            Title = "Snowflake programmatic access token or password",
            Shape = "{X40-400}",
            Near = ["snowflake_token", "snowflake_pat", "snowflake_password", "snowflake-token", "snowflakepassword"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the warehouse as its user",
            Rotate = "Run 'ALTER USER NAME REMOVE PROGRAMMATIC ACCESS TOKEN TOKEN', or change the password.",
            Source = "token-formats 137",
        },
        new()
        {
            Id = "confluent-key",
            Provider = "Confluent",
            Title = "Confluent Cloud API secret",
            Shape = "cflt{B60}",
            Proof = TrailingChecksum.Confluent,
            Opens = "the cluster or the cloud account, together with its key",
            Rotate = RotateConfluent,
            Source = "token-formats 138, P12",
        },
        new()
        {
            Id = "confluent-secret-legacy",
            Provider = "Confluent",
            Title = "Confluent Cloud API secret",
            Shape = "{B64}",
            Near = ["confluent", "sasl.password", "sasl_password", "kafka_secret", "kafka_api_secret", "sasl.jaas"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 4.3,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the cluster, together with its key",
            Rotate = RotateConfluent,
            Source = "token-formats 138",
        },
        new()
        {
            Id = "mongodb-atlas-secret",
            Provider = "MongoDB Atlas",
            Title = "MongoDB Atlas service account secret",
            Shape = "mdb_sa_sk_{X40}",
            MinimumEntropy = 3.5,
            Opens = "the Atlas organisation or project",
            Rotate = "Revoke the secret under Access manager, Service accounts.",
            Source = "token-formats 139",
        },
        new()
        {
            Id = "planetscale-token",
            Provider = "PlanetScale",
            Title = "PlanetScale token or password",
            Shape = "{=pscale_tkn_|pscale_pw_|pscale_oauth_}{[A-Za-z0-9_=.-]32-64}",
            MinimumEntropy = 3.3,
            Opens = "the database within its permissions",
            Rotate = "Delete it under Settings, Service tokens (or Passwords of the branch).",
            Source = "token-formats 140",
        },
        new()
        {
            Id = "supabase-token",
            Provider = "Supabase",
            Title = "Supabase access token",
            Shape = "sbp_{=v0_|oauth_|}{H40}",
            MinimumEntropy = 3.0,
            Opens = "the projects of its owner",
            Rotate = "Revoke it under Account, Access tokens.",
            Source = "token-formats 141",
        },
        new()
        {
            Id = "supabase-secret-key",
            Provider = "Supabase",
            Title = "Supabase secret key",
            Shape = "sb_secret_{X31}",
            MinimumEntropy = 3.3,
            Opens = "every row of the project, past row-level security",
            Rotate = "Delete it under Project settings, API keys.",
            Source = "token-formats 141",
        },
        new()
        {
            Id = "elastic-cloud-key",
            Provider = "Elastic Cloud",
            Title = "Elastic Cloud API key",
            Shape = "essu_{[A-Za-z0-9+/_=-]60-200}",
            Opens = "the deployments of the organisation",
            Rotate = "Revoke it under Organization, API keys.",
            Source = "token-formats 143",
        },
        new()
        {
            Id = "cockroachdb-key",
            Provider = "CockroachDB",
            Title = "CockroachDB Cloud API key",
            Shape = "CCDB1_{N22}_{N40}",
            MinimumEntropy = 3.5,
            Opens = "the clusters of the organisation within its roles",
            Rotate = "Delete it under Access management, Service accounts.",
            Source = "token-formats 144",
        },
        new()
        {
            Id = "datastax-token",
            Provider = "DataStax",
            Title = "DataStax Astra token",
            Shape = "AstraCS:{X16-40}:{H64}",
            Opens = "the databases of the organisation within its role",
            Rotate = "Delete it under Settings, Tokens.",
            Source = "token-formats 144",
        },
        new()
        {
            Id = "clickhouse-key",
            Provider = "ClickHouse",
            Title = "ClickHouse Cloud API key secret",
            Shape = "4b1d{N38}",
            MinimumEntropy = 3.8,
            Opens = "the services of the organisation",
            Rotate = RotateClickHouse,
            Source = "token-formats 144",
        },
        new()
        {
            Id = "aiven-token",
            Provider = "Aiven",
            Title = "Aiven token",
            Shape = "aivenv1{X40+}",
            MinimumEntropy = 3.5,
            Opens = "the projects of its owner",
            Rotate = RotateAiven,
            Source = "token-formats 144",
        },
        new()
        {
            Id = "aiven-token-legacy",
            Provider = "Aiven",
            Title = "Aiven token",
            Shape = "{[A-Za-z0-9+/=]372}",
            Near = ["aiven"],
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the projects of its owner",
            Rotate = RotateAiven,
            Source = "token-formats 144",
        },
        new()
        {
            Id = "scalingo-token",
            Provider = "Scalingo",
            Title = "Scalingo API token",
            Shape = "tk-us-{X48}",
            MinimumEntropy = 3.5,
            Opens = "the apps of its owner",
            Rotate = "Revoke it under Account, Tokens.",
            Source = "Scalingo documentation, API tokens",
        },
        new()
        {
            Id = "defined-networking-token",
            Provider = "Defined Networking",
            Title = "Defined Networking API token",
            Shape = "dnkey-{[A-Za-z0-9=_-]26}-{[A-Za-z0-9=_-]52}",
            MinimumEntropy = 3.3,
            Opens = "the networks of the account",
            Rotate = RotateClickHouse,
            Source = "Defined Networking documentation, API keys",
        },
        new()
        {
            Id = "hashicorp-cloud-secret",
            Provider = "HashiCorp Cloud Platform",
            Title = "HashiCorp Cloud Platform client secret",
            Shape = "{X64}",
            Near = ["hcp_client_secret", "hcp-client-secret", "hcpclientsecret"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 4.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the project or organisation, as the service principal",
            Rotate = "Delete the key under Access control, Service principals.",
            Source = "HashiCorp documentation, service principals",
        },
        new()
        {
            Id = "meraki-key",
            Provider = "Cisco Meraki",
            Title = "Cisco Meraki API key",
            Shape = "{H40}",
            Near = ["meraki"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the networks of the organisation",
            Rotate = "Revoke it under My profile, API access.",
            Source = "Cisco documentation, dashboard API",
        },
    ];
}
