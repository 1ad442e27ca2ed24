using System.Collections.Immutable;
using ClaudeBuildGuard.Engine.Credentials.Proofs;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>Package registries and artifact stores. Source: token-formats, rows 76 to 86 and 94.</summary>
internal static class PackageRegistryRules
{
    private const string RotateNpm =
        "Run 'npm token revoke ID' (or Access tokens on the website) and make a granular token that expires.";

    public static ImmutableArray<CredentialRule> All { get; } =
    [
        new()
        {
            Id = "npm-token",
            Provider = "npm",
            Title = "npm access token",
            Shape = "npm_{N36}",
            Proof = TrailingChecksum.GitHub,
            Opens = "publishing and reading the packages of its owner",
            Rotate = RotateNpm,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 76, P1",
        },
        new()
        {
            Id = "npm-token-legacy",
            Provider = "npm",
            Title = "npm access token in .npmrc",
            Shape = "_authToken={S0-1}({UUID})",
            Left = Boundary.None,
            Opens = "publishing and reading the packages of its owner",
            Rotate = RotateNpm,
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 76",
        },
        new()
        {
            Id = "npmrc-auth",
            Provider = "npm",
            Title = "registry credential in .npmrc",
            Shape = "{=_authToken|_auth|_password}{S0-1}={S0-1}({=\"|}{[!#-&(-;=?-z|~]16-400})",
            Files = [".npmrc", "npmrc", "*.npmrc"],
            MinimumEntropy = 3.0,
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "the registry that the line names",
            Rotate = "Revoke the token at the registry and make a new one; write ${NPM_TOKEN} in its place.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 212",
        },
        new()
        {
            Id = "pypi-token",
            Provider = "PyPI",
            Title = "PyPI API token",
            Shape = "pypi-{=AgEIcHlwaS5vcmc|AgENdGVzdC5weXBpLm9yZw}{X50-1000}",
            Proof = DecodedStructure.PyPi,
            Opens = "publishing the projects it covers",
            Rotate = "Delete it under Account settings, API tokens; prefer trusted publishing, which stores none.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 77, P22",
        },
        new()
        {
            Id = "rubygems-key",
            Provider = "RubyGems",
            Title = "RubyGems API key",
            Shape = "rubygems_{H48}",
            MinimumEntropy = 3.0,
            Opens = "publishing the gems of its owner",
            Rotate = "Delete it under Settings, API keys of RubyGems.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 78",
        },
        new()
        {
            Id = "crates-io-token",
            Provider = "crates.io",
            Title = "crates.io API token",
            Shape = "cio{N32}",
            MinimumEntropy = 3.5,
            Opens = "publishing the crates of its owner",
            Rotate = "Revoke it at https://crates.io/settings/tokens.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 79",
        },
        new()
        {
            Id = "docker-hub-pat",
            Provider = "Docker Hub",
            Title = "Docker Hub access token",
            Shape = "dckr_{=pat|oat}_{X27-32}",
            MinimumEntropy = 3.0,
            Opens = "pulling and pushing the images of its owner",
            Rotate = "Delete it under Account settings, Personal access tokens of Docker Hub.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 80",
        },
        new()
        {
            Id = "docker-config-auth",
            Provider = "Docker",
            Title = "registry credential in a Docker configuration",
            Shape = "\"auth\"{S0-1}:{S0-1}\"({B16-400}{===|=|})\"",
            Near = ["auths", "index.docker.io", "registry", "dockerconfig", "https://", ".azurecr.io", "ghcr.io"],
            Left = Boundary.None,
            Right = Boundary.None,
            Opens = "the registry that its entry names",
            Rotate = "Change the password or delete the token at the registry, then 'docker logout' and use a credential helper.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 80 and 212",
        },
        new()
        {
            Id = "docker-swarm-token",
            Provider = "Docker Swarm",
            Title = "Docker Swarm join token",
            Shape = "SWMTKN-1-{LD50}-{LD25}",
            MinimumEntropy = 3.0,
            Opens = "joining the swarm as worker or manager, with its secrets",
            Rotate = "Run 'docker swarm join-token --rotate worker' and the same for manager.",
            Source = "token-formats 81",
        },
        new()
        {
            Id = "docker-swarm-key",
            Provider = "Docker Swarm",
            Title = "Docker Swarm unlock key",
            Shape = "SWMKEY-1-{B40-50}",
            MinimumEntropy = 3.0,
            Opens = "decrypting the raft logs of the swarm",
            Rotate = "Run 'docker swarm unlock-key --rotate'.",
            Source = "token-formats 81",
        },
        new()
        {
            Id = "jfrog-api-key",
            Provider = "JFrog",
            Title = "JFrog API key",
            Shape = "AKCp{N69-70}",
            Proof = DecodedStructure.JFrogApiKey,
            Opens = "the repositories of the JFrog platform, as its owner",
            Rotate = "Revoke it in the user's profile of the JFrog platform; API keys are at their end of life, use an access token.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 82, P17",
        },
        new()
        {
            Id = "jfrog-reference-token",
            Provider = "JFrog",
            Title = "JFrog reference token",
            Shape = "cmVmdGtu{N56}",
            Proof = DecodedStructure.JFrogReference,
            Opens = "the repositories of the JFrog platform, as its subject",
            Rotate = "Revoke it under Access tokens in Administration of the JFrog platform.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 83, P17",
        },
        new()
        {
            Id = "jfrog-identity-token",
            Provider = "JFrog",
            Title = "JFrog identity token",
            Shape = "{N64}",
            Near = ["jfrog", "artifactory"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 4.0,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "the repositories of the JFrog platform, as its owner",
            Rotate = "Revoke it under Edit profile, Identity tokens of the JFrog platform.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 83",
        },
        new()
        {
            Id = "cloudsmith-key",
            Provider = "Cloudsmith",
            Title = "Cloudsmith API key",
            Shape = "csa_{H30}{N6}",
            MinimumEntropy = 3.0,
            Opens = "the repositories of its owner",
            Rotate = "Regenerate it under User settings, API key.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 84",
        },
        new()
        {
            Id = "clojars-token",
            Provider = "Clojars",
            Title = "Clojars deploy token",
            Shape = "CLOJARS_{N60}",
            MinimumEntropy = 3.0,
            IgnoreCase = true,
            Opens = "deploying the artifacts of its owner",
            Rotate = "Disable it under Deploy tokens.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 85",
        },
        new()
        {
            Id = "packagist-token",
            Provider = "Packagist",
            Title = "Packagist API token",
            Shape = "{X20-80}",
            Near = ["packagist_token", "packagist_api", "packagisttoken", "hex_api_key", "hexpm_key", "pub_token"],
            Confidence = Confidence.Contextual,
            MinimumEntropy = 3.5,
            Left = Boundary.Run,
            Right = Boundary.Run,
            Opens = "updating and publishing the packages of its owner",
            Rotate = "Show a new token on the profile page, which ends the old one.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 86",
        },
        new()
        {
            Id = "deno-token",
            Provider = "Deno",
            Title = "Deno access token",
            Shape = "{=ddp_|ddw_}{N36}",
            MinimumEntropy = 3.5,
            Opens = "deploying to the projects of its owner",
            Rotate = "Revoke it at https://dash.deno.com/account.",
            Replacement = Replacements.PipelineSecret,
            Source = "token-formats 94",
        },
    ];
}
