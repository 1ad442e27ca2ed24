using System.Collections.Immutable;
using System.Globalization;
using ClaudeBuildGuard.Engine.Credentials;
using ClaudeBuildGuard.Engine.Findings;

namespace ClaudeBuildGuard.Engine.Controls.Credentials;

/// <summary>Says of a hit what a person must know: what leaked, where, what it opens, where it is revoked and what replaces it.</summary>
internal static class CredentialFinding
{
    /// <summary>A credential in the tree.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="hit">What was found.</param>
    /// <param name="isIgnored">True when git ignores the file: local values may stay there once the agent is denied it.</param>
    public static Finding InTree(string path, CredentialHit hit, bool isIgnored = false) =>
        new(
            CredentialDiagnostics.InWorkingTree,
            Place(path, hit),
            $"{Subject(path, hit)} {Opens(hit)}",
            $"{hit.Kind.Rotate} {hit.Kind.Replacement}{(isIgnored ? " Git ignores the file: if the value has to stay there, 'claude-build-guard init' denies it to the agent, and this finding goes." : string.Empty)}")
        {
            Severity = CredentialSeverity.Of(hit, path),
            Identity = $"{hit.Kind.Id} {hit.KeyName} {hit.SecretTag}",
            Properties = Facts(hit),
        };

    /// <summary>The place of a hit in a file.</summary>
    public static Location Place(string path, CredentialHit hit) => new(path, hit.Line, hit.Column, hit.Line, hit.EndColumn);

    /// <summary>The hit as the machine-readable formats show it.</summary>
    public static ImmutableSortedDictionary<string, string> Facts(CredentialHit hit)
    {
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        facts["rule"] = hit.Kind.Id;
        facts["provider"] = hit.Kind.Provider;
        facts["confidence"] = hit.Confidence.ToString().ToLowerInvariant();
        facts["preview"] = hit.Preview;
        facts["offset"] = hit.Offset.ToString(CultureInfo.InvariantCulture);
        if (hit.KeyName.Length > 0)
        {
            facts["key"] = hit.KeyName;
        }

        if (hit.Inside.Length > 0)
        {
            facts["inside"] = hit.Inside;
        }

        return facts.ToImmutable();
    }

    /// <summary>Which credential stands where, and how sure that is.</summary>
    public static string Subject(string path, CredentialHit hit)
    {
        var key = hit.KeyName.Length > 0 ? $" under '{hit.KeyName}'" : string.Empty;
        var inside = hit.Inside.Length > 0 ? $", inside {hit.Inside}" : string.Empty;
        return $"'{path}' holds {WithArticle(hit.Kind.Title)}{key}{inside}: {hit.Preview}, {Certainty(hit.Confidence)}{(hit.IsExpired ? ", and expired" : string.Empty)}.";
    }

    /// <summary>What it opens.</summary>
    public static string Opens(CredentialHit hit) => $"It opens {hit.Kind.Opens.TrimEnd('.')}.";

    private static string Certainty(Confidence confidence) => confidence switch
    {
        Confidence.Proven => "proven by its own checksum or structure",
        Confidence.Specific => "known by its provider's marker and shape",
        _ => "judged by its name and value",
    };

    private static string WithArticle(string title)
    {
        // "an SSH key", "a URL": the letter's sound counts where a title begins with an abbreviation.
        var abbreviation = title.Length > 1 && char.IsAsciiLetterUpper(title[0]) && char.IsAsciiLetterUpper(title[1]);
        var vowel = abbreviation ? "AEFHILMNORSX".Contains(title[0], StringComparison.Ordinal) : "AEIOaeio".Contains(title[0], StringComparison.Ordinal);
        return $"{(vowel ? "an" : "a")} {title}";
    }
}
