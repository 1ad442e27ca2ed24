using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>CI systems and developer services. Source: token-formats, rows 71 to 75, 87 to 96.</summary>
internal static class ContinuousIntegrationRules
{
    private const string RotateCircleCI =
        "Revoke it under User settings, Personal API tokens (or Project settings, API permissions).";

    private const string RotateCodecov =
        "Regenerate it under Settings, General of the repository in Codecov.";

    private const string RotateSourcegraph =
        "Delete it under Settings, Access tokens.";

    private const string RotateSonar =
        "Revoke it under My account, Security.";

    private const string RotateSnyk =
        "Revoke and regenerate it under Account settings, General.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "circleci-token",
            Provider = "CircleCI",
            Title = "CircleCI API token",
            Shape = "{=CCIPAT_|CCIPRJ_}{N22}_{H40}",
            MinimumEntropy = 3.0,
            Opens = "pipelines and their contexts, as its owner",
            Rotate = RotateCircleCI,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 71",
        },
        new()
        {
            Id = "circleci-token-legacy",
            Provider = "CircleCI",
            Title = "CircleCI API token",
            Shape = "{H40}",
            Near = ["circleci", "circle_token", "circle-token", "circletoken", "circle_ci"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "pipelines and their contexts, as its owner",
            Rotate = RotateCircleCI,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 71",
        },
        new()
        {
            Id = "buildkite-token",
            Provider = "Buildkite",
            Title = "Buildkite token",
            Shape = "{=bkua_|bkaa_|bkaj_|bkar_|bkct_|bkpt_|bkps_|bkpat_}{LD32-64}",
            MinimumEntropy = 3.0,
            Opens = "the organisation, its agents or its pipelines, as its kind says",
            Rotate = "Revoke it under Personal settings, API access tokens (agent tokens: under Agents).",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 72",
        },
        new()
        {
            Id = "travis-token",
            Provider = "Travis CI",
            Title = "Travis CI access token",
            Shape = "{X22}",
            Near = ["travis", "travis_token", "travis_api", "travistoken", "travis-token", "travis_access", "travisci"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.3,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the builds and their variables",
            Rotate = "Regenerate it under Settings, API authentication.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 73",
        },
        new()
        {
            Id = "drone-token",
            Provider = "Drone",
            Title = "Drone CI token",
            Shape = "{N32}",
            Near = ["drone_token", "dronetoken", "drone-token", "droneci", "drone_ci"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.3,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the builds and their secrets",
            Rotate = "Rotate the token on the account page of Drone.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 73",
        },
        new()
        {
            Id = "codecov-token",
            Provider = "Codecov",
            Title = "Codecov token",
            Shape = "{UUID}",
            Near = ["codecov"],
            Confidence = Confidence.Contextual,
            Ceiling = Severity.Warning,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "uploading coverage of the repository",
            Rotate = RotateCodecov,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 73",
        },
        new()
        {
            Id = "codecov-token-legacy",
            Provider = "Codecov",
            Title = "Codecov token",
            Shape = "{LD32}",
            Near = ["codecov_token", "codecov-token", "codecovtoken", "codecov_access"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.3,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "uploading coverage of the repository",
            Rotate = RotateCodecov,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 73",
        },
        new()
        {
            Id = "coveralls-token",
            Provider = "Coveralls",
            Title = "Coveralls repository token",
            Shape = "{N32-37}",
            Near = ["coveralls_repo", "coveralls_token", "coverallstoken", "repo_token"],
            Confidence = Confidence.Contextual,
            Ceiling = Severity.Warning,
            MinimumEntropy = 3.3,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "uploading coverage of the repository",
            Rotate = "Regenerate it in the settings of the repository in Coveralls.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 73",
        },
        new()
        {
            Id = "teamcity-token",
            Provider = "TeamCity",
            Title = "TeamCity access token",
            Shape = "eyJ0eXAiOiAiVENWMiJ9.{X36}.{X48}",
            Proof = JsonWebToken.TeamCity,
            Opens = "the server, as its owner",
            Rotate = "Delete it under Profile, Access tokens.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 74",
        },
        new()
        {
            Id = "jenkins-token",
            Provider = "Jenkins",
            Title = "Jenkins API token",
            Shape = "{H32-34}",
            Near = ["jenkins"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the server and its credentials, as its owner",
            Rotate = "Revoke it under Configure, API token of the user.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 75",
        },
        new()
        {
            Id = "sourcegraph-token",
            Provider = "Sourcegraph",
            Title = "Sourcegraph access token",
            Shape = "sgp_{=local_|}{H40}",
            MinimumEntropy = 3.0,
            Opens = "reading all code that its owner can read",
            Rotate = RotateSourcegraph,
            Source = "token-formats 87",
        },
        new()
        {
            Id = "sourcegraph-instance-token",
            Provider = "Sourcegraph",
            Title = "Sourcegraph access token",
            Shape = "sgp_{HX16}_{H40}",
            MinimumEntropy = 3.0,
            Opens = "reading all code that its owner can read",
            Rotate = RotateSourcegraph,
            Source = "token-formats 87",
        },
        new()
        {
            Id = "segment-token",
            Provider = "Segment",
            Title = "Segment public API token",
            Shape = "sgp_{N64}",
            MinimumEntropy = 3.5,
            Opens = "the workspace, its sources and destinations",
            Rotate = "Revoke it under Settings, Workspace settings, Access management, Tokens.",
            Source = "token-formats 87 and 188",
        },
        new()
        {
            Id = "gitea-token",
            Provider = "Gitea",
            Title = "Gitea or Forgejo access token",
            Shape = "{H40}",
            Near = ["gitea", "forgejo", "codeberg", "gitter"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the repositories of its owner",
            Rotate = "Delete it under Settings, Applications.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 88",
        },
        new()
        {
            Id = "sonar-token",
            Provider = "Sonar",
            Title = "SonarQube or SonarCloud token",
            Shape = "{=sqp_|squ_|sqa_}{H40}",
            MinimumEntropy = 3.0,
            Opens = "analyses and code of the projects that it covers",
            Rotate = RotateSonar,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 89",
        },
        new()
        {
            Id = "sonar-token-legacy",
            Provider = "Sonar",
            Title = "SonarQube or SonarCloud token",
            Shape = "{H40}",
            Near = ["sonar"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "analyses and code of the projects that it covers",
            Rotate = RotateSonar,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 89",
        },
        new()
        {
            Id = "snyk-token",
            Provider = "Snyk",
            Title = "Snyk API token",
            Shape = "{UUID}",
            Near = ["snyk"],
            Confidence = Confidence.Contextual,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the projects and vulnerabilities of the organisation",
            Rotate = RotateSnyk,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 90",
        },
        new()
        {
            Id = "snyk-pat",
            Provider = "Snyk",
            Title = "Snyk personal access token",
            Shape = "snyk_{=uat|sat}.{X8}.{X20+}",
            Opens = "the projects and vulnerabilities of the organisation",
            Rotate = RotateSnyk,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 90",
        },
        new()
        {
            Id = "harness-token",
            Provider = "Harness",
            Title = "Harness API key",
            Shape = "{=pat.|sat.}{X22}.{H24}.{N20}",
            MinimumEntropy = 3.0,
            Opens = "the account, as the user or service account",
            Rotate = "Delete it under API keys of the user or service account.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 91",
        },
        new()
        {
            Id = "infracost-key",
            Provider = "Infracost",
            Title = "Infracost API key",
            Shape = "ico-{N32}",
            MinimumEntropy = 3.5,
            Opens = "the cost reports of the organisation",
            Rotate = "Rotate it under Org settings, API tokens.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 92",
        },
        new()
        {
            Id = "scalr-token",
            Provider = "Scalr",
            Title = "Scalr or Spacelift API token",
            Shape = "{X40-200}",
            Near = ["scalr_token", "scalr_hostname", "spacelift_api_key_secret", "spacelift_secret"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.8,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the infrastructure that the account manages",
            Rotate = "Delete it in the account's API tokens and make a new one.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 92",
        },
        new()
        {
            Id = "dependency-track-key",
            Provider = "Dependency-Track",
            Title = "Dependency-Track API key",
            Shape = "odt_{N32-255}",
            MinimumEntropy = 3.5,
            Opens = "the projects and findings that its team may see or change",
            Rotate = "Delete it under Administration, Teams.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 93",
        },
        new()
        {
            Id = "postman-key",
            Provider = "Postman",
            Title = "Postman API key",
            Shape = "PMAK-{H24}-{H34}",
            MinimumEntropy = 3.0,
            Opens = "collections, environments and their variables",
            Rotate = "Regenerate it under Settings, API keys.",
            Source = "token-formats 95",
        },
        new()
        {
            Id = "readme-key",
            Provider = "ReadMe",
            Title = "ReadMe API key",
            Shape = "rdme_{LD70}",
            MinimumEntropy = 3.0,
            Opens = "the documentation project",
            Rotate = "Delete it under Configuration, API keys.",
            Source = "token-formats 96",
        },
        new()
        {
            Id = "mergify-key",
            Provider = "Mergify",
            Title = "Mergify application key",
            Shape = "mergify_application_key_{X20+}",
            Opens = "the merge queue of the organisation",
            Rotate = "Delete the application in the Mergify dashboard.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 96",
        },
        new()
        {
            Id = "prefect-key",
            Provider = "Prefect",
            Title = "Prefect API key",
            Shape = "{=pnu_|pnb_}{N36}",
            MinimumEntropy = 3.5,
            Opens = "the workspaces of its owner",
            Rotate = "Delete it under API keys of the profile.",
            Source = "token-formats Prefect documentation, API keys",
        },
        new()
        {
            Id = "apify-token",
            Provider = "Apify",
            Title = "Apify API token",
            Shape = "apify_api_{N36}",
            Proof = TrailingChecksum.Apify,
            Opens = "the actors, runs and data of its owner",
            Rotate = "Rotate it under Settings, Integrations.",
            Source = "token-formats P14",
        },
        new()
        {
            Id = "zuplo-key",
            Provider = "Zuplo",
            Title = "Zuplo API key",
            Shape = "zpka_{N32}_{H8}",
            Proof = TrailingChecksum.Zuplo,
            Opens = "the API behind the gateway, as its consumer",
            Rotate = "Delete the key of the consumer and make a new one.",
            Source = "token-formats P11",
        },
    ];
}
