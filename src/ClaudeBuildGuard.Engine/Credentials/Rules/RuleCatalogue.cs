using System.Collections.Immutable;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Rules;

/// <summary>
/// Every rule of the product. Of two rules that match the same characters equally surely, the earlier one is reported: the particular
/// stand before the general.
/// </summary>
/// <remarks>
/// What has no looks of its own is no rule here: passwords, keys and tokens by their name, connection strings, user and password in a
/// URL, a header or a command line (token-formats, rows 38 to 42, 207 to 211, 219 to 222) are read by <c>Formats</c> and judged by
/// <c>Context</c>, which know placeholders, references and how sure they may be.
/// </remarks>
internal static class RuleCatalogue
{
    private const int UsualFileBytes = 32 * 1024;

    // A family of providers each, in the order of the catalogue.
    private static readonly string[] Families =
    [
        "NuGet", "DevOps", "Entra", "AzureStorage", "AzureServiceKey", "AzureCommonKey", "DotNetConfiguration", "GitHub", "GitLab", "Atlassian",
        "PackageRegistry", "ContinuousIntegration", "Aws", "Google", "Cloud", "Infrastructure", "AiVendor", "Messaging", "Saas", "Payment",
        "Monitoring", "PrivateKey", "PasswordFile", "WebToken",
    ];

    /// <summary>The rules.</summary>
    public static ImmutableArray<CredentialRule> All { get; } = Load();

    private static ImmutableArray<CredentialRule> Load()
    {
        // A cold start pays for every page of fresh memory: the files are read through the same one.
        var bytes = new byte[UsualFileBytes];
        var text = new char[UsualFileBytes];
        var rules = new List<CredentialRule>(512);
        var assembly = typeof(RuleCatalogue).Assembly;
        foreach (var family in Families)
        {
            using var stream = assembly.GetManifestResourceStream(family + ".rules") ?? throw new FormatException($"The rules of '{family}' are not in the assembly.");
            var length = (int)stream.Length;
            if (length > bytes.Length)
            {
                (bytes, text) = (new byte[length], new char[length]);
            }

            stream.ReadExactly(bytes, 0, length);
            RuleFile.Read(family, text.AsSpan(0, Encoding.UTF8.GetChars(bytes, 0, length, text, 0)), rules);
        }

        return [.. rules];
    }
}
