using ClaudeBuildGuard.Engine.Configuration;
using ClaudeBuildGuard.Engine.Controls;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine;

/// <summary>The configuration of a run, with its rules tried on their samples.</summary>
internal static class LoadedConfiguration
{
    /// <summary>Reads the configuration of a run; the defaults when there is no file.</summary>
    /// <param name="options">The run.</param>
    /// <param name="findings">Receives CBG0004 for each mistake: a rule that misses a sample of its own is one.</param>
    public static GuardConfiguration Of(GuardOptions options, IFindings findings)
    {
        var configuration = ConfigurationReader.Read(options, () => DiagnosticCatalogue.All, findings);
        foreach (var rule in configuration.CredentialRules)
        {
            Report(CustomRule.Try(rule, rule.Matches).Count(isFound => !isFound), "matches", "does not match");
            Report(CustomRule.Try(rule, rule.DoesNotMatch).Count(isFound => isFound), "doesNotMatch", "matches");

            void Report(int count, string list, string verdict)
            {
                // How many, not which: a sample may be a credential after all.
                if (count > 0)
                {
                    findings.Report(new Finding(
                        GuardDiagnostics.ConfigurationInvalid,
                        new Location(ConfigurationReader.ShownPath(options), rule.Line),
                        $"The rule '{rule.Id}' {verdict} {(count == 1 ? "a sample" : $"{count} samples")} of its '{list}'.",
                        "Mend the rule's 'prefix', 'pattern', 'keywords' or 'minimumEntropy', or the sample.")
                    {
                        Identity = $"{rule.Id} {list}",
                    });
                }
            }
        }

        return configuration;
    }
}
