using System.Text;
using ClaudeBuildGuard.Engine.Credentials;

namespace ClaudeBuildGuard.Testing.Corpus;

/// <summary>A text of the corpus and what is in it.</summary>
/// <param name="RuleId">The rule it is for or against.</param>
/// <param name="Name">What the case is, without the credential.</param>
/// <param name="Path">The file it would stand in.</param>
/// <param name="Content">The bytes.</param>
/// <param name="SecretStart">Where the credential stands; -1 in a text without one.</param>
/// <param name="SecretLength">Its length in bytes.</param>
internal sealed record CorpusCase(string RuleId, string Name, string Path, byte[] Content, int SecretStart, int SecretLength)
{
    public override string ToString() => Name;
}

/// <summary>Cases for and against every rule, made from a seed.</summary>
internal static class CredentialCorpus
{
    /// <summary>The credential of a rule in every carrier that can hold it.</summary>
    public static IEnumerable<CorpusCase> For(CredentialRule rule, TokenMint mint)
    {
        if (CredentialSamples.IsFile(rule))
        {
            var file = CredentialSamples.File(rule, mint);
            yield return new CorpusCase(rule.Id, $"{rule.Id} as a file", FileName(rule) ?? "keys/file.bin", file, 0, file.Length);
            yield break;
        }

        foreach (var carrier in Carrier.All)
        {
            var (whole, secret) = CredentialSamples.Of(rule, mint);
            if (Carries(carrier, whole))
            {
                yield return Write(rule, carrier, whole, secret, mint, $"{rule.Id} in {carrier.Name}");
            }
        }

        if (rule.Shape.Anchors.IsEmpty)
        {
            yield break;
        }

        var (bare, part) = CredentialSamples.Of(rule, mint);
        yield return Write(rule, Bare, bare, part, mint, $"{rule.Id} bare");
    }

    /// <summary>Texts that are no credential of the rule, each by one step: a character too few, a wrong one, too many beside it.</summary>
    public static IEnumerable<CorpusCase> Against(CredentialRule rule, TokenMint mint)
    {
        if (CredentialSamples.IsFile(rule) || rule.Left == Boundary.None || rule.Right == Boundary.None)
        {
            yield break;
        }

        var carrier = Carrier.All[2];
        var (whole, _) = CredentialSamples.Of(rule, mint);
        foreach (var (name, text) in Misses(rule, whole, mint))
        {
            var miss = Write(rule, carrier, text, text, mint, $"{rule.Id}, {name}");
            yield return miss with { SecretStart = -1, SecretLength = 0 };
        }
    }

    private static Carrier Bare { get; } = new("nothing", "notes.txt", text => text, (_, value) => value + "\n");

    private static IEnumerable<(string Name, string Text)> Misses(CredentialRule rule, string whole, TokenMint mint)
    {
        if (HasFixedEnd(rule))
        {
            yield return ("one character short", whole[..^1]);
            yield return ("one character longer", whole + mint.Text(TokenMint.Alphanumeric, 1));
            yield return ("inside an identifier", mint.Text(TokenMint.Lower, 5) + whole);
            yield return ("with a character outside its alphabet", whole[..(whole.Length * 2 / 3)] + "\u00a7" + whole[((whole.Length * 2 / 3) + 1)..]);
        }

        if (CredentialSamples.HasChecksum(rule))
        {
            var place = whole.Length * 2 / 3;
            yield return ("with a wrong checksum", whole[..place] + Other(whole[place]) + whole[(place + 1)..]);
        }
    }

    private static char Other(char c) => c switch
    {
        >= 'a' and < 'z' or >= 'A' and < 'Z' or >= '2' and < '7' => (char)(c + 1),
        'z' => 'a',
        'Z' => 'A',
        _ => c == '2' ? '3' : '2',
    };

    private static bool HasFixedEnd(CredentialRule rule) =>
        rule.Shape.Text.EndsWith('}') && !rule.Shape.Text.Contains('+', StringComparison.Ordinal) && !System.Text.RegularExpressions.Regex.IsMatch(rule.Shape.Text, @"[A-Z]\d+-\d+\}|\]\d+-\d+\}|\|\}");

    private static bool Carries(Carrier carrier, string whole) =>
        !whole.Contains('\n', StringComparison.Ordinal)
        && !(carrier.Name == "XML" && whole.Contains('\'', StringComparison.Ordinal))
        && !(whole.Contains('"', StringComparison.Ordinal) || (whole.Contains(' ', StringComparison.Ordinal) && carrier.Name is "environment file" or "Dockerfile" or "plain YAML"));

    private static CorpusCase Write(CredentialRule rule, Carrier carrier, string whole, string secret, TokenMint mint, string name)
    {
        var text = new StringBuilder();
        if (rule.Companion is { } companion)
        {
            text.AppendLine(carrier.Comment(new ShapeWriter(mint).Write(companion.Shape.Text).Whole));
        }

        var word = rule.Near.IsEmpty ? string.Empty : rule.Near[mint.Number(rule.Near.Length)];
        var isName = word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        if (word.Length > 0 && (!isName || ReferenceEquals(carrier, Bare)))
        {
            text.AppendLine(carrier.Comment("see " + word));
        }

        // A value without a mark below a comment takes a name that says that it is a secret; one with a mark takes none.
        var setting = rule.Confidence == Confidence.Contextual && rule.Shape.Anchors.IsEmpty ? "AppKey" : "Setting";
        text.Append(carrier.Assign(isName ? word + (word.EndsWith('_') ? "key" : string.Empty) : setting, whole));
        var content = text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
        var at = content.LastIndexOf(secret, StringComparison.Ordinal);
        return new CorpusCase(rule.Id, name, FileName(rule) ?? carrier.Path, Encoding.UTF8.GetBytes(content), at, secret.Length);
    }

    private static string? FileName(CredentialRule rule) => rule.Files.IsDefaultOrEmpty ? null : rule.Files[0].Replace("*", "file", StringComparison.Ordinal);
}
