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

    // More than a shape of 260 letters and blanks can hold.
    private const int MostWords = 80;

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

    // In the order of the alphabet, which is that of the standard.
    private static readonly Lazy<byte[][]> Words = new(Load);

    /// <summary>Judges words in small letters with single blanks between; words of prose may stand before and behind.</summary>
    public static ProofOutcome Judge(ReadOnlySpan<byte> text)
    {
        Span<int> numbers = stackalloc int[MostWords];
        var count = 0;
        for (var rest = text; !rest.IsEmpty && !IsProven(numbers[..count]);)
        {
            var blank = rest.IndexOf((byte)' ');
            var number = NumberOf(blank < 0 ? rest : rest[..blank]);
            count = number < 0 || count == MostWords ? 0 : count + 1;
            if (count > 0)
            {
                numbers[count - 1] = number;
            }

            rest = blank < 0 ? [] : rest[(blank + 1)..];
        }

        return IsProven(numbers[..count]) && !IsPublished(text) ? ProofOutcome.Proven : ProofOutcome.Disproved;
    }

    private static int NumberOf(ReadOnlySpan<byte> word)
    {
        int from = 0, to = Words.Value.Length - 1;
        while (from <= to)
        {
            var middle = (from + to) / 2;
            var order = word.SequenceCompareTo(Words.Value[middle]);
            if (order == 0)
            {
                return middle;
            }

            (from, to) = order < 0 ? (from, middle - 1) : (middle + 1, to);
        }

        return -1;
    }

    // The last words that were read.
    private static bool IsProven(ReadOnlySpan<int> numbers)
    {
        for (var count = Longest; count >= Shortest; count -= 3)
        {
            if (count <= numbers.Length && Holds(numbers[^count..]))
            {
                return true;
            }
        }

        return false;
    }

    // 128 bits and 4 of the hash, up to 256 and 8.
    private static bool Holds(ReadOnlySpan<int> numbers)
    {
        var repeated = 0;
        for (var i = 1; i < numbers.Length; i++)
        {
            repeated += numbers[..i].Contains(numbers[i]) ? 1 : 0;
        }

        if (repeated > MostRepeated)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[(Longest * BitsOfWord / 8) + 1];
        bytes.Clear();
        for (var bit = 0; bit < numbers.Length * BitsOfWord; bit++)
        {
            var value = (numbers[bit / BitsOfWord] >> (BitsOfWord - 1 - (bit % BitsOfWord))) & 1;
            bytes[bit / 8] |= (byte)(value << (7 - (bit % 8)));
        }

        var checksum = numbers.Length / 3;
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

    private static byte[][] Load()
    {
        using var stream = typeof(Mnemonic).Assembly.GetManifestResourceStream("Mnemonic.words") ?? throw new InvalidOperationException("The words of BIP-39 are not in the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(word => Encoding.ASCII.GetBytes(word.TrimEnd('\r')))];
    }
}
