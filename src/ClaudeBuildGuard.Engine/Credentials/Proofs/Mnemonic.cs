using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace ClaudeBuildGuard.Engine.Credentials.Proofs;

/// <summary>
/// The words that a wallet is restored from: 12, 15, 18, 21 or 24 of the 2,048 English words of BIP-39, eleven bits each, of which the
/// last ones are the beginning of the SHA-256 of those before. Source: token-formats, P21; the words are those of the standard.
/// </summary>
internal static class Mnemonic
{
    private const int BitsOfWord = 11;
    private const int Shortest = 12;
    private const int Longest = 24;

    // Of drawn words hardly two are equal; samples repeat theirs: "abandon abandon … about", "zoo zoo … wrong".
    private const int MostRepeated = 2;

    // What Ganache, Truffle and Hardhat begin with, and what their manuals print.
    private static readonly string[] Published =
    [
        "candy maple cake sugar pudding cream honey rich smooth crumble sweet treat",
        "myth like bonus scare over problem client lizard pioneer submit female collect",
        "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
        "legal winner thank year wave sausage worth useful legal winner thank yellow",
    ];

    private static readonly Lazy<FrozenDictionary<string, int>> Words = new(Load);

    /// <summary>Judges words in small letters with single blanks between; words of prose may stand before and behind.</summary>
    public static ProofOutcome Judge(ReadOnlySpan<byte> text)
    {
        var numbers = new List<int>();
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] != ' ')
            {
                continue;
            }

            if (Words.Value.TryGetValue(Encoding.ASCII.GetString(text[start..at]), out var number))
            {
                numbers.Add(number);
            }
            else if (IsProven(numbers))
            {
                break;
            }
            else
            {
                numbers.Clear();
            }

            start = at + 1;
        }

        return IsProven(numbers) && !IsPublished(text) ? ProofOutcome.Proven : ProofOutcome.Disproved;
    }

    private static bool IsProven(List<int> numbers)
    {
        for (var count = Longest; count >= Shortest; count -= 3)
        {
            for (var from = 0; from + count <= numbers.Count; from++)
            {
                if (Holds(numbers.GetRange(from, count)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // 128 bits and 4 of the hash, up to 256 and 8.
    private static bool Holds(List<int> numbers)
    {
        if (numbers.Count - numbers.Distinct().Count() > MostRepeated)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[(Longest * BitsOfWord / 8) + 1];
        bytes.Clear();
        for (var bit = 0; bit < numbers.Count * BitsOfWord; bit++)
        {
            var value = (numbers[bit / BitsOfWord] >> (BitsOfWord - 1 - (bit % BitsOfWord))) & 1;
            bytes[bit / 8] |= (byte)(value << (7 - (bit % 8)));
        }

        var checksum = numbers.Count / 3;
        var entropy = checksum * 4;
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes[..entropy], hash);
        return bytes[entropy] >> (8 - checksum) == hash[0] >> (8 - checksum);
    }

    private static bool IsPublished(ReadOnlySpan<byte> text)
    {
        var words = Encoding.ASCII.GetString(text);
        return Array.Exists(Published, p => words.Contains(p, StringComparison.Ordinal));
    }

    private static FrozenDictionary<string, int> Load()
    {
        using var stream = typeof(Mnemonic).Assembly.GetManifestResourceStream("Mnemonic.words") ?? throw new InvalidOperationException("The words of BIP-39 are not in the assembly.");
        using var reader = new StreamReader(stream);
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } word)
        {
            words.Add(word, words.Count);
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
