using System.Text;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Setup;

/// <summary>The files of the review gate that do not depend on the repository.</summary>
internal static class ReviewTexts
{
    // Pinned to the commit and the version that were looked at; an update is a reviewed change like any other.
    private const string Checkout = "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2";

    /// <summary>A ruleset as GitHub exports and imports it.</summary>
    public const string Ruleset =
        """
        {
          "name": "Two reviewers",
          "target": "branch",
          "enforcement": "active",
          "conditions": {
            "ref_name": {
              "include": ["~DEFAULT_BRANCH"],
              "exclude": []
            }
          },
          "rules": [
            {
              "type": "pull_request",
              "parameters": {
                "required_approving_review_count": 2,
                "dismiss_stale_reviews_on_push": true,
                "require_code_owner_review": true,
                "require_last_push_approval": true,
                "required_review_thread_resolution": true
              }
            }
          ],
          "bypass_actors": []
        }

        """;

    // The injection, cryptography, deserialisation, XML and transport rules of the platform; other warnings stay warnings.
    private const string SecurityRules =
        "CA2100;CA2300;CA2301;CA2302;CA2305;CA2310;CA2311;CA2312;CA2315;CA2321;CA2322;CA2326;CA2327;CA2328;CA2329;CA2330;CA3001;CA3002;CA3003;CA3004;CA3006;CA3007;CA3011;CA3012;"
        + "CA3061;CA3075;CA3076;CA3077;CA3147;CA5350;CA5351;CA5358;CA5359;CA5360;CA5364;CA5365;CA5366;CA5369;CA5370;CA5371;CA5372;CA5379;CA5384;CA5385;CA5386;CA5397;CA5403;CA5404;CA5405";

    /// <summary>The workflow for GitHub.</summary>
    /// <param name="analysis">With static analysis.</param>
    /// <param name="secondPass">With a review by another session.</param>
    /// <param name="solution">What the analysis builds, relative to the root; empty where <c>dotnet build</c> finds it there.</param>
    public static string Workflow(bool analysis, bool secondPass, string solution)
    {
        var built = solution.Length == 0 ? string.Empty : TypedPath.Of(solution) + " ";
        var text = new StringBuilder(
            """
            name: Security review

            on:
              pull_request:

            permissions:
              contents: read

            jobs:

            """);
        if (analysis)
        {
            text.Append(
                $"""
                  analysis:
                    runs-on: ubuntu-latest
                    timeout-minutes: 30
                    steps:
                      - uses: {Checkout}
                        with:
                          # The guard in this build judges the whole history.
                          fetch-depth: 0
                          persist-credentials: false
                      - name: The platform's security rules as errors
                        run: >-
                          dotnet build {built}-p:AnalysisModeSecurity=All "-warnaserror:{SecurityRules}"

                """);
        }

        if (secondPass)
        {
            text.Append(
                $$$"""
                  second-pass:
                    # Code of strangers does not reach a session that holds a secret.
                    if: github.event.pull_request.head.repo.full_name == github.repository
                    runs-on: ubuntu-latest
                    timeout-minutes: 20
                    steps:
                      - uses: {{{Checkout}}}
                        with:
                          fetch-depth: 0
                          persist-credentials: false
                      - name: Another session reviews the change
                        env:
                          ANTHROPIC_API_KEY: ${{ secrets.ANTHROPIC_API_KEY }}
                        run: >-
                          npx --yes {{{ReviewedClient.Package}}} -p "/security-review"
                          --setting-sources user --permission-mode dontAsk
                          --allowedTools "Read" "Grep" "Glob" "Bash(git diff:*)" "Bash(git log:*)" "Bash(git show:*)" "Bash(git status:*)"

                """);
        }

        return text.ToString();
    }
}
