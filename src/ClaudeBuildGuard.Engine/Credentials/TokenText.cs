using System.Buffers.Text;
using System.Text;
using ClaudeBuildGuard.Engine.Credentials.Context;

namespace ClaudeBuildGuard.Engine.Credentials;

/// <summary>
/// The tests that every token passes whatever its provider: is it a documentation sample, a mask, or typed on a keyboard?
/// </summary>
internal static class TokenText
{
    // How many characters at the end of a token tell whether it is spelt out.
    private const int SpeltBytes = 20;
    private const int OneCaseBytes = 24;

    private static readonly ByteClass SpeltSigns = ByteClass.OfRanges("a-zA-Z_-");

    // So many letters or digits that follow one another are no chance.
    private const int LeastInOrder = 4;

    private static readonly byte[][] SampleWords =
    [
        .. new[]
        {
            "example", "placeholder", "redacted", "xxxxx", "your_", "your-", "yourkey", "yourtoken", "yourapi", "changeme", "dummy", "notareal", "not_a_real",
            "*****", "00000000", ".....",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    // Bytes counted up from nothing, in base64 and in hexadecimal: the keys of examples.
    private static readonly byte[][] CountedBytes = ["AAECAwQFBgcI"u8.ToArray(), "000102030405060708"u8.ToArray(), "00112233445566778899"u8.ToArray(), "0123456789abcdef"u8.ToArray()];

    /// <summary>True for a GUID in its usual form, with hyphens and nothing around it.</summary>
    public static bool IsGuid(ReadOnlySpan<byte> text) => text.Length == 36 && Utf8Parser.TryParse(text, out Guid _, out var used) && used == 36;

    /// <summary>Bits of Shannon entropy for each byte.</summary>
    public static double Entropy(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        Span<int> counts = stackalloc int[256];
        foreach (var b in text)
        {
            counts[b]++;
        }

        var entropy = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / text.Length;
                entropy -= share * Math.Log2(share);
            }
        }

        return entropy;
    }

    /// <summary>True for what was written to show a shape: a sample word, one character repeated, the alphabet or the digits in order.</summary>
    public static bool IsSample(ReadOnlySpan<byte> token)
    {
        if (token.Length == 0)
        {
            return true;
        }

        var looked = token[..Math.Min(token.Length, 512)];
        return HoldsAny(looked, SampleWords) || IsTyped(looked);
    }

    /// <summary>True when one of the words stands anywhere in a text, in letters of any case.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Words of ASCII.</param>
    public static bool HoldsAny(ReadOnlySpan<byte> text, ReadOnlySpan<byte[]> words)
    {
        foreach (var word in words)
        {
            for (var at = 0; at + word.Length <= text.Length; at++)
            {
                if (Ascii.EqualsIgnoreCase(text.Slice(at, word.Length), word))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// True when the end of a token is words: <c>xoxp-1-YourConfigurationTokenGoesHere</c>. Of twenty letters and digits that were drawn one
    /// in thirty holds no digit, and hardly one of those follows the words so far.
    /// </summary>
    public static bool IsSpelt(ReadOnlySpan<byte> token)
    {
        var end = token[^Math.Min(token.Length, SpeltBytes)..];
        var characters = CharacterCount.Of(end);
        return end.Length == SpeltBytes && characters.Digits == 0 && characters.Lower > characters.Upper && end.IndexOfAnyExcept(SpeltSigns) < 0 && Randomness.WordShare(end) > 0.75;
    }

    /// <summary>
    /// True for letters of one case alone, as the palette of a picture and a name hold them. Of two dozen letters and digits that were
    /// drawn hardly one in a million looks so.
    /// </summary>
    public static bool IsOneCase(ReadOnlySpan<byte> token)
    {
        var characters = CharacterCount.Of(token);
        return token.Length >= OneCaseBytes && characters.Digits + characters.Special + characters.Spaces == 0 && (characters.Lower == 0 || characters.Upper == 0);
    }

    /// <summary>True when what follows a token is the rest of it, which somebody blacked out.</summary>
    public static bool IsMasked(ReadOnlySpan<byte> behind) => behind.StartsWith("####"u8) || behind.StartsWith("****"u8);

    /// <summary>True when most of the text continues the character before it: repeated, ascending or descending.</summary>
    public static bool IsTyped(ReadOnlySpan<byte> text)
    {
        int run = 1, longest = 1, covered = 0, step = 2;
        for (var i = 1; i < text.Length; i++)
        {
            var difference = text[i] - text[i - 1];
            if (difference is >= -1 and <= 1 && (difference == step || run == 1))
            {
                step = difference;
                run++;
            }
            else
            {
                covered += run >= 4 ? run : 0;
                run = difference is >= -1 and <= 1 ? 2 : 1;
                step = run == 2 ? difference : 2;
            }

            longest = Math.Max(longest, run);
        }

        covered += run >= 4 ? run : 0;
        return longest >= 9 || (text.Length >= 8 && covered * 2 > text.Length) || IsPeriodic(text) || IsCounted(text);
    }

    // abc123def456, a1b2c3d4: letters and digits that are both in order, whatever stands between them.
    private static bool IsCounted(ReadOnlySpan<byte> text)
    {
        foreach (var counted in CountedBytes)
        {
            if (text.IndexOf(counted) >= 0)
            {
                return true;
            }
        }

        return IsInOrder(text, isDigits: true) && IsInOrder(text, isDigits: false);
    }

    private static bool IsInOrder(ReadOnlySpan<byte> text, bool isDigits)
    {
        int last = 0, count = 0, run = 1, covered = 0;
        foreach (var b in text)
        {
            if (isDigits ? !char.IsAsciiDigit((char)b) : !char.IsAsciiLetter((char)b))
            {
                continue;
            }

            var character = b | 0x20;
            count++;
            if (count > 1 && character - last == 1)
            {
                run++;
            }
            else
            {
                covered += run >= LeastInOrder ? run : 0;
                run = 1;
            }

            last = character;
        }

        covered += run >= LeastInOrder ? run : 0;
        return count >= 6 && covered * 10 > count * 7;
    }

    private static bool IsPeriodic(ReadOnlySpan<byte> text)
    {
        for (var period = 1; period <= Math.Min(10, text.Length / 3); period++)
        {
            if (text[period..].SequenceEqual(text[..^period]))
            {
                return true;
            }
        }

        return false;
    }
}
