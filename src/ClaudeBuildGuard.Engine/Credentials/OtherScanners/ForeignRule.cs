using ClaudeBuildGuard.Engine.Credentials.Context;
using ClaudeBuildGuard.Engine.Credentials.Rules;

namespace ClaudeBuildGuard.Engine.Credentials.OtherScanners;

/// <summary>What the name of another scanner's rule means among the kinds of this one.</summary>
internal static class ForeignRule
{
    // Names by which others call a provider that has another name here.
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["1password"] = "onepassword",
        ["artifactory"] = "jfrog",
        ["droneci"] = "drone",
        ["entra"] = "azure",
        ["firebase"] = "google",
        ["flyio"] = "fly",
        ["gcp"] = "google",
        ["hashicorp"] = "terraform",
        ["jwt"] = "json",
        ["microsoft"] = "teams",
        ["new"] = "newrelic",
        ["privatekey"] = "private",
        ["putty"] = "private",
        ["raw"] = "private",
        ["sendinblue"] = "brevo",
        ["togetherai"] = "together",
        ["travisci"] = "travis",
        ["weights"] = "wandb",
    };

    private static readonly Lazy<HashSet<string>> Providers = new(() => [.. RuleCatalogue.All.Select(r => FirstWord(r.Id))]);

    /// <summary>
    /// True when an acceptance for a rule of another scanner may stand for a finding at the same place. Only two rules of different
    /// providers speak of different credentials; a name that says nothing here, or a finding that is known by its name alone, is
    /// taken for the same.
    /// </summary>
    /// <param name="name">The other scanner's name of its rule.</param>
    /// <param name="kind">What was found.</param>
    public static bool MayBe(string name, CredentialKind kind)
    {
        if (name.Equals(kind.Id, StringComparison.OrdinalIgnoreCase) || kind is ContextKind)
        {
            return true;
        }

        return kind is not CustomKind && (FirstWord(Bare(name)) is var provider) && (!Providers.Value.Contains(provider) || provider == FirstWord(kind.Id));
    }

    /// <summary>True when a rule of another scanner finds what this kind is and nothing else that it finds has another kind.</summary>
    /// <param name="name">The other scanner's name of its rule.</param>
    /// <param name="kind">What was found.</param>
    public static bool Is(string name, CredentialKind kind) =>
        name.Equals(kind.Id, StringComparison.OrdinalIgnoreCase)
        || (kind is not CustomKind && GitleaksDefaults.KindsOf(name) is { } kinds && kinds.Contains(kind.Id));

    // @secretlint/secretlint-rule-aws, secretlint-rule-aws and aws are one.
    private static string Bare(string name)
    {
        name = name[(name.LastIndexOf('/') + 1)..].ToLowerInvariant();
        return name.StartsWith("secretlint-rule-", StringComparison.Ordinal) ? name["secretlint-rule-".Length..] : name;
    }

    private static string FirstWord(string id)
    {
        var word = id.Split('-', 2)[0];
        return OtherNames.GetValueOrDefault(word, word);
    }
}
