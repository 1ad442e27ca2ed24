using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Monitoring and operations. Source: token-formats, rows 183 to 187 and 194.</summary>
internal static class MonitoringRules
{
    private const string RotateNewRelic =
        "Make a new licence key under API keys and delete the old one.";

    private const string RotateSentry =
        "Revoke it under User auth tokens.";

    private const string RotateSumoLogic =
        "Delete it under Preferences, My access keys.";

    private const string RotatePagerDuty =
        "Delete it under API access keys.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "newrelic-user-key",
            Provider = "New Relic",
            Title = "New Relic user key",
            Shape = "NRAK-{UD27}",
            MinimumEntropy = 3.3,
            Opens = "the account as its user",
            Rotate = "Delete it under API keys.",
            Source = "token-formats 183",
        },
        new()
        {
            Id = "newrelic-insert-key",
            Provider = "New Relic",
            Title = "New Relic insights insert key",
            Shape = "NRII-{X32}",
            MinimumEntropy = 3.3,
            Opens = "sending events to the account",
            Rotate = "Delete it under API keys, Insights insert keys.",
            Source = "token-formats 183",
        },
        new()
        {
            Id = "newrelic-query-key",
            Provider = "New Relic",
            Title = "New Relic insights query key",
            Shape = "NRIQ-{X32}",
            MinimumEntropy = 3.3,
            Opens = "querying the events of the account",
            Rotate = "Delete it under API keys, Insights query keys.",
            Source = "token-formats 183",
        },
        new()
        {
            Id = "newrelic-browser-key",
            Provider = "New Relic",
            Title = "New Relic browser key",
            Shape = "NRJS-{H19}",
            Ceiling = Severity.Information,
            MinimumEntropy = 2.8,
            Opens = "sending browser data to the account; public by design",
            Rotate = "Nothing has to be rotated: the key is public by design.",
            Source = "token-formats 183",
        },
        new()
        {
            Id = "newrelic-license-key",
            Provider = "New Relic",
            Title = "New Relic licence key",
            Shape = "{H36}NRAL",
            MinimumEntropy = 3.0,
            Opens = "sending data to the account",
            Rotate = RotateNewRelic,
            Source = "token-formats 183",
        },
        new()
        {
            Id = "newrelic-license-key-eu",
            Provider = "New Relic",
            Title = "New Relic licence key",
            Shape = "{=eu01xx|us01xx|gov01x}{H30}NRAL",
            MinimumEntropy = 3.0,
            Opens = "sending data to the account",
            Rotate = RotateNewRelic,
            Source = "token-formats 183",
        },
        new()
        {
            Id = "datadog-key",
            Provider = "Datadog",
            Title = "Datadog API key",
            Shape = "{H32}",
            Near = ["datadog", "dd_api", "dd-api", "ddapi", "dd_client_api"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "sending data to the organisation",
            Rotate = "Revoke it under Organization settings, API keys.",
            Source = "token-formats 184",
        },
        new()
        {
            Id = "datadog-app-key",
            Provider = "Datadog",
            Title = "Datadog application key",
            Shape = "{H40}",
            Near = ["datadog", "dd_app", "dd-app", "ddapp", "dd-application", "dd_application"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the organisation as its owner, together with an API key",
            Rotate = "Revoke it under Organization settings, Application keys.",
            Source = "token-formats 184",
        },
        new()
        {
            Id = "sentry-org-token",
            Provider = "Sentry",
            Title = "Sentry organisation token",
            Shape = "sntrys_eyJpYXQiO{B10+}{===|=|}_{B43}",
            Opens = "releases and source maps of the organisation",
            Rotate = "Revoke it under Settings, Auth tokens.",
            Source = "token-formats 185",
        },
        new()
        {
            Id = "sentry-user-token",
            Provider = "Sentry",
            Title = "Sentry user token",
            Shape = "sntryu_{H64}",
            MinimumEntropy = 3.0,
            Opens = "the organisation within its scopes",
            Rotate = RotateSentry,
            Source = "token-formats 185",
        },
        new()
        {
            Id = "sentry-token-legacy",
            Provider = "Sentry",
            Title = "Sentry auth token",
            Shape = "{H64}",
            Near = ["sentry api", "sentry_", "sentry-", "sentry.io", "sentrytoken", "sentryauth", "sentryapi", "sentry:", "sentrykey"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the organisation within its scopes",
            Rotate = RotateSentry,
            Source = "token-formats 185",
        },
        new()
        {
            Id = "grafana-service-account",
            Provider = "Grafana",
            Title = "Grafana service account token",
            Shape = "glsa_{N32}_{H8}",
            Proof = TrailingChecksum.Grafana,
            Opens = "the Grafana instance within its role",
            Rotate = "Delete it under Administration, Service accounts.",
            Source = "token-formats 186, P2",
        },
        new()
        {
            Id = "grafana-cloud-token",
            Provider = "Grafana",
            Title = "Grafana Cloud access policy token",
            Shape = "glc_eyJ{[A-Za-z0-9+/=]32-400}",
            Opens = "the stacks within its policy",
            Rotate = "Delete it under Security, Access policies.",
            Source = "token-formats 186",
        },
        new()
        {
            Id = "grafana-api-key",
            Provider = "Grafana",
            Title = "Grafana API key",
            Shape = "eyJrIjoi{[A-Za-z0-9+/=]50-400}",
            Opens = "the Grafana instance within its role",
            Rotate = "Delete it under Administration, API keys.",
            Source = "token-formats 186",
        },
        new()
        {
            Id = "honeycomb-key",
            Provider = "Honeycomb",
            Title = "Honeycomb API key",
            Shape = "{N22-64}",
            Near = ["honeycomb", "hny_api", "x-honeycomb-team"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.3,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the environment within its permissions",
            Rotate = "Delete it under Environment settings, API keys.",
            Source = "token-formats 187",
        },
        new()
        {
            Id = "sumologic-access-id",
            Provider = "Sumo Logic",
            Title = "Sumo Logic access id",
            Shape = "su{N12}",
            Near = ["sumologic", "sumo_", "sumo-"],
            MinimumEntropy = 3.0,
            Opens = "the logs of the account, together with its key",
            Rotate = RotateSumoLogic,
            Source = "token-formats 187",
        },
        new()
        {
            Id = "sumologic-access-key",
            Provider = "Sumo Logic",
            Title = "Sumo Logic access key",
            Shape = "{N64}",
            Near = ["sumologic", "sumo_"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 4.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the logs of the account",
            Rotate = RotateSumoLogic,
            Source = "token-formats 187",
        },
        new()
        {
            Id = "splunk-hec-token",
            Provider = "Splunk",
            Title = "Splunk HTTP event collector token",
            Shape = "{UUID}",
            Near = ["splunk", "hec_token", "hectoken"],
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "sending events to the index",
            Rotate = "Delete the token under Data inputs, HTTP event collector.",
            Source = "token-formats 187",
        },
        new()
        {
            Id = "launchdarkly-key",
            Provider = "LaunchDarkly",
            Title = "LaunchDarkly SDK or API key",
            Shape = "{=sdk-|api-}{UUID}",
            Left = Boundary.Word,
            Opens = "reading every flag; an API key also changes them",
            Rotate = "Reset the SDK key of the environment, or delete the API token.",
            Source = "token-formats 187",
        },
        new()
        {
            Id = "launchdarkly-token",
            Provider = "LaunchDarkly",
            Title = "LaunchDarkly access token",
            Shape = "{X40}",
            Near = ["launchdarkly"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.8,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the flags of the project",
            Rotate = "Reset the token under Account settings, Authorization.",
            Source = "token-formats 187",
        },
        new()
        {
            Id = "pagerduty-key",
            Provider = "PagerDuty",
            Title = "PagerDuty API key",
            Shape = "u+{X18}",
            Near = ["pagerduty", "pager_duty", "pager-duty"],
            MinimumEntropy = 3.0,
            Opens = "the account as its user",
            Rotate = RotatePagerDuty,
            Source = "token-formats 194",
        },
        new()
        {
            Id = "pagerduty-key-general",
            Provider = "PagerDuty",
            Title = "PagerDuty API or routing key",
            Shape = "{X20}",
            Near = ["pagerduty_api", "pagerduty_token", "pagerduty-api", "pagerdutyapi", "pagerduty_key", "pagerduty"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.3,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the account",
            Rotate = RotatePagerDuty,
            Source = "token-formats 194",
        },
        new()
        {
            Id = "pagerduty-routing-key",
            Provider = "PagerDuty",
            Title = "PagerDuty integration key",
            Shape = "{H32}",
            Near = ["pagerduty", "pd_routing", "pd_service_key"],
            Companion = new("{=pagerduty|PagerDuty|PAGERDUTY}", 6),
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "raising incidents of the service",
            Rotate = "Delete the integration of the service and add it again.",
            Source = "token-formats 194",
        },
        new()
        {
            Id = "opsgenie-key",
            Provider = "Opsgenie",
            Title = "Opsgenie API key",
            Shape = "{UUID}",
            Near = ["opsgenie", "geniekey"],
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "alerts and schedules of the team",
            Rotate = "Delete it under Settings, API key management.",
            Source = "token-formats 194",
        },
        new()
        {
            Id = "statuspage-key",
            Provider = "Statuspage",
            Title = "Statuspage API key",
            Shape = "{N36-64}",
            Near = ["statuspage"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the status page",
            Rotate = "Regenerate it under User menu, API info.",
            Source = "token-formats 194",
        },
        new()
        {
            Id = "rollbar-token",
            Provider = "Rollbar",
            Title = "Rollbar access token",
            Shape = "{H32}",
            Near = ["rollbar"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the occurrences of the project",
            Rotate = "Regenerate it under Project access tokens.",
            Source = "Rollbar documentation",
        },
        new()
        {
            Id = "bugsnag-key",
            Provider = "Bugsnag",
            Title = "Bugsnag API key",
            Shape = "{H32}",
            Near = ["bugsnag"],
            Confidence = Confidence.Contextual,
            Ceiling = Severity.Warning,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "sending reports to the project",
            Rotate = "Regenerate it in the project's settings.",
            Source = "Bugsnag documentation",
        },
        new()
        {
            Id = "logzio-token",
            Provider = "Logz.io",
            Title = "Logz.io token",
            Shape = "{N32}",
            Near = ["logzio", "logz.io", "logz_io"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "sending logs to the account",
            Rotate = "Replace it under Settings, Manage tokens.",
            Source = "Logz.io documentation",
        },
        new()
        {
            Id = "loggly-token",
            Provider = "Loggly",
            Title = "Loggly token",
            Shape = "{UUID}",
            Near = ["loggly"],
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "sending logs to the account",
            Rotate = "Retire it under Source setup, Customer tokens.",
            Source = "Loggly documentation",
        },
    ];
}
